"""What a correction would change is told before it is made: releases, addresses, packs."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from kpis.errors import AccessRefused
from kpis.model import local_administrator, somebody
from kpis.periods import quarter
from kpis.use_cases.publishing.consequences import what_would_change
from kpis.use_cases.release_preview import preview_release
from kpis.use_cases.signoff import ALL_WARNINGS, approve_submission, publish_release
from kpis.use_cases.submit import submit_return

NOW = datetime(2023, 10, 20, 9)
HEAD = local_administrator("Head")
Q1, Q2 = quarter(2023, 1), quarter(2023, 2)


@pytest.fixture
def returned(store, fictional_plan):
    """Submit and approve figures of Q1 2023/24."""

    def call(*lines: str) -> None:
        content = "\n".join(["measure,period,outturn,commentary", *lines]).encode()
        said: dict[str, Any] = {"actor": HEAD, "reason": "Counted again", "now": NOW}
        made = submit_return(store, fictional_plan, "r.csv", content, **said).submission
        approve_submission(store, fictional_plan, made.id, actor=HEAD, now=NOW)

    return call


@pytest.fixture
def publish(store, fictional_plan):
    def call(of, days=0, reason=""):
        said: dict[str, Any] = {"actor": HEAD, "accepted": ALL_WARNINGS, "reason": reason}
        return publish_release(store, fictional_plan, of, now=NOW + timedelta(days=days), **said)

    return call


@pytest.fixture
def told(store, fictional_plan):
    def call(of, actor=HEAD):
        preview = preview_release(store, fictional_plan, of, actor=HEAD, now=NOW)
        return what_would_change(store, fictional_plan, of, preview, actor=actor)

    return call


def test_a_first_release_corrects_nothing(returned, told):
    returned("planning_days,Q1 2023/24,62,Short")
    assert told(Q1) is None


def test_a_correction_names_what_differs_what_shows_it_still_and_what_is_marked(
    returned, publish, told, store
):
    returned("planning_days,Q1 2023/24,62,Short", "planning_days,Q2 2023/24,60,Short")
    publish(Q1)
    publish(Q2, days=1)
    returned("planning_days,Q1 2023/24,58,Counted again")
    found = told(Q1)
    assert found.corrects.number == 1
    assert (found.counts["figures"], found.counts["aims"]) == (1, 0)
    assert [(each.number, count) for each, count in found.later] == [(2, 1)]
    assert [each.number for each in found.marked] == [1]
    assert found.sentences[0].startswith("It corrects release 1 of 20 October 2023: 1 figure")
    assert found.sentences[1].startswith("Release 2 of Q2 2023/24 still shows 1 of these figures")
    assert found.sentences[2] == (
        "Every address of release 1 will say that it is corrected, and by which."
    )
    assert "Packs, files and pages made of release 1" in found.sentences[3]

    publish(Q1, days=2, reason="Counted twice")
    publish(Q2, days=3, reason="Counted twice")
    returned("planning_days,Q1 2023/24,57,Counted again")
    store.withdraw_release(4, by="Head", why="Wrong", now=NOW + timedelta(days=4))
    found = told(Q1)
    assert found.corrects.number == 3
    assert found.later == ()  # the one of Q2 that stands shows what release 1 did, not release 3
    assert [each.number for each in found.marked] == [3, 1]
    assert "releases 3 and 1 will say that they are corrected" in found.sentences[1]


def test_it_is_for_who_may_read_figures_before_they_are_published(returned, publish, told):
    returned("planning_days,Q1 2023/24,62,Short")
    publish(Q1)
    with pytest.raises(AccessRefused):
        told(Q1, somebody())
