"""What the next release would show, leave out and change, told before it is made."""

from datetime import datetime

import pytest

from kpis.frames import DIFFERENCES
from kpis.periods import period_of_id
from kpis.use_cases.release_preview import preview_release
from kpis.use_cases.signoff import approve_submission, publish_release
from kpis.use_cases.submit import submit_return

NOW = datetime(2023, 7, 20, 9)
HEAD = "Head of Performance"
Q1 = period_of_id("2023-24-Q1")


@pytest.fixture
def submit(store, fictional_plan):
    def call(*lines: str, approved: bool = True):
        content = "\n".join(["measure,period,outturn,commentary", *lines]).encode()
        made = submit_return(
            store, fictional_plan, "return.csv", content, by="Head of Streets", now=NOW
        ).submission
        if approved:
            approve_submission(store, fictional_plan, made.id, by=HEAD)
        return made

    return call


@pytest.fixture
def preview(store, fictional_plan):
    return lambda: preview_release(store, fictional_plan, Q1)


def test_an_empty_store_has_nothing_to_release(preview):
    previewed = preview()
    assert previewed.previous is None
    assert previewed.figures.empty
    assert previewed.left_out.empty
    assert DIFFERENCES.check(previewed.differing).empty
    assert previewed.further == 0


def test_figures_of_other_reports_are_counted_apart(submit, preview):
    submit("planning_days,Q1 2023/24,62,Two officers short", "planning_days,Q4 2022/23,58,")
    previewed = preview()
    assert previewed.figures["outturn"].tolist() == [62]
    assert previewed.further == 1


def test_what_is_not_approved_is_left_out_and_what_was_before_is_shown(submit, preview):
    submit("planning_days,Q1 2023/24,62,Two officers short")
    later = submit("planning_days,Q1 2023/24,64,Two officers short", approved=False)
    previewed = preview()
    assert previewed.figures["outturn"].tolist() == [62]
    assert previewed.left_out["outturn"].tolist() == [64]
    assert previewed.left_out["submission_id"].tolist() == [later.id]


def test_the_preview_agrees_with_the_release_and_then_nothing_differs(
    store, fictional_plan, submit, preview
):
    submit("planning_days,Q1 2023/24,62,Two officers short", "planning_days,Q4 2022/23,58,")
    before = preview()
    made = publish_release(store, fictional_plan, Q1, by=HEAD)
    assert made.figures == len(before.figures) + before.further
    after = preview()
    assert after.previous == made
    assert after.differing.empty


def test_what_differs_from_the_last_release_is_told_old_and_new(
    store, fictional_plan, submit, preview
):
    submit("planning_days,Q1 2023/24,62,Two officers short")
    publish_release(store, fictional_plan, Q1, by=HEAD)
    submit("planning_days,Q1 2023/24,64,Two officers short")
    changed = DIFFERENCES.check(preview().differing)
    assert changed[["before", "after"]].to_numpy().tolist() == [[62, 64]]
    publish_release(store, fictional_plan, Q1, by=HEAD)
    # The second release shows 64 [r]: marked as revised, yet nothing further to correct.
    assert preview().differing.empty
