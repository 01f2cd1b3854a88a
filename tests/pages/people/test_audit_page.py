"""The page Audit: who did what, found by filters in the address, and whether it is whole."""

from datetime import datetime

import pytest

from kpis.errors import AccessRefused
from kpis.model import (
    DASHBOARD,
    About,
    Act,
    Actor,
    AnnotationKind,
    Holding,
    Role,
    local_administrator,
    somebody,
)
from kpis.store import WantedActs
from kpis.store.database.connect import opened
from kpis.ui.people.audit_list import AT_ONCE, audit_file
from tests.pages.desk import html, lines_of, press, words

HEAD = local_administrator("Head of Performance", DASHBOARD)
MEMBER = Holding(role=Role.MEMBER)
ANN = "S-4f2a1-9bc03-77d10-a4e5b"


@pytest.fixture
def busy(store):
    """A store in which somebody was given a role and was refused something, in another summer."""
    given = store.give_access(ANN, MEMBER, name="Ann Oak", why="Board", by=HEAD)
    by = Actor(person=given.person, post="Board", origin=DASHBOARD, address="10.1.2.3")
    night = datetime(2030, 6, 30, 23, 30)  # half past midnight on 1 July in the UK
    store.refuse(Act.PUBLISH, About(words="Q3 2019/20"), by=by, now=night)
    store.refuse(Act.READ_RETURNS, About(words="recycling"), by=somebody(), now=night)
    note = AnnotationKind.NOTE
    store.add_annotation("recycling", "2019-20-Q2", note, "One round only", by="Clerk")
    return given


def listed(at) -> list[list[str]]:
    """When, who, from where, act and what of each act that is shown."""
    tables = [each for each in html(at) if 'k-cards k-audit"' in each]
    return lines_of(tables[0]) if tables else []


def test_an_act_is_told_with_time_in_the_uk_person_place_and_what_was_refused(busy, open_page):
    at = open_page("people/audit", act="publish")
    assert listed(at) == [
        [
            "1 July 2030 12:30am, entry 16",
            "Board Ann Oak",
            "Dashboard 10.1.2.3",
            "publish Refused",
            "Q3 2019/20",
        ]
    ]


def test_what_was_given_is_told_with_the_name_and_what_is_new(busy, open_page):
    (line,) = listed(open_page("people/audit", act="give access"))
    assert line[1:4] == ["Head of Performance", "Dashboard", "give access"]
    assert line[4] == f"{busy.person} as one of members After: member This is Ann Oak."


@pytest.mark.parametrize(
    ("asked", "acts"),
    [
        ({"state": "refused"}, ["read returns Refused", "publish Refused"]),
        ({"state": "done", "post": "Clerk"}, ["annotate"]),
        ({"measure": "recycling", "act": "annotate"}, ["annotate"]),
        ({"find": "one ROUND clerk"}, ["annotate"]),
        (
            {"since": "2030-07-01", "until": "2030-07-01"},
            ["read returns Refused", "publish Refused"],
        ),
        ({"since": "2030-07-02"}, []),
        ({"until": "2030-06-30", "state": "refused"}, []),
        ({"post": "Nobody's"}, []),
        ({"release": "9"}, []),
        ({"submission": "S-0"}, []),
    ],
)
def test_the_address_names_what_is_looked_for(busy, open_page, asked, acts):
    at = open_page("people/audit", **asked)
    assert [line[3] for line in listed(at)] == acts
    assert ("No act is as asked for" in words(at)) == (not acts)
    assert not at.warning


def test_a_filter_is_written_to_the_address_and_begins_with_the_first_page(busy, open_page):
    at = open_page("people/audit", page="2", find="x")
    at.text_input("audit_find").input("round").run()
    at.selectbox("audit_state").select("done").run()
    assert at.query_params["find"] == "round"
    assert at.query_params["state"] == "done"
    assert "page" not in at.query_params
    assert [line[3] for line in listed(at)] == ["annotate"]
    at.selectbox("audit_state").select("").run()
    assert "state" not in at.query_params


def test_what_is_no_day_in_the_address_is_told_and_left_out(busy, open_page):
    at = open_page("people/audit", since="2019-13-45", act="annotate")
    assert "is no day" in at.warning[0].value
    assert len(listed(at)) == 1


def test_pages_of_the_audit_follow_each_other_without_a_gap(store, open_page):
    for number in range(2 * AT_ONCE):
        store.refuse(Act.CHECK, About(words=f"file {number}"), by=somebody())
    at = open_page("people/audit", state="refused")
    first = [line[4] for line in listed(at)]
    press(at, "audit_older")
    second = [line[4] for line in listed(at)]
    assert first + second == [f"file {number}" for number in reversed(range(2 * AT_ONCE))]
    assert not [each for each in at.button if each.key == "audit_older"]
    assert press(at, "audit_newer").query_params.get("page") is None
    for beyond in ("99", "-1", "x", "9" * 30):
        at = open_page("people/audit", state="refused", page=beyond)
        assert [line[4] for line in listed(at)] == (second if beyond == "99" else first)


def test_that_the_audit_is_whole_is_said_with_when_it_was_checked(busy, store, open_page):
    at = open_page("people/audit")
    entries = len(store.audit())
    assert "The audit is whole. Checked on " in words(at)
    assert f"{entries} entries." in words(at)
    last = store.audit(WantedActs(), limit=1).iloc[0]
    assert f"{last['number']}:{last['hash']}" in words(at)
    assert not at.error


def test_an_audit_that_was_changed_is_told_at_the_next_click(busy, store, open_page):
    at = open_page("people/audit")
    with opened(store.path, writing=True) as connection:
        connection.execute("UPDATE audit SET who = 'Another' WHERE number = 3")
    at.run()
    assert at.error[0].proto.title == "The audit is not whole"
    assert "- Entry 3 is not as it was written." in at.error[0].value
    assert "The audit is whole" not in words(at)


def test_a_file_of_the_audit_is_for_who_may_read_it_when_it_is_made(store):
    who = [HEAD]
    assert b"prepare" in audit_file(store, WantedActs(), "csv", lambda: who[-1])
    who.append(somebody())
    with pytest.raises(AccessRefused):
        audit_file(store, WantedActs(), "csv", lambda: who[-1])


def test_how_long_personal_data_are_kept_is_one_click_further(busy, open_page):
    at = open_page("people/audit")
    (found,) = [each for each in at.expander if each.label.startswith("Personal data")]
    assert "until it is erased" in " ".join(each.value for each in found.get("html"))


def test_of_an_entry_from_before_that_was_kept_it_says_what_was_not_recorded(store, open_page):
    with opened(store.path, writing=True) as connection:
        connection.execute("UPDATE audit SET origin = NULL WHERE number = 2")
    told = {line[0].rpartition("entry ")[2]: line[2] for line in listed(open_page("people/audit"))}
    assert told["2"] == "From where was not recorded then"
    assert told["3"] != told["2"]
