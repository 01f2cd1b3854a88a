"""Periods, numbers and figures as they stand in running text."""

from collections.abc import Sequence

from kpis.frames import InsightsRow
from kpis.model import Frequency, Marker, Provenance, Unit
from kpis.periods import ReportingPeriod, period_of_id, slashed
from kpis.words import figures
from kpis.words.figures import MINUS, difference, figure, figure_with_unit

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_IN_THE_PLURAL = (Unit.COUNT, Unit.DAYS, Unit.TONNES, Unit.AVERAGE, Unit.INDEX)
_NOUNS = {
    Frequency.MONTH: "month",
    Frequency.QUARTER: "quarter",
    Frequency.HALF_YEAR: "half-year",
    Frequency.YEAR: "year",
    Frequency.ACADEMIC_YEAR: "year",
    Frequency.CALENDAR_YEAR: "year",
    Frequency.SURVEY_WAVE: "survey",
}
_ADJECTIVES = {
    Frequency.MONTH: "monthly",
    Frequency.QUARTER: "quarterly",
    Frequency.HALF_YEAR: "half-yearly",
    Frequency.YEAR: "yearly",
    Frequency.ACADEMIC_YEAR: "yearly",
    Frequency.CALENDAR_YEAR: "yearly",
    Frequency.SURVEY_WAVE: "survey",
}


def number(count: int) -> str:
    """ "no", "one" to "nine", then figures: as numbers are written in running text."""
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def numbers(counts: Sequence[int]) -> list[str]:
    """Counts of one sentence: all as words, or all as figures where one is ten or more.

    "none" for nought, as in "from none to three".
    """
    words = max(counts, default=0) < len(_NUMBERS)
    return [(_NUMBERS[count] if words else f"{count:,}") if count else "none" for count in counts]


def period_words(period_id: str) -> str:
    """What a period is called after "for": "Q2 2019/20", "the 2018/19 academic year"."""
    period = period_of_id(period_id)
    match period.frequency:
        case Frequency.ACADEMIC_YEAR:
            return f"the {slashed(period.start.year)} academic year"
        case Frequency.SURVEY_WAVE:
            return f"the {period.label} survey"
        case _:
            return period.label


def period_noun(period: ReportingPeriod) -> str:
    return _NOUNS[period.frequency]


def period_adjective(period: ReportingPeriod) -> str:
    return _ADJECTIVES[period.frequency]


def shown(row: InsightsRow, value: float) -> str:
    """A figure of the measure as shown, with the sign of its unit; "" for NaN."""
    return figure(value, row.unit, row.decimals)


def shown_with_unit(row: InsightsRow, value: float) -> str:
    """A figure of the measure with what is counted: "412 residents"; "" for NaN.

    The label is in the plural, so of a single one it stands apart: "1 (residents)".
    """
    if row.unit in _IN_THE_PLURAL and shown(row, value) in ("1", f"{MINUS}1"):
        return f"{shown(row, value)} ({row.unit_label})"
    return figure_with_unit(value, row.unit, row.decimals, row.unit_label)


def apart(row: InsightsRow, distance: float) -> str:
    """A distance without its sign: "1.2 points", "34"; "no difference" where none shows."""
    return difference(abs(distance), row.unit, row.decimals).lstrip("+")


def bounds(row: InsightsRow, lower: float, upper: float) -> str:
    """ "25.0%", "8.0% to 14.0%", "at most 14.0%"; "" when both are NaN."""
    return figures.bounds(lower, upper, row.unit, row.decimals)


def adjectives(marker: str, provenance: str) -> str:
    """What has to be said of a figure before it is: "illustrative, provisional "; "" if nothing."""
    words = [
        *(["illustrative"] if provenance == Provenance.ILLUSTRATIVE else []),
        *(["provisional"] if Marker.PROVISIONAL in marker else []),
        *(["revised"] if Marker.REVISED in marker else []),
    ]
    return f"{', '.join(words)} " if words else ""


def with_article(words: str) -> str:
    """ "a target", "an illustrative target"."""
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"
