"""Who gets mails, which are due, and that no mail goes twice."""

from datetime import datetime, timedelta

import pytest

from kpis.errors import NotAllowed
from kpis.model import Holding, MailAbout, MailState, Role, local_administrator
from kpis.store.access import whole
from kpis.store.database.connect import opened, transaction
from kpis.store.mails.queue import LEASE

CLERK = local_administrator("Clerk")
MONDAY, TUESDAY = datetime(2019, 10, 21, 9), datetime(2019, 10, 22, 9)
ADDRESS = "head.of.parks@council.example"
ALL, CORRECTIONS = MailAbout.EVERYTHING, MailAbout.CORRECTIONS


def release(store, number: int, quarter_id: str = "2019-20-Q2", at: datetime = TUESDAY) -> None:
    """As one is written, by itself."""
    with (
        opened(store.path, writing=True, timeout=5) as connection,
        transaction(connection),
    ):
        connection.execute(
            "INSERT INTO release VALUES (?, ?, ?, 'Head', '')", [number, quarter_id, at]
        )


def withdraw_release(store, number: int) -> None:
    with (
        opened(store.path, writing=True, timeout=5) as connection,
        transaction(connection),
    ):
        connection.execute(
            "INSERT INTO release_withdrawal VALUES (1, ?, ?, 'Head', 'Wrong')", [number, TUESDAY]
        )


@pytest.fixture
def subscribe(store):
    def call(post="Head of Parks", address=ADDRESS, about=ALL, of_what="", **more):
        more = {"by": CLERK, "now": MONDAY} | more
        return store.subscribe(post, address, about, of_what, **more)

    return call


def taken(store, now: datetime = TUESDAY, **more) -> list[tuple[int, int]]:
    """Release and subscription of the mails that are taken."""
    found = store.take_mails(50, now=now, **more)
    return [(each.release, each.subscription.number) for each in found]


def states(store) -> list[MailState]:
    return [each.state for each in reversed(store.mails())]


def test_what_was_subscribed_is_read_back_with_all_that_was_said(store, subscribe):
    made = subscribe(about=MailAbout.OUTCOME, of_what="5", person="P-1")
    assert store.subscriptions() == [made]
    assert (made.number, made.post, made.address) == (1, "Head of Parks", ADDRESS)
    assert (made.about, made.of_what, made.person) == (MailAbout.OUTCOME, "5", "P-1")
    assert (made.subscribed_at, made.subscribed_by, made.stands) == (MONDAY, "Clerk", True)


def test_the_same_mails_are_not_subscribed_to_twice(store, subscribe):
    subscribe()
    with pytest.raises(NotAllowed, match="subscription 1"):
        subscribe(post="head of parks", address=ADDRESS.upper())
    assert subscribe(about=CORRECTIONS).number == 2
    store.unsubscribe(1, by=CLERK, now=MONDAY)
    assert subscribe().number == 3


def test_a_person_has_what_they_subscribed_to_themselves(store, subscribe):
    subscribe(person="P-1")
    subscribe(post="Director", person="P-2")
    subscribe(post="Chair")
    assert [each.post for each in store.own_subscriptions("P-1")] == ["Head of Parks"]
    assert store.own_subscriptions("") == []


def bytes_of_tables(store) -> str:
    """All that stands in the tables of a store."""
    with opened(store.path, writing=False, timeout=5) as connection:
        tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        rows = [connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in tables]
    return str(rows)


def test_an_address_goes_with_the_last_subscription_of_it_and_was_nowhere_else(store, subscribe):
    subscribe()
    subscribe(post="Chair", address=ADDRESS.upper())
    store.unsubscribe(1, by=CLERK, now=TUESDAY)
    assert [each.address for each in store.subscriptions()] == [ADDRESS, ADDRESS]
    ended = store.unsubscribe(2, by=CLERK, now=TUESDAY)
    assert (ended.address, ended.ended_at, ended.ended_by) == ("", TUESDAY, "Clerk")
    assert "council.example" not in bytes_of_tables(store).lower()
    with pytest.raises(NotAllowed, match="no subscription 2"):
        store.unsubscribe(2, by=CLERK)


def test_no_address_is_in_the_audit_and_each_subscription_and_end_of_one_is(store, subscribe):
    subscribe()
    store.unsubscribe(1, by=CLERK, now=TUESDAY)
    last = store.audit_entries()[-2:]
    assert [each.act for each in last] == ["subscribe", "unsubscribe"]
    assert all("@" not in each.particulars for each in last)
    assert store.audit_faults() == []
    with (
        opened(store.path, writing=True, timeout=5) as connection,
        transaction(connection),
    ):
        connection.execute("DELETE FROM audit WHERE action = 'unsubscribe'")
        assert [each.sentence for each in whole.faults(connection)] == [
            "The store has end of subscription 1, and the audit no entry of it."
        ]


def test_with_a_persons_name_go_their_own_subscriptions_and_no_others(store, subscribe):
    store.give_access("S-1", Holding(role=Role.MEMBER), name="Ann Oak", why="New", by=CLERK)
    (given,) = store.assignments()
    subscribe(person=given.person)
    subscribe(post="Chair", address="chair@council.example")
    store.erase_name("S-1", by=CLERK, now=TUESDAY)
    own, other = store.subscriptions()
    assert (own.stands, own.address) == (False, "")
    assert (other.stands, other.address) == (True, "chair@council.example")


def test_each_release_is_a_mail_for_each_subscription_that_stood_when_it_was_published(
    store, subscribe
):
    release(store, 1, "2019-20-Q1", MONDAY - timedelta(days=1))
    subscribe()
    subscribe(post="Chair")
    subscribe(post="Deputy", now=TUESDAY + timedelta(days=1))
    store.unsubscribe(2, by=CLERK, now=TUESDAY)
    release(store, 2)
    assert store.has_mails_due(TUESDAY)
    assert taken(store) == [(2, 1)]
    assert not store.has_mails_due(TUESDAY)


def test_who_wants_corrections_alone_gets_no_first_release_of_a_quarter(store, subscribe):
    subscribe(about=CORRECTIONS)
    release(store, 1)
    release(store, 2, "2019-20-Q3")
    assert not store.has_mails_due(TUESDAY)
    assert taken(store) == []
    release(store, 3)
    assert store.has_mails_due(TUESDAY)
    assert taken(store) == [(3, 1)]


def test_a_mail_that_is_taken_is_nobody_elses_until_a_quarter_of_an_hour_is_over(store, subscribe):
    subscribe()
    release(store, 1)
    assert taken(store) == [(1, 1)]
    assert taken(store, TUESDAY + LEASE - timedelta(seconds=1), at_once=TUESDAY + 99 * LEASE) == []
    assert taken(store, TUESDAY + LEASE) == [(1, 1)]
    assert [each.tries for each in store.mails()] == [2]


@pytest.mark.parametrize("state", [MailState.SENT, MailState.WRITTEN])
def test_a_mail_that_was_sent_never_goes_again(state, store, subscribe):
    subscribe()
    release(store, 1)
    taken(store)
    store.note_mail(1, state, now=TUESDAY)
    assert taken(store, TUESDAY + 9 * LEASE, at_once=TUESDAY + 99 * LEASE) == []
    with pytest.raises(NotAllowed, match="sent before"):
        store.note_mail(1, MailState.WAITING)
    assert states(store) == [state]


def test_a_mail_that_failed_waits_for_its_time_or_goes_when_it_is_asked_for_at_once(
    store, subscribe
):
    subscribe()
    release(store, 1)
    taken(store)
    later = TUESDAY + timedelta(minutes=5)
    store.note_mail(1, MailState.WAITING, due_at=later, why="The server is down.", now=TUESDAY)
    (mail,) = store.mails()
    assert (mail.state, mail.tries, mail.why) == (MailState.WAITING, 1, "The server is down.")
    assert (mail.due_at, mail.noted_at) == (later, TUESDAY)
    assert taken(store, later - timedelta(seconds=1)) == []
    assert taken(store, later) == [(1, 1)]
    store.note_mail(1, MailState.WAITING, due_at=later + LEASE, now=later)
    assert taken(store, later, at_once=TUESDAY + 99 * LEASE) == [(1, 1)]


def test_a_mail_that_was_given_up_goes_only_when_it_is_asked_for(store, subscribe):
    subscribe()
    release(store, 1)
    taken(store)
    store.note_mail(1, MailState.GIVEN_UP, why="There is nobody of that name.", now=TUESDAY)
    assert not store.has_mails_due(TUESDAY + 99 * LEASE)
    assert taken(store, TUESDAY + 99 * LEASE) == []
    assert taken(store, TUESDAY, at_once=TUESDAY + 99 * LEASE) == [(1, 1)]


@pytest.mark.parametrize("at_once", [None, TUESDAY + LEASE])
def test_no_mail_goes_once_its_subscription_ended_or_its_release_was_withdrawn(
    at_once, store, subscribe
):
    subscribe()
    subscribe(post="Chair", address="chair@council.example")
    release(store, 1)
    release(store, 2, "2019-20-Q3")
    assert len(taken(store)) == 4
    for number in (1, 2, 3, 4):
        store.note_mail(number, MailState.WAITING, due_at=TUESDAY, now=TUESDAY)
    store.note_mail(1, MailState.SENT, now=TUESDAY)
    store.unsubscribe(1, by=CLERK, now=TUESDAY)
    withdraw_release(store, 2)
    assert taken(store, at_once=at_once) == [(1, 2)]
    stopped = MailState.STOPPED
    assert states(store) == [MailState.SENT, MailState.TRYING, stopped, stopped]


def test_who_had_a_mail_of_a_release_gets_one_of_its_withdrawal_and_nobody_else(store, subscribe):
    for post in ("Chair", "Deputy", "Clerk"):
        subscribe(post=post, address=f"{post}@council.example")
    release(store, 1)
    taken(store)
    store.note_mail(1, MailState.SENT, now=TUESDAY)
    store.note_mail(2, MailState.WAITING, due_at=TUESDAY, now=TUESDAY)
    store.note_mail(3, MailState.WRITTEN, now=TUESDAY)
    store.unsubscribe(3, by=CLERK, now=TUESDAY)
    withdraw_release(store, 1)
    assert store.has_mails_due(TUESDAY)
    (mail,) = store.take_mails(9, now=TUESDAY)
    assert (mail.subscription.post, mail.release, mail.withdrawal) == ("Chair", 1, True)
    store.note_mail(mail.number, MailState.SENT, now=TUESDAY)
    assert not store.has_mails_due(TUESDAY)
    assert store.take_mails(9, now=TUESDAY) == []
    assert states(store) == [MailState.SENT, MailState.STOPPED, MailState.WRITTEN, MailState.SENT]


def test_a_store_without_subscriptions_or_releases_has_no_mails(store, subscribe):
    assert not store.has_mails_due()
    assert store.take_mails(5) == store.mails() == []
    subscribe()
    assert not store.has_mails_due()


def test_as_many_are_taken_as_are_asked_for_the_oldest_first(store, subscribe):
    for number in range(3):
        subscribe(post=f"Post {number}")
    release(store, 1)
    assert [each.number for each in store.take_mails(2, now=TUESDAY)] == [1, 2]
    assert [each.number for each in store.take_mails(2, now=TUESDAY)] == [3]
    assert [each.number for each in store.mails(2)] == [3, 2]
