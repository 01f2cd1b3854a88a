"""No sentence tells of a time later than its report, but for what is said to lie ahead."""

import re

from kpis.model import Frequency
from kpis.period_text import parse_period
from kpis.periods import period_of_id

MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
SURVEY = re.compile(rf"\b(?:{MONTH})(?: \d{{4}})? to (?:{MONTH}) \d{{4}}\b")
PERIOD = re.compile(
    rf"\b(?:[QH]\d \d{{4}}/\d\d|the \d{{4}}/\d\d academic year|(?<!\d )(?:{MONTH}) \d{{4}}|"
    r"\d{4}/\d\d)(?!\d)"
)
DAY = re.compile(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b")
# What is said of the coming: an outlook, the next figure, a return that is awaited; and that no
# target is set or agreed for a year, which may be the one under way.
AHEAD = re.compile(
    "will be met|that the figure for|is expected to lie|next due with|first due with|is due by|"
    "likely to meet|certain to meet|chance of meeting|realistic possibility|"
    "this plan sets no target for|is proposed, not agreed",
    re.IGNORECASE,
)
LAGGED = re.compile("asked of figures reported in")


def check_dates(row, texts):
    """texts: each a sentence or two on one row; those on other areas and groups are left out."""
    end = period_of_id(row.quarter_id).end
    for text in texts:
        for part in re.split(r"(?<=\.) ", text):
            if AHEAD.search(part) or re.match("The council|In .* the council|By ", part):
                continue
            for last in days_in(LAGGED.split(part)[0]):
                assert last <= end, f"{part!r} in a report of {row.quarter_id}"


def days_in(text):
    """The last day of each period named. Days are of returns, which come after their period."""
    for survey in SURVEY.findall(text):
        yield parse_period(survey, Frequency.SURVEY_WAVE, wave_start_month=2, wave_months=2).end
    rest = SURVEY.sub("", text)
    for period in PERIOD.findall(DAY.sub("", rest)):
        yield parse_period(period.removeprefix("the ")).end
