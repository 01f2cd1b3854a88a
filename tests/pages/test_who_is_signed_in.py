"""Who is signed in, as every page shows it: and from which click on something counts no more."""

import os
from collections.abc import Callable
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kpis.clock import utc_now
from kpis.model import Holding, Role, local_administrator
from kpis.sign_in.claims import login_of
from kpis.sign_in.ways_in import LISTENS_AT, sessions
from kpis.store import Store
from kpis.words.days import day_in_words, uk_date
from tests.access_files import FILE
from tests.pages.desk import press, widget

ROOT = Path(__file__).parents[2]
TEAM = Holding(role=Role.PERFORMANCE_TEAM, post="Performance Officer")
BY = local_administrator("Head of Performance")
PUBLIC = FILE.replace('public = "nothing"', "")


@pytest.fixture
def sign_in(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Have a house in which people sign in, as a file says."""

    def configure(text: str = PUBLIC) -> None:
        path = tmp_path / "access.toml"
        path.write_text(text, encoding="utf-8")
        path.chmod(0o600)
        monkeypatch.setenv("KPIS_ACCESS", str(path))

    return configure


def ana(**said: Any) -> dict[str, Any]:
    """What Streamlit knows of somebody who signed in just now."""
    return {
        "is_logged_in": True,
        "provider": "council",
        "iss": "https://id.example",
        "sub": "ana",
        "aud": "kpi",
        "name": "Ana Example",
        "roles": [],
        "left_out": False,
        "session": os.urandom(8).hex(),
        "since": int(utc_now().replace(tzinfo=UTC).timestamp()),
        **said,
    }


def opened(user: dict[str, Any] | None = None, page: str = "pages/guide/definitions.py") -> AppTest:
    at = AppTest.from_file(ROOT / "app.py", default_timeout=300)
    at.user = user or {"is_logged_in": False}
    at.switch_page(page)
    return at.run()


def line(at: AppTest) -> str:
    """What stands in the place for who is signed in; "" where there is none."""
    found = [each.body for each in at.main.get("html") if "k-signed-in" in each.body]
    return found[0].partition(">")[2].rpartition("<")[0] if found else ""


def test_where_nobody_signs_in_nothing_is_said_of_it(store):
    at = opened()
    assert line(at) == ""
    assert at.title[0].value == "Definitions"


def test_who_is_signed_in_and_as_what_stands_on_the_page(store, sign_in):
    sign_in()
    at = opened(ana(roles=["KPI.Place"]))
    assert line(at) == "Ana Example · Director of Place · director"
    assert [each.label for each in at.button] == ["Sign out"]


def test_a_role_that_is_given_counts_from_the_next_click_and_taken_away_too(store, sign_in):
    sign_in()
    at = opened(ana())
    login = login_of("https://id.example", "ana")
    assert line(at) == "Ana Example · no role"
    assert login in at.info[0].value
    given = store.give_access(login, TEAM, why="new", by=BY)
    assert line(at.run()) == "Ana Example · Performance Officer · performance team"
    store.take_access(given.number, why="left", by=BY)
    assert line(at.run()) == "Ana Example · no role"


def test_a_role_holds_from_its_day_on_and_to_its_day(store, sign_in):
    sign_in()
    login, today = login_of("https://id.example", "ana"), utc_now().date()
    store.give_access(login, TEAM, starts_on=today + timedelta(days=3), why="new", by=BY)
    store.give_access(login, TEAM, ends_on=today - timedelta(days=3), why="old", by=BY)
    assert line(opened(ana())) == "Ana Example · no role"


def test_roles_of_provider_and_store_are_held_together(store, sign_in):
    sign_in()
    store.give_access(login_of("https://id.example", "ana"), TEAM, why="new", by=BY)
    at = opened(ana(roles=["KPI.Member"]))
    assert line(at) == "Ana Example · Performance Officer · member and performance team"


@pytest.mark.parametrize("roles", ["KPI.Member", 7, None, {"KPI.Member": 1}, [7], ["Sales"]])
def test_roles_that_are_not_as_they_have_to_be_are_none(store, sign_in, roles):
    sign_in()
    assert line(opened(ana(roles=roles))) == "Ana Example · no role"


def test_whoever_has_too_many_groups_is_told_what_to_ask_for(store, sign_in):
    sign_in()
    assert "app roles" in opened(ana(left_out=True)).info[0].value


def test_somebody_with_the_same_address_is_somebody_else(store, sign_in):
    sign_in()
    store.give_access(login_of("https://id.example", "ana"), TEAM, why="new", by=BY)
    assert line(opened(ana(email="team@council.example"))).endswith("performance team")
    assert line(opened(ana(sub="bo", email="team@council.example"))) == "Ana Example · no role"


@pytest.mark.parametrize(
    "said",
    [{"iss": "https://other.example"}, {"aud": "x"}, {"session": ""}, {"since": "now"}, {"sub": 1}],
)
def test_who_is_not_believed_is_signed_out(store, sign_in, said):
    sign_in()
    at = opened(ana(roles=["KPI.Place"], **said))
    assert line(at) == "You are not signed in."
    assert at.info[0].value == "You are signed out. Sign in again to go on."


def later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    now = utc_now() + by
    monkeypatch.setattr("kpis.ui.state.visitor.utc_now", lambda: now)


def test_without_a_click_a_session_is_over_at_the_next_one(store, sign_in, monkeypatch):
    sign_in()
    at = opened(ana(roles=["KPI.Place"]))
    later(monkeypatch, timedelta(minutes=9))
    assert line(at.run()).startswith("Ana")
    later(monkeypatch, timedelta(minutes=18))
    assert line(at.run()).startswith("Ana")
    later(monkeypatch, timedelta(minutes=28, seconds=1))
    assert line(at.run()) == "You are not signed in."
    told = "You were signed out after 10 minutes without a click. Sign in again to go on."
    assert at.info[0].value == told
    assert [each.label for each in at.button] == ["Sign in"]
    assert line(at.run()) == "You are not signed in."


def test_a_session_is_over_after_its_longest(store, sign_in, monkeypatch):
    sign_in(PUBLIC.replace("idle_minutes = 10", "idle_minutes = 600"))
    at = opened(ana(roles=["KPI.Place"]))
    later(monkeypatch, timedelta(hours=4))
    assert line(at.run()) == "You are not signed in."
    assert "signed out 4 hours after you signed in" in at.info[0].value


def test_signed_out_in_one_window_it_is_over_in_every_other(store, sign_in):
    sign_in()
    user = ana(roles=["KPI.Place"])
    first, second = opened(user), opened(user)
    sessions().end(user["session"], utc_now())
    assert line(first.run()) == line(second.run()) == "You are not signed in."


def test_where_the_public_sees_nothing_no_page_is_drawn_for_it(store, sign_in):
    sign_in(FILE)
    for at in (opened(), opened(ana())):
        assert not at.title
        assert at.info
    assert opened(ana(roles=["KPI.Member"])).title[0].value == "Definitions"


PROXY = """
[proxy]
addresses = ["10.0.0.4"]
who = "X-Auth-Subject"
name = "X-Auth-Name"
roles = "X-Auth-Roles"

[roles]
"KPI.Member" = "member"
"""


def test_a_proxy_says_who_it_is_and_signs_them_out(store, sign_in):
    sign_in(PROXY)
    at = opened({"kpis_who": "ana", "kpis_name": "Ana Example", "kpis_roles": "KPI.Member"})
    assert line(at) == "Ana Example · member"
    assert not at.button
    assert line(opened({"kpis_who": None, "kpis_name": "Ana"})) == "You are not signed in."


def test_a_page_that_stays_open_behind_a_proxy_is_nobody_s_after_a_session_s_length(
    store, sign_in, monkeypatch
):
    sign_in(PROXY)
    ana_by_proxy = {"kpis_who": "ana", "kpis_name": "Ana Example", "kpis_roles": "KPI.Member"}
    at = opened(ana_by_proxy)
    later(monkeypatch, timedelta(hours=7, minutes=59))
    assert line(at.run()) == "Ana Example · member"
    later(monkeypatch, timedelta(hours=8))
    assert line(at.run()) == "You are not signed in."
    assert at.info[0].value == (
        "You were signed out 8 hours after you opened this page. Load the page anew to go on."
    )
    assert line(opened(ana_by_proxy)) == "Ana Example · member"


def test_where_others_reach_it_and_nobody_signs_in_everybody_is_the_public(store, monkeypatch):
    monkeypatch.setenv(LISTENS_AT, "10.0.0.4")
    at = opened()
    assert line(at) == "Published figures only: no sign-in is set up here."
    assert not at.button


@pytest.mark.parametrize(
    ("is_in", "told"),
    [
        (False, "Sign in to read returns and the history of figures: that is for "),
        (True, "Somebody without a role may not read returns and the history of figures: that is"),
    ],
    ids=["not signed in", "without a role"],
)
def test_a_page_that_is_not_for_everybody_says_whether_to_sign_in(store, sign_in, is_in, told):
    sign_in()
    at = opened(ana() if is_in else None, "pages/returns/history.py")
    assert at.info[-1].value.replace("\\", "").startswith(told)


def test_whoever_comes_by_a_server_on_this_machine_is_not_its_user(store, monkeypatch):
    assert line(opened()) == ""
    monkeypatch.setattr("kpis.ui.state.visitor._address", lambda: "192.0.2.7")
    assert line(opened()) == "Published figures only: no sign-in is set up here."


def pinned_by(at: AppTest, post: str) -> AppTest:
    """Pin a note to the first period that the page of a measure offers, as a post."""
    assert widget(at.selectbox, "annotation_post_").value == post
    at.text_area("annotation_text_recycling").input("Weekly collections began.")
    return press(at, "main_action_annotation_")


def opened_measure(user: dict[str, Any], measure: str = "recycling") -> AppTest:
    at = AppTest.from_file(ROOT / "app.py", default_timeout=300)
    at.user = user
    at.switch_page("pages/performance/measure.py")
    at.query_params["measure"] = measure
    return at.run()


def test_what_somebody_does_is_recorded_as_theirs_under_a_post_they_hold(store, sign_in):
    sign_in()
    login = login_of("https://id.example", "ana")
    store.give_access(login, TEAM, why="new", by=BY)
    pinned_by(opened_measure(ana()), TEAM.post)
    (last,) = store.audit_entries()[-1:]
    assert (last.act, last.post, last.refused) == ("remark", TEAM.post, False)
    assert last.person == store.person(login, "Ana Example", by=BY)


def test_who_holds_several_posts_chooses_as_which_they_act(store, sign_in):
    sign_in()
    login = login_of("https://id.example", "ana")
    for post in ("Performance Officer", "Policy Officer"):
        held = Holding(role=Role.PERFORMANCE_TEAM, post=post)
        store.give_access(login, held, why="new", by=BY)
    at = opened_measure(ana())
    chooser = widget(at.selectbox, "annotation_post_")
    assert chooser.options == ["Performance Officer", "Policy Officer"]
    chooser.set_value("Policy Officer")
    pinned_by(at, "Policy Officer")
    assert store.audit_entries()[-1].post == "Policy Officer"


def test_what_is_not_theirs_is_not_offered(store, sign_in, strategic_plan):
    sign_in()
    for measure in ("recycling", "workpath_sustained_jobs"):
        at = opened_measure(ana(roles=["KPI.Place"]), measure)
        offered = [each for each in at.text_area if each.key.startswith("annotation_text_")]
        assert bool(offered) == (strategic_plan.measures_by_id[measure].outcome in (1, 2))


def test_an_act_after_a_role_was_taken_away_is_refused(store, sign_in):
    sign_in()
    login = login_of("https://id.example", "ana")
    given = store.give_access(login, TEAM, why="new", by=BY)
    at = opened_measure(ana())
    store.take_access(given.number, why="left", by=BY)
    at.text_area("annotation_text_recycling").input("Weekly collections began.")
    press(at, "main_action_annotation_")
    assert store.annotations().empty
    assert store.audit_entries()[-1].act == "take access"


def test_an_act_after_a_session_is_over_is_refused(store, sign_in):
    sign_in()
    store.give_access(login_of("https://id.example", "ana"), TEAM, why="new", by=BY)
    user = ana()
    at = opened_measure(user)
    sessions().end(user["session"], utc_now())
    at.text_area("annotation_text_recycling").input("Weekly collections began.")
    press(at, "main_action_annotation_")
    assert store.annotations().empty
    assert line(at) == "You are not signed in."


def test_in_a_busy_store_who_was_there_goes_on_looking_and_nobody_gets_more(
    store, sign_in, monkeypatch, held
):
    sign_in()
    monkeypatch.setattr("kpis.ui.state.visitor.PATIENCE", 0.2)
    store.give_access(login_of("https://id.example", "ana"), TEAM, why="new", by=BY)
    user = ana()
    at = opened(user)
    os.utime(store.path)  # as after a write: roles have to be asked for again
    with held(store.path):
        assert line(at.run()) == "Ana Example · Performance Officer · performance team"
        assert line(opened(ana(sub="new", roles=["KPI.Member"]))) == "Ana Example · member"
    assert line(at.run()) == "Ana Example · Performance Officer · performance team"


@pytest.mark.parametrize(
    ("role", "reads", "gives"),
    [
        (Role.MEMBER, False, False),
        (Role.CONTRIBUTOR, False, False),
        (Role.PUBLISHER, False, False),
        (Role.PERFORMANCE_TEAM, True, False),
        (Role.ADMINISTRATOR, True, True),
    ],
)
def test_roles_and_audit_are_for_who_may_read_them_and_roles_are_given_by_administrators(
    store, sign_in, role, reads, gives
):
    sign_in()
    login = login_of("https://id.example", "ana")
    store.give_access(login, Holding(role=role, post="Officer"), why="new", by=BY)
    at = opened(ana())
    for page, title in (("audit", "Audit"), ("roles", "Roles")):
        at.switch_page(f"pages/people/{page}.py").run()
        assert [each.value for each in at.title] == ([title] if reads else [])
        assert any(each.proto.title == "Not for everybody" for each in at.info) != reads
    assert any(each.key == "open_give" for each in at.button) == gives
    assert not [each for each in at.info if "Roles count once" in each.value]


def test_whose_role_begins_tomorrow_is_told_so_and_is_known_to_the_audit(store, sign_in):
    sign_in()
    login = login_of("https://id.example", "ana")
    tomorrow = uk_date(utc_now()) + timedelta(days=1)
    store.give_access(login, TEAM, name="Ana Example", starts_on=tomorrow, why="New", by=BY)
    at = opened(ana())
    assert line(at) == "Ana Example · no role"
    begins = f"Performance Officer, begins on {day_in_words(tomorrow)}."
    told = f"You have no role here today. Your role as performance team, {begins} Your sign-in code"
    assert at.info[0].value.startswith(told)
    at.switch_page("pages/people/audit.py").run()
    (refused,) = (each for each in store.audit_entries() if each.refused)
    assert refused.person == store.assignments()[0].person
