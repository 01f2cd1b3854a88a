"""What readers meet when there is no store, an empty one, a busy one, or a faulty plan."""

import os
import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kpis.store import Store
from kpis.ui.state import cache

ROOT = Path(__file__).parents[2]
BUSY = (
    r"The store kpis\.duckdb is in use by another program that did not finish within 0\.2 "
    r"seconds\. Nothing was changed\. Try again in a minute\."
)


def test_a_missing_store_is_made_with_the_plans_first_figures(open_page, monkeypatch, tmp_path):
    path = tmp_path / "new" / "kpis.duckdb"
    monkeypatch.setenv("KPIS_STORE", str(path))
    at = open_page()
    assert not at.error
    assert Store(path).has_submissions()


@pytest.fixture(scope="module")
def emptied(first_figures, tmp_path_factory):
    """A store whose submissions were all withdrawn. Only to be read."""
    path = tmp_path_factory.mktemp("emptied") / "kpis.duckdb"
    shutil.copy2(first_figures, path)
    store = Store(path)
    for submission_id in store.submissions()["submission_id"]:
        store.withdraw(submission_id, by="Performance Officer", why="to begin anew")
    return path


@pytest.mark.parametrize(
    ("script", "parameters"),
    [
        ("performance/overview", {}),
        ("performance/outcome", {"outcome": "4"}),
        ("performance/theme", {"theme": "every"}),
        ("performance/theme", {"theme": "SAFE"}),
        ("performance/partnership", {}),
        ("performance/board", {}),
        ("performance/board", {"board": "SAFE"}),
        ("performance/directorate", {}),
        ("performance/directorate", {"directorate": "Place"}),
        ("borough/survey", {}),
        ("borough/survey", {"survey": "annual_residents_survey"}),
        ("performance/measure", {"measure": "recycling"}),
        ("performance/measure", {"measure": "health_inequality_groups"}),
    ],
)
def test_a_store_without_figures_gives_whole_pages(
    open_page, html_of, monkeypatch, emptied, script, parameters
):
    monkeypatch.setenv("KPIS_STORE", str(emptied))
    at = open_page(script, **parameters)
    assert not at.error
    without_styles = re.sub(r"<style>.*?</style>", "", html_of(at), flags=re.DOTALL)
    said = re.findall(r"[^.<>]*illustrative[^.<>]*", without_styles, re.IGNORECASE)
    assert [each for each in said if not re.search("target|minimum", each, re.IGNORECASE)] == []


DESK = [
    ("returns/submit", {}),
    ("returns/history", {}),
    ("returns/history", {"measure": "recycling"}),
    ("publish/releases", {}),
]


@pytest.mark.parametrize(("script", "parameters"), DESK)
def test_the_desk_is_whole_before_anything_was_ever_submitted(
    open_page, html_of, monkeypatch, tmp_path, script, parameters
):
    path = tmp_path / "kpis.duckdb"
    Store(path).prepare()
    monkeypatch.setenv("KPIS_STORE", str(path))
    at = open_page(script, **parameters)
    assert not at.error
    said = ("No return has been", "Nothing has been submitted", "was ever returned", "No figure of")
    assert any(words in html_of(at) for words in said)


def test_a_busy_store_gives_one_sentence_on_the_desk(
    open_page, monkeypatch, first_figures, tmp_path, held
):
    path = tmp_path / "kpis.duckdb"
    shutil.copy2(first_figures, path)
    monkeypatch.setenv("KPIS_STORE", str(path))
    monkeypatch.setattr(cache, "PATIENCE", 0.2)
    with held(path):
        for script, parameters in DESK[1:]:
            (error,) = open_page(script, **parameters).error
            assert re.fullmatch(BUSY, error.value)


def test_an_overview_without_figures_says_that_nothing_is_rated(
    open_page, html_of, monkeypatch, emptied
):
    monkeypatch.setenv("KPIS_STORE", str(emptied))
    page = html_of(open_page())
    assert "None of 53 measures and parts is rated: " in page
    assert "No measure is red" in page


def test_a_busy_store_leaves_the_last_figures_and_says_so(
    open_page, html_of, monkeypatch, first_figures, tmp_path, held
):
    path = tmp_path / "kpis.duckdb"
    shutil.copy2(first_figures, path)
    monkeypatch.setenv("KPIS_STORE", str(path))
    monkeypatch.setattr(cache, "PATIENCE", 0.2)
    before = html_of(open_page())
    os.utime(path)  # as after a write: the figures have to be read again
    with held(path):
        at = open_page()
    assert "being stored at this moment" in at.info[0].value
    assert html_of(at) == before


def test_a_store_busy_from_the_start_gives_one_sentence(
    open_page, monkeypatch, first_figures, tmp_path, held
):
    path = tmp_path / "kpis.duckdb"
    shutil.copy2(first_figures, path)
    monkeypatch.setenv("KPIS_STORE", str(path))
    monkeypatch.setattr(cache, "PATIENCE", 0.2)
    with held(path):
        at = open_page()
    (error,) = at.error
    assert re.fullmatch(BUSY, error.value)


def test_a_faulty_plan_lists_every_fault(open_page, monkeypatch, tmp_path):
    folder = tmp_path / "plan"
    shutil.copytree(ROOT / "tests/fictional_plan", folder)
    measure = sorted((folder / "measures").glob("*.toml"))[0]
    text = measure.read_text(encoding="utf-8")
    measure.write_text(text.replace("unit = ", "unti = ", 1), encoding="utf-8")
    monkeypatch.setenv("KPIS_PLAN", str(folder))
    (error,) = open_page().error
    assert measure.stem in error.value.replace("\\", "")


def test_an_unforeseen_fault_is_logged_and_told_plainly(open_page, monkeypatch, caplog):
    def fails(**_):
        raise RuntimeError("disk on fire")

    monkeypatch.setattr(cache, "figures", fails)
    (error,) = open_page().error
    assert "recorded in the server's log" in error.value
    (number,) = re.findall(r"Say ([0-9a-f]{8}) to whoever", error.value)
    assert f"Fault {number}: " in caplog.text
    assert "disk on fire" not in error.value
    assert "disk on fire" in caplog.text


def test_a_fault_of_a_part_that_is_drawn_anew_by_itself_is_told_the_same_way(caplog):
    def page():
        from kpis.errors import StoreBusy
        from kpis.ui.kit.messages import on_script_error

        assert on_script_error(RuntimeError("disk on fire"))
        assert on_script_error(StoreBusy("The store is busy."))

    ours, sentence = AppTest.from_function(page, default_timeout=300).run().error
    (number,) = re.findall(r"Say ([0-9a-f]{8}) to whoever", ours.value)
    assert f"Fault {number}: " in caplog.text
    assert "disk on fire" not in ours.value
    assert sentence.value == "The store is busy."


def test_another_councils_plan_is_shown_by_the_same_pages(open_page, monkeypatch, tmp_path):
    monkeypatch.setenv("KPIS_PLAN", str(ROOT / "tests/fictional_plan"))
    monkeypatch.setenv("KPIS_STORE", str(tmp_path / "kpis.duckdb"))
    at = open_page()
    assert not at.error
    assert [found.value for found in at.title] == ["How are we doing?"]
