"""A release in preparation goes from draft to published in one order, and says who took it on."""

import json
from datetime import datetime, timedelta

import pytest

from kpis.errors import NotAllowed, UnknownRelease
from kpis.model import PreparationState as State
from kpis.store import Scheduling

Q1, Q2 = "2019-20-Q1", "2019-20-Q2"
MONDAY = datetime(2019, 10, 21, 9, 30)
ASKED = Scheduling(due_at=MONDAY + timedelta(days=2))
HEAD, OFFICER, MEMBER = "Head of Communications", "Performance Officer", "Chair of the Board"


@pytest.fixture
def begun(store, submit):
    """A store in which a release of Q1 is a draft."""
    made = submit({"outturn": 1.0})
    store.approve(made.id, by=OFFICER, now=MONDAY)
    store.begin_preparation(Q1, by=OFFICER, now=MONDAY)
    return store


def only(store):
    (found,) = store.in_preparation()
    return found


def test_a_draft_is_put_forward_and_then_published(begun):
    assert only(begun).state is State.DRAFT
    begun.put_forward(Q1, by=HEAD, now=MONDAY + timedelta(hours=1))
    found = only(begun)
    assert [(each.state, each.by) for each in found.steps] == [
        (State.DRAFT, OFFICER),
        (State.READY, HEAD),
    ]
    assert found.steps[-1].at == MONDAY + timedelta(hours=1)
    begun.publish(Q1, by=HEAD, now=MONDAY)
    assert begun.in_preparation() == ()
    assert begun.begin_preparation(Q1, by=OFFICER, now=MONDAY).number == 2  # the correction's


def test_a_draft_is_not_published(begun):
    for publish in (
        lambda: begun.publish(Q1, by=HEAD),
        lambda: begun.schedule(Q1, ASKED, by=HEAD),
    ):
        with pytest.raises(NotAllowed, match=r"is a draft. Say first that it is ready for review"):
            publish()
    assert begun.releases().empty


def test_what_is_ready_goes_back_with_a_reason(begun):
    with pytest.raises(NotAllowed, match="is a draft already"):
        begun.send_back(Q1, by=OFFICER, why="Not yet")
    begun.put_forward(Q1, by=OFFICER)
    with pytest.raises(NotAllowed, match="is no draft: it is ready for review"):
        begun.put_forward(Q1, by=OFFICER)
    begun.send_back(Q1, by=MEMBER, why="The commentary of 4.1 is last year's")
    assert only(begun).steps[-1].why == "The commentary of 4.1 is last year's"
    assert only(begun).state is State.DRAFT


def test_of_a_quarter_one_is_in_preparation_and_each_quarter_has_its_own(begun):
    with pytest.raises(NotAllowed, match="Q1 2019/20 is in preparation already"):
        begun.begin_preparation(Q1, by=HEAD)
    begun.begin_preparation(Q2, by=HEAD)
    assert [each.quarter_id for each in begun.in_preparation()] == [Q1, Q2]
    assert [each.quarter_id for each in begun.in_preparation(Q2)] == [Q2]


@pytest.mark.parametrize("act", ["put_forward", "send_back", "comment_on_release"])
def test_what_is_not_in_preparation_is_told(store, act):
    more = {"send_back": {"why": "x"}, "comment_on_release": {"text": "x"}}.get(act, {})
    with pytest.raises(NotAllowed, match="No release of Q1 2019/20 is in preparation"):
        getattr(store, act)(Q1, by=OFFICER, **more)


def test_a_comment_must_be_resolved_before_it_is_published(begun):
    made = begun.comment_on_release(Q1, "Is 4.1 right?", by=MEMBER, now=MONDAY)
    assert (made.number, made.made_by, made.is_resolved) == (1, MEMBER, False)
    begun.put_forward(Q1, by=OFFICER)
    for publish in (
        lambda: begun.publish(Q1, by=HEAD),
        lambda: begun.schedule(Q1, ASKED, by=HEAD),
    ):
        with pytest.raises(NotAllowed, match="comments on the release of Q1 2019/20 1 must be"):
            publish()
    solved = begun.resolve_comment(Q1, 1, by=OFFICER, now=MONDAY + timedelta(hours=1))
    assert (solved.resolved_by, solved.resolved_at) == (OFFICER, MONDAY + timedelta(hours=1))
    with pytest.raises(NotAllowed, match=r"No comment 1 .* None is left to resolve"):
        begun.resolve_comment(Q1, 1, by=OFFICER)
    assert begun.publish(Q1, by=HEAD).number == 1


def test_a_comment_that_is_not_there_is_told_with_those_that_are(begun):
    begun.comment_on_release(Q1, "One", by=MEMBER)
    with pytest.raises(NotAllowed, match=r"No comment 7 .* These are not resolved: 1"):
        begun.resolve_comment(Q1, 7, by=OFFICER)


def test_what_is_approved_takes_no_comment(begun):
    begun.put_forward(Q1, by=OFFICER)
    begun.schedule(Q1, ASKED, by=HEAD, now=MONDAY)
    with pytest.raises(NotAllowed, match=r"approved for 23/10/2019 at 09:30 UTC. Send it back"):
        begun.comment_on_release(Q1, "Late", by=MEMBER)


def test_every_act_is_in_the_audit(begun):
    begun.comment_on_release(Q1, "Is 4.1 right?", by=MEMBER)
    begun.resolve_comment(Q1, 1, by=OFFICER)
    begun.put_forward(Q1, by=OFFICER)
    begun.send_back(Q1, by=HEAD, why="Wait")
    told = begun.audit().iloc[:5]
    assert [*zip(told["action"], told["who"], told["new"], strict=True)] == [
        ("prepare release", HEAD, "draft"),
        ("prepare release", OFFICER, "ready"),
        ("prepare release", OFFICER, "resolved"),
        ("comment on release", MEMBER, ""),
        ("prepare release", OFFICER, "draft"),
    ]
    assert json.loads(told["what"].iloc[0]) == {"quarter": Q1, "why": "Wait"}
    assert begun.audit_faults() == []


def test_a_withdrawn_release_stays_and_the_one_before_it_counts_again(begun, submit):
    begun.put_forward(Q1, by=OFFICER)
    begun.publish(Q1, by=HEAD, now=MONDAY)
    begun.approve(submit({"outturn": 2.0}).id, by=OFFICER)
    begun.publish(Q1, by=HEAD, reason="Counted twice", now=MONDAY)
    gone = begun.withdraw_release(2, by=HEAD, why="Of another council", now=MONDAY)
    assert (gone.withdrawn_at, gone.withdrawn_by) == (MONDAY, HEAD)
    assert gone.withdrawn_why == "Of another council"
    assert begun.outturns(release=2)["outturn"].tolist() == [2.0]
    assert begun.audit().iloc[0][["action", "old", "new"]].tolist() == [
        "withdraw release",
        "release 2",
        "release 1",
    ]
    with pytest.raises(NotAllowed, match="Release 2 was withdrawn already, on 21/10/2019"):
        begun.withdraw_release(2, by=HEAD, why="Again")
    again = begun.publish(Q1, by=HEAD, reason="Counted twice", now=MONDAY)  # held against release 1
    assert begun.outturns(release=again.number)["marker"].tolist() == ["r"]
    begun.withdraw_release(3, by=HEAD, why="Again", now=MONDAY)
    begun.withdraw(begun.submissions()["submission_id"].iloc[0], by=OFFICER, why="Wrong")
    with pytest.raises(NotAllowed, match=r"Release 1, published .* shows just these figures"):
        begun.publish(Q1, by=HEAD, now=MONDAY)


@pytest.mark.parametrize("number", [0, 1, -1])
def test_a_release_that_is_not_there_cannot_be_withdrawn(begun, number):
    begun.put_forward(Q1, by=OFFICER)
    begun.schedule(Q1, ASKED, by=HEAD, now=MONDAY)
    with pytest.raises(UnknownRelease):
        begun.withdraw_release(number, by=HEAD, why="Wrong")
