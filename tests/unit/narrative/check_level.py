"""The sentence on where a measure stands, held against its row."""

from datetime import datetime

from kpis.periods import period_of_id
from tests.unit.narrative.read_back import (
    AIM,
    APART,
    COLOURS,
    FIGURE,
    fits,
    is_given,
    label_of,
    number,
    read_period,
    same,
)
from tests.unit.narrative.rows import rounded


def figure_of(row):
    return (
        r"(?P<adjectives>(?:illustrative |provisional |revised |illustrative, |provisional, )*)"
        r"(?P<noun>figure for|figure from|total by the end of|total for the whole of) "
        rf"(?P<period>.+?) is {FIGURE.format('figure')}{label_of(row)}"
    )


def latest_of(row):
    """The same of the latest figure; there may be a later illustrative one that is not shown."""
    found = figure_of(row)
    if row.latest_provenance == "illustrative":
        for noun in ("figure", "total"):
            found = found.replace(f"{noun} ", f"{noun} shown, ")
        found = found.replace(".+?) is", ".+?), is")
    rated = row.latest_rag if row.latest_rag in COLOURS else ""
    return f"{found}, rated {rated}" if rated else found


def check_figure(row, claimed, prefix="", period_id=None):
    outturn, marker, provenance = (
        getattr(row, f"{prefix}{name}") for name in ("outturn", "marker", "provenance")
    )
    same(claimed["figure"], row, outturn)
    words = claimed["adjectives"].replace(",", "").split()
    assert ("illustrative" in words) == (provenance == "illustrative")
    assert ("provisional" in words) == ("p" in marker)
    assert ("revised" in words) == ("r" in marker)
    wanted = period_id or row.period_id
    if claimed["noun"] == "total for the whole of":
        assert row.basis == "year_to_date"
        assert claimed["period"] == period_of_id(wanted).financial_year
        assert period_of_id(wanted).end.month == 3
        return
    assert read_period(claimed["period"]) == wanted
    assert (claimed["noun"] == "total by the end of") == (row.basis == "year_to_date")


def check_level(row, texts):
    text = ". ".join(texts)
    if row.rag in COLOURS:
        return check_rated(row, text)
    without = r"(?:\. the figure for (?P<without>.+?) (?P<reason>is not available|is withheld to "
    without += r"protect confidentiality|does not apply))?"
    latest = rf"the latest {latest_of(row)}{without}|no figure is known so far"
    patterns = {
        "see_parts": r"it is not rated itself, but through its parts \(4\.1a, 4\.1b\)",
        "data_only": rf"the {figure_of(row)}\. it is not rated, for there is no target",
        "no_target": rf"the {figure_of(row)}\. it is not rated, for "
        r"(this plan sets no target for 2019/20|the target for 2019/20 is proposed, not agreed)",
        "not_comparable": rf"the {figure_of(row)}\. it is not rated, for it is no longer counted "
        "as its target was",
        "not_available": r"the return for (?P<missing>.+?) came without a figure: "
        r"(?P<why>.+?)\. "
        rf"(?:{latest})",
        "suspended": r"no figures are collected for now, so there is no rating\. "
        rf"(?:{latest})",
        "not_due": rf"(?:{latest})\. nothing is due this quarter: measured once a year, next due "
        r"with Q3 2020/21",
        "awaited": r"the figure for (?P<missing>.+?) has not been returned yet and is due by "
        rf"(?P<due>\d+ \w+ \d+)\. (?:{latest})",
        "late": r"the figure for (?P<missing>.+?) is late: it was due by "
        rf"(?P<due>\d+ \w+ \d+)\. (?:{latest})",
    }
    claimed = fits(patterns[row.rag], text)
    if claimed.get("missing"):
        assert read_period(claimed["missing"]) == row.period_id
    if claimed.get("due"):
        assert datetime.strptime(claimed["due"], "%d %B %Y") == row.due_on
    if claimed.get("why"):
        words = {"c": "confidentiality", "x": "not available", "z": "not apply", "": "none could"}
        assert words[row.marker[:1]] in claimed["why"]
    if row.rag in ("data_only", "no_target", "not_comparable"):
        return check_figure(row, claimed)
    if row.rag != "see_parts":
        check_later_without(row, claimed)
    if claimed.get("figure"):
        claimed["noun"] = claimed["noun"].replace(" shown,", "")
        return check_figure(row, claimed, "latest_", row.latest_period_id)
    assert row.rag == "see_parts" or not row.latest_period_id
    return None


def check_later_without(row, claimed):
    """A later period that came without a figure is named, unless the sentence is about it."""
    expected = row.latest_period_id and row.without_period_id not in ("", row.period_id)
    assert bool(claimed["without"]) == bool(expected)
    if expected:
        assert read_period(claimed["without"]) == row.without_period_id
        words = {"c": "confidentiality", "x": "not available", "z": "not apply"}
        assert words[row.without_marker] in claimed["reason"]


def check_rated(row, text):
    bound = FIGURE.format("target")
    bounds = rf"{bound} to {FIGURE.format('upper')}"
    minimum = rf"the minimum expectation of {FIGURE.format('least')}"
    most = rf"(?: to {FIGURE.format('most')})?"
    claimed = fits(
        rf"the {figure_of(row)}, rated (?P<rag>green|amber|red)\. that "
        rf"(?:(?P<exactly>meets|is within)|is {APART} (?P<side>above|below)) {AIM} "
        rf"(?:of {bound}|range of {bounds.replace('<target>', '<low>')})(?(exactly)(?: exactly)?)"
        r"(?P<point> for that point in the year)?"
        r"(?:, asked of figures reported in (?P<asked>\d{4}/\d\d))?(?P<lower> \(lower is better\))?"
        rf"(?:\. it (?P<how>meets|is within|is also worse than|is also outside) {minimum}{most}"
        r"(?P<just> exactly)?)?",
        text,
    )
    check_figure(row, claimed)
    assert claimed["rag"] == row.rag
    own = period_of_id(row.period_id).year_start
    asked = period_of_id(row.aims_of)
    assert claimed["asked"] == (None if asked.start.year == own else asked.financial_year)
    assert (claimed["aim"] == "an illustrative") == row.target_illustrative
    outturn = rounded(row.outturn, row.decimals)
    ranged = row.polarity == "range"
    same(claimed["low" if ranged else "target"], row, row.target)
    if ranged:
        same(claimed["upper"], row, row.target_upper)
        low, high = (rounded(v, row.decimals) for v in (row.target, row.target_upper))
        distance = min(outturn - low, 0) + max(outturn - high, 0)
    else:
        distance = outturn - rounded(row.target, row.decimals)
        to_date = row.basis == "year_to_date" and not text.startswith("the total for the whole")
        assert bool(claimed["point"]) == (row.basis == "year_to_date" and "whole of" not in text), (
            to_date
        )
        assert bool(claimed["lower"]) == (row.polarity == "lower" and distance != 0)
    assert bool(claimed["exactly"]) == (distance == 0)
    if distance:
        assert number(claimed["apart"]) == abs(distance)
        assert (claimed["side"] == "above") == (distance > 0)
    if row.rag == "green" or not is_given(row.minimum_expectation):
        assert claimed["how"] is None
        return
    same(claimed["least"], row, row.minimum_expectation)
    least = rounded(row.minimum_expectation, row.decimals)
    how = claimed["how"]
    if ranged:
        same(claimed["most"], row, row.minimum_expectation_upper)
        most = rounded(row.minimum_expectation_upper, row.decimals)
        assert (how == "is within") == (least <= outturn <= most)
        return
    better = outturn < least if row.polarity == "lower" else outturn > least
    assert bool(claimed["just"]) == (outturn == least)
    assert how == ("meets" if better or outturn == least else "is also worse than")
