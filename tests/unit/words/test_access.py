"""A refusal says who may not do what, who may, and that nothing was done."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from kpis.model import Act, Actor, Assignment, Holding, Role, somebody
from kpis.words.access import ACT_WORDS, ROLE_WORDS, not_today, refusal, whose


def test_every_role_and_every_act_has_its_words():
    assert set(ROLE_WORDS) == set(Role)
    assert set(ACT_WORDS) == set(Act)


def contributor() -> Actor:
    return Actor(
        post="Head of Parks", holdings=(Holding(role=Role.CONTRIBUTOR, post="Head of Parks"),)
    )


def test_who_may_not_is_told_who_may():
    assert refusal(contributor(), Act.PUBLISH) == (
        "Head of Parks may not publish a quarter: that is for publishers. Nothing was done."
    )
    assert refusal(somebody(), Act.APPROVE) == (
        "Somebody without a role may not approve a submission: that is for directors and the "
        "performance team. Nothing was done."
    )


def test_who_could_sign_in_is_told_to():
    assert refusal(somebody(may_sign_in=True), Act.APPROVE) == (
        "Sign in to approve a submission: that is for directors and the performance team. "
        "Nothing was done."
    )


def test_who_may_with_their_own_is_told_that_this_is_not_theirs():
    assert refusal(contributor(), Act.WITHDRAW, "S-1") == (
        "Head of Parks may withdraw a submission only where it is of a post, directorate or "
        "outcome they hold. S-1 is not theirs. Nothing was done."
    )


@pytest.mark.parametrize("act", Act)
def test_no_refusal_is_empty_or_without_its_act(act):
    assert ACT_WORDS[act] in refusal(somebody(), act)


PARKS = Holding(role=Role.CONTRIBUTOR, post="Head of Parks")
OF_TWO = Holding(role=Role.DIRECTOR, post="Director", directorate="Place", outcomes=(6, 5))


@pytest.mark.parametrize(
    ("holdings", "words"),
    [
        ([PARKS], "your post: Head of Parks"),
        (
            [PARKS, replace(PARKS, post="Head of Trees")],
            "your posts: Head of Parks and Head of Trees",
        ),
        ([replace(PARKS, directorate="Place")], "your post Head of Parks and of directorate Place"),
        ([OF_TWO], "your post Director, of directorate Place and of outcomes 5 and 6"),
        ([PARKS, Holding(role=Role.PUBLISHER, post="Head of Press")], ""),
        ([Holding(role=Role.MEMBER)], ""),
        ([], ""),
    ],
)
def test_whose_returns_somebody_reads_is_said_where_that_is_their_own_alone(holdings, words):
    assert whose(Actor(post="", holdings=tuple(holdings)), Act.READ_RETURNS) == words


def given(**said) -> Assignment:
    plain = Assignment(
        number=1,
        person="P-1",
        login="S-1",
        name="Ann",
        given_at=datetime(2023, 7, 1, 9),
        given_by="Head",
        why="Leave",
        holding=Holding(role=Role.CONTRIBUTOR, post="Head of Parks", deputy=True),
        starts_on=None,
        ends_on=None,
    )
    return replace(plain, **said)


TODAY = date(2023, 7, 20)
ENDED = given(ends_on=date(2023, 7, 19))
LATER = given(starts_on=date(2023, 7, 21))
TAKEN = given(
    holding=Holding(role=Role.MEMBER), taken_at=datetime(2023, 7, 19, 23, 30), taken_by="Head"
)
AS_DEPUTY = "Your role as contributor, deputy Head of Parks,"


@pytest.mark.parametrize(
    ("roles", "told"),
    [
        ([], ""),
        ([ENDED], f"{AS_DEPUTY} ended on 19 July 2023."),
        ([LATER], f"{AS_DEPUTY} begins on 21 July 2023."),
        ([TAKEN], "Your role as member was taken away on 20 July 2023."),
        ([TAKEN, ENDED], "Your role as member was taken away on 20 July 2023."),
        ([TAKEN, ENDED, LATER], f"{AS_DEPUTY} begins on 21 July 2023."),
    ],
)
def test_who_has_no_role_today_is_told_when_theirs_ended_or_begins(roles, told):
    assert not_today(roles, TODAY) == told
