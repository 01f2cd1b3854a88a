"""Who is due, returned, provisional, late or awaited; completeness and timeliness by two routes."""

from datetime import date, datetime, time, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.analysis.report.performance import performance
from kpis.analysis.report.progress import (
    completeness,
    is_closed,
    progress,
    quarter_collected_now,
    quarters_collected,
)
from kpis.frames import COMPLETENESS, OUTTURNS, PROGRESS
from kpis.model import CalendarEntry, Frequency, QuarterValue, Suspension
from kpis.narrative.reminder import reminder
from kpis.periods import period_of_id, quarter
from kpis.plan.calendar import dates_of

Q2 = quarter(2019, 2)
DUE = date(2019, 10, 18)  # 18 days after the quarter ends, a Friday
CLOSES = date(2019, 11, 11)  # 40 days after it, moved on from a Saturday


def on(day, hour=23):
    return datetime.combine(day, time(hour))


def state_of(frame, measure_id="reviews"):
    return frame.set_index("measure_id").loc[measure_id]


@pytest.fixture(scope="module")
def two(make_plan, make_measure):
    return make_plan(
        make_measure("reviews"),
        make_measure("repairs", code="1.2", directorate="Homes", owner="Head of Repairs"),
    )


@pytest.mark.parametrize(
    ("days_after", "state", "days_late"), [(-1, "awaited", 0), (0, "awaited", 0), (1, "late", 1)]
)
def test_a_missing_return_is_late_from_the_day_after_its_due_date(
    two, make_outturns, days_after, state, days_late
):
    frame = progress(two, make_outturns(), Q2, on(DUE + timedelta(days=days_after), hour=0))
    states = state_of(frame)
    assert (states["state"], states["days_late"]) == (state, days_late)
    assert states["due_on"] == pd.Timestamp(DUE)
    assert pd.isna(states["returned_on"])


@pytest.mark.parametrize(("days_after", "days_late"), [(-3, 0), (0, 0), (1, 1), (12, 12)])
def test_a_return_that_comes_on_its_due_date_is_in_time(two, make_outturns, days_after, days_late):
    came = on(DUE + timedelta(days=days_after))
    outturns = make_outturns(
        {"measure_id": "reviews", "period_id": "2019-20-Q2", "outturn": 93.0, "known_at": came}
    )
    now = on(DUE + timedelta(days=60))
    states = state_of(progress(two, outturns, Q2, now))
    assert (states["state"], states["days_late"]) == ("returned", days_late)
    (row,) = completeness(two, outturns, [Q2], now).itertuples()
    assert (row.due, row.returned, row.in_time) == (2, 1, int(days_late == 0))
    assert (row.percent, row.percent_in_time) == (50.0, 50.0 * (days_late == 0))


def test_a_restated_return_is_as_early_as_its_first_figure(two, make_outturns):
    late, early = on(DUE + timedelta(days=30)), on(DUE)
    row = {"measure_id": "reviews", "period_id": "2019-20-Q2", "outturn": 93.0}
    outturns = make_outturns(row | {"known_at": late, "first_known_at": early, "revisions": 2})
    assert state_of(progress(two, outturns, Q2, late))["days_late"] == 0


@pytest.mark.parametrize(
    ("marker", "state"),
    [("", "returned"), ("p", "provisional"), ("r", "returned"), ("x", "returned")],
)
def test_a_marker_in_place_of_a_figure_is_a_return_and_an_estimate_is_provisional(
    two, make_outturns, marker, state
):
    outturn = None if marker == "x" else 93.0
    row = {"measure_id": "reviews", "period_id": "2019-20-Q2", "outturn": outturn}
    frame = progress(two, make_outturns(row | {"marker": marker}), Q2, on(CLOSES))
    assert state_of(frame)["state"] == state


def test_an_official_statistic_is_never_late(two, make_outturns):
    row = {"measure_id": "reviews", "period_id": "2019-20-Q2", "outturn": 93.0}
    years_later = on(date(2026, 1, 1))
    outturns = make_outturns(row | {"provenance": "published", "known_at": years_later})
    states = state_of(progress(two, outturns, Q2, years_later))
    assert (states["state"], states["days_late"]) == ("returned", 0)
    (counted,) = completeness(two, outturns, [Q2], years_later).itertuples()
    assert (counted.in_time, counted.published, counted.illustrative) == (1, 1, 0)


def test_an_illustrative_figure_counts_as_returned_and_is_counted_apart(two, make_outturns):
    row = {"measure_id": "reviews", "period_id": "2019-20-Q2", "outturn": 93.0}
    outturns = make_outturns(row | {"provenance": "illustrative"})
    (counted,) = completeness(two, outturns, [Q2], on(CLOSES)).itertuples()
    assert (counted.returned, counted.illustrative, counted.published) == (1, 1, 0)


def test_comparators_and_breakdowns_are_no_returns(two, make_outturns):
    row = {"measure_id": "reviews", "period_id": "2019-20-Q2", "outturn": 93.0}
    outturns = make_outturns(
        row | {"area": "Elsewhere"}, row | {"breakdown": "Sex", "category": "Women"}
    )
    assert set(progress(two, outturns, Q2, on(CLOSES))["state"]) == {"late"}


def test_parts_are_due_and_the_measure_they_belong_to_is_not(make_plan, make_measure):
    plan = make_plan(
        make_measure("whole"),
        make_measure("women", code="1.1a", part_of="whole"),
        make_measure("men", code="1.1b", part_of="whole"),
    )
    frame = progress(plan, OUTTURNS.empty(), Q2, on(CLOSES))
    assert frame["measure_id"].tolist() == ["women", "men"]


def test_nothing_is_due_of_what_is_suspended_not_yet_introduced_or_yearly(make_plan, make_measure):
    plan = make_plan(
        make_measure("paused", suspensions=(Suspension(since="2019-20-Q2", until="", reason="S"),)),
        make_measure("new", code="1.2", introduced="2019-20-Q3"),
        make_measure("yearly", code="1.3", frequency=Frequency.YEAR),
    )
    frame = progress(plan, OUTTURNS.empty(), Q2, on(CLOSES))
    assert frame.empty
    assert frame.dtypes.astype(str).to_dict() == PROGRESS.columns
    (row,) = COMPLETENESS.rows(completeness(plan, OUTTURNS.empty(), [Q2], on(CLOSES)))
    assert (row.due, row.returned) == (0, 0)
    assert pd.isna(row.percent)


@pytest.fixture(scope="module")
def monthly(make_plan, make_measure):
    return make_plan(
        make_measure("beds", frequency=Frequency.MONTH, quarter_value=QuarterValue.SUM)
    )


def test_a_monthly_measure_is_returned_when_all_its_months_are(monthly, make_outturns):
    months = [("beds", f"2019-M0{number}", 3.0) for number in (7, 8, 9)]
    two_of_three = state_of(progress(monthly, make_outturns(*months[:2]), Q2, on(CLOSES)), "beds")
    assert (two_of_three["state"], two_of_three["missing"]) == ("late", "Sep 2019")
    none = state_of(progress(monthly, make_outturns(), Q2, on(CLOSES)), "beds")
    assert none["missing"] == "Jul 2019, Aug 2019, Sep 2019"
    all_three = state_of(progress(monthly, make_outturns(*months), Q2, on(CLOSES)), "beds")
    assert (all_three["state"], all_three["missing"]) == ("returned", "")


def test_what_is_missing_is_late_or_awaited_in_the_report_of_the_quarter_too(
    strategic_plan, make_outturns
):
    outturns = make_outturns(
        *(
            {"area": strategic_plan.area, "outturn": 50.0, "measure_id": m, "period_id": p}
            for m, p in [("recycling", "2018-19"), ("hate_crime", "2019-M07")]
        )
    )
    for as_at in (on(date(2019, 10, 21)), on(date(2019, 10, 22))):
        report = performance(strategic_plan, outturns, [Q2], as_at)
        frame = progress(strategic_plan, outturns, Q2, as_at)
        for state in ("late", "awaited"):
            expected = report.loc[report["rag"] == state, "measure_id"].tolist()
            assert frame.loc[frame["state"] == state, "measure_id"].tolist() == expected
        unexpected = report["rag"].isin(["see_parts", "suspended", "not_due"])
        assert frame["measure_id"].tolist() == report.loc[~unexpected, "measure_id"].tolist()


RETURNS = st.dictionaries(
    st.tuples(st.sampled_from(["a", "b", "c"]), st.integers(0, 7)),
    st.tuples(st.integers(-5, 5), st.sampled_from(["return", "illustrative", "published"])),
    max_size=24,
)


@settings(max_examples=25)
@given(returns=RETURNS)
def test_completeness_and_timeliness_agree_with_counting_return_by_return(
    make_plan, make_measure, make_outturns, returns
):
    measures = [make_measure(name, code=f"1.{n}") for n, name in enumerate("abc", start=1)]
    plan = make_plan(*measures)
    quarters = [quarter(2019, 1).shift(step) for step in range(8)]
    due = {q.id: _due_day(q) for q in quarters}
    rows, expected = [], {q.id: [0, 0] for q in quarters}
    for (name, step), (days, provenance) in returns.items():
        period = quarters[step]
        known_at = on(due[period.id] + timedelta(days=days), hour=12)
        rows.append(
            {
                "measure_id": name,
                "period_id": period.id,
                "outturn": 1.0,
                "provenance": provenance,
                "known_at": known_at,
            }
        )
        expected[period.id][0] += 1
        expected[period.id][1] += provenance == "published" or known_at.date() <= due[period.id]
    frame = completeness(plan, make_outturns(*rows), quarters, on(date(2022, 1, 1)))
    COMPLETENESS.check(frame)
    assert frame["quarter_id"].tolist() == [q.id for q in quarters]
    for row in frame.itertuples():
        returned, in_time = expected[row.quarter_id]
        assert (row.due, row.returned, row.in_time) == (3, returned, in_time)
        assert row.percent == pytest.approx(100 * returned / 3)
        assert row.percent_in_time == pytest.approx(100 * in_time / 3)


def test_completeness_is_told_of_one_directorate(two, make_outturns):
    outturns = make_outturns(("reviews", "2019-20-Q2", 93.0))
    for directorate, counts in (("Place", (1, 1)), ("Homes", (1, 0)), ("", (2, 1))):
        frame = completeness(two, outturns, [Q2], on(CLOSES), directorate=directorate)
        (row,) = frame.itertuples()
        assert (row.due, row.returned) == counts


def test_completeness_is_told_of_some_measures(two, make_outturns):
    outturns = make_outturns(("reviews", "2019-20-Q2", 93.0))
    for ids, counts in ((["reviews"], (1, 1)), (["repairs"], (1, 0)), ([], (0, 0)), (None, (2, 1))):
        frame = completeness(two, outturns, [Q2], on(CLOSES), measure_ids=ids)
        assert (frame["due"][0], frame["returned"][0]) == counts


def _due_day(of):
    day = of.end + timedelta(days=18)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2019, 5, 1), "2019-20-Q1"),  # none has ended: the first of the plan
        (date(2019, 9, 30), "2019-20-Q1"),  # the last day of Q2 still belongs to it
        (date(2019, 10, 1), "2019-20-Q2"),
        (date(2026, 1, 1), "2021-22-Q4"),  # the plan's years are over
    ],
)
def test_the_quarter_being_collected_is_the_latest_that_has_ended(two, today, expected):
    assert quarter_collected_now(two, OUTTURNS.empty(), on(today)).id == expected


def test_a_quarter_with_nothing_due_is_not_being_collected(make_plan, make_measure):
    yearly = make_plan(make_measure("yearly", frequency=Frequency.YEAR))
    assert quarter_collected_now(yearly, OUTTURNS.empty(), on(date(2021, 2, 1))).id == "2019-20-Q4"


def test_once_the_plan_is_over_it_is_the_last_quarter_that_services_returned(two, make_outturns):
    measure_id = two.counted[0].id
    came = make_outturns(
        (measure_id, "2019-20-Q2", 90.0),
        {
            "measure_id": measure_id,
            "period_id": "2021-22-Q2",
            "outturn": 91.0,
            "provenance": "published",
        },
    )
    over = dates_of(two, quarter(2021, 4)).published
    assert quarter_collected_now(two, came, on(over)).id == "2021-22-Q4"
    assert quarter_collected_now(two, came, on(over + timedelta(days=1))).id == "2019-20-Q2"


def test_quarters_can_be_looked_at_from_the_day_they_begin(two):
    assert [q.id for q in quarters_collected(two, on(date(2019, 7, 1)))] == [
        "2019-20-Q1",
        "2019-20-Q2",
    ]
    assert [q.id for q in quarters_collected(two, on(date(2018, 7, 1)))] == ["2019-20-Q1"]


def test_changes_are_restatements_from_the_day_after_closing(two):
    assert not is_closed(two, Q2, on(CLOSES))
    assert is_closed(two, Q2, on(CLOSES + timedelta(days=1), hour=0))


def test_the_plans_own_dates_come_before_its_rule(make_plan, make_measure):
    own = CalendarEntry(
        due=date(2019, 10, 1), closes=date(2019, 10, 2), published=date(2019, 10, 3)
    )
    plan = make_plan(make_measure("reviews"), calendar={"2019-20-Q2": own})
    states = state_of(progress(plan, OUTTURNS.empty(), Q2, on(date(2019, 10, 4))))
    assert (states["state"], states["days_late"]) == ("late", 3)
    assert is_closed(plan, Q2, on(date(2019, 10, 3)))


def test_a_reminder_names_what_is_missing_its_period_and_the_dates(two, make_outturns):
    frame = progress(two, make_outturns(), Q2, on(DUE + timedelta(days=3)))
    text = reminder(two, Q2, "Head of Repairs", frame)
    assert "To: Head of Repairs" in text
    assert "- 1.2 Title of repairs: Q2 2019/20" in text
    assert "Title of reviews" not in text
    assert "due on 18 October 2019" in text
    assert "3 days late" in text
    assert "closes on 11 November 2019" in text


def test_a_reminder_before_the_due_date_says_nothing_of_late(two, make_outturns):
    text = reminder(two, Q2, "Head of Repairs", progress(two, make_outturns(), Q2, on(DUE)))
    assert "It is due on 18 October 2019" in text
    assert " late" not in text


@pytest.mark.parametrize(("days", "words"), [(0, "closes on"), (1, "closed on")])
def test_a_reminder_says_from_the_day_after_that_the_quarter_has_closed(two, days, words):
    frame = progress(two, OUTTURNS.empty(), Q2, on(CLOSES + timedelta(days=days)))
    assert f"Q2 2019/20 {words} 11 November 2019" in reminder(two, Q2, "Head of Repairs", frame)


def test_a_reminder_names_the_months_that_are_missing(monthly, make_outturns):
    frame = progress(monthly, make_outturns(("beds", "2019-M08", 3.0)), Q2, on(DUE))
    text = reminder(monthly, Q2, "Head of Service", frame)
    assert "- 1.1 Title of beds: Jul 2019, Sep 2019" in text


def test_a_reminder_asks_to_confirm_provisional_figures(two, make_outturns):
    row = {"measure_id": "repairs", "period_id": "2019-20-Q2", "outturn": 93.0, "marker": "p"}
    frame = progress(two, make_outturns(row), Q2, on(DUE))
    text = reminder(two, Q2, "Head of Repairs", frame)
    assert "to be confirmed or replaced:\n\n- 1.2 Title of repairs: Q2 2019/20" in text
    assert "not been returned" not in text


def test_a_post_that_owes_nothing_gets_no_reminder(two, make_outturns):
    frame = progress(two, make_outturns(("repairs", "2019-20-Q2", 93.0)), Q2, on(DUE))
    assert reminder(two, Q2, "Head of Repairs", frame) == ""
    assert reminder(two, Q2, "Nobody", frame) == ""


def test_a_plan_period_is_written_as_its_label(two, make_outturns):
    states = state_of(progress(two, make_outturns(), Q2, on(DUE)))
    assert (states["period_id"], states["period_label"]) == ("2019-20-Q2", "Q2 2019/20")
    assert period_of_id(states["period_id"]) == Q2
