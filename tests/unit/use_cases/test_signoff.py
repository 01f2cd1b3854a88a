"""The use cases of sign-off: who may approve, what may be published, and what a release shows."""

from dataclasses import replace
from datetime import datetime

import pytest

from kpis.errors import StoreError, UnknownSubmission, UsageError
from kpis.model import Approval, Provenance, local_administrator
from kpis.periods import period_of_id
from kpis.store import Scheduling
from kpis.use_cases.check import check_return
from kpis.use_cases.signoff import (
    ALL_WARNINGS,
    approve_submission,
    publish_release,
    withdraw_submission,
)
from kpis.use_cases.still_shown import still_as_before, still_published
from kpis.use_cases.submit import submit_return

NOW = datetime(2023, 7, 20, 9)
HEAD = "Head of Performance"
Q1 = period_of_id("2023-24-Q1")
HEADER = "measure,period,outturn,commentary"


def csv(*lines: str) -> bytes:
    return "\n".join([HEADER, *lines]).encode()


GOOD = csv("frogs,2021/22,41,", "planning_days,Q1 2023/24,62,Two officers short")
RESTATED = csv("frogs,2021/22,43,", "planning_days,Q1 2023/24,64,Two officers short")


@pytest.fixture
def submit(store, fictional_plan):
    def call(content, by="Head of Streets", name="return.csv", **options):
        return submit_return(
            store, fictional_plan, name, content, actor=local_administrator(by), now=NOW, **options
        ).submission

    return call


@pytest.fixture
def two_posts(fictional_plan):
    return replace(fictional_plan, approval=Approval.TWO)


def test_one_post_may_submit_and_approve_where_the_plan_asks_for_one(store, submit, fictional_plan):
    made = submit(GOOD)
    done = approve_submission(
        store, fictional_plan, f" {made.id} ", actor=local_administrator(" Head of Streets ")
    )
    assert done.approved_by == "Head of Streets"
    assert done == store.submission(made.id)


@pytest.mark.parametrize("by", ["Head of Streets", " head  of STREETS "])
def test_where_the_plan_asks_for_two_posts_the_same_one_may_not_approve(
    store, submit, two_posts, by
):
    made = submit(GOOD)
    with pytest.raises(StoreError, match="was submitted by Head of Streets, and Northmere"):
        approve_submission(store, two_posts, made.id, actor=local_administrator(by))
    assert store.submission(made.id).approved_at is None
    assert (
        approve_submission(store, two_posts, made.id, actor=local_administrator(HEAD)).approved_by
        == HEAD
    )


@pytest.mark.parametrize("by", ["", "  "])
def test_approving_and_publishing_need_a_post(store, submit, fictional_plan, by):
    made = submit(GOOD)
    with pytest.raises(UsageError, match="which post approves"):
        approve_submission(store, fictional_plan, made.id, actor=local_administrator(by))
    with pytest.raises(UsageError, match="which post publishes"):
        publish_release(store, fictional_plan, Q1, actor=local_administrator(by))


def test_an_unknown_submission_is_told_with_the_nearest_id(store, submit, fictional_plan):
    made = submit(GOOD)
    with pytest.raises(UnknownSubmission, match=made.id):
        approve_submission(store, fictional_plan, made.id[:-1], actor=local_administrator(HEAD))


@pytest.fixture
def publish(store, fictional_plan):
    def call(quarter=Q1, **options):
        said = {"accepted": ALL_WARNINGS, "reason": "Recounted"} | options
        return publish_release(
            store, fictional_plan, quarter, actor=local_administrator(HEAD), **said
        )

    return call


def figures(store, number) -> dict:
    outturns = store.outturns(release=number)
    rows = zip(outturns["measure_id"], outturns["outturn"], outturns["marker"], strict=True)
    return {measure: (outturn, marker) for measure, outturn, marker in rows}


def test_a_quarter_is_signed_off_published_and_corrected(store, submit, fictional_plan, publish):
    first = submit(GOOD)
    with pytest.raises(StoreError, match="No figure of Q1 2023/24 is approved yet"):
        publish()
    approve_submission(store, fictional_plan, first.id, actor=local_administrator(HEAD))
    made = publish(note=" For the board ", now=NOW)
    assert (made.number, made.note, made.published_at) == (1, "For the board", NOW)
    second = submit(RESTATED, reason="Ponds were missed")
    assert figures(store, 1) == {"frogs": (41.0, ""), "planning_days": (62.0, "")}
    approve_submission(store, fictional_plan, second.id, actor=local_administrator(HEAD))
    withdraw_submission(store, first.id, actor=local_administrator(HEAD), why="Replaced")
    assert publish().number == 2
    assert figures(store, 1) == {"frogs": (41.0, ""), "planning_days": (62.0, "")}
    assert figures(store, 2)["planning_days"] == (64.0, "r")


def test_only_figures_reported_in_the_quarter_are_marked_as_corrected(
    store, submit, fictional_plan, publish
):
    """Frogs of 2021/22 belong to the report of an earlier quarter."""
    for content in (GOOD, RESTATED):
        approve_submission(
            store, fictional_plan, submit(content).id, actor=local_administrator(HEAD)
        )
        publish()
    assert figures(store, 2)["frogs"] == (43.0, "")


def test_each_month_of_a_monthly_measure_belongs_to_its_quarters_report(
    store, submit, strategic_plan
):
    months = ("Oct 2019", "Nov 2019", "Dec 2019")
    quarter = period_of_id("2019-20-Q3")
    for outturn in (4, 5):
        rows = [f"3.2,{month},{outturn}.{n},Steady" for n, month in enumerate(months)]
        made = submit_return(
            store, strategic_plan, "r.csv", csv(*rows), actor=local_administrator("Head of Care")
        )
        approve_submission(
            store, strategic_plan, made.submission.id, actor=local_administrator(HEAD)
        )
        publish_release(
            store,
            strategic_plan,
            quarter,
            actor=local_administrator(HEAD),
            accepted=ALL_WARNINGS,
            reason="Recounted",
        )
    assert store.outturns(release=2)["marker"].tolist() == ["r", "r", "r"]


@pytest.mark.parametrize("period", ["2022-23-Q4", "2025-26-Q1", "2023-24", "2023-M05"])
def test_only_a_quarter_of_the_plan_can_be_published(store, submit, publish, period):
    submit(GOOD, provenance=Provenance.PUBLISHED)
    with pytest.raises(UsageError, match="is no quarter of Northmere Together 2023-25"):
        publish(period_of_id(period))
    assert store.releases().empty


def test_reason_and_note_on_warnings_are_kept_and_not_demanded(store, submit):
    submit(GOOD)
    made = submit(RESTATED, reason=" Ponds were missed ", warnings_note=" Checked by hand ")
    assert (made.reason, made.warnings_note) == ("Ponds were missed", "Checked by hand")


@pytest.fixture
def missing(store, fictional_plan):
    def ask(content, name="return.csv", **options):
        gone = check_return(
            store, fictional_plan, name, content, now=NOW, **options, actor=local_administrator("")
        ).no_longer_present
        return gone["measure_id"].tolist()

    return ask


def test_a_check_tells_the_figures_a_file_of_that_name_brings_no_more(submit, missing):
    shorter = csv("planning_days,Q1 2023/24,62,Two officers short")
    both = csv("2.1a,Q1 2023/24,65,", "planning_days,Q1 2023/24,62,Two officers short")
    assert missing(both) == []
    submit(both)
    assert missing(both) == []
    assert missing(shorter) == ["warm_homes_rented"]
    assert missing(shorter, name="another.csv") == []


def test_of_a_file_with_errors_nothing_is_said_to_have_gone(submit, missing):
    submit(csv("2.1a,Q1 2023/24,65,", "planning_days,Q1 2023/24,62,Two officers short"))
    faulty = csv("2.1a,Q1 2023/24,many,", "planning_days,Q1 2023/24,62,Two officers short")
    assert missing(faulty) == []


def test_what_a_release_still_shows_of_a_withdrawn_submission_is_told(
    store, submit, fictional_plan
):
    made = submit(GOOD)
    approve_submission(store, fictional_plan, made.id, actor=local_administrator(HEAD))
    assert still_published(store, [made.id]) == ()
    publish_release(
        store, fictional_plan, Q1, actor=local_administrator(HEAD), accepted=ALL_WARNINGS
    )
    withdraw_submission(store, made.id, actor=local_administrator(HEAD), why="The wrong file")
    (shown,) = still_published(store, [made.id])
    assert shown.as_dict() == {
        "release": 1,
        "quarter": Q1.id,
        "figures": 2,
        "message": "Release 1 of Q1 2023/24 still shows 2 of these figures, as it was published; "
        "a correction of it would not.",
    }
    assert still_published(store, ["S-20230720-none"]) == ()


def test_what_a_release_approved_for_a_time_will_show_all_the_same_is_told(
    store, submit, fictional_plan
):
    by = local_administrator(HEAD)
    made = submit(GOOD)
    approve_submission(store, fictional_plan, made.id, actor=by)
    store.schedule(Q1.id, Scheduling(due_at=datetime(2023, 8, 1, 8, 30)), by=by, now=NOW)
    check = check_return(store, fictional_plan, "r.csv", RESTATED, actor=by)
    (before,) = still_as_before(store, check.changes)
    assert before.sentence == (
        "The release of Q1 2023/24 that is approved for 1 August 2023 at 9:30am will show 2 of "
        "these figures as they were before, unless it is sent back to draft and approved anew."
    )
    withdraw_submission(store, made.id, actor=by, why="The wrong file")
    (shown,) = still_published(store, [made.id])
    assert (shown.release, shown.figures) == (-1, 2)
    assert shown.sentence == (
        "The release of Q1 2023/24 that is approved for 1 August 2023 at 9:30am will show 2 of "
        "these figures, unless it is sent back to draft and approved anew."
    )


def test_a_release_that_was_corrected_without_it_shows_it_no_more(store, submit, fictional_plan):
    first, second = submit(GOOD), submit(RESTATED, reason="Counted anew")
    for made in (first, second):
        approve_submission(store, fictional_plan, made.id, actor=local_administrator(HEAD))
    publish_release(
        store, fictional_plan, Q1, actor=local_administrator(HEAD), accepted=ALL_WARNINGS
    )
    withdraw_submission(store, second.id, actor=local_administrator(HEAD), why="The wrong file")
    assert len(still_published(store, [second.id])) == 1
    publish_release(
        store,
        fictional_plan,
        Q1,
        actor=local_administrator(HEAD),
        accepted=ALL_WARNINGS,
        reason="Withdrawn again",
    )
    assert still_published(store, [second.id]) == ()


@pytest.fixture
def released(store, submit, fictional_plan):
    """Release what was submitted last."""

    def call(submission, **options):
        by = local_administrator(HEAD)
        approve_submission(store, fictional_plan, submission.id, actor=by)
        publish_release(store, fictional_plan, Q1, accepted=ALL_WARNINGS, actor=by, **options)

    return call


def changes_of(store, plan, content):
    actor = local_administrator(HEAD)
    return check_return(store, plan, "again.csv", content, actor=actor, now=NOW).changes


def test_what_a_release_still_shows_of_a_figure_that_is_corrected_is_told(
    store, submit, released, fictional_plan
):
    first = submit(GOOD)
    assert still_as_before(store, changes_of(store, fictional_plan, RESTATED)) == ()
    released(first)
    (shown,) = still_as_before(store, changes_of(store, fictional_plan, RESTATED))
    assert (shown.release, shown.quarter_id, shown.figures) == (1, Q1.id, 2)
    assert shown.sentence == (
        "Release 1 of Q1 2023/24 still shows 2 of these figures as they were before; a correction "
        "of it would show the new ones."
    )
    released(submit(RESTATED, reason="Counted anew"), reason="Counted anew")
    assert still_as_before(store, changes_of(store, fictional_plan, RESTATED)) == ()


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("frogs,2021/22,41,", 0),
        ("frogs,2021/22,42,", 1),
        ("frogs,2021/22,41 [p],", 1),
        ("frogs,2021/22,[x],", 1),
        ("frogs,2020/21,42,", 0),
        ('"planning_days",Q1 2023/24,62,In other words', 0),
    ],
)
def test_only_figures_that_a_release_shows_otherwise_are_counted(
    store, submit, released, fictional_plan, line, count
):
    released(submit(GOOD))
    shown = still_as_before(store, changes_of(store, fictional_plan, csv(line)))
    assert sum(each.figures for each in shown) == count
    assert all("1 of these figures as it was before" in each.sentence for each in shown)
