"""Who may subscribe whom, and who is shown whose address."""

import pytest

from kpis.errors import AccessRefused, NotAllowed, UsageError
from kpis.model import Actor, Holding, MailAbout, Role, local_administrator, somebody
from kpis.use_cases.publishing.subscriptions import subscribe, subscriptions_for, unsubscribe

TEAM = local_administrator("Head of Performance")
ADDRESS = "parks@northmere.example"


def holder(person: str, post: str = "Head of Parks", role: Role = Role.MEMBER) -> Actor:
    return Actor(
        post=post, person=person, holdings=(Holding(role=role, post=post),), origin="dashboard"
    )


@pytest.fixture
def add(store, fictional_plan):
    def call(post="Head of Parks", address=ADDRESS, *about, actor=TEAM):
        return subscribe(store, fictional_plan, post, address, *about, actor=actor)

    return call


def test_a_person_subscribes_a_post_they_hold_and_sees_what_they_subscribed_alone(store, add):
    ann, bob = holder("P-1"), holder("P-2")
    own = add("head of parks ", actor=ann)
    add("Head of Parks", "bob@northmere.example", actor=bob)
    add("Head of Parks", "team@northmere.example")
    assert (own.post, own.person) == ("head of parks", "P-1")
    assert subscriptions_for(store, actor=ann) == [own]
    assert len(subscriptions_for(store, actor=TEAM)) == 3


def test_a_person_subscribes_no_post_of_others(store, add):
    with pytest.raises(AccessRefused):
        add("Head of Pools", actor=holder("P-1"))
    assert store.subscriptions() == []
    with pytest.raises(AccessRefused):
        add(actor=somebody())


@pytest.mark.parametrize("number", [1, 2, 99])
def test_a_person_ends_no_subscription_that_is_not_their_own(store, add, number):
    add()
    add("Head of Parks", "bob@northmere.example", actor=holder("P-2"))
    with pytest.raises(AccessRefused):
        unsubscribe(store, number, actor=holder("P-1"))
    assert all(each.stands for each in store.subscriptions())


def test_what_is_ended_is_ended_once(store, add):
    ann = holder("P-1")
    number = add(actor=ann).number
    assert not unsubscribe(store, number, actor=ann).stands
    with pytest.raises(NotAllowed):
        unsubscribe(store, number, actor=TEAM)


def test_who_holds_another_post_by_now_still_ends_what_they_subscribed(store, add):
    number = add(actor=holder("P-1")).number
    assert not unsubscribe(store, number, actor=holder("P-1", "Head of Pools")).stands


def test_a_subscription_is_about_what_the_plan_has(add):
    assert add("Chair", ADDRESS, MailAbout.OUTCOME, " 2").of_what == "2"
    assert add("Chair", ADDRESS, MailAbout.DIRECTORATE, "streets").of_what == "Streets"
    assert add("Chair", ADDRESS, MailAbout.CORRECTIONS, "whatever").of_what == ""
    with pytest.raises(UsageError, match="Its outcomes are 1, 2 and 3"):
        add("Chair", ADDRESS, MailAbout.OUTCOME, "4")
    with pytest.raises(UsageError, match="no directorate 'Parks'"):
        add("Chair", ADDRESS, MailAbout.DIRECTORATE, "Parks")


@pytest.mark.parametrize(
    ("post", "address"),
    [
        (" ", ADDRESS),
        ("P" * 201, ADDRESS),
        ("Chair\x00", ADDRESS),
        ("Chair", "Chair <chair@northmere.example>"),
        ("Chair", "a@b.example, c@d.example"),
        ("Chair", ""),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(store, add, post, address):
    with pytest.raises(UsageError):
        add(post, address)
    assert store.subscriptions() == []


def test_who_subscribes_another_names_their_own_post(add):
    with pytest.raises(UsageError, match="Say which post subscribes"):
        add(actor=local_administrator(""))
