"""A refusal says who may not do what, who may, and that nothing was done."""

from dataclasses import replace

import pytest

from kpis.model import Act, Actor, Holding, Role, somebody
from kpis.words.access import ACT_WORDS, ROLE_WORDS, refusal, whose


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
