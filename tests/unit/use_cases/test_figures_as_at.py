"""The point of view of a page, a command or an export: latest, as at a time, or a release."""

import shutil
from datetime import datetime

import pytest

from kpis.errors import UnknownRelease
from kpis.model import Actor, AnnotationKind, Holding, Role, local_administrator, somebody
from kpis.periods import quarter
from kpis.store import Store
from kpis.use_cases.figures_as_at import figures_as_at
from kpis.use_cases.signoff import ALL_WARNINGS, approve_submission, publish_release
from kpis.use_cases.submit import submit_return

JULY, AUGUST, SEPTEMBER = (datetime(2023, month, 20, 9) for month in (7, 8, 9))
LATER = datetime(2023, 10, 1)
READER = local_administrator("")


def a_return(days):
    return f"measure,period,outturn,commentary\nplanning_days,Q1 2023/24,{days},Short\n".encode()


@pytest.fixture(scope="module")
def of_three_months(prepared, fictional_plan, tmp_path_factory):
    """62 days in July and a release of it in August; 58 in September. Only to be copied."""
    path = tmp_path_factory.mktemp("of_three_months") / "kpis.duckdb"
    made = Store(shutil.copy(prepared, path))
    for days, now in ((62, JULY), (58, SEPTEMBER)):
        done = submit_return(
            made,
            fictional_plan,
            "r.csv",
            a_return(days),
            actor=local_administrator("Clerk"),
            now=now,
        )
        approve_submission(
            made, fictional_plan, done.submission.id, actor=local_administrator("Head"), now=now
        )
        if now == JULY:
            made.add_annotation(
                "planning_days", "2023-24-Q1", AnnotationKind.NOTE, "Early", by="P", now=JULY
            )
            publish_release(
                made,
                fictional_plan,
                quarter(2023, 1),
                actor=local_administrator("Head"),
                accepted=ALL_WARNINGS,
                now=AUGUST,
            )
    made.add_annotation(
        "planning_days", "2023-24-Q1", AnnotationKind.NOTE, "Late", by="P", now=SEPTEMBER
    )
    return path


@pytest.fixture
def store(of_three_months, tmp_path):
    return Store(shutil.copy(of_three_months, tmp_path / "kpis.duckdb"))


@pytest.fixture
def seen(store, fictional_plan):
    def ask(actor=READER, **view):
        view_of_store = figures_as_at(store, fictional_plan, LATER, actor=actor, **view)
        notes = [
            note.text for note in view_of_store.plan.measures_by_id["planning_days"].annotations
        ]
        return (
            view_of_store.outturns["outturn"].tolist(),
            notes,
            view_of_store.as_at,
            view_of_store.release,
        )

    return ask


def test_the_latest_figures_and_every_annotation_are_known_now(seen):
    assert seen() == ([58.0], ["Early", "Late"], LATER, None)


def test_at_an_earlier_time_only_what_was_known_then(seen):
    assert seen(as_at=AUGUST) == ([62.0], ["Early"], AUGUST, None)


def test_a_release_is_what_it_was_on_its_day(seen):
    outturns, notes, as_at, release = seen(release=1)
    assert (outturns, notes, as_at) == ([62.0], ["Early"], AUGUST)
    assert (release.number, release.quarter_id) == (1, "2023-24-Q1")


def test_the_public_sees_the_newest_quarter_that_was_published_by_then(seen):
    shown = seen(somebody())
    assert shown == seen(release=1)
    assert seen(somebody(), as_at=AUGUST) == shown
    assert seen(somebody(), release=1) == shown
    with pytest.raises(UnknownRelease, match="No figures have been published yet"):
        seen(somebody(), as_at=JULY)


def test_a_correction_of_an_earlier_quarter_is_not_what_the_public_sees_first(store, seen):
    assert store.publish("2023-24-Q2", by="Head", now=SEPTEMBER).number == 2
    assert store.publish("2023-24-Q1", by="Head", reason="Recounted", now=LATER).number == 3
    assert seen(somebody())[3].number == 2


def test_a_withdrawn_release_counts_no_more_and_is_read_by_its_number_and_of_its_days(store, seen):
    store.publish("2023-24-Q1", by="Head", reason="Recounted", now=SEPTEMBER)
    assert seen(somebody())[3].number == 2
    store.withdraw_release(2, by="Head", why="Of another council", now=LATER)
    assert seen(somebody())[3].number == 1
    assert seen(somebody(), as_at=SEPTEMBER)[3].number == 2
    assert seen(somebody(), release=2)[0] == [58.0]
    store.withdraw_release(1, by="Head", why="Of another council", now=LATER)
    with pytest.raises(UnknownRelease, match="No figures have been published yet"):
        seen(somebody())


def test_whoever_has_a_role_sees_figures_before_they_are_published(seen):
    latest = seen()
    for role in Role:
        reads_early = role not in (Role.PUBLIC, Role.PRE_RELEASE_READER)
        shown = seen(Actor(post="", holdings=(Holding(role=role),)))
        assert (shown == latest) is reads_early, role


def test_a_release_that_does_not_exist_is_told(seen):
    with pytest.raises(UnknownRelease, match="numbered 1 to 1"):
        seen(release=2)


def test_up_to_a_quarter_neither_its_later_figures_nor_their_notes_are_there(store, fictional_plan):
    store.add_annotation(
        "planning_days", "2023-24-Q2", AnnotationKind.BREAK, "New system", by="P", now=SEPTEMBER
    )
    latest = figures_as_at(store, fictional_plan, LATER, actor=READER)
    first, second = (latest.until(quarter(2023, number)) for number in (1, 2))
    before = latest.until(quarter(2022, 4))
    assert before.outturns.empty
    assert len(first.outturns) == len(latest.outturns) == 1
    breaks = [
        [each.reason for each in seen_from.plan.measures_by_id["planning_days"].breaks]
        for seen_from in (first, second)
    ]
    of_the_plan = "Days now start when the fee is paid."  # from Q3 on: known before it comes
    assert breaks == [[of_the_plan], ["New system", of_the_plan]]
    assert second.plan is latest.plan  # nothing is cut off it, so what is kept of it serves
    assert before.all_outturns is latest.outturns  # for telling what groups must withhold
    assert (first.horizon, latest.horizon) == (quarter(2023, 1), None)
    assert latest.until(None) is latest
