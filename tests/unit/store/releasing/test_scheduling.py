"""What is approved for a time is frozen then, is in nothing public, and is published once."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import duckdb
import pandas as pd
import pytest

from kpis.errors import NotAllowed, UnknownRelease
from kpis.model import AnnotationKind, PreparationState
from kpis.store import Scheduling, Store
from kpis.store.database.migrations import LATEST, MIGRATIONS

Q1, Q2 = "2019-20-Q1", "2019-20-Q2"
MONDAY = datetime(2019, 10, 21, 9, 30)
DUE = MONDAY + timedelta(days=2)
HEAD, OFFICER, PROGRAM = "Head of Communications", "Performance Officer", "kpis"
ASKED = Scheduling(
    due_at=DUE,
    note="For the board",
    accepted=("late", "provisional"),
    early_readers=("Mayor", "Chair of the Board"),
    early_hours=24,
)


@pytest.fixture
def approved(store, submit):
    def call(*rows, **particulars):
        made = submit(*rows, **particulars)
        return store.approve(made.id, by=OFFICER, now=made.recorded_at)

    return call


@pytest.fixture
def waiting(store, approved):
    """A store in which a release of Q1 is approved for Wednesday."""
    approved({"outturn": 1.0, "commentary": "As it was"})
    store.add_annotation("recycling", Q1, AnnotationKind.NOTE, "A note", by=OFFICER, now=MONDAY)
    store.schedule(Q1, ASKED, by=HEAD, plan="the plan", now=MONDAY)
    return store


def test_what_is_approved_says_when_by_whom_and_who_may_read_it_before(waiting):
    (found,) = waiting.scheduled()
    assert (found.number, found.quarter_id, found.due_at) == (1, Q1, DUE)
    assert (found.approved_at, found.approved_by, found.figures) == (MONDAY, HEAD, 1)
    assert (found.note, found.accepted) == ("For the board", ("late", "provisional"))
    assert found.early_readers == ("Mayor", "Chair of the Board")
    assert found.early_from == DUE - timedelta(days=1)
    (preparation,) = waiting.in_preparation()
    assert preparation.state is PreparationState.APPROVED
    assert preparation.scheduled == found


def test_until_it_is_due_it_is_in_no_list_and_published_by_nobody(waiting, approved):
    assert waiting.releases().empty
    with pytest.raises(UnknownRelease, match="Nothing has been released yet"):
        waiting.release(1)
    assert waiting.submissions()["state"].tolist() == ["approved"]
    version = waiting.version()
    assert waiting.publish_due(by=PROGRAM, now=DUE - timedelta(microseconds=1)) == ()
    assert waiting.version() == version  # asking has changed nothing
    assert waiting.releases().empty


def test_approving_for_a_time_changes_no_list_of_what_is_published_or_returned(
    store, approved, submit
):
    approved({"outturn": 1.0})
    store.publish(Q1, by=HEAD, now=MONDAY)
    approved({"outturn": 2.0})
    submit({"measure_id": "air", "outturn": 9.0})

    def lists():
        return [
            store.releases(),
            store.outturns(release=1),
            store.outturns(),
            store.submissions(),
            store.find_submissions(state="published"),
            store.annotations(),
            store.revisions("recycling", release=1),
        ]

    before = lists()
    store.schedule(Q1, replace(ASKED, reason="Counted twice"), by=HEAD, now=MONDAY)
    for one, other in zip(before, lists(), strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_it_is_read_by_its_own_number_as_any_release(waiting):
    (found,) = waiting.scheduled()
    made = waiting.release(found.release_number)
    assert (made.number, made.published_at, made.figures) == (-1, DUE, 1)
    assert waiting.outturns(release=-1)["commentary"].tolist() == ["As it was"]
    assert waiting.annotations(release=-1)["text"].tolist() == ["A note"]
    assert waiting.release_plan(-1) == "the plan"


def test_what_comes_in_after_it_was_approved_is_not_in_it(waiting, approved, submit):
    before = {name: getattr(waiting, name)(release=-1) for name in ("outturns", "annotations")}
    first = waiting.submissions()["submission_id"].iloc[-1]
    approved({"outturn": 2.0, "commentary": "Counted again"})
    waiting.withdraw(first, by=OFFICER, why="Wrong file")
    waiting.withdraw_annotation(1, by=OFFICER)
    (made,) = waiting.publish_due(by=PROGRAM, now=DUE)
    for name, frame in before.items():
        pd.testing.assert_frame_equal(frame, getattr(waiting, name)(release=made.number))
    assert waiting.release_plan(made.number) == "the plan"
    history = waiting.revisions("recycling", release=made.number)
    assert history["outturn"].tolist() == [1.0]


@pytest.mark.parametrize("later", [timedelta(), timedelta(days=9)])
def test_it_was_published_at_the_time_it_was_due_however_late_that_is_done(waiting, later):
    (made,) = waiting.publish_due(by=PROGRAM, now=DUE + later)
    assert (made.number, made.published_at, made.published_by) == (1, DUE, HEAD)
    assert (made.note, made.figures) == ("For the board", 1)
    assert (made.early_readers, made.early_hours) == (("Mayor", "Chair of the Board"), 24)
    assert waiting.releases()["early_readers"].tolist() == ["Mayor\nChair of the Board"]
    assert waiting.in_preparation() == ()
    with pytest.raises(UnknownRelease):
        waiting.release(-1)
    entry = waiting.audit().iloc[0]
    assert (entry["action"], entry["who"], entry["new"]) == ("publish", PROGRAM, "release 1")
    assert entry["recorded_at"] == DUE + later
    assert waiting.audit_faults() == []


def test_however_many_try_at_once_it_is_published_once(waiting):
    def publish(_):
        return Store(waiting.path, timeout=60).publish_due(by=PROGRAM, now=DUE)

    with ThreadPoolExecutor(6) as pool:
        found = [each for made in pool.map(publish, range(6)) for each in made]
    assert [each.number for each in found] == [1]
    assert waiting.releases()["number"].tolist() == [1]
    assert waiting.audit()["action"].tolist().count("publish") == 1


def test_of_several_the_one_that_was_due_first_has_the_lower_number(waiting, approved):
    approved({"outturn": 5.0, "period_id": Q2, "period_end": datetime(2019, 9, 30)})
    waiting.schedule(Q2, replace(ASKED, due_at=DUE - timedelta(hours=1)), by=HEAD, now=MONDAY)
    made = waiting.publish_due(by=PROGRAM, now=DUE)
    assert [(each.number, each.quarter_id) for each in made] == [(1, Q2), (2, Q1)]


def test_what_went_back_to_draft_is_never_published(waiting, approved):
    waiting.send_back(Q1, by=OFFICER, why="A figure is wrong", now=MONDAY)
    assert waiting.scheduled() == ()
    with pytest.raises(UnknownRelease):
        waiting.release(-1)
    assert waiting.publish_due(by=PROGRAM, now=DUE) == ()
    approved({"outturn": 2.0})
    waiting.put_forward(Q1, by=OFFICER, now=MONDAY)
    waiting.schedule(Q1, ASKED, by=HEAD, now=MONDAY)
    (made,) = waiting.publish_due(by=PROGRAM, now=DUE)
    assert waiting.outturns(release=made.number)["outturn"].tolist() == [2.0]
    assert len(waiting.releases()) == 1


def test_what_waits_for_its_time_is_the_only_one_of_its_quarter(waiting):
    for act in (
        lambda: waiting.publish(Q1, by=HEAD, now=MONDAY),
        lambda: waiting.schedule(Q1, ASKED, by=HEAD, now=MONDAY),
        lambda: waiting.begin_preparation(Q1, by=OFFICER),
    ):
        with pytest.raises(NotAllowed, match=r"approved for 23/10/2019|in preparation already"):
            act()


def test_a_correction_marks_what_differs_from_the_release_before_it(store, approved):
    approved({"outturn": 1.0})
    store.publish(Q1, by=HEAD, now=MONDAY)
    approved({"outturn": 2.0})
    store.schedule(Q1, replace(ASKED, reason="Counted twice"), by=HEAD, now=MONDAY)
    (made,) = store.publish_due(by=PROGRAM, now=DUE)
    assert (made.number, made.reason) == (2, "Counted twice")
    assert store.outturns(release=2)["marker"].tolist() == ["r"]
    assert store.audit().iloc[0]["old"] == "release 1"


def test_nothing_is_approved_for_a_time_where_there_is_nothing_to_publish(store, submit):
    submit({"outturn": 1.0})
    with pytest.raises(NotAllowed, match="nothing to publish"):
        store.schedule(Q1, ASKED, by=HEAD, now=MONDAY)
    assert store.in_preparation() == ()  # nothing is half done


def test_approving_for_a_time_is_in_the_audit_with_who_may_read_it(waiting):
    entry = waiting.audit().iloc[0]
    told = json.loads(entry["what"])
    assert (entry["action"], entry["who"]) == ("schedule release", HEAD)
    assert (told["due"], told["early_readers"]) == (
        "2019-10-23T09:30:00",
        ["Mayor", "Chair of the Board"],
    )


def test_a_store_of_before_releases_were_prepared_opens_with_its_releases(tmp_path):
    path = tmp_path / "old.duckdb"
    with duckdb.connect(path) as connection:
        for version in range(1, 7):
            connection.execute(MIGRATIONS[version])
            connection.execute("INSERT INTO schema_version VALUES (?, ?)", [version, MONDAY])
        connection.execute("INSERT INTO release VALUES (1, ?, ?, 'Head', 'Old')", [Q1, MONDAY])
    old = Store(path, timeout=5)
    made = old.release(1)
    assert (made.note, made.withdrawn_at, made.early_readers) == ("Old", None, ())
    assert (old.in_preparation(), old.scheduled()) == ((), ())
    assert json.loads(old.audit()["what"].iloc[0]) == {"version": LATEST}


def test_no_correction_is_published_that_a_release_waiting_for_its_time_would_undo(store, approved):
    approved({"outturn": 1.0})
    store.publish(Q1, by=HEAD, now=MONDAY)
    approved({"period_id": Q2, "outturn": 2.0})
    store.schedule(Q2, ASKED, by=HEAD, now=MONDAY)
    approved({"outturn": 9.0})
    with pytest.raises(NotAllowed, match=r"Q2 2019/20 .* 23/10/2019 .* 1 figure .* would undo it"):
        store.publish(Q1, by=HEAD, reason="Recounted", now=MONDAY)
    sooner = replace(ASKED, due_at=DUE - timedelta(hours=1), reason="Recounted")
    with pytest.raises(NotAllowed, match="would undo it"):
        store.schedule(Q1, sooner, by=HEAD, now=MONDAY)
    assert store.releases()["number"].tolist() == [1]
    store.send_back(Q2, by=HEAD, why="Recounted", now=MONDAY)
    assert store.publish(Q1, by=HEAD, reason="Recounted", now=MONDAY).number == 2


def test_a_release_that_shows_the_same_figures_as_one_that_waits_is_published(store, approved):
    approved({"outturn": 1.0}, {"period_id": Q2, "outturn": 2.0})
    store.schedule(Q2, ASKED, by=HEAD, now=MONDAY)
    assert store.publish(Q1, by=HEAD, now=MONDAY).number == 1
    approved({"outturn": 9.0})
    after = replace(ASKED, due_at=DUE + timedelta(hours=1), reason="Recounted")
    assert store.schedule(Q1, after, by=HEAD, now=MONDAY).quarter_id == Q1  # undone by nothing
