"""Who somebody is that signs in: the roles of the day, and the post they act as."""

from datetime import date, datetime

import pytest

from kpis.errors import AccessRefused
from kpis.model import Act, Actor, Holding, Role, local_administrator
from kpis.use_cases.access import actor_of, give_access, take_access
from kpis.use_cases.allow import allow

HEAD = local_administrator("Head")
NOW = datetime(2023, 7, 20, 9)
ANN = "ann@north.example"
PLANNER = Holding(role=Role.CONTRIBUTOR, post="Head of Planning")


@pytest.fixture
def give(store, fictional_plan):
    def call(holding=PLANNER, login=ANN, **days):
        return give_access(
            store,
            fictional_plan,
            login,
            holding,
            name="Ann",
            why="New",
            actor=HEAD,
            now=NOW,
            **days,
        )

    return call


def test_whoever_signs_in_has_the_roles_of_the_day(store, give):
    given = give(starts_on=date(2023, 7, 1), ends_on=date(2023, 7, 31))
    give(Holding(role=Role.MEMBER), login="bob@north.example")
    found = actor_of(store, "Ann@North.example", "Ann", address="10.1.2.3", now=NOW)
    assert found == Actor(
        person=given.person,
        name="Ann",
        post="Head of Planning",
        holdings=(PLANNER,),
        origin="dashboard",
        address="10.1.2.3",
    )


@pytest.mark.parametrize(
    ("now", "roles"),
    [
        (datetime(2023, 6, 30, 22, 59), {Role.PUBLIC}),
        (datetime(2023, 6, 30, 23, 0), {Role.PUBLIC, Role.CONTRIBUTOR}),  # midnight in the UK
        (datetime(2023, 7, 31, 22, 59), {Role.PUBLIC, Role.CONTRIBUTOR}),
        (datetime(2023, 7, 31, 23, 0), {Role.PUBLIC}),
    ],
)
def test_a_role_begins_and_ends_at_midnight_in_the_uk(store, give, now, roles):
    give(starts_on=date(2023, 7, 1), ends_on=date(2023, 7, 31))
    assert actor_of(store, ANN, now=now).roles == roles


def test_a_role_that_is_taken_is_gone_when_they_are_asked_for_again(store, give):
    give()
    assert Role.CONTRIBUTOR in actor_of(store, ANN, now=NOW).roles
    take_access(store, 1, why="Left", actor=HEAD, now=NOW)
    assert actor_of(store, ANN, now=NOW).roles == {Role.PUBLIC}


def test_whoever_had_a_role_is_known_by_it_when_it_counts_no_more(store, give):
    given = give(ends_on=date(2023, 7, 31))
    found = actor_of(store, ANN, "Ann", now=datetime(2023, 8, 1, 12))
    assert found.roles == {Role.PUBLIC}
    assert (found.person, found.post) == (given.person, "")
    with pytest.raises(AccessRefused):
        allow(store, found, Act.PUBLISH)
    assert store.audit().iloc[0]["name"] == "Ann"


@pytest.mark.parametrize("login", ["", "nobody@north.example"])
def test_whoever_has_no_role_is_the_public_and_noted_nowhere(store, give, login):
    give()
    entries = len(store.audit())
    found = actor_of(store, login, "Some Body", now=NOW)
    assert found.roles == {Role.PUBLIC}
    assert (found.person, found.post) == ("", "")
    assert len(store.audit()) == entries


def test_a_post_of_ones_own_comes_before_one_that_one_is_deputy_of(store, give):
    give(Holding(role=Role.CONTRIBUTOR, post="Pool Manager", deputy=True))
    give()
    assert actor_of(store, ANN, now=NOW).post == "Head of Planning"
    assert actor_of(store, ANN, post="pool  manager", now=NOW).post == "Pool Manager"
    assert actor_of(store, ANN, now=NOW).posts == {"Head of Planning", "Pool Manager"}
    with pytest.raises(AccessRefused, match="does not hold the post 'Ranger' today"):
        actor_of(store, ANN, post="Ranger", now=NOW)


def test_roles_that_are_claimed_at_sign_in_count_and_their_bearer_is_noted(store):
    team = Holding(role=Role.PERFORMANCE_TEAM, post="Performance Officer")
    found = actor_of(store, "eve@north.example", "Eve", claimed=(team,), now=NOW)
    assert found.roles == {Role.PUBLIC, Role.PERFORMANCE_TEAM}
    assert found.person.startswith("P-")
    again = actor_of(store, "eve@north.example", "Eve", claimed=(team,), now=NOW)
    assert again.person == found.person
    assert store.audit()["action"].tolist().count("name person") == 1
    assert store.audit_faults() == []
