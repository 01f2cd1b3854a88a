"""Roles given and taken, names that can be erased, and an audit that shows who touched it."""

import json
from datetime import date, datetime

import pytest

from kpis.errors import NotAllowed, UsageError
from kpis.model import (
    About,
    Act,
    Actor,
    AnnotationKind,
    AuditFault,
    Holding,
    MailAbout,
    Role,
)
from kpis.store.access import whole
from kpis.store.database.connect import opened

MONDAY, TUESDAY = datetime(2019, 10, 21, 9, 30), datetime(2019, 10, 22, 9, 30)
PARKS = Holding(role=Role.CONTRIBUTOR, post="Head of Parks", directorate="Place")
CLERK = Actor(post="Clerk", origin="dashboard", address="10.1.2.3")


@pytest.fixture
def given(store):
    def call(login="ann@north.example", holding=PARKS, name="Ann Oak", **more):
        return store.give_access(
            login, holding, name=name, by=CLERK, **{"now": MONDAY, "why": "New"} | more
        )

    return call


def test_a_role_that_was_given_is_read_back_with_all_that_was_said_of_it(store, given):
    made = given(
        holding=Holding(role=Role.DIRECTOR, post="Director", deputy=True, outcomes=(1, 4)),
        starts_on=date(2019, 11, 1),
        ends_on=date(2020, 3, 31),
    )
    assert store.assignments() == [made]
    assert (made.login, made.name) == ("ann@north.example", "Ann Oak")
    assert (made.holding.deputy, made.holding.outcomes) == (True, (1, 4))
    assert (made.given_by, made.given_at, made.why) == ("Clerk", MONDAY, "New")
    assert (made.taken_at, made.taken_by) == (None, "")


def test_a_role_is_in_force_from_its_first_day_to_its_last(given):
    made = given(starts_on=date(2019, 11, 1), ends_on=date(2020, 3, 31))
    assert [
        made.is_in_force(day)
        for day in (
            date(2019, 10, 31),
            date(2019, 11, 1),
            date(2020, 3, 31),
            date(2020, 4, 1),
        )
    ] == [False, True, True, False]


def test_a_role_that_was_taken_stays_on_record_and_is_in_force_no_more(store, given):
    made = given()
    assert made.is_in_force(date(2019, 10, 21))
    taken = store.take_access(made.number, why="Left", by=CLERK, now=TUESDAY)
    assert store.assignments() == [taken]
    assert (taken.taken_at, taken.taken_by, taken.taken_why) == (TUESDAY, "Clerk", "Left")
    assert not taken.is_in_force(date(2019, 10, 21))


def test_the_same_role_is_not_given_twice_but_again_once_it_was_taken(store, given):
    first = given()
    with pytest.raises(NotAllowed, match="Ann Oak has that role already: assignment 1"):
        given(login="ANN@north.example")
    store.take_access(first.number, why="Left", by=CLERK)
    assert given().number == 2
    assert given(ends_on=date(2020, 1, 1)).number == 3


@pytest.mark.parametrize("number", [1, 2])
def test_a_role_is_taken_once(store, given, number):
    store.take_access(given().number, why="Left", by=CLERK)
    with pytest.raises(NotAllowed, match=f"no assignment {number}"):
        store.take_access(number, why="Left", by=CLERK)


def test_people_are_one_person_by_their_login_whatever_its_case(store, given):
    one, two = given(), given(login="Ann@North.example", holding=Holding(role=Role.MEMBER))
    assert one.person == two.person
    assert given(login="bob@north.example", name="Bob Elm").person != one.person
    assert len(store.assignments("ANN@NORTH.EXAMPLE")) == 2


def test_a_new_name_of_somebody_known_is_written_down(store, given):
    given()
    person = store.person("ann@north.example", "Ann Ash", by=CLERK)
    assert [each.name for each in store.assignments()] == ["Ann Ash"]
    assert store.audit()["action"].tolist()[0] == "name person"
    entries = len(store.audit())
    assert store.person("ann@north.example", "Ann Ash", by=CLERK) == person
    assert len(store.audit()) == entries
    assert store.audit_faults() == []


def test_an_act_is_kept_with_who_as_what_from_where_and_old_and_new(store, given):
    person = given().person
    ann = Actor(person=person, name="Ann Oak", post="Head of Parks", address="10.9.9.9")
    store.add_annotation("air", "2019-20-Q1", AnnotationKind.NOTE, "A fire", by=ann)
    row = store.audit().iloc[0]
    assert (row["who"], row["person"], row["name"]) == ("Head of Parks", person, "Ann Oak")
    assert (row["origin"], row["address"], row["refused"]) == ("command line", "10.9.9.9", False)
    assert (row["old"], row["new"]) == ("", "A fire")


def test_a_refused_act_is_kept_as_such(store):
    about = About(words="S-1, growth.csv", submission_id="S-1")
    store.refuse(Act.WITHDRAW, about, by=CLERK, now=MONDAY)
    row = store.audit().iloc[0]
    assert (row["action"], row["submission_id"], row["refused"]) == ("withdraw", "S-1", True)
    assert json.loads(row["what"]) == {"about": "S-1, growth.csv"}


def test_a_name_that_is_erased_is_nowhere_in_the_store_and_the_chain_holds(store, given):
    person = given().person
    ann = Actor(person=person, name="Ann Oak", post="Head of Parks", address="10.9.9.9")
    store.add_annotation("air", "2019-20-Q1", AnnotationKind.NOTE, "A fire", by=ann)
    assert store.erase_name("Ann@north.example", by=CLERK, now=TUESDAY) == "Head of Parks"
    assert store.audit_faults() == []
    with opened(store.path, writing=False) as connection:
        tables = [name for (name,) in connection.execute("SHOW TABLES").fetchall()]
        everything = " ".join(
            str(connection.execute(f"SELECT * FROM {table}").fetchall()) for table in tables
        )
    for gone in ("Ann", "ann@", "Oak", "10.9.9.9"):
        assert gone not in everything
    kept = store.audit()
    assert set(kept.loc[kept["person"] == person, "name"]) == {"Head of Parks"}
    assert [each.taken_at for each in store.assignments()] == [TUESDAY]
    with pytest.raises(UsageError, match=r"Nobody signs in as 'ann@north\.example'"):
        store.erase_name("ann@north.example", by=CLERK)


def test_after_an_erased_name_the_same_login_is_another_person(store, given):
    first = given().person
    store.erase_name("ann@north.example", by=CLERK)
    assert given().person != first


def changed(store, *statements: str) -> list[AuditFault]:
    with opened(store.path, writing=True) as connection:
        for statement in statements:
            connection.execute(statement)
    return [fault.kind for fault in store.audit_faults()]


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE audit SET who = 'Another' WHERE number = 3", AuditFault.CHANGED),
        ("UPDATE audit SET refused = true WHERE number = 3", AuditFault.CHANGED),
        ("DELETE FROM audit WHERE number = 2", AuditFault.MISSING),
        ("DELETE FROM audit WHERE number >= 3", AuditFault.CUT),
        ("DELETE FROM audit", AuditFault.CUT),
        ("UPDATE audit SET hash = NULL", AuditFault.CUT),
        ("UPDATE person SET name = 'Bob Elm'", AuditFault.NAME),
        ("UPDATE person SET name = 'Clerk', login = '', salt = ''", AuditFault.NAME),
    ],
)
def test_whoever_touches_the_audit_is_found_out(store, given, statement, kind):
    made = given()
    store.take_access(made.number, why="Left", by=CLERK)
    store.add_annotation("air", "2019-20-Q1", AnnotationKind.NOTE, "A fire", by=CLERK)
    store.withdraw_annotation(1, by=CLERK)
    assert store.audit_faults() == []
    assert kind in changed(store, statement)


def test_a_record_of_each_kind_without_its_entry_tells_that_the_end_was_cut(store, submit, given):
    made = submit({"outturn": 1.0}, by=CLERK)
    store.approve(made.id, by=CLERK)
    store.publish("2019-20-Q1", by=CLERK)
    store.withdraw(made.id, by=CLERK, why="Wrong")
    store.add_annotation("air", "2019-20-Q1", AnnotationKind.NOTE, "A fire", by=CLERK)
    store.withdraw_annotation(1, by=CLERK)
    store.take_access(given().number, why="Left", by=CLERK)
    subscribed = store.subscribe("Clerk", "clerk@c.example", MailAbout.EVERYTHING, by=CLERK)
    store.unsubscribe(subscribed.number, by=CLERK)
    assert store.audit_faults() == []
    cut = changed(store, "DELETE FROM audit WHERE number > 1")
    assert cut.count(AuditFault.CUT) == len(whole.WRITTEN_WITH)
