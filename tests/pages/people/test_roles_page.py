"""The page Roles: who holds which post, what needs looking at, and giving, taking and erasing."""

from datetime import timedelta

import pytest

from kpis.clock import utc_now
from kpis.model import (
    DASHBOARD,
    About,
    Act,
    Actor,
    Holding,
    Role,
    local_administrator,
    somebody,
)
from kpis.words.access import ACT_WORDS
from kpis.words.days import day_in_words, uk_date
from tests.pages.desk import html, lines_of, press, widget, words

HEAD = local_administrator("Head of Performance", DASHBOARD)
ANN, BOB = "S-4f2a1-9bc03-77d10-a4e5b", "S-0c7d2-55e1a-9f3b8-d2c64"
WASTE = Holding(role=Role.CONTRIBUTOR, post="Head of Waste and Recycling", directorate="Place")
DEPUTY = Holding(role=Role.CONTRIBUTOR, post="Head of Waste and Recycling", deputy=True)


@pytest.fixture
def soon():
    return uk_date(utc_now()) + timedelta(days=30)


@pytest.fixture
def held_by_two(store, soon):
    store.give_access(ANN, WASTE, name="Ann Oak", ends_on=soon, why="New in post", by=HEAD)
    store.give_access(BOB, DEPUTY, name="Bob Elm", why="Leave", by=HEAD)


def people(at) -> list[list[str]]:
    tables = [each for each in html(at) if 'class="k-table k-cards k-holders' in each]
    return lines_of(tables[0].replace("</tbody><tbody", "</tbody><tr")) if tables else []


def part(at, title: str) -> str:
    """What is said under one of the heads of what needs looking at."""
    return words(at).partition(title)[2].partition("Posts without a holder")[0]


def test_without_sign_in_it_says_that_roles_do_not_count_yet_and_where_it_is_told(open_page):
    at = open_page("people/roles")
    assert "Roles count once sign-in is set up: docs/sign-in.md" in at.info[0].value
    assert "Nobody has a role today." in words(at)
    assert "Nobody was given a role yet." in words(at)


def test_a_role_for_a_directorate_leads_to_what_it_owns(held_by_two, open_page):
    table = " ".join(each for each in html(open_page("people/roles")) if "k-holders" in each)
    assert 'href="directorate?directorate=Place"' in table


def test_holders_stand_before_deputies_with_their_days_and_who_gave_it(
    held_by_two, open_page, soon
):
    found = [line for line in people(open_page("people/roles")) if len(line) > 1]
    today = day_in_words(uk_date(utc_now()))
    assert found == [
        [
            f"Ann Oak {ANN}",
            "contributor",
            "Place",
            today,
            day_in_words(soon),
            f"{today} by Head of Performance New in post (no 1)",
        ],
        [
            f"Bob Elm {BOB}",
            "contributor deputy",
            "–",
            today,
            "until it is taken",
            f"{today} by Head of Performance Leave (no 2)",
        ],
    ]


@pytest.mark.parametrize(("days", "told"), [(0, True), (30, True), (31, False)])
def test_a_role_that_ends_within_thirty_days_is_told(store, open_page, days, told):
    last = uk_date(utc_now()) + timedelta(days=days)
    store.give_access(ANN, WASTE, name="Ann Oak", ends_on=last, by=HEAD)
    ending = part(open_page("people/roles"), "Roles that end within 30 days")
    assert (f"ends on {day_in_words(last)}" in ending) == told


def test_a_post_of_the_plan_that_nobody_holds_is_told_with_its_deputies(store, open_page):
    store.give_access(BOB, DEPUTY, name="Bob Elm", by=HEAD)
    text = words(open_page("people/roles"))
    assert "Head of Waste and Recycling (deputy: Bob Elm)" in text
    store.give_access(ANN, WASTE, name="Ann Oak", by=HEAD)
    text = words(open_page("people/roles"))
    assert "Head of Waste and Recycling (deputy" not in text


def test_who_has_no_role_and_tried_is_told_and_who_has_one_is_not(store, open_page):
    given = store.give_access(ANN, WASTE, name="Ann Oak", by=HEAD)
    long_ago = utc_now() - timedelta(days=31)
    ann = Actor(post=WASTE.post, person=given.person, origin=DASHBOARD)
    store.refuse(Act.PUBLISH, About(), by=ann)
    store.refuse(Act.SUBMIT, About(), by=somebody(address="10.9.9.9"), now=long_ago)
    title = "Refused in the last 30 days, without a role"
    assert "None." in part(open_page("people/roles"), title)
    for _ in range(2):
        store.refuse(Act.READ_RETURNS, About(), by=somebody(address="10.1.2.3"))
    store.take_access(given.number, why="Left", by=HEAD)
    told = part(open_page("people/roles"), title)
    assert "Somebody the store does not know from 10.1.2.3, 2 times, last on" in told
    assert "Ann Oak, 1 time, last on" in told
    assert "10.9.9.9" not in told


def test_what_each_role_may_do_stands_there_as_it_is_asked(open_page):
    (table,) = [
        each for each in html(open_page("people/roles")) if 'class="k-table k-rights' in each
    ]
    lines = {line[0]: line[1:] for line in lines_of(table)}
    assert [*lines] == [ACT_WORDS[act].replace("'", "&#39;") for act in Act]
    assert lines["approve a submission"] == ["–", "–", "–", "own", "–", "yes", "–", "–"]


def give(at, **said):
    press(at, "open_give")
    at.text_input("give_login").input(said.get("login", ANN))
    at.text_input("give_name").input("Ann Oak")
    at.selectbox("give_role").select(said.get("role", Role.CONTRIBUTOR))
    at.text_input("give_post").input("Head of Parks")
    at.selectbox("give_directorate").select("Place")
    at.text_input("give_why").input(said.get("why", "New in post"))
    at.text_input("give_by").input("Head of Performance")
    return press(at, "main_action_give")


def test_a_role_is_given_taken_and_the_name_erased_on_the_page(store, open_page):
    at = give(open_page("people/roles"))
    at.run()
    (given,) = store.assignments()
    assert (given.login, given.holding.post, given.given_by) == (
        ANN,
        "Head of Parks",
        "Head of Performance",
    )
    press(at, "open_take")
    at.text_input("take_why").input("Left")
    at.text_input("take_by").input("Head of Performance")
    press(at, "main_action_take")
    (taken,) = store.assignments()
    assert (taken.taken_by, taken.taken_why) == ("Head of Performance", "Left")
    at.run()
    press(at, "open_erase")
    at.text_input("erase_by").input("Head of Performance")
    press(at, "main_action_erase")
    assert "cannot be undone” first" in at.session_state["erase_problem"]
    assert store.assignments()[0].name == "Ann Oak"
    press(at, "open_erase")
    at.text_input("erase_by").input("Head of Performance")
    at.checkbox("erase_sure").check()
    press(at, "main_action_erase")
    (erased,) = store.assignments()
    assert (erased.name, erased.login) == ("Head of Parks", "")
    assert store.audit_faults() == []
    at = open_page("people/roles", all="1")
    assert "Ann Oak" not in words(at)
    assert "taken on" in words(at)


def test_what_makes_no_sense_is_told_in_the_form_and_nothing_is_given(store, open_page):
    at = give(open_page("people/roles"), why="")
    assert "Say why the role is given" in at.session_state["give_problem"]
    assert store.assignments() == []


def test_the_form_for_erasing_says_what_happens(held_by_two, open_page):
    at = press(open_page("people/roles"), "open_erase")
    assert "puts the post they last held in the place of their name" in words(at)
    assert widget(at.selectbox, "erase_login").options == [f"Ann Oak ({ANN})", f"Bob Elm ({BOB})"]


def test_a_role_for_a_post_that_owns_nothing_is_given_and_told_to_be_for_nothing_yet(
    store, open_page
):
    at = open_page("people/roles")
    press(at, "open_give")
    at.text_input("give_login").input(ANN)
    at.selectbox("give_role").select(Role.CONTRIBUTOR)
    at.text_input("give_post").input("Head of Waste")
    at.text_input("give_why").input("New in post")
    at.text_input("give_by").input("Head of Performance")
    press(at, "main_action_give")
    assert store.assignments()[0].holding.post == "Head of Waste"
    assert "belongs to Head of Waste, so the role is for nothing yet." in at.success[0].value
