"""What is pinned to a period counts as if the plan had said it."""

from datetime import datetime

import pandas as pd
import pytest

from kpis.analysis.report.performance import performance
from kpis.analysis.series.measure_series import series
from kpis.frames import ANNOTATIONS
from kpis.model import Aim, Baseline, Frequency, QuarterValue, SeriesBreak
from kpis.periods import quarter
from kpis.plan.annotations import with_annotations

Q2 = quarter(2019, 2)
NOW, BEFORE, YEAR_AGO = "2019-20-Q2", "2019-20-Q1", "2018-19-Q2"


def annotations(*rows):
    return ANNOTATIONS.conform(
        pd.DataFrame(
            [
                {
                    "number": number,
                    "measure_id": measure_id,
                    "period_id": period_id,
                    "kind": kind,
                    "text": text,
                    "noted_at": datetime(2019, 10, 20, 9),
                    "noted_by": "Head of Service",
                }
                for number, (measure_id, period_id, kind, text) in enumerate(rows, 1)
            ],
            columns=list(ANNOTATIONS.columns),
        )
    )


@pytest.fixture
def report(make_plan, make_measure, make_outturns):
    """The row of Q2 2019/20 of "reviews", with these annotations."""

    def find(*rows, **changes):
        # Of so many asked every change is clear.
        asked = {"sample_size": 10**6} | changes
        plan = with_annotations(make_plan(make_measure(**asked)), annotations(*rows))
        outturns = make_outturns(
            ("reviews", YEAR_AGO, 80.0), ("reviews", BEFORE, 97.0), ("reviews", NOW, 96.0)
        )
        return performance(plan, outturns, [Q2], datetime(2019, 11, 15)).iloc[0]

    return find


def test_without_annotations_the_plan_is_the_very_same(make_plan, make_measure):
    plan = make_plan(make_measure())
    assert with_annotations(plan, annotations()) is plan
    assert with_annotations(plan, annotations(("gone", NOW, "note", "x"))) is plan


def test_a_note_changes_no_rating_and_no_direction(report):
    plain, noted = report(), report(("reviews", NOW, "note", "The system was down in May."))
    assert (noted["rag"], noted["direction_previous"]) == (
        plain["rag"],
        plain["direction_previous"],
    )
    assert plain["rag"] == "green"
    assert plain["direction_previous"] == "worsening"


def test_a_break_leaves_the_rating_and_blanks_the_direction_across_it(report):
    row = report(("reviews", NOW, "break", "New counting rules."))
    assert row["rag"] == "green"
    assert row["direction_previous"] == row["direction_year"] == ""
    assert row["direction_previous_reason"].endswith("New counting rules")


def test_a_break_at_the_period_before_is_no_break_since_then(report):
    row = report(("reviews", BEFORE, "break", "New counting rules."))
    assert row["direction_previous"] == "worsening"
    assert row["direction_year"] == ""


def test_a_figure_marked_not_comparable_is_not_rated_and_says_why(report):
    row = report(("reviews", NOW, "not_comparable", "Two teams are missing."))
    assert row["rag"] == "not_comparable"
    assert "Two teams are missing" in row["rag_reason"]
    assert row["direction_previous"] == row["direction_year"] == ""
    assert pd.isna(row["variance"])


def test_nothing_is_compared_with_a_figure_marked_not_comparable(report):
    row = report(("reviews", BEFORE, "not_comparable", "Two teams are missing."))
    assert row["rag"] == "green"
    assert row["direction_previous"] == ""
    assert row["direction_year"] == "improving"


def test_a_mark_on_a_month_holds_for_its_quarter(make_plan, make_measure, make_outturns):
    monthly = make_measure(frequency=Frequency.MONTH, quarter_value=QuarterValue.MEAN)
    marked = annotations(("reviews", "2019-M08", "not_comparable", "A strike."))
    plan = with_annotations(make_plan(monthly), marked)
    outturns = make_outturns(*(("reviews", f"2019-M{month:02}", 96.0) for month in (7, 8, 9)))
    row = performance(plan, outturns, [Q2], datetime(2019, 11, 15)).iloc[0]
    assert row["rag"] == "not_comparable"


def test_a_mark_on_a_figure_reported_in_arrears_holds_where_it_is_reported(
    make_plan, make_measure, make_outturns
):
    plan = with_annotations(
        make_plan(
            make_measure(
                frequency=Frequency.YEAR,
                arrears=2,
                aims={"2018/19": Aim(year="2018/19", target=95.0)},
            )
        ),
        annotations(("reviews", "2018-19", "not_comparable", "Half the schools.")),
    )
    outturns = make_outturns(("reviews", "2018-19", 96.0))
    row = performance(plan, outturns, [Q2], datetime(2019, 11, 15)).iloc[0]
    assert (row["period_id"], row["rag"]) == ("2018-19", "not_comparable")


def test_breaks_of_the_plan_and_of_posts_stand_in_the_order_of_periods(
    make_plan, make_measure, make_outturns
):
    own = make_measure(breaks=(SeriesBreak(period="2019-20-Q1", reason="Of the plan"),))
    plan = with_annotations(
        make_plan(own), annotations(("reviews", "2018-19-Q2", "break", "Of a post"))
    )
    figures = make_outturns(
        *(("reviews", p, 90.0) for p in ("2018-19-Q1", YEAR_AGO, "2018-19-Q4", BEFORE))
    )
    line = series(plan, plan.measures[0], figures)
    broken = line[line["break_before"]]
    assert dict(zip(broken["period_id"], broken["break_reason"], strict=True)) == {
        YEAR_AGO: "Of a post",
        BEFORE: "Of the plan",
    }


def test_notes_travel_with_the_measure(make_plan, make_measure):
    plan = with_annotations(
        make_plan(make_measure()),
        annotations(("reviews", NOW, "note", "Later"), ("reviews", BEFORE, "note", "Earlier")),
    )
    notes = plan.measures[0].annotations
    assert [(note.period, note.text, note.by) for note in notes] == [
        (BEFORE, "Earlier", "Head of Service"),
        (NOW, "Later", "Head of Service"),
    ]


def test_a_pinned_baseline_moves_limits_and_breaks_no_series(report, make_plan, make_measure):
    pinned = ("reviews", BEFORE, "baseline", "The new contract holds.")
    assert report(pinned).equals(report())
    plan = make_plan(
        make_measure(baselines=(Baseline(period="2020-21-Q1", reason="Two wards joined."),))
    )
    (measure,) = with_annotations(plan, annotations(pinned)).measures
    assert [(each.period, each.reason) for each in measure.baselines] == [
        (BEFORE, "The new contract holds."),
        ("2020-21-Q1", "Two wards joined."),
    ]
    assert measure.breaks == ()
