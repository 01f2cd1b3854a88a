"""What figures are held against that no plan holds, found a second time by plain loops."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.analysis.figures.references import references
from kpis.analysis.report.performance import performance
from kpis.analysis.series.measure_series import series
from kpis.frames import PERFORMANCE, SERIES
from kpis.model import (
    ComparatorSet,
    CountedIn,
    Frequency,
    Polarity,
    QuarterValue,
    RagRule,
    RatingRule,
    SeriesBreak,
    Since,
)
from kpis.periods import period_of_id, quarter
from tests.unit.analysis.second_route_rules import colour_by

AREAS = ("Ashby", "Belford", "Corsham", "Denby", "Emsworth", "Frome")
QUARTERS = [quarter(2019, 1).shift(ahead) for ahead in range(6)]
LATER = datetime(2021, 6, 1)
TOWNS = ComparatorSet(id="towns", title="towns", areas=AREAS)


@st.composite
def rules(draw):
    kind = draw(st.sampled_from((RagRule.TREND, RagRule.COMPARATOR, RagRule.RANK)))
    green = draw(st.sampled_from([0, 1, 2, -1]))
    if kind is RagRule.RANK:
        green = draw(st.sampled_from([1, 2, 25]))
    return RatingRule(
        rule=kind,
        counted_in=draw(
            st.sampled_from([CountedIn.PLACES, CountedIn.PERCENT])
            if kind is RagRule.RANK
            else st.just(CountedIn.POINTS)
        ),
        green_within=green,
        amber_within=draw(st.sampled_from([None, green + 1])),
        green_at_limit=draw(st.booleans()),
        since=draw(st.sampled_from(Since)),
        area="Ashby" if kind is RagRule.COMPARATOR else "",
        comparators="towns" if kind is RagRule.RANK else "",
    )


# Few different figures, so that many are equal; half of them missing.
figures = st.fixed_dictionaries(
    {
        (area, each.id): st.one_of(st.none(), st.integers(40, 44))
        for area in ("Anytown", *AREAS)
        for each in QUARTERS
    }
)


def found_by_loops(rule, polarity, known, period):
    """reference and number of areas; None where there is none."""
    if rule.rule is RagRule.TREND:
        before = period.year_before() if rule.since is Since.YEAR_BEFORE else period.shift(-1)
        return known.get(("Anytown", before.id)), 0
    if rule.rule is RagRule.COMPARATOR:
        return known.get(("Ashby", period.id)), 0
    own = known[("Anytown", period.id)]
    others = [known[(area, period.id)] for area in AREAS if known[(area, period.id)] is not None]
    if len(others) + 1 < 5:
        return None, 0
    ahead = [each for each in others if (each < own if polarity == "lower" else each > own)]
    return len(ahead) + 1, len(others) + 1


@settings(max_examples=25)
@given(rules(), st.sampled_from((Polarity.HIGHER, Polarity.LOWER)), figures)
def test_a_figure_is_held_against_what_plain_loops_find(
    make_plan, make_measure, make_outturns, rule, polarity, known
):
    measure = make_measure(rating=rule, aims={}, polarity=polarity, decimals=0)
    plan = make_plan(measure, comparator_sets=(TOWNS,))
    outturns = make_outturns(
        *(
            {"measure_id": measure.id, "period_id": period_id, "area": area, "outturn": outturn}
            for (area, period_id), outturn in known.items()
            if outturn is not None
        )
    )
    rows = PERFORMANCE.rows(performance(plan, outturns, QUARTERS, LATER))
    for row, period in zip(rows, QUARTERS, strict=True):
        if known[("Anytown", period.id)] is None:
            assert row.rag == "late"
            continue
        reference, areas = found_by_loops(rule, polarity, known, period)
        if reference is None:
            assert (row.rag, row.rag_reason != "") == ("no_target", True)
            continue
        asked = {"outturn": row.outturn, "decimals": 0, "polarity": polarity, "areas": areas}
        expected = colour_by(rule, asked | {"reference": float(reference)})
        assert (row.rag, row.reference) == (expected, reference)


def test_a_plan_without_such_a_rule_looks_for_nothing(make_plan, make_measure, make_outturns):
    assert references(make_plan(make_measure()), make_outturns()) is None


def test_the_quarter_of_a_monthly_measure_is_held_against_the_quarter_before(
    make_plan, make_measure, make_outturns
):
    measure = make_measure(
        frequency=Frequency.MONTH,
        quarter_value=QuarterValue.SUM,
        aims={},
        rating=RatingRule(rule=RagRule.TREND, green_at_limit=False),
    )
    months = [f"2019-M{month:02}" for month in range(4, 10)]
    outturns = make_outturns(*((measure.id, each, 10 + n) for n, each in enumerate(months)))
    rows = PERFORMANCE.rows(performance(make_plan(measure), outturns, QUARTERS[:2], LATER))
    assert [(row.rag, row.reference) for row in rows][1] == ("green", 33.0)
    assert rows[1].reference_of == "Q1 2019/20"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (RagRule.TREND, "Not comparable with Q1 2019/20: Counted anew"),
        (RagRule.COMPARATOR, "Not comparable with Ashby: Counted anew"),
        (RagRule.RANK, "Not comparable with 7 towns: Counted anew"),
    ],
)
def test_what_a_break_parts_is_not_held_against_each_other(
    make_plan, make_measure, make_outturns, rule, said
):
    measure = make_measure(
        aims={},
        rating=RatingRule(rule=rule, green_within=1, area="Ashby", comparators="towns"),
        breaks=(SeriesBreak(period="2019-M08", reason="Counted anew."),)
        if rule is not RagRule.TREND
        else (SeriesBreak(period="2019-20-Q2", reason="Counted anew."),),
    )
    inside = period_of_id("2019-20-Q2")
    measure_rows = [
        {"measure_id": measure.id, "period_id": each.id, "area": area, "outturn": 50}
        for each in QUARTERS[:2]
        for area in ("Anytown", *AREAS)
    ]
    plan = make_plan(measure, comparator_sets=(TOWNS,))
    rows = PERFORMANCE.rows(performance(plan, make_outturns(*measure_rows), [inside], LATER))
    assert (rows[0].rag, rows[0].rag_reason) == ("not_comparable", said)


def test_a_figure_of_the_series_is_held_against_what_was_known_of_areas_that_are_not_drawn(
    make_plan, make_measure, make_outturns
):
    measure = make_measure(
        aims={}, rating=RatingRule(rule=RagRule.RANK, comparators="towns", green_within=25)
    )
    plan = make_plan(measure, comparator_sets=(TOWNS,))
    outturns = make_outturns(
        *(
            {"measure_id": measure.id, "period_id": "2019-20-Q1", "area": area, "outturn": 50 + n}
            for n, area in enumerate((*AREAS, "Anytown"))
        )
    )
    (row,) = SERIES.rows(series(plan, measure, outturns))
    assert (row.area, row.rag, row.reference, row.reference_of) == (
        "Anytown",
        "green",
        1.0,
        "7 towns",
    )
