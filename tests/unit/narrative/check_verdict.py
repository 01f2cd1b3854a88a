"""The verdict on a measure, held against its row: each part of it proved from its own columns."""

import re

from kpis.periods import period_of_id
from tests.unit.narrative.check_context import BANDS
from tests.unit.narrative.read_back import COLOURS, is_given, read_period

CHANCES = {  # words of a verdict, and the band of the PHIA yardstick they are in
    "there is only a remote chance of meeting": BANDS["there is only a remote chance"],
    "highly unlikely to meet": BANDS["it is highly unlikely"],
    "unlikely to meet": BANDS["it is unlikely"],
    "is only a realistic possibility": BANDS["there is a realistic possibility"],
    "likely to meet": BANDS["it is likely"],
    "highly likely to meet": BANDS["it is highly likely"],
    "almost certain to meet": BANDS["it is almost certain"],
}
TARGET = (
    r"(?:its year-end target|its next target|its \d{4}(?:/\d\d)? target|the target asked of it)"
)
AHEAD = re.compile(
    rf"(?:(?P<words>{'|'.join(sorted(CHANCES, key=len, reverse=True))}) (?P<target>{TARGET})|"
    rf"meeting (?P<open>{TARGET}) (?P<realistic>is only a realistic possibility))"
    r"(?P<minimum> or even the minimum|, and perhaps not even the minimum|"
    r", though (?:highly likely|likely|almost certain) to meet the minimum)?",
    re.IGNORECASE,
)
LAST = re.compile(
    r" (?:(?P<rag>Green|Amber|Red) when last measured, (?:for|in) (?P<when>[^.]+)\.|"
    r"The last figure, (?:for|in) (?P<then>[^,]+), is out of date\.)"
)
ENDED = re.compile(rf"it (?P<how>met|missed) (?P<target>{TARGET}|its target)", re.IGNORECASE)
PROPOSED = "No rating: the target for 2019/20 is proposed, not agreed."
WITHOUT = {
    "data_only": "No rating: there is no target.",
    "no_target": "No rating: no target is set for its year.",
    "not_due": "Not due this quarter.",
    "awaited": "Awaited: it is not due yet.",
    "late": "Late: the figure is not in.",
    "not_available": "No figure could be given.",
    "out_of_date": "Out of date: the last figure is too old to judge by.",
    "suspended": "Suspended: no figures are collected.",
    "not_comparable": "No rating: it is no longer counted as the target was.",
    "see_parts": "Rated by its parts.",
}


def check_verdict(row, text):
    """Everything a verdict says is so, and it says what there is to say."""
    if row.rag in COLOURS:
        colour = re.match(r"(\w+)( now)?[.,] ", text)
        assert colour[1].lower() == row.rag
        rest = text[colour.end() :]
    else:
        proposed = row.rag_reason.endswith("proposed, not agreed")
        reason = PROPOSED if proposed else WITHOUT[row.rag]
        assert text.startswith(reason)
        rest = check_last(row, text.removeprefix(reason))
    check_short(row, rest)
    check_motion(row, check_ahead(row, rest))


def check_last(row, rest):
    """Takes off how a measure without a figure was last rated."""
    found = LAST.match(rest)
    told = not is_given(row.outturn) and row.latest_period_id and row.rag != "see_parts"
    rated = row.latest_rag if told and row.latest_rag in (*COLOURS, "out_of_date") else ""
    assert bool(found) == bool(rated)
    if not found:
        return rest
    assert (found["rag"] or "out_of_date").lower() == rated
    assert read_period(found["when"] or found["then"]) == row.latest_period_id
    return rest[found.end() :]


def check_ahead(row, rest):
    """Takes the words on the outlook off. They are there where a chance is, or the year is over."""
    found = AHEAD.search(rest)
    assert bool(found) == (is_given(row.outlook) and is_given(row.chance_target))
    ended = ENDED.search(rest)
    assert bool(ended) == (row.rag in COLOURS and not is_given(row.outlook) and is_last(row))
    if ended:
        assert (ended["how"].lower() == "met") == (row.rag == "green")
        check_which(row, ended["target"], row.period_id, row.aims_of)
        return ENDED.sub("", rest)
    if not found:
        return rest
    words = (found["words"] or found["realistic"]).lower()
    percent = row.chance_target * 100
    low, high = CHANCES[words]
    assert low - 2.5 <= round(percent, 9) <= high + 2.5, (words, percent)
    check_which(row, found["target"] or found["open"], row.outlook_period_id, row.outlook_aims_of)
    check_least(row, found["minimum"])
    return AHEAD.sub("", rest)


def check_least(row, words):
    """The minimum expectation is told where the target is unlikely, by its own chance."""
    assert bool(words) == (row.chance_target < 0.375 and is_given(row.chance_minimum))
    if not words:
        return
    percent = round(row.chance_minimum * 100, 9)
    if "or even" in words:
        assert percent <= 37.5
    elif "perhaps" in words:
        assert 37.5 <= percent <= 52.5
    else:
        likely = re.search("highly likely|likely|almost certain", words)[0]
        low, high = CHANCES[f"{likely} to meet"]
        assert low - 2.5 <= percent <= high + 2.5


def check_which(row, words, period_id, aims_of):
    """Which target it is: of the year in course, or by its year; a survey's needs no year."""
    period = period_of_id(period_id)
    if words.lower() == "the target asked of it":
        assert aims_of
        assert period_of_id(aims_of).start.year != period.year_start
        return
    assert (words.lower() == "its year-end target") == (
        period.frequency in ("month", "quarter", "half_year")
    )
    if year := re.search(r"\d{4}", words):
        assert int(year[0]) == period.start.year


def is_last(row):
    """Whether the figure is that of the end of its year."""
    period = period_of_id(row.period_id)
    if period.frequency in ("month", "quarter", "half_year"):
        return period.end.month == 3
    return True


def check_short(row, rest):
    """Only what falls short of it is called short of a target or a minimum."""
    short = re.search(r"short of (its target|the minimum expected)", rest, re.IGNORECASE)
    if short:
        assert row.rag in ("amber", "red")
        has_minimum = is_given(row.minimum_expectation) or is_given(row.minimum_expectation_upper)
        assert ("minimum" in short[1]) == (row.rag == "red" and has_minimum)
    assert not re.search("on target", rest, re.IGNORECASE) or row.rag == "green"


def check_motion(row, rest):
    """What is said of movement is what one of the directions, or the chart, says."""
    rest = rest.lower()
    directions = {row.direction_year, row.direction_long, row.direction_previous}
    kind = row.variation.removeprefix("special_cause_")
    lately, has_figure = "Trend" in row.special_cause, is_given(row.outturn)
    said = set(
        re.findall(r"over the longer run|improving|getting worse|than before|than usual", rest)
    )
    if not has_figure:
        assert not said
        assert "chance" not in rest
        return
    told = way_told(row)
    of_chart = {"improvement": "improving lately", "concern": "getting worse lately"}.get(kind, "")
    words = rest.replace(of_chart, "") if lately and of_chart else rest
    for good, way in (
        (r"improving|better (than before|over)", "improving"),
        (r"getting worse|worse (than before|over)", "worsening"),
    ):
        assert bool(re.search(good, words)) == (told == way), rest
    assert ("over the longer run" in rest) == (
        told == row.direction_long != "" and row.direction_year not in ("improving", "worsening")
    )
    if "clearly better than usual" in rest:
        assert kind == "improvement"
        assert not lately
    if "clearly worse than usual" in rest:
        assert kind == "concern"
        assert not lately
    if "no clear change" in rest:
        assert "no_clear_change" in directions
        assert row.direction_year not in ("improving", "worsening")
        quarrels = row.direction_previous in ("improving", "worsening")
        assert quarrels == ("no clear change since a year before" in rest)
    if "though not tested" in rest:
        assert "not_tested" in directions
        assert row.variation == "" or follows(row)
    if "usual ups and downs" in rest:
        assert row.variation == "common_cause"
        assert not follows(row)


def follows(row):
    """Whether its chart holds each figure against the one before, which tells of no change."""
    return row.variation == "common_cause" and "residual" in row.spc_chart


def way_told(row):
    """The year before first, then the longer run, then what is nearest; "" for no clear way."""
    clear = ("improving", "worsening")
    if row.direction_year in clear:
        return row.direction_year
    if row.direction_long in clear:
        return row.direction_long
    nearest = row.direction_previous if row.direction_year != "no_clear_change" else ""
    return nearest if nearest in clear else ""
