"""Every rating rule on, just above and just below its limits, and beside a second route."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.analysis.figures.limits import exceeded_from
from kpis.analysis.figures.rag import colours
from kpis.model import CountedIn, LimitsAs, Polarity, RagRule, RagStatus, RatingRule
from tests.unit.analysis.second_route_rules import colour_by

POINTS, PERCENT, PLACES = CountedIn.POINTS, CountedIn.PERCENT, CountedIn.PLACES
FIGURES = (
    *("outturn", "target", "target_upper", "minimum_expectation", "minimum_expectation_upper"),
    *("band_green", "band_green_upper", "band_amber", "band_amber_upper", "reference"),
)


def columns_of_rows(rows):
    columns = {
        name: np.array(
            [np.nan if row.get(name) is None else row[name] for row in rows], dtype="float64"
        )
        for name in FIGURES
    }
    columns["decimals"] = np.array([row["decimals"] for row in rows])
    columns["polarity"] = np.array([str(row["polarity"]) for row in rows], dtype=object)
    columns["areas"] = np.array([row.get("areas") or 0 for row in rows])
    return columns


def colour(rule, outturn, **asked):
    row = {"outturn": outturn, "decimals": 0, "polarity": "higher"} | asked
    return colours(columns_of_rows([row]), rule).item()


def tolerance(**changes):
    return RatingRule(rule=RagRule.TOLERANCE, **changes)


def against(rule, **changes):
    return RatingRule(rule=rule, **changes)


def test_one_rule_for_each_measure_gives_both_colours_that_no_percentage_of_target_can():
    """14.0 per cent short of target both: 43% of 50% is green, 222 of 258 is amber."""
    points, per_cent = (
        tolerance(green_within=7, counted_in=POINTS),
        tolerance(green_within=10, amber_within=15),
    )
    assert colour(points, 43, target=50) == "green"
    assert colour(points, 42, target=50) == "red"
    assert colour(per_cent, 222, target=258) == "amber"


@pytest.mark.parametrize(
    ("outturn", "expected"),
    [(100, "green"), (90, "green"), (89, "red"), (89.5, "green"), (89.4, "red")],
)
def test_green_within_a_tolerance_needs_no_amber(outturn, expected):
    assert colour(tolerance(green_within=10), outturn, target=100) == expected


@pytest.mark.parametrize(
    ("outturn", "expected"),
    [(99, "green"), (98.9, "amber"), (95, "amber"), (94.9, "red")],
)
def test_green_and_amber_each_have_their_width(outturn, expected):
    rule = tolerance(green_within=1, amber_within=5)
    assert colour(rule, outturn, target=100, decimals=1) == expected


@pytest.mark.parametrize(
    ("limits", "outturn", "expected"),
    [
        (LimitsAs.EXACT, 233, "amber"),
        (LimitsAs.EXACT, 232, "red"),  # 10.08% off
        (LimitsAs.ROUNDED, 232, "amber"),  # the limit of 232.2 would be printed as 232
        (LimitsAs.ROUNDED, 231, "red"),
    ],
)
def test_a_limit_is_compared_as_it_is_or_as_it_would_be_printed(limits, outturn, expected):
    rule = tolerance(amber_within=10, limits=limits)
    assert colour(rule, outturn, target=258) == expected


@pytest.mark.parametrize(
    ("green", "amber", "outturns"),
    [
        (True, True, {100: "green", 99: "amber", 90: "amber", 89: "red"}),
        (False, True, {101: "green", 100: "amber", 90: "amber", 89: "red"}),
        (True, False, {100: "green", 91: "amber", 90: "red"}),
    ],
)
def test_a_figure_exactly_on_a_limit_has_the_colour_or_has_not(green, amber, outturns):
    rule = tolerance(amber_within=10, green_at_limit=green, amber_at_limit=amber)
    assert {figure: colour(rule, figure, target=100) for figure in outturns} == outturns


def test_a_minimum_expectation_that_is_only_just_met_may_count_as_red():
    rule = RatingRule(rule=RagRule.MINIMUM_EXPECTATION, amber_at_limit=False)
    figures = {91: "amber", 90: "red"}
    asked = {"target": 100, "minimum_expectation": 90}
    assert {each: colour(rule, each, **asked) for each in figures} == figures


def test_a_target_of_nought_has_a_width_in_points_and_none_in_per_cent():
    per_cent, points = tolerance(amber_within=50), tolerance(amber_within=2, counted_in=POINTS)
    asked = {"target": 0, "polarity": "lower"}
    assert [colour(per_cent, each, **asked) for each in (0, 1)] == ["green", "red"]
    assert [colour(points, each, **asked) for each in (0, 2, 3)] == ["green", "amber", "red"]


@pytest.mark.parametrize(
    ("outturn", "expected"), [(10, "green"), (9, "amber"), (8, "amber"), (7, "red"), (16, "red")]
)
def test_bands_of_a_range(outturn, expected):
    rule = RatingRule(rule=RagRule.BANDS)
    asked = {"band_green": 10, "band_green_upper": 14, "band_amber": 8, "band_amber_upper": 15}
    assert colour(rule, outturn, polarity="range", target=13, **asked) == expected


def test_a_target_decides_nothing_where_there_are_bands():
    rule = RatingRule(rule=RagRule.BANDS)
    assert colour(rule, 45, target=50, band_green=45, band_amber=40) == "green"
    assert colour(rule, 50, target=50, band_green=55, band_amber=40) == "amber"
    assert colour(rule, 50, target=50) == ""


@pytest.mark.parametrize(
    ("polarity", "outturn", "expected"),
    [("higher", 51, "green"), ("higher", 50, "red"), ("lower", 49, "green"), ("lower", 50, "red")],
)
def test_a_baseline_is_to_be_beaten(polarity, outturn, expected):
    rule = against(RagRule.BASELINE, green_at_limit=False)
    assert colour(rule, outturn, reference=50, polarity=polarity) == expected


def test_a_trend_may_take_unchanged_for_amber():
    rule = against(RagRule.TREND, green_at_limit=False, amber_within=0)
    figures = {51: "green", 50: "amber", 49: "red"}
    assert {each: colour(rule, each, reference=50) for each in figures} == figures


def test_a_figure_may_have_to_be_better_by_so_much():
    rule = against(RagRule.COMPARATOR, green_within=-2, amber_within=2, counted_in=POINTS)
    figures = {52: "green", 51.9: "amber", 48: "amber", 47.9: "red"}
    asked = {"reference": 50, "decimals": 1}
    assert {each: colour(rule, each, **asked) for each in figures} == figures


def test_better_than_before_raises_a_colour_and_never_lowers_it():
    rule = tolerance(green_within=10, improving=RagStatus.AMBER)
    asked = {"target": 100, "reference": 80}
    assert [colour(rule, each, **asked) for each in (95, 81, 80)] == ["green", "amber", "red"]
    assert colour(rule, 81, target=100) == "red"  # nothing is known of before
    green = tolerance(amber_within=10, improving=RagStatus.GREEN)
    assert [colour(green, each, **asked) for each in (95, 81, 79)] == ["green", "green", "red"]


@pytest.mark.parametrize(
    ("counted_in", "green", "amber", "colours_by_place"),
    [
        (PERCENT, 25, 50, {3: "green", 4: "amber", 6: "amber", 7: "red"}),  # of 12 areas
        (PLACES, 3, None, {3: "green", 4: "red"}),
    ],
)
def test_a_rank_is_rated_by_places_or_by_a_share_of_the_areas(
    counted_in, green, amber, colours_by_place
):
    rule = against(
        RagRule.RANK, green_within=green, amber_within=amber, counted_in=counted_in, comparators="x"
    )
    found = {place: colour(rule, 40, reference=place, areas=12) for place in colours_by_place}
    assert found == colours_by_place


@pytest.mark.parametrize(
    ("polarity", "counted_in", "least"),
    [
        ("higher", PERCENT, 55),
        ("higher", POINTS, 60),
        ("lower", PERCENT, 45),
        ("lower", POINTS, 40),
    ],
)
def test_a_green_figure_is_exceeded_from_so_much_better_on(polarity, counted_in, least):
    rule = tolerance(amber_within=5, exceeded_by=10, counted_in=counted_in)
    row = {"outturn": least, "decimals": 0, "polarity": polarity, "target": 50}
    low, high = (each.item() for each in exceeded_from(columns_of_rows([row]), rule))
    assert (high if polarity == "lower" else low) == least
    assert np.isnan(low if polarity == "lower" else high)


@st.composite
def rules(draw):
    kind = draw(st.sampled_from(RagRule))
    widths = st.sampled_from([0, 0.5, 1, 2.5, 5, 10, 12.5, 33.3])
    if kind is RagRule.RANK:
        green = draw(st.sampled_from([1, 3, 25, 33.3]))
        return RatingRule(
            rule=kind,
            green_within=green,
            amber_within=draw(st.sampled_from([None, green + 1, 2 * green])),
            counted_in=draw(st.sampled_from([PERCENT, PLACES])),
        )
    green = draw(widths) * draw(st.sampled_from([1, 1, -1]))
    return RatingRule(
        rule=kind,
        green_within=green,
        amber_within=draw(st.sampled_from([None, green, green + 1, green + 7.5])),
        counted_in=draw(st.sampled_from([PERCENT, POINTS])),
        green_at_limit=draw(st.booleans()),
        amber_at_limit=draw(st.booleans()),
        limits=draw(st.sampled_from(LimitsAs)),
        improving=draw(st.sampled_from([None, None, RagStatus.GREEN, RagStatus.AMBER])),
    )


@st.composite
def figures_near_limits(draw):
    """A figure and what it is held against, in steps of its decimals, so that limits are met."""
    decimals = draw(st.integers(0, 2))
    step = 10**-decimals
    numbers = st.integers(-30, 300).map(lambda count: round(count * step, decimals))
    polarity = draw(st.sampled_from(Polarity))
    asked = draw(numbers)
    near = st.integers(-40, 40).map(lambda steps: round(asked + steps * step, decimals))
    row = {"decimals": decimals, "polarity": polarity, "areas": draw(st.integers(0, 40))}
    row["outturn"] = draw(st.one_of(st.none(), near, near.map(lambda value: value + step / 2)))
    worse = 1 if polarity is Polarity.LOWER else -1
    for green, amber in (("target", "minimum_expectation"), ("band_green", "band_amber")):
        off = draw(st.integers(0, 20))
        row[green] = draw(st.sampled_from([asked, asked, None]))
        given = row[green] is not None and draw(st.booleans())
        row[amber] = round(asked + worse * off * step, decimals) if given else None
        if polarity is Polarity.RANGE and row[green] is not None:
            upper = round(asked + draw(st.integers(1, 30)) * step, decimals)
            row[f"{green}_upper"] = upper
            row[f"{amber}_upper"] = round(upper + off * step, decimals) if given else None
    return row | {"reference": draw(st.one_of(st.none(), near))}


@given(rules(), st.lists(figures_near_limits(), min_size=1, max_size=8))
def test_every_rule_colours_as_a_person_would_who_works_with_fractions(rule, rows):
    if rule.rule is RagRule.RANK:
        rows = [row | {"reference": _place(row)} for row in rows]
    if rule.rule is RagRule.BASELINE or rule.rule in (RagRule.TREND, RagRule.COMPARATOR):
        rows = [row for row in rows if row["polarity"] is not Polarity.RANGE]
    if not rows:
        return
    assert colours(columns_of_rows(rows), rule).tolist() == [colour_by(rule, row) for row in rows]


def _place(row):
    return None if row["reference"] is None else float(1 + abs(int(row["reference"])) % 40)
