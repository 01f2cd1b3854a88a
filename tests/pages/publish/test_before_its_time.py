"""A release that is approved for a time is on no page before it, but for who may read it early."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kpis.clock import utc_now
from kpis.model import Role, local_administrator
from kpis.periods import quarter
from kpis.store import Scheduling, Store
from kpis.use_cases.signoff import ALL_WARNINGS, publish_release
from kpis.use_cases.submit import submit_return
from tests.pages.desk import words
from tests.roles import OTHERS, OWN, access_file, signed_in

ROOT = Path(__file__).parents[3]
FIGURE = "7,121"
RETURN = b"measure,period,outturn\n10.4,Q2 2019/20,7121\n"
WITHDRAWN = b"measure,period,outturn\n10.4,Q2 2019/20,6868\n"
NOTHING_OF_IT = (FIGURE, "Not yet published", "Release -1")


@pytest.fixture(scope="module")
def made(first_figures, strategic_plan, tmp_path_factory):
    """Q1 is published. Q2 was, is withdrawn, and is approved anew for a time in twelve hours."""
    folder = tmp_path_factory.mktemp("before_its_time")
    store = Store(Path(shutil.copy2(first_figures, folder / "kpis.duckdb")))
    measure = next(each for each in strategic_plan.measures if each.code == "10.4")
    head = local_administrator("Head")
    said: dict[str, Any] = {"actor": head, "accepted": ALL_WARNINGS}
    publish_release(store, strategic_plan, quarter(2019, 1), **said)
    for content, publish in ((WITHDRAWN, True), (RETURN, False)):
        more: dict[str, Any] = {"reason": "Counted again", "actor": head}
        id_ = submit_return(store, strategic_plan, "r.csv", content, **more).submission.id
        store.approve(id_, by="Head")
        if publish:
            publish_release(store, strategic_plan, quarter(2019, 2), **said)
            store.withdraw_release(2, by="Head", why="Of another council")
    due = utc_now() + timedelta(hours=12)
    readers = (measure.owner,)
    store.schedule(
        "2019-20-Q2", Scheduling(due_at=due, early_readers=readers, early_hours=24), by="Head"
    )
    return store.path, access_file(folder / "access.toml", strategic_plan, measure)


@pytest.fixture
def shown(made, monkeypatch):
    path, access = made
    monkeypatch.setenv("KPIS_STORE", str(path))
    monkeypatch.setenv("KPIS_ACCESS", str(access))

    def call(role, whose=OWN, page="performance/measure", **asked: str) -> str:
        at = AppTest.from_file(ROOT / "app.py", default_timeout=300)
        at.user = signed_in(role, whose)
        at.switch_page(f"pages/{page}.py")
        at.query_params["measure"] = "10.4"
        for name, value in asked.items():
            at.query_params[name] = value
        at.run()
        assert not at.exception
        return f"{words(at)} {' '.join(each.value for each in at.warning)}"

    return call


def test_a_pre_release_reader_sees_it_in_their_hours_marked_and_finds_the_way_to_it(shown):
    page = shown(Role.PRE_RELEASE_READER, release="-1")
    assert "Not yet published: the release of Q2 2019/20" in page
    assert "For pre-release readers until" in page
    assert FIGURE in page
    listed = shown(Role.PRE_RELEASE_READER, page="publish/releases")
    assert "Not yet published: Q2 2019/20" in listed


def test_where_nothing_else_is_published_each_page_says_that_this_is_not_yet(
    shown, made, tmp_path, monkeypatch
):
    store = Store(Path(shutil.copy2(made[0], tmp_path / "kpis.duckdb")))
    store.withdraw_release(1, by="Head", why="Too early")
    monkeypatch.setenv("KPIS_STORE", str(store.path))
    for asked in ({}, {"release": "7"}):
        page = shown(Role.PRE_RELEASE_READER, **asked)
        assert FIGURE in page
        assert "Not yet published: the release of Q2 2019/20" in page
        assert ("There is no release" in page) is bool(asked)


@pytest.mark.parametrize("who", [(Role.PRE_RELEASE_READER, OTHERS), (Role.PUBLIC, OWN)])
def test_nobody_else_sees_anything_of_it(shown, who):
    page = shown(*who, release="-1")
    assert "There is no release" in page
    assert "Release 1 of Q1 2019/20" in page  # for the second was withdrawn
    for words_of_it in NOTHING_OF_IT:
        assert words_of_it not in page
    listed = shown(*who, page="publish/releases")
    for words_of_it in NOTHING_OF_IT:
        assert words_of_it not in listed


def test_a_withdrawn_release_is_read_under_its_number_and_says_so(shown):
    page = shown(Role.PUBLIC, release="2")
    assert "6,868" in page
    assert "Of another council. No other release of Q2 2019/20 stands." in page
