"""A release is one quarter, closed: nothing later in it, and nothing later changes it."""

from datetime import datetime, timedelta

import pandas as pd
import pytest

from kpis.errors import StoreError
from kpis.frames import ACTIVITY_ROWS
from kpis.model import AnnotationKind, Provenance
from kpis.store import Incoming, Store

Q1, Q2, Q3 = "2019-20-Q1", "2019-20-Q2", "2019-20-Q3"
END = {Q1: datetime(2019, 6, 30), Q2: datetime(2019, 9, 30), Q3: datetime(2019, 12, 31)}
MONDAY, TUESDAY = datetime(2020, 1, 20, 9), datetime(2020, 1, 21, 9)
HEAD = "Head of Performance"


def of(quarter: str, outturn: float, measure: str = "recycling") -> dict:
    return {
        "measure_id": measure,
        "period_id": quarter,
        "period_start": END[quarter] - timedelta(days=90),
        "period_end": END[quarter],
        "outturn": outturn,
    }


@pytest.fixture
def approved(store, submit):
    def call(*rows, **particulars):
        made = submit(*rows, **particulars)
        return store.approve(made.id, by=HEAD, now=made.recorded_at)

    return call


def shown(store, number) -> dict:
    outturns = store.outturns(release=number)
    keys = zip(outturns["measure_id"], outturns["period_id"], strict=True)
    return dict(zip(keys, outturns["outturn"], strict=True))


def test_no_figure_of_a_period_that_ends_after_the_quarter_is_in_it(store, approved):
    approved(of(Q1, 1.0), of(Q2, 2.0), of(Q3, 3.0))
    made = store.publish(Q2, by=HEAD, now=MONDAY)
    assert shown(store, 1) == {("recycling", Q1): 1.0, ("recycling", Q2): 2.0}
    assert made.figures == 2


def test_each_measure_may_have_a_horizon_of_its_own_and_others_are_left_out(store, approved):
    """A measure in arrears: its figure of Q2 is reported with a later quarter."""
    approved(of(Q1, 1.0), of(Q2, 2.0), of(Q2, 5.0, "air"), of(Q1, 9.0, "gone"))
    for measure, quarter in (("recycling", Q1), ("recycling", Q2), ("air", Q2), ("gone", Q1)):
        words = f"{measure} {quarter}"
        store.add_annotation(measure, quarter, AnnotationKind.NOTE, words, by=HEAD, now=MONDAY)
    store.publish(Q2, by=HEAD, until={"recycling": END[Q1], "air": END[Q2]}, now=MONDAY)
    assert shown(store, 1) == {("recycling", Q1): 1.0, ("air", Q2): 5.0}
    noted = store.annotations(release=1)["text"].tolist()
    assert noted == [f"recycling {Q1}", f"air {Q2}"]


@pytest.mark.parametrize(("days", "is_in"), [(-1, True), (0, True), (1, False)])
def test_a_period_that_ends_on_the_last_day_is_in(store, approved, days, is_in):
    end = END[Q2] + timedelta(days=days)
    approved(of(Q1, 1.0), of(Q2, 2.0) | {"period_end": end})
    store.publish(Q2, by=HEAD, now=MONDAY)
    assert (("recycling", Q2) in shown(store, 1)) is is_in


def test_the_story_of_a_figure_is_that_known_when_it_was_released(store, submit, approved):
    first = approved(of(Q2, 1.0))
    approved(of(Q2, 2.0))
    submit(of(Q2, 3.0))
    approved(of(Q3, 7.0))
    store.publish(Q2, by=HEAD, now=MONDAY)
    before = store.revisions("recycling", release=1)
    assert before["outturn"].tolist() == [1.0, 2.0]
    assert before["current"].tolist() == [False, True]
    store.withdraw(first.id, by=HEAD, why="Wrong file", now=MONDAY)
    approved(of(Q2, 4.0), now=MONDAY)
    store.approve(store.submissions()["submission_id"].iloc[2], by=HEAD, now=MONDAY)
    pd.testing.assert_frame_equal(store.revisions("recycling", release=1), before)
    assert store.revisions("recycling")["outturn"].tolist() == [1.0, 2.0, 3.0, 7.0, 4.0]


def test_a_withdrawal_known_by_then_is_part_of_the_story(store, approved):
    first = approved(of(Q2, 1.0))
    store.withdraw(first.id, by=HEAD, why="Wrong file", now=MONDAY)
    approved(of(Q2, 2.0))
    store.publish(Q2, by=HEAD, now=TUESDAY)
    story = store.revisions("recycling", release=1)
    assert story["withdrawn_at"].tolist() == [MONDAY, pd.NaT]


def test_a_figure_whose_file_is_withdrawn_later_still_stands_in_the_release(store, approved):
    first = approved(of(Q2, 1.0))
    store.publish(Q2, by=HEAD, now=MONDAY)
    store.withdraw(first.id, by=HEAD, why="Wrong file", now=TUESDAY)
    (row,) = store.revisions("recycling", release=1).itertuples()
    assert row.current
    assert pd.isna(row.withdrawn_at)


@pytest.fixture
def activities_of(store):
    """Return statuses of activities, by quarter, and approve them unless told otherwise."""
    calls = iter(range(100))

    def call(statuses: dict[str, str], *, approve: bool = True, now: datetime = MONDAY):
        rows = [
            {"activity_code": "A1.1", "quarter_id": quarter, "status": status, "comment": ""}
            | {"percent_done": float("nan"), "expected_on": pd.NaT, "revised_on": pd.NaT}
            | {"sheet": "Activities", "cell": "D4"}
            for quarter, status in statuses.items()
        ]
        content = f"activities {next(calls)}".encode()
        made = store.submit(
            Incoming(
                rows=store_rows(),
                activities=ACTIVITY_ROWS.conform(pd.DataFrame(rows)),
                file_name="a.xlsx",
                content=content,
                provenance=Provenance.RETURN,
                by="Clerk",
                now=now,
            )
        ).submission
        if approve:
            store.approve(made.id, by=HEAD, now=now)
        return made

    return call


def store_rows():
    from kpis.frames import RETURN_ROWS

    return RETURN_ROWS.empty()


def test_activities_are_approved_ones_of_quarters_up_to_the_release(store, approved, activities_of):
    approved(of(Q2, 1.0))
    activities_of({Q1: "on_track", Q2: "delayed", Q3: "complete"})
    activities_of({Q2: "complete"}, approve=False)
    store.publish(Q2, by=HEAD, now=TUESDAY)
    before = store.activities(release=1)
    assert before["status"].tolist() == ["on_track", "delayed"]
    later = activities_of({Q1: "complete", Q2: "complete"}, now=TUESDAY)
    pd.testing.assert_frame_equal(store.activities(release=1), before)
    store.withdraw(later.id, by=HEAD, why="Mistake", now=TUESDAY)
    pd.testing.assert_frame_equal(store.activities(release=1), before)


def test_annotations_are_those_known_then_and_of_its_periods(store, approved):
    approved(of(Q2, 1.0), of(Q3, 2.0))

    def pin(quarter: str, text: str, now: datetime = MONDAY) -> int:
        return store.add_annotation(
            "recycling", quarter, AnnotationKind.NOTE, text, by=HEAD, now=now
        )

    stays = pin(Q2, "Early")
    pin(Q3, "Of a later period")
    gone = pin(Q1, "Taken back before")
    store.withdraw_annotation(gone, by=HEAD, now=MONDAY)
    store.publish(Q2, by=HEAD, now=TUESDAY)
    pin(Q2, "Late", now=TUESDAY)
    store.withdraw_annotation(stays, by=HEAD, now=TUESDAY)
    assert store.annotations(release=1)["text"].tolist() == ["Early"]
    assert store.annotations()["text"].tolist() == ["Of a later period", "Late"]


def test_the_plan_is_kept_once_for_all_releases_made_with_it(store, approved):
    approved(of(Q2, 1.0))
    made = store.publish(Q2, by=HEAD, plan="the plan", now=MONDAY)
    approved(of(Q2, 2.0))
    again = store.publish(Q2, by=HEAD, plan="the plan", reason="Recounted", now=TUESDAY)
    assert made.keeps_its_plan
    assert again.plan_sha256 == made.plan_sha256
    assert again.reason == "Recounted"
    assert store.release_plan(1) == store.release_plan(2) == "the plan"
    with store._reading() as connection:
        assert connection.execute("SELECT count(*) FROM plan_content").fetchall() == [(1,)]


@pytest.mark.parametrize("what", ["plan", "annotation", "activity"])
def test_a_correction_may_change_what_is_no_figure(store, approved, activities_of, what):
    approved(of(Q2, 1.0))
    store.publish(Q2, by=HEAD, plan="the plan", now=MONDAY)
    with pytest.raises(StoreError, match="nothing to correct"):
        store.publish(Q2, by=HEAD, plan="the plan", now=MONDAY)
    if what == "annotation":
        store.add_annotation("recycling", Q2, AnnotationKind.NOTE, "Why", by=HEAD, now=MONDAY)
    if what == "activity":
        activities_of({Q2: "delayed"})
    plan = "another plan" if what == "plan" else "the plan"
    assert store.publish(Q2, by=HEAD, plan=plan, now=TUESDAY).number == 2


@pytest.fixture
def of_before(store, approved) -> Store:
    """A store with a release as they were made before they were closed: of Q2, with Q3 in it."""
    approved(of(Q2, 1.0), of(Q3, 3.0))
    store.add_annotation("recycling", Q2, AnnotationKind.NOTE, "Early", by=HEAD, now=MONDAY)
    store.add_annotation("recycling", Q3, AnnotationKind.NOTE, "Of Q3", by=HEAD, now=MONDAY)
    with store._writing() as connection:
        connection.execute("INSERT INTO release VALUES (1, ?, ?, ?, '')", [Q2, MONDAY, HEAD])
        connection.execute(
            "INSERT INTO release_figure SELECT 1, number, '', known_at, 1 FROM revision"
        )
    return store


def test_a_release_of_before_has_no_plan_and_is_cut_at_its_quarter(of_before):
    assert not of_before.release(1).keeps_its_plan
    assert of_before.release_plan(1) == ""
    assert shown(of_before, 1) == {("recycling", Q2): 1.0}
    assert of_before.revisions("recycling", release=1)["period_id"].tolist() == [Q2]
    assert of_before.annotations(release=1)["text"].tolist() == ["Early"]


def test_a_release_of_before_knows_what_was_approved_and_noted_by_its_time(
    of_before, submit, approved, activities_of
):
    activities_of({Q2: "on_track", Q3: "complete"})
    activities_of({Q2: "delayed"}, approve=False)
    before = (
        of_before.revisions("recycling", release=1),
        of_before.activities(release=1),
        of_before.annotations(release=1),
    )
    assert before[1]["status"].tolist() == ["on_track"]
    first = of_before.submissions()["submission_id"].iloc[-1]
    of_before.withdraw(first, by=HEAD, why="Wrong file", now=TUESDAY)
    approved(of(Q2, 2.0), now=TUESDAY)
    activities_of({Q2: "complete"}, now=TUESDAY)
    of_before.withdraw_annotation(1, by=HEAD, now=TUESDAY)
    after = (
        of_before.revisions("recycling", release=1),
        of_before.activities(release=1),
        of_before.annotations(release=1),
    )
    for one, other in zip(after, before, strict=True):
        pd.testing.assert_frame_equal(one, other)
