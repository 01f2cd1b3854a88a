"""What the next release would show, leave out and change, told before it is made."""

from dataclasses import replace
from datetime import datetime

import pytest

from kpis.frames import DIFFERENCES
from kpis.model import EarlierAim, ReleaseFault, local_administrator
from kpis.periods import period_of_id
from kpis.use_cases.release_preview import preview_release
from kpis.use_cases.signoff import ALL_WARNINGS, approve_submission, publish_release
from kpis.use_cases.submit import submit_return

NOW = datetime(2023, 7, 20, 9)
HEAD = "Head of Performance"
Q1 = period_of_id("2023-24-Q1")


@pytest.fixture
def submit(store, fictional_plan):
    def call(*lines: str, approved: bool = True):
        content = "\n".join(["measure,period,outturn,commentary", *lines]).encode()
        made = submit_return(
            store,
            fictional_plan,
            "return.csv",
            content,
            actor=local_administrator("Head of Streets"),
            now=NOW,
        ).submission
        if approved:
            approve_submission(store, fictional_plan, made.id, actor=local_administrator(HEAD))
        return made

    return call


@pytest.fixture
def preview(store, fictional_plan):
    return lambda: preview_release(store, fictional_plan, Q1, actor=local_administrator(""))


def test_an_empty_store_has_nothing_to_release(preview):
    previewed = preview()
    assert previewed.previous is None
    assert previewed.figures.empty
    assert previewed.left_out.empty
    assert previewed.changes is None
    assert previewed.past == 0
    assert previewed.checks.of(ReleaseFault.NOTHING_APPROVED)


def test_figures_of_other_reports_are_counted_apart(submit, preview):
    submit("planning_days,Q1 2023/24,62,Two officers short", "planning_days,Q4 2022/23,58,")
    previewed = preview()
    assert previewed.figures["outturn"].tolist() == [62]
    assert previewed.past == 1


def test_what_is_not_approved_is_left_out_and_what_was_before_is_shown(submit, preview):
    submit("planning_days,Q1 2023/24,62,Two officers short")
    later = submit("planning_days,Q1 2023/24,64,Two officers short", approved=False)
    previewed = preview()
    assert previewed.figures["outturn"].tolist() == [62]
    assert previewed.left_out["outturn"].tolist() == [64]
    assert previewed.left_out["submission_id"].tolist() == [later.id]


def test_a_return_that_says_what_is_approved_leaves_nothing_out(submit, preview):
    submit("planning_days,Q1 2023/24,62,Two officers short")
    submit("planning_days,Q1 2023/24,62,Two officers short ", approved=False)
    assert preview().left_out.empty
    submit("planning_days,Q1 2023/24,62,Three officers short", approved=False)
    assert len(preview().left_out) == 1


def test_the_preview_agrees_with_the_release_and_then_nothing_differs(
    store, fictional_plan, submit, preview
):
    submit("planning_days,Q1 2023/24,62,Two officers short", "planning_days,Q4 2022/23,58,")
    before = preview()
    made = publish_release(
        store, fictional_plan, Q1, actor=local_administrator(HEAD), accepted=ALL_WARNINGS
    )
    assert made.figures == len(before.figures) + before.past
    after = preview()
    assert after.previous == made
    assert not after.changes.anything


def test_what_differs_from_the_last_release_is_told_old_and_new(
    store, fictional_plan, submit, preview
):
    submit("planning_days,Q1 2023/24,62,Two officers short")
    publish_release(
        store, fictional_plan, Q1, actor=local_administrator(HEAD), accepted=ALL_WARNINGS
    )
    submit("planning_days,Q1 2023/24,64,Two officers short")
    changed = DIFFERENCES.check(preview().changes.figures)
    assert changed[["before", "after"]].to_numpy().tolist() == [[62, 64]]
    publish_release(
        store,
        fictional_plan,
        Q1,
        actor=local_administrator(HEAD),
        accepted=ALL_WARNINGS,
        reason="Recounted",
    )
    # The second release shows 64 [r]: marked as revised, yet nothing further to correct.
    assert not preview().changes.anything


def changed(plan, **stated):
    """The plan with another aim of planning_days."""
    return replace(
        plan,
        measures=tuple(
            replace(each, aims=each.aims | {"2023/24": replace(each.aims["2023/24"], **stated)})
            if each.id == "planning_days"
            else each
            for each in plan.measures
        ),
    )


@pytest.fixture
def untold(store, fictional_plan, submit):
    """What nobody was told of the aims of a plan, after a release of the plan as it was."""
    submit("planning_days,Q1 2023/24,62,Two officers short")
    publish_release(
        store, fictional_plan, Q1, actor=local_administrator(HEAD), accepted=ALL_WARNINGS
    )

    def find(plan, now=NOW):
        seen = preview_release(store, plan, Q1, actor=local_administrator(""), now=now)
        return [
            (check.measure_id, check.about) for check in seen.checks.of(ReleaseFault.CHANGED_AGREED)
        ]

    return find


def test_an_agreed_target_changed_in_its_year_without_a_word_blocks_the_release(
    untold, fictional_plan
):
    was = fictional_plan.measures_by_id["planning_days"].aims["2023/24"]
    other = changed(fictional_plan, target=was.target + 10)
    about = f"2023/24: target {was.target:.1f} before, target {was.target + 10:.1f} now"
    assert untold(fictional_plan) == []
    assert untold(other) == [("planning_days", about)]
    assert untold(other, now=datetime(2023, 3, 31, 23)) == []
    told = EarlierAim(
        target=was.target, changed_on=NOW.date(), changed_by="Cabinet", reason="Staff left."
    )
    assert untold(changed(other, earlier=(told,))) == []
    assert untold(changed(other, earlier=(replace(told, target=1.0),))) == [
        ("planning_days", about)
    ]


def test_an_agreed_target_put_back_to_a_proposal_is_a_changed_one(untold, fictional_plan):
    ((measure_id, about),) = untold(changed(fictional_plan, proposed=True))
    assert measure_id == "planning_days"
    assert about.endswith("proposed, not agreed now")


def test_what_another_plan_asked_of_a_year_this_one_leaves_out_is_no_change_of_this_one(
    untold, fictional_plan
):
    def without_aims(plan):
        return replace(plan, measures=tuple(replace(each, aims={}) for each in plan.measures))

    assert ("planning_days", "2023/24: target 56.0 before, none now") in untold(
        without_aims(fictional_plan)
    )
    following = replace(fictional_plan, id="2024-26")
    assert untold(without_aims(following)) == []
    assert len(untold(changed(following, target=66.0))) == 1


def test_a_measure_that_goes_on_under_another_id_is_held_to_what_was_agreed(untold, fictional_plan):
    other = changed(fictional_plan, target=1.0)
    renamed = replace(
        other,
        measures=tuple(
            replace(each, id="days_to_plan", earlier_ids=("planning_days",))
            if each.id == "planning_days"
            else each
            for each in other.measures
        ),
    )
    ((measure_id, about),) = untold(renamed)
    assert (measure_id, about.endswith("1.0 now")) == ("days_to_plan", True)
