"""The sentence on whether a measure moves, held against its row."""

import re

from kpis.periods import period_of_id
from tests.unit.narrative.read_back import (
    FIGURE,
    count,
    fits,
    is_given,
    label_of,
    opposed,
    read_period,
    same,
)
from tests.unit.narrative.rows import rounded

KINDS = {"monthly": ["month"], "quarterly": ["quarter"], "half-yearly": ["half_year"]}
KINDS |= {"yearly": ["year", "academic_year", "calendar_year"], "survey": ["survey_wave"]}
WHEN = r"the [a-z- ]+?"
ONE = (
    rf"(?P<{{0}}kind>better than|worse than|not clearly different from|unchanged from) "
    rf"(?P<{{0}}when>{WHEN})(?: \({FIGURE.format('{0}figure')}\))?"
)
ILLUSTRATIVE = "one of the figures compared is illustrative"
COMMON = "within its usual ups and downs"
RULES = re.compile(f"{COMMON}|usual range|are all (above|below) their average|one after the other")
WAYS = {"better than": "improving", "worse than": "worsening"}


def check_movement(row, texts):
    texts = check_longer_run(row, texts)
    if not texts:
        check_untested(row, texts)
        check_nothing_moves(row)
        return
    texts = check_illustrative(row, check_untested(row, texts))
    travel, signal, way = None, None, None
    for text in texts:
        if text.startswith("that is more than chance"):
            assert way is None, "which way is told twice"
            way = text
        elif RULES.search(text):
            assert signal is None, "the signal is told twice"
            signal = text
        else:
            assert travel is None, "the direction is told twice"
            travel = text
    if travel:
        check_travel(row, travel)
    else:
        check_nothing_travels(row)
    assert (signal is None) == (row.variation == "")
    assert (way is None) == (row.variation in ("", "common_cause"))
    if signal:
        check_joint(row, travel, signal)
        check_signal(row, signal.removeprefix("even so, "))
    if way:
        check_way(row, way)


def check_illustrative(row, texts):
    """Takes the sentence off that one of the figures compared is illustrative."""
    compared = [d for d in ("previous", "year") if getattr(row, f"direction_{d}")]
    reasons = [getattr(row, f"direction_{earlier}_reason") for earlier in compared]
    told = [text for text in texts if text == ILLUSTRATIVE]
    assert len(told) == any("illustrative" in reason for reason in reasons)
    return [text for text in texts if text not in told]


def check_untested(row, texts):
    """Takes the sentence off that tells figures before without better or worse."""
    untested = [d for d in ("previous", "year") if getattr(row, f"direction_{d}") == "not_tested"]
    if len({getattr(row, f"{earlier}_period_id") for earlier in untested}) == 1:
        untested = untested[:1]
    told = [text for text in texts if "that cannot be tested" in text]
    assert len(told) == bool(untested)
    if not told:
        return texts
    claimed = fits(
        rf"it was {FIGURE.format('a_figure')} in (?P<a_when>{WHEN})"
        rf"(?: and {FIGURE.format('b_figure')} in (?P<b_when>{WHEN}))?, "
        r"(?P<change>a change|changes) that cannot be tested",
        told[0],
    )
    pairs = [(claimed[f"{n}_when"], claimed[f"{n}_figure"]) for n in "ab" if claimed[f"{n}_when"]]
    for (when, written), earlier in zip(pairs, untested, strict=True):
        assert which_before(row, when) == earlier
        same(written, row, getattr(row, f"{earlier}_outturn"))
    assert (claimed["change"] == "changes") == (len(untested) == 2)
    return [text for text in texts if text not in told]


def check_longer_run(row, texts):
    """Takes the last sentence off where it is about the longer run."""
    found = re.fullmatch(r"(but )?over the longer run it has (improv|worsen)ed", texts[-1])
    said_already = {"improvement": "improving", "concern": "worsening"}
    already = said_already.get(row.variation.removeprefix("special_cause_"))
    unsaid = {"", "no_clear_change", already}
    assert (f"{found[2]}ing" if found else "") == (
        "" if row.direction_long in unsaid else row.direction_long
    )
    if not found:
        return texts
    others = {row.direction_previous, row.direction_year, already} & {"improving", "worsening"}
    assert bool(found[1]) == bool(others - {row.direction_long}), "two ways, and no but"
    return texts[:-1]


def check_joint(row, travel, signal):
    """Where direction and signal point different ways, the sentences say that they do."""
    clear = {row.direction_previous, row.direction_year} & {"improving", "worsening"}
    contrast = bool(travel and clear) and (row.variation == "common_cause" or opposed(row))
    assert contrast == signal.startswith("even so, ")


def check_travel(row, text):
    assert is_given(row.outturn)
    if row.polarity == "neutral":
        check_figures_before(row, text)
        return
    compared = [d for d in ("previous", "year") if is_tested(getattr(row, f"direction_{d}"))]
    text = text.removeprefix("it is ")
    claimed = read_comparisons(text)
    for kind, when, written in claimed:
        check_comparison(row, kind, when, written)
    assert len(claimed) == len({getattr(row, f"{earlier}_period_id") for earlier in compared})


def read_comparisons(text):
    """(kind, when, figure) of each: "better than both A (1) and B (2)" gives two of them."""
    one, other = ONE.format("a_"), ONE.format("b_")
    both = re.fullmatch(
        r"(?P<kind>better than|worse than|not clearly different from|unchanged from) "
        rf"(?:both|either) (?P<a>{WHEN})(?: \({FIGURE.format('x')}\))? (?:and|or) "
        rf"(?P<b>{WHEN})(?: \({FIGURE.format('y')}\))?",
        text,
    )
    if both:
        return [(both["kind"], both["a"], both["x"]), (both["kind"], both["b"], both["y"])]
    if found := re.fullmatch(rf"{one} (?:but|and) {other}", text):
        first, second = (
            (found[f"{w}_kind"], found[f"{w}_when"], found[f"{w}_figure"]) for w in "ab"
        )
        return [first, second]
    claimed = fits(one, text)
    return [(claimed["a_kind"], claimed["a_when"], claimed["a_figure"])]


def which_before(row, when):
    """Whether words mean the previous period or the year before."""
    year_long = row.frequency in ("year", "academic_year", "calendar_year")
    if when == "the year before":
        assert year_long or row.basis == "year_to_date"
        return "previous" if row.direction_previous else "year"
    nouns = {"half_year": "half-year", "survey_wave": "survey", "month": "quarter"}
    noun = nouns.get(row.frequency, row.frequency)
    if when == "the same point a year earlier":
        assert row.basis == "year_to_date"
        return "year"
    if when in (f"the same {noun} a year earlier", "the survey a year earlier"):
        return "year"
    assert when == f"the {noun} before", when
    return "previous"


def check_comparison(row, kind, when, written):
    earlier = which_before(row, when)
    direction, before = getattr(row, f"direction_{earlier}"), getattr(row, f"{earlier}_outturn")
    equal = rounded(row.outturn, row.decimals) == rounded(before, row.decimals)
    assert direction == WAYS.get(kind, "no_clear_change")
    if kind == "unchanged from":
        assert equal
        assert written is None
        return
    assert direction != "no_clear_change" or not equal
    same(written, row, before)


def check_figures_before(row, text):
    second = rf"(?: and {FIGURE.format('b')} in the [a-z- ]+)?"
    claimed = fits(rf"it was {FIGURE.format('a')} in the [a-z- ]+?{second}", text)
    figures_claimed = [claimed[name] for name in "ab" if claimed[name]]
    figures = [row.previous_outturn, row.year_outturn]
    if row.previous_period_id == row.year_period_id:
        figures = figures[:1]
    figures = [value for value in figures if is_given(value)]
    for written, value in zip(figures_claimed, figures, strict=True):
        same(written, row, value)


def is_tested(direction):
    return direction not in ("", "not_tested")


def check_nothing_travels(row):
    assert not is_tested(row.direction_previous)
    assert not is_tested(row.direction_year)


def check_nothing_moves(row):
    check_nothing_travels(row)
    assert row.variation == ""


def check_signal(row, text):
    label = label_of(row)
    subject = (
        rf"(?:it|(?P<that>that figure)|the (?P<noun>[a-z-]+)'s own figure of "
        rf"{FIGURE.format('own')}{label}|the latest "
        rf"(?P<adjective>[a-z-]+) (?:figure|result), {FIGURE.format('value')}{label} for "
        r"(?P<period>.+?),)"
    )
    figures = r"(?P<adjective>[a-z-]+) figures"
    patterns = {
        "Common": rf"{subject} is {COMMON}",
        "Above": rf"{subject} is (?P<just>just )?(?P<side>above|below) its usual range"
        rf"(?: \(limit {FIGURE.format('limit')}\))?",
        "2": rf"two of the last three {figures} lie near or beyond the (?P<side>upper|lower) limit "
        r"of their usual range",
        "7 Points": rf"the last (?P<run>\w+) {figures} are all (?P<side>above|below) their average "
        rf"of {FIGURE.format('mean')}",
        "7 Point": rf"the last (?P<run>\w+) {figures} have (?P<side>risen|fallen) one after the "
        r"other",
    }
    assert ("within" in text) == (row.variation == "common_cause")
    rule = row.special_cause.replace("Below LCL", "Above UCL")
    claimed = fits(next(p for name, p in patterns.items() if rule.startswith(name)), text)
    period = period_of_id(row.spc_period_id)
    if claimed.get("adjective"):
        assert period.frequency.value in KINDS[claimed["adjective"]]
    if claimed.get("period"):
        assert read_period(claimed["period"]) == row.spc_period_id != row.period_id
        same(claimed["value"], row, row.spc_value)
    elif claimed.get("that"):
        assert row.spc_period_id == row.latest_period_id
        assert row.basis == "period"
        assert not is_given(row.outturn)
    elif "noun" in claimed:
        assert row.spc_period_id == row.period_id
        assert bool(claimed["own"]) == (row.basis == "year_to_date")
        if claimed["own"]:
            same(claimed["own"], row, row.spc_value)
    if row.variation == "common_cause":
        return
    high = "Above" in row.special_cause or "Increasing" in row.special_cause
    assert (claimed["side"] in ("upper", "above", "risen")) == high
    if "just" in claimed:
        assert bool(claimed["just"]) == (claimed["limit"] is None)
    if claimed.get("limit"):
        assert claimed["limit"] != claimed["value"]
        same(claimed["limit"], row, row.upl if high else row.lpl)
    if claimed.get("mean"):
        same(claimed["mean"], row, row.mean)
    if claimed.get("run"):
        assert count(claimed["run"]) == row.spc_run >= 7


def check_way(row, text):
    """Better or worse than usual; where the direction goes the other way, still; never bare.

    Good news of a measure that is red or amber has a "but" in the same sentence.
    """
    kind = row.variation.removeprefix("special_cause_")
    lately = "Trend" in row.special_cause
    word = {"improvement": "better", "concern": "worse"}.get(kind)
    expected = "that is more than chance"
    if word and lately:
        expected += f": {'improving' if word == 'better' else 'getting worse'} lately"
    elif word:
        expected += f": {'still ' if opposed(row) else ''}{word} than usual"
    rating = row.rag if row.rag in ("green", "amber", "red") else row.latest_rag
    if word == "better" and rating in ("amber", "red"):
        expected += f", but it is rated {rating}"
    assert text == expected
