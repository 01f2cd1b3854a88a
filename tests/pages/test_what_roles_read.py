"""Pages of returns show each role what they may read, and say so where that is their own alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kpis.clock import utc_now
from kpis.errors import AccessRefused
from kpis.model import Measure, Plan, Role, local_administrator
from kpis.sign_in.ways_in import sessions
from kpis.store import Store
from kpis.use_cases.submit import submit_return
from tests.pages.desk import choose, html, words
from tests.roles import OTHERS, OWN, access_file, signed_in

ROOT = Path(__file__).parents[2]
BY_WARD = b"""measure,period,breakdown,category,outturn,commentary
workpath_sustained_jobs,Q3 2019/20,Ward,Canary Wharf,3,Counted late.
workpath_sustained_jobs,Q3 2019/20,Ward,Bow East,47,Counted late.
"""
Open = Callable[..., AppTest]


@pytest.fixture
def measure(strategic_plan: Plan) -> Measure:
    return strategic_plan.measures_by_id["workpath_sustained_jobs"]


@pytest.fixture
def opened(
    store: Store, strategic_plan: Plan, measure: Measure, tmp_path: Path, monkeypatch: Any
) -> Open:
    """opened(role, whose, script, **parameters): a page as somebody with a role sees it."""
    path = access_file(tmp_path / "access.toml", strategic_plan, measure)
    monkeypatch.setenv("KPIS_ACCESS", str(path))

    def call(role: Role, whose: str, script: str, **asked: str) -> AppTest:
        at = AppTest.from_file(ROOT / "app.py", default_timeout=300)
        at.user = signed_in(role, whose)
        at.switch_page(f"pages/{script}.py")
        for name, value in asked.items():
            at.query_params[name] = value
        at.run()
        assert not at.exception
        return at

    return call


@pytest.fixture
def returned(begin_with: Any, strategic_plan: Plan, measure: Measure) -> str:
    """A return with a small count, by its post; → its submission."""

    def make(store: Store) -> str:
        by = local_administrator(measure.owner)
        done = submit_return(store, strategic_plan, "wards.csv", BY_WARD, actor=by)
        return done.submission.id

    made: str = begin_with("roles: by ward", make)
    return made


def codes(at: AppTest) -> set[str]:
    """Of the measures in the tables of a page."""
    tables = " ".join(body for body in html(at) if "<table" in body)
    return {part.split("<")[0] for part in tables.split('class="k-code">')[1:]}


@pytest.mark.parametrize("page", ["progress", "quality"])
def test_a_contributor_reads_of_returns_their_own_and_the_team_all(
    opened, strategic_plan, measure, page
):
    own = opened(Role.CONTRIBUTOR, OWN, f"returns/{page}")
    theirs = {
        each.code
        for each in strategic_plan.measures
        if each.owner == measure.owner or each.directorate == measure.directorate
    }
    assert codes(own) <= theirs
    assert f"of your post {measure.owner} and of directorate {measure.directorate}." in words(own)
    team = opened(Role.PERFORMANCE_TEAM, OWN, f"returns/{page}")
    assert codes(team) - theirs
    assert "You see" not in words(team)


def test_the_page_of_a_directorate_has_its_returns_for_those_who_may_read_them(
    opened, strategic_plan, measure
):
    here = {each.code for each in strategic_plan.counted if each.directorate == measure.directorate}
    asked = {"directorate": measure.directorate, "period": "2019-20-Q2"}

    def returns(role, whose):
        at = opened(role, whose, "performance/directorate", **asked)
        tables = [body for body in html(at) if "k-table k-who" in body]
        found = {part.split("<")[0] for body in tables for part in body.split('k-code">')[1:]}
        assert bool(tables) is ("As the store stands today" in words(at))
        return found

    team = returns(Role.PERFORMANCE_TEAM, OWN)
    assert team
    assert team <= here
    assert returns(Role.CONTRIBUTOR, OWN) == team, "theirs is the directorate"
    of_outcome = {each.code for each in strategic_plan.measures if each.outcome == measure.outcome}
    assert returns(Role.DIRECTOR, OTHERS) <= team - of_outcome
    for role, whose in ((Role.CONTRIBUTOR, OTHERS), (Role.MEMBER, OWN), (Role.PUBLIC, OWN)):
        assert returns(role, whose) == set(), role


def test_a_director_reads_returns_of_their_outcomes(opened, strategic_plan, measure):
    at = opened(Role.DIRECTOR, OWN, "returns/progress")
    theirs = {
        each.code
        for each in strategic_plan.measures
        if each.outcome == measure.outcome
        or each.owner == measure.owner
        or each.directorate == measure.directorate
    }
    assert codes(at)
    assert codes(at) <= theirs
    assert f", of directorate {measure.directorate} and of outcome {measure.outcome}." in words(at)


def test_the_history_lists_to_nobody_what_is_not_theirs(opened, returned, measure):
    for role in (Role.CONTRIBUTOR, Role.DIRECTOR):
        assert returned in words(opened(role, OWN, "returns/history", find=returned))
        assert returned not in words(opened(role, OTHERS, "returns/history", find=returned))
        at = opened(role, OTHERS, "returns/history", measure=measure.id)
        assert f"{measure.code} is not theirs" in at.info[0].value
        assert "k-table k-history" not in "".join(html(at))


def test_a_file_with_small_counts_is_for_who_may_read_them(opened, returned):
    def handed_out(role: Role, whose: str) -> bool:
        at = opened(role, whose, "returns/history", find=returned)
        keys = " ".join(each.proto.id for each in at.get("download_button"))
        assert ("Files as they were sent" in words(at)) != (f"file_{returned}" in keys)
        return f"file_{returned}" in keys

    assert handed_out(Role.CONTRIBUTOR, OWN)
    assert handed_out(Role.PERFORMANCE_TEAM, OTHERS)
    assert not handed_out(Role.PUBLISHER, OWN)


@pytest.mark.parametrize("role", [Role.PUBLIC, Role.MEMBER, Role.ADMINISTRATOR])
@pytest.mark.parametrize("page", ["history", "progress", "quality", "submit"])
def test_a_page_of_returns_that_is_not_for_a_role_says_so_and_shows_nothing(opened, role, page):
    at = opened(role, OWN, f"returns/{page}")
    assert "may not" in at.info[-1].value
    assert not at.title
    assert not at.selectbox
    assert not codes(at)


def test_how_a_figure_came_about_is_told_to_who_may_read_its_history(opened, measure):
    asked = {"measure": measure.id, "view": "latest"}
    for role, whose, is_told in (
        (Role.CONTRIBUTOR, OWN, True),
        (Role.CONTRIBUTOR, OTHERS, False),
        (Role.MEMBER, OWN, False),
        (Role.PUBLISHER, OTHERS, True),
    ):
        heads = [each.value for each in opened(role, whose, "performance/measure", **asked).header]
        assert any("came about" in each for each in heads) == is_told, (role, heads)


def test_what_a_page_keeps_for_one_role_is_not_shown_to_another(opened, returned, measure):
    """Whoever comes after somebody who may read more gets no more by it, and the other way."""
    for role in (Role.PERFORMANCE_TEAM, Role.PUBLIC, Role.PERFORMANCE_TEAM):
        at = opened(role, OWN, "performance/measure", measure=measure.id, view="latest")
        assert bool(at.selectbox) == (role is Role.PERFORMANCE_TEAM)


def test_a_file_is_made_for_who_asks_for_it_as_they_are_by_then(
    opened, returned, store, measure, monkeypatch
):
    made: dict[str, Any] = {}
    draw = st.download_button
    monkeypatch.setattr(
        st,
        "download_button",
        lambda label, data, **options: (
            made.update({options["key"]: data}) or draw(label, data, **options)
        ),
    )
    at = opened(Role.CONTRIBUTOR, OWN, "returns/history", find=returned)
    make = made[f"file_{returned}"]
    assert make() == BY_WARD
    sessions().end(at.user["session"], utc_now())
    with pytest.raises(AccessRefused):
        make()


def test_who_may_not_read_a_small_count_cannot_find_it_by_guessing_until_nothing_changes(
    opened, returned
):
    told = {}
    for guess in (b",2,", b",3,"):
        at = opened(Role.CONTRIBUTOR, OTHERS, "returns/submit")
        text = words(choose(at, "guess.csv", BY_WARD.replace(b",3,", guess)))
        text = text[text.index("guess.csv:") : text.index("It asks for")]
        told[guess] = text.replace(f"sustained jobs {guess.decode().strip(',')} ", "")
        assert "2 figures by group not compared with what is stored" in text
        assert "restated" not in text
        assert "unchanged" not in text
        assert not any("was submitted" in each.value for each in at.info)
    assert len({*told.values()}) == 1
    at = opened(Role.CONTRIBUTOR, OWN, "returns/submit")
    text = words(choose(at, "guess.csv", BY_WARD.replace(b",3,", b",2,")))
    assert "1 restated, 0 new, 1 unchanged" in text


def test_who_cannot_submit_a_file_is_told_what_in_it_is_not_theirs_and_gets_no_button(
    opened, returned, measure
):
    at = choose(opened(Role.CONTRIBUTOR, OTHERS, "returns/submit"), "guess.csv", BY_WARD)
    assert f"not submit it: {measure.code} is not yours." in at.info[-1].value.replace("\\", "")
    assert not [each for each in at.button if (each.key or "").startswith("main_action_submit_")]
