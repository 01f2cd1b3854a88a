"""A page that is not for somebody is in the audit once for each time they ask for it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kpis.clock import utc_now
from kpis.model import ALLOWED, Plan, Role
from kpis.often import Often
from kpis.sign_in.ways_in import sessions
from kpis.store import Store, WantedActs
from kpis.ui.kit.pages import PAGES
from kpis.ui.post.pages_for import NEEDS
from kpis.use_cases import allow
from tests.roles import access_file, signed_in

ROOT = Path(__file__).parents[2]
SCRIPTS = {address: (path, title) for pages in PAGES.values() for path, title, address in pages}
Visit = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def _nobody_was_refused_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allow, "_of_one", Often(allow.AN_HOUR, 3600))
    monkeypatch.setattr(allow, "_of_all", Often(allow.OF_ALL_AN_HOUR, 3600))


@pytest.fixture
def visit(
    store: Store, strategic_plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Visit:
    """visit(role): a visit of somebody with a role, before they ask for a page."""

    def begun(role: Role, public: str = "") -> AppTest:
        measure = next(each for each in strategic_plan.measures if each.code == "10.4")
        path = access_file(tmp_path / "access.toml", strategic_plan, measure, public)
        monkeypatch.setenv("KPIS_ACCESS", str(path))
        at = AppTest.from_file(ROOT / "app.py", default_timeout=300)
        at.user = signed_in(role)
        return at

    return begun


def ask(at: AppTest, address: str) -> AppTest:
    return at.switch_page(SCRIPTS[address][0]).run()


def refused(store: Store) -> list[tuple[str, str, str]]:
    """Post, act and what it was about of every refused act, in their order."""
    found = [each for each in store.audit_entries() if each.refused]
    return [(each.post, each.act, json.loads(each.particulars)["about"]) for each in found]


def test_every_page_that_is_refused_is_written_down_with_who_asked_for_it(visit, store):
    at = visit(Role.MEMBER)
    for address in NEEDS:
        ask(at, address)
    refuses = {address: act for address, act in NEEDS.items() if Role.MEMBER not in ALLOWED[act]}
    assert set(NEEDS) - set(refuses) == {"mails"}
    told = [("Head of Employment and Skills", act.value) for act in refuses.values()]
    pages = [f"the page {SCRIPTS[address][1]}" for address in refuses]
    assert refused(store) == [(*who, page) for who, page in zip(told, pages, strict=True)]
    assert store.audit().iloc[0]["name"] == "Ana Example"
    assert store.audit_faults() == []


def test_it_is_written_once_for_each_time_they_come_to_it(visit, store):
    at = ask(visit(Role.PUBLIC), "audit")
    assert "may not read the audit" in at.info[-1].value
    at.run()
    assert refused(store) == [("", "read audit", "the page Audit")]
    ask(ask(at, "overview"), "audit")
    assert len(refused(store)) == 2


def test_the_history_of_a_figure_of_others_is_written_down_once(visit, store):
    at = visit(Role.CONTRIBUTOR)
    at.query_params["measure"] = "young_people_in_eet"
    ask(at, "history")
    at.run()
    assert "1.1 is not theirs" in at.info[-1].value
    assert [each[1:] for each in refused(store)] == [("read returns", "young_people_in_eet")]
    assert store.audit(WantedActs(measure="young_people_in_eet", refused=True)).shape[0] == 1


def test_whoever_may_open_a_page_leaves_no_refused_act(visit, store):
    at = visit(Role.PERFORMANCE_TEAM)
    for address in NEEDS:
        ask(at, address)
    assert refused(store) == []


def test_a_house_that_shows_the_public_nothing_writes_it_down_too(visit, store):
    at = ask(visit(Role.PUBLIC, 'public = "nothing"'), "audit")
    assert not at.title
    assert refused(store) == [("", "read audit", "the page Audit")]


def test_who_has_to_sign_in_again_was_refused_nothing(visit, store):
    at = ask(visit(Role.PERFORMANCE_TEAM), "audit")
    sessions().end(at.user["session"], utc_now())
    at.run()
    assert "You are signed out." in at.info[0].value
    assert not at.title
    assert refused(store) == []


def test_who_asks_again_and_again_fills_no_store(visit, store, monkeypatch):
    monkeypatch.setattr(allow, "_of_one", Often(3, 3600))
    at = visit(Role.PUBLIC)
    for _ in range(5):
        ask(ask(at, "roles"), "overview")
    assert len(refused(store)) == 3


def test_while_somebody_is_storing_a_return_the_page_is_refused_all_the_same(
    visit, store, held, monkeypatch
):
    monkeypatch.setattr("kpis.ui.state.cache.PATIENCE", 0.1)
    at = ask(visit(Role.PUBLIC), "overview")
    with held(store.path):
        at = ask(at, "audit")
    assert "may not read the audit" in at.info[-1].value
    assert refused(store) == []
