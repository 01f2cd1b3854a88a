"""Each kind of finding: what sets it off, what just does not, and what the sentence says."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from statistics import median

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.analysis.quality import data_quality
from kpis.analysis.quality.agreement import parts, ratios
from kpis.analysis.quality.along import gaps, repeats, sudden_changes
from kpis.analysis.quality.collection import missing_and_late, provisional, reviews, unexplained
from kpis.analysis.quality.kinds import KINDS
from kpis.analysis.quality.lines import own_lines
from kpis.frames import OUTTURNS, QUALITY
from kpis.model import (
    Basis,
    Frequency,
    Polarity,
    Provenance,
    SeriesBreak,
    Suspension,
    Unit,
)
from kpis.periods import quarter

Q2_DUE = date(2019, 10, 18)


def at(day):
    return datetime.combine(day, time.max)


EARLY = at(date(2019, 4, 2))  # before anything is due in the plan's years


# The step of the report that looks for each kind: quicker than all of it for every example.
LOOKS = {
    "ratio-disagrees": lambda plan, outturns, _: ratios(plan, outturns),
    "parts-disagree": lambda plan, outturns, _: parts(plan, outturns),
    "gap-in-series": lambda plan, outturns, _: gaps(plan, own_lines(plan, outturns)),
    "sudden-change": lambda plan, outturns, _: sudden_changes(plan, own_lines(plan, outturns)),
    "repeated-figure": lambda plan, outturns, _: repeats(plan, own_lines(plan, outturns)),
    "provisional-not-confirmed": provisional,
    "red-without-commentary": unexplained,
    "review-overdue": lambda plan, _, as_at: reviews(plan, as_at),
} | dict.fromkeys(
    ("stale-measure", "return-overdue", "returned-late"),
    lambda plan, outturns, as_at: missing_and_late(
        plan, outturns, own_lines(plan, outturns), as_at
    ),
)


@pytest.fixture(scope="module")
def found(make_plan, make_measure, make_outturns):
    """Findings of one kind about a measure and these outturns."""

    def find(code, *rows, as_at=EARLY, plan=None, **changes):
        plan = plan or make_plan(make_measure(**({"target": None} | changes)))
        rows = list(LOOKS[code](plan, make_outturns(*rows), as_at))
        frame = QUALITY.conform(pd.DataFrame(rows, columns=list(QUALITY.columns)))
        return frame[frame["code"] == code]

    return find


def quarters(*outturns, first=(2014, 1), measure_id="reviews", **more):
    start = quarter(*first)
    return [
        {"measure_id": measure_id, "period_id": start.shift(step).id, "outturn": outturn} | more
        for step, outturn in enumerate(outturns)
        if outturn != "gap"
    ]


def test_a_store_without_figures_before_anything_is_due_has_no_findings(make_plan, make_measure):
    frame = data_quality(make_plan(make_measure()), OUTTURNS.empty(), EARLY)
    assert frame.empty
    assert frame.dtypes.astype(str).to_dict() == QUALITY.columns


def test_each_finding_says_what_to_do_and_is_of_a_known_kind(strategic_plan, make_outturns):
    frame = data_quality(strategic_plan, make_outturns(), at(date(2022, 5, 1)))
    assert set(frame["code"]) <= set(KINDS)
    assert (frame["sentence"].str.endswith(".") & frame["action"].str.endswith(".")).all()
    assert frame["code"].map(list(KINDS).index).is_monotonic_increasing


# Gaps


def test_a_gap_names_what_is_missing_and_the_figures_on_both_sides(found):
    (row,) = found("gap-in-series", *quarters(81.0, "gap", "gap", 84.5)).itertuples()
    assert row.period_id == "2014-15-Q2"
    assert row.sentence == (
        "Nothing was returned for Q2 2014/15 and Q3 2014/15, between 81.0% in Q1 2014/15 and "
        "84.5% in Q4 2014/15."
    )


def test_a_figure_withheld_is_no_gap(found):
    rows = quarters(81.0, None, 84.5)
    rows[1]["marker"] = "x"
    assert found("gap-in-series", *rows).empty


def test_periods_in_which_collection_was_suspended_are_no_gap(found):
    paused = Suspension(since="2014-15-Q2", until="2014-15-Q3", reason="Paused")
    rows = quarters(81.0, "gap", "gap", 84.5)
    assert found("gap-in-series", *rows, suspensions=(paused,)).empty
    shorter = Suspension(since="2014-15-Q2", until="2014-15-Q2", reason="Paused")
    (row,) = found("gap-in-series", *rows, suspensions=(shorter,)).itertuples()
    assert row.period_id == "2014-15-Q3"


def test_only_the_councils_own_whole_figures_are_looked_at(found):
    rows = quarters(81.0, "gap", 84.5)
    assert found("gap-in-series", *[row | {"area": "Elsewhere"} for row in rows]).empty
    of_women = {"breakdown": "Sex", "category": "Women"}
    assert found("gap-in-series", *[row | of_women for row in rows]).empty


def test_a_survey_of_another_length_is_no_part_of_the_series(found):
    wave = {"measure_id": "reviews", "outturn": 60.0}
    rows = [
        wave | {"period_id": "2010-04-to-2013-03"},
        wave | {"period_id": "2016-02-to-2016-03"},
        wave | {"period_id": "2017-02-to-2017-03"},
    ]
    survey = {"frequency": Frequency.SURVEY_WAVE, "wave_start_month": 2, "wave_months": 2}
    assert found("gap-in-series", *rows, **survey).empty
    (row,) = found(
        "gap-in-series", *rows, wave | {"period_id": "2019-02-to-2019-03"}, **survey
    ).itertuples()
    assert row.period_id == "2018-02-to-2018-03"


# Sudden changes

STEADY = [70.0, 70.4, 70.1, 70.6, 70.2, 70.5, 70.0, 70.3, 70.1, 70.4]


def test_a_sudden_change_is_told_with_the_figures_and_what_is_usual(found):
    (row,) = found("sudden-change", *quarters(*STEADY, 84.0)).itertuples()
    assert row.period_id == "2016-17-Q3"
    assert row.sentence.startswith(
        "70.4% in Q2 2016/17 became 84.0% in Q3 2016/17 (+13.6\xa0points)"
    )
    assert "usually lie between" in row.sentence


def test_a_figure_that_jumps_and_falls_back_is_one_finding(found):
    (row,) = found("sudden-change", *quarters(*STEADY, 84.0, 70.3)).itertuples()
    assert row.period_id == "2016-17-Q3"
    assert "and back to 70.3% in Q4 2016/17" in row.sentence


def test_fewer_than_eight_changes_are_not_judged(found):
    assert found("sudden-change", *quarters(*STEADY[:7], 99.0)).empty
    assert len(found("sudden-change", *quarters(*STEADY[:8], 99.0))) == 1


def test_a_flat_series_is_allowed_a_few_units_of_its_last_decimal(found):
    flat = [50.0] * 9
    assert found("sudden-change", *quarters(*flat, 50.3)).empty  # 3 units, the limit is 3.5
    assert len(found("sudden-change", *quarters(*flat, 50.4))) == 1


def test_a_change_across_a_break_is_not_judged(found):
    rows = quarters(*STEADY, 84.0)
    here = SeriesBreak(period="2016-17-Q3", reason="Redefined")
    before = SeriesBreak(period="2016-17-Q2", reason="Redefined")
    assert found("sudden-change", *rows, breaks=(here,)).empty
    assert len(found("sudden-change", *rows, breaks=(before,))) == 1


def test_a_change_from_made_up_to_official_figures_is_not_judged(found):
    rows = [row | {"provenance": "illustrative"} for row in quarters(*STEADY, 84.0)]
    (row,) = found("sudden-change", *rows).itertuples()
    assert row.illustrative
    rows[-1]["provenance"] = "published"
    assert found("sudden-change", *rows).empty


def test_year_to_date_figures_are_held_against_the_same_period_a_year_before(found):
    to_date = {"basis": Basis.YEAR_TO_DATE, "unit": Unit.COUNT, "decimals": 0}
    years = [quarter_of * step for step in range(10, 14) for quarter_of in (1, 2, 3, 4)]
    assert found("sudden-change", *quarters(*years), **to_date).empty
    years[-1] = 400
    (row,) = found("sudden-change", *quarters(*years), **to_date).itertuples()
    assert row.sentence.startswith("48 in Q4 2016/17 became 400 in Q4 2017/18 (+352)")


FIGURES = st.lists(st.integers(0, 60) | st.just("gap"), min_size=9, max_size=40)


@settings(max_examples=30)
@given(figures=FIGURES)
def test_sudden_changes_are_those_a_person_would_find_with_the_rule(found, figures):
    rows = quarters(*figures)
    frame = found("sudden-change", *rows, unit=Unit.COUNT, decimals=0)
    assert set(frame["period_id"]) == _sudden_by_hand(figures)


def _sudden_by_hand(figures):
    """The rule in plain Python: one change after the other, in whole numbers."""
    start = quarter(2014, 1)
    change = {
        step: now - before
        for step, (before, now) in enumerate(pairwise(figures), start=1)
        if "gap" not in (before, now)
    }
    if len(change) < 8:
        return set()
    middle = median(change.values())
    spread = max(1.4826 * median(abs(each - middle) for each in change.values()), 1)
    far = {step for step, each in change.items() if abs(each - middle) > 3.5 * spread}
    falls_back = {step for step in far if step - 1 in far and change[step] * change[step - 1] < 0}
    return {start.shift(step).id for step in far - falls_back}


# The same figure again and again


@pytest.mark.parametrize(("times", "told"), [(3, 0), (4, 1), (7, 1)])
def test_four_of_the_same_in_a_row_are_told_once(found, times, told):
    frame = found("repeated-figure", *quarters(61.0, *[62.4] * times, 63.0))
    assert len(frame) == told
    if told:
        assert frame["sentence"].iloc[0].startswith(f"62.4% was returned {times} times in a row")


@pytest.mark.parametrize(
    ("outturn", "changes", "told"),
    [
        (62.0, {"decimals": 0}, 0),  # two digits repeat by chance
        (100.0, {}, 0),  # a ceiling
        (0.0, {}, 0),
        (9.9, {}, 0),
        (10.0, {}, 1),
        (99.0, {"unit": Unit.COUNT, "decimals": 0}, 0),
        (100.0, {"unit": Unit.COUNT, "decimals": 0}, 1),
        (-12.5, {"unit": Unit.INDEX}, 1),
    ],
)
def test_figures_that_repeat_by_chance_are_passed_over(found, outturn, changes, told):
    assert len(found("repeated-figure", *quarters(*[outturn] * 4), **changes)) == told


def test_the_same_figure_on_both_sides_of_a_gap_is_no_run(found):
    assert found("repeated-figure", *quarters(62.4, 62.4, "gap", 62.4, 62.4)).empty


def test_figures_are_compared_as_they_are_shown(found):
    assert len(found("repeated-figure", *quarters(62.41, 62.43, 62.38, 62.4))) == 1


def test_the_last_figure_of_one_measure_does_not_run_on_in_the_next(found, make_plan, make_measure):
    plan = make_plan(make_measure("a"), make_measure("b", code="1.2"))
    two = quarters(62.4, 62.4, first=(2014, 1), measure_id="a")
    rows = [*two, *quarters(62.4, 62.4, first=(2014, 3), measure_id="b")]
    assert found("repeated-figure", *rows, plan=plan).empty


# Outturns against numerator and denominator


def ratio(outturn, numerator, denominator, **more):
    behind = {"numerator": numerator, "denominator": denominator}
    return quarters(outturn, first=(2018, 1))[0] | behind | more


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (ratio(50.0, 1, 2), 0),
        (ratio(50.1, 1, 2), 0),  # one unit of the last decimal: rounded another way
        (ratio(50.2, 1, 2), 1),
        (ratio(49.8, 1, 2), 1),
        (ratio(50.2, 1, 0), 0),  # a share of nothing is no share
        (ratio(50.2, None, 2), 0),
        (ratio(50.2, 1, 2, area="Elsewhere"), 0),
        (ratio(50.2, 1, 2, breakdown="Sex", category="Women"), 1),
    ],
)
def test_an_outturn_follows_from_its_numerator_and_denominator(found, row, told):
    assert len(found("ratio-disagrees", row)) == told


def test_a_disagreement_is_told_with_all_three_figures(found):
    (row,) = found("ratio-disagrees", ratio(40.0, 1234, 2468)).itertuples()
    assert row.sentence == "Q1 2018/19 stands at 40.0%, but 1,234 of 2,468 give 50.0%."
    assert row.severity == "error"


def test_what_may_be_weighted_is_a_warning(found):
    (row,) = found("ratio-disagrees", ratio(40.0, 1, 2, provenance="published")).itertuples()
    assert row.severity == "warning"


def test_counts_follow_from_nothing(found):
    assert found("ratio-disagrees", ratio(40, 1, 2), unit=Unit.COUNT, decimals=0).empty


# Wholes and their parts


@pytest.fixture(scope="module")
def parted(make_plan, make_measure):
    def make(**changes):
        return make_plan(
            make_measure("reviews", target=None, **changes),
            make_measure("women", code="1.1a", part_of="reviews", target=None, **changes),
            make_measure("men", code="1.1b", part_of="reviews", target=None, **changes),
        )

    return make


def whole_and_parts(whole, women, men):
    figures = {"reviews": whole, "women": women, "men": men}
    return [
        quarters(outturn, first=(2018, 1), measure_id=measure_id)[0]
        for measure_id, outturn in figures.items()
        if outturn is not None
    ]


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ((50.0, 40.0, 60.0), 0),
        ((40.0, 40.0, 60.0), 0),
        ((39.9, 40.0, 60.0), 1),
        ((60.0, 40.0, 60.0), 0),
        ((60.1, 40.0, 60.0), 1),
        ((60.1, None, 60.0), 0),  # one part says nothing of the whole
    ],
)
def test_a_percentage_lies_between_its_parts(found, parted, figures, told):
    assert len(found("parts-disagree", *whole_and_parts(*figures), plan=parted())) == told


@pytest.mark.parametrize(
    ("figures", "told"),
    [((50, 50, 20), 0), ((50, 30, 30), 0), ((50, 51, 20), 1), ((50, None, 51), 1)],
)
def test_no_part_of_a_count_exceeds_the_whole(found, parted, figures, told):
    plan = parted(unit=Unit.COUNT, decimals=0)
    frame = found("parts-disagree", *whole_and_parts(*figures), plan=plan)
    assert len(frame) == told
    if told:
        assert frame["measure_id"].tolist() == ["reviews"]
        assert "stands at 50, but one of its parts is 51" in frame["sentence"].iloc[0]


def broken_down(*periods):
    """Each period: the whole, and the two categories of a breakdown."""
    rows = []
    for step, (whole, *categories) in enumerate(periods):
        (row,) = quarters(whole, first=(2018, 1 + step))
        rows.append(row)
        for name, outturn in zip(("Owned", "Rented"), categories, strict=True):
            of = {"breakdown": "Tenure", "category": name, "outturn": outturn}
            rows.append(row | of | {"marker": "c" if outturn is None else ""})
    return rows


COUNT = {"unit": Unit.COUNT, "decimals": 0}


def test_categories_that_usually_add_up_are_held_to_it(found):
    kept = [(10, 4, 6), (12, 6, 6), (9, 3, 6)]
    (row,) = found("parts-disagree", *broken_down(*kept, (11, 4, 6)), **COUNT).itertuples()
    assert row.period_id == "2018-19-Q4"
    assert row.sentence == ("Q4 2018/19 stands at 11, but the categories of “Tenure” add up to 10.")


def test_categories_that_never_added_up_are_not_held_to_it(found):
    context = [(10, 4, 900), (12, 6, 901), (9, 3, 902), (11, 4, 903), (10, 4, 6)]
    assert found("parts-disagree", *broken_down(*context), **COUNT).empty


def test_two_periods_are_too_few_to_know_that_categories_add_up(found):
    assert found("parts-disagree", *broken_down((10, 4, 6), (12, 6, 6), (11, 4, 6)), **COUNT).empty


def test_a_period_with_a_category_withheld_is_not_judged(found):
    kept = [(10, 4, 6), (12, 6, 6), (9, 3, 6)]
    assert found("parts-disagree", *broken_down(*kept, (11, None, 6)), **COUNT).empty


def test_a_percentage_lies_between_the_categories_it_usually_lies_between(found):
    kept = [(50.0, 40.0, 60.0)] * 3
    (row,) = found("parts-disagree", *broken_down(*kept, (70.0, 40.0, 60.0))).itertuples()
    assert "“Tenure” lie between 40.0% and 60.0%" in row.sentence


# Missing, late, provisional, unexplained, overdue for review


@pytest.mark.parametrize(
    ("day", "overdue", "stale"),
    [
        (Q2_DUE, 0, 0),
        (Q2_DUE + timedelta(days=1), 1, 0),
        (date(2020, 1, 20), 1, 0),  # the due date of Q3, a Monday after a Saturday
        (date(2020, 1, 21), 0, 1),
    ],
)
def test_one_missing_return_is_overdue_and_two_in_a_row_are_a_measure_gone_quiet(
    found, day, overdue, stale
):
    rows = quarters(93.0, first=(2019, 1))
    assert len(found("return-overdue", *rows, as_at=at(day))) == overdue
    assert len(found("stale-measure", *rows, as_at=at(day))) == stale


def test_a_quiet_measure_is_told_with_its_last_figure(found):
    rows = quarters(93.0, first=(2019, 1))
    (row,) = found("stale-measure", *rows, as_at=at(date(2020, 2, 1))).itertuples()
    assert row.sentence == (
        "Nothing since 93.0% for Q1 2019/20: 2 returns are missing, the last due on "
        "20 January 2020."
    )
    (row,) = found("stale-measure", as_at=at(date(2020, 2, 1))).itertuples()
    assert row.sentence.startswith("Nothing was ever returned: 3 returns are missing")


def test_nothing_is_quiet_that_is_suspended(found):
    paused = Suspension(since="2019-20-Q2", until="", reason="Paused")
    rows = quarters(93.0, first=(2019, 1))
    as_at = at(date(2021, 1, 1))
    assert found("stale-measure", *rows, as_at=as_at, suspensions=(paused,)).empty


@pytest.mark.parametrize(("days", "told"), [(0, 0), (1, 1)])
def test_a_return_after_its_due_date_came_late(found, days, told):
    known_at = at(Q2_DUE + timedelta(days=days))
    rows = quarters(93.0, first=(2019, 2), known_at=known_at)
    frame = found("returned-late", *rows, as_at=at(date(2019, 12, 1)))
    assert len(frame) == told
    if told:
        assert frame["sentence"].iloc[0] == (
            "Q2 2019/20 was due on 18 October 2019 and came on 19 October 2019, 1 day late."
        )


@pytest.mark.parametrize(("day", "told"), [(date(2019, 11, 29), 0), (date(2019, 12, 3), 1)])
def test_a_provisional_figure_is_to_be_confirmed_once_its_quarter_is_published(found, day, told):
    rows = quarters(93.0, first=(2019, 2), marker="p")  # published on Friday 29 November
    assert len(found("provisional-not-confirmed", *rows, as_at=at(day))) == told


@pytest.mark.parametrize(
    ("outturn", "commentary", "told"),
    [(89.9, "", 1), (89.9, "Staff were ill.", 0), (90.0, "", 0)],
)
def test_a_red_figure_asks_for_commentary(found, outturn, commentary, told):
    rows = quarters(outturn, first=(2019, 2), commentary=commentary)
    frame = found("red-without-commentary", *rows, as_at=at(Q2_DUE), target=95.0, minimum=90.0)
    assert len(frame) == told
    if told:
        assert (
            "89.9% for Q2 2019/20 is red against a minimum expectation of 90.0%"
            in (frame["sentence"].iloc[0])
        )


def test_a_red_figure_outside_a_range_names_both_bounds(found, make_plan, make_measure):
    measure = make_measure(polarity=Polarity.RANGE)
    aims = {
        year: aim.__class__(year=year, target=8.0, target_upper=14.0)
        for year, aim in measure.aims.items()
    }
    plan = make_plan(make_measure(polarity=Polarity.RANGE, aims=aims))
    rows = quarters(20.0, first=(2019, 2))
    (row,) = found("red-without-commentary", *rows, as_at=at(Q2_DUE), plan=plan).itertuples()
    assert "is red against a target of 8.0% to 14.0%" in row.sentence


@pytest.mark.parametrize(("due", "told"), [(date(2019, 4, 2), 0), (date(2019, 4, 1), 1)])
def test_a_definition_is_overdue_for_review_from_the_day_after(found, due, told):
    frame = found("review-overdue", next_review=due, reviewed_on=date(2018, 4, 1))
    assert len(frame) == told
    if told:
        assert frame["sentence"].iloc[0] == (
            "The definition was to be reviewed by 1 April 2019; it was last reviewed on "
            "1 April 2018."
        )


def test_findings_about_made_up_figures_are_marked(found):
    rows = quarters(81.0, "gap", 84.5, provenance=Provenance.ILLUSTRATIVE.value)
    assert found("gap-in-series", *rows)["illustrative"].tolist() == [True]
    assert found("gap-in-series", *quarters(81.0, "gap", 84.5))["illustrative"].tolist() == [False]


def test_the_report_brings_together_every_kind(make_plan, make_measure, make_outturns):
    measures = {
        "ratio": {},
        "quiet": {},
        "red": {"target": 95.0, "minimum": 90.0},
        "gap": {},
        "jump": {},
        "same": {},
        "old": {"next_review": date(2019, 1, 1), "frequency": Frequency.YEAR},
        "whole": COUNT,
        "part": COUNT | {"part_of": "whole"},
    }
    plan = make_plan(
        *(
            make_measure(name, code=f"1.{number}", **({"target": None} | changes))
            for number, (name, changes) in enumerate(measures.items(), start=1)
        )
    )
    now = at(date(2019, 12, 20))
    wanted = {"known_at": at(date(2019, 7, 1))}
    late = {"known_at": at(date(2019, 12, 1)), "marker": "p"}
    frame = data_quality(
        plan,
        make_outturns(
            ratio(40.0, 1, 2, measure_id="ratio", period_id="2019-20-Q1", **wanted),
            *quarters(60.0, "gap", 50.0, 51.0, first=(2018, 3), measure_id="gap", **wanted),
            *quarters(70.0, first=(2019, 1), measure_id="red", **wanted),
            *quarters(70.0, first=(2019, 2), measure_id="red", commentary="Why.", **late),
            *quarters(*STEADY, 84.0, measure_id="jump"),
            *quarters(*[62.4] * 4, measure_id="same"),
            *quarters(5, first=(2019, 2), measure_id="whole"),
            *quarters(6, first=(2019, 2), measure_id="part"),
        ),
        now,
    )
    assert list(dict.fromkeys(frame["code"])) == list(KINDS)


def test_findings_do_not_depend_on_the_order_of_the_figures(make_plan, make_measure, make_outturns):
    plan = make_plan(make_measure("a"), make_measure("b", code="1.2"))
    rows = [*quarters(*STEADY, 84.0, measure_id="a"), *quarters(1.0, "gap", 3.0, measure_id="b")]
    frame = make_outturns(*rows)
    shuffled = frame.sample(frac=1, random_state=7).reset_index(drop=True)
    expected = data_quality(plan, frame, EARLY)
    assert len(expected) == 2
    pd.testing.assert_frame_equal(data_quality(plan, shuffled, EARLY), expected)
