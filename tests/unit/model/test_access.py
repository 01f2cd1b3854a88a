"""What an actor may do follows from the table of acts and roles, and from what a role is for."""

from typing import Any

import pytest

from kpis.model import (
    ALLOWED,
    NOTHING,
    About,
    Act,
    Actor,
    Belonging,
    Holding,
    Reach,
    Role,
    local_administrator,
    somebody,
)

PARKS = Belonging(posts=frozenset({"Head of Parks"}), directorate="Place", outcome=5)
CARE = Belonging(posts=frozenset({"Head of Care"}), directorate="Health", outcome=2)


def holder(role: Role, **of: Any) -> Actor:
    return Actor(post="Officer", holdings=(Holding(role=role, **of),))


def test_every_act_is_in_the_table_and_somebody_may_do_it_with_everything():
    assert set(ALLOWED) == set(Act)
    for act, roles in ALLOWED.items():
        assert Reach.ANY in roles.values(), act


def test_the_public_reads_what_is_published_and_nothing_else():
    assert [act for act in Act if somebody().may(act)] == [Act.READ_PUBLISHED]
    assert somebody().roles == {Role.PUBLIC}


@pytest.mark.parametrize("act", Act)
def test_the_local_administrator_may_do_everything(act):
    assert local_administrator("").may(act)
    assert local_administrator(" Clerk ").post == "Clerk"


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("act", Act)
def test_a_role_reaches_what_the_table_says(act, role):
    reach = ALLOWED[act].get(role, ALLOWED[act].get(Role.PUBLIC))
    actor = holder(role, post="Head of Parks")
    assert actor.may(act) is (reach is Reach.ANY)
    assert actor.may(act, About(belongs=(PARKS,))) is (reach is not None)
    assert actor.may(act, About(belongs=(CARE,))) is (reach is Reach.ANY)


@pytest.mark.parametrize(
    "of",
    [
        {"post": "head of  parks"},
        {"post": "Head of Parks", "deputy": True},
        {"directorate": "PLACE"},
        {"outcomes": (1, 5)},
    ],
)
def test_a_thing_is_ones_own_by_post_directorate_or_outcome(of):
    actor = holder(Role.CONTRIBUTOR, **of)
    assert actor.may(Act.SUBMIT, About(belongs=(PARKS,)))
    assert not actor.may(Act.SUBMIT, About(belongs=(CARE,)))


def test_of_several_things_all_must_be_ones_own():
    assert not holder(Role.CONTRIBUTOR, directorate="Place").may(
        Act.SUBMIT, About(belongs=(PARKS, CARE))
    )
    both = Actor(
        post="Officer",
        holdings=(
            Holding(role=Role.CONTRIBUTOR, directorate="Place"),
            Holding(role=Role.CONTRIBUTOR, post="Head of Care"),
        ),
    )
    assert both.may(Act.SUBMIT, About(belongs=(PARKS, CARE)))


def test_what_one_role_was_given_for_lends_nothing_to_another():
    actor = Actor(
        post="Head of Care",
        holdings=(
            Holding(role=Role.DIRECTOR, outcomes=(2,)),
            Holding(role=Role.CONTRIBUTOR, directorate="Place"),
        ),
    )
    assert not actor.may(Act.APPROVE, About(belongs=(PARKS,)))
    assert not actor.may(Act.SUBMIT, About(belongs=(CARE,)))


def test_a_role_given_for_nothing_reaches_nothing_of_anybody():
    nobodys = Belonging()
    assert not holder(Role.CONTRIBUTOR).may(Act.SUBMIT, About(belongs=(nobodys,)))
    assert not holder(Role.CONTRIBUTOR, post="Head of Parks").may(Act.SUBMIT, NOTHING)
    assert not holder(Role.DIRECTOR, outcomes=(0,)).may(Act.APPROVE, About(belongs=(nobodys,)))
