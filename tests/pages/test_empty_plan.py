"""What every page says of a plan that holds no measure yet."""

import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kpis.plan.load import load_plan
from kpis.ui.kit.pages import PAGES
from kpis.words.empty_plan import NO_MEASURE_YET
from tests.empty_plan import make_empty_plan

ROOT = Path(__file__).parents[2]
SCRIPTS = [path for pages in PAGES.values() for path, _, _ in pages]
OUTCOME = '\n[[outcomes]]\nnumber = 1\ntitle = "Streets are clean"\npriority = 1\n'


@pytest.fixture(scope="module")
def read_alone(tmp_path_factory) -> Path:
    """Where there is an empty plan and, as soon as a page is opened, its store."""
    folder = tmp_path_factory.mktemp("empty")
    make_empty_plan(folder / "plan")
    return folder


@pytest.fixture
def empty(tmp_path, monkeypatch) -> Path:
    folder = make_empty_plan(tmp_path / "plan")
    monkeypatch.setenv("KPIS_PLAN", str(folder))
    monkeypatch.setenv("KPIS_STORE", str(tmp_path / "kpis.duckdb"))
    return folder


def opened(script: str) -> AppTest:
    at = AppTest.from_file(ROOT / "app.py", default_timeout=300)
    at.switch_page(script)
    return at.run()


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_page_says_that_there_is_no_measure_yet(script, html_of, read_alone, monkeypatch):
    monkeypatch.setenv("KPIS_PLAN", str(read_alone / "plan"))
    monkeypatch.setenv("KPIS_STORE", str(read_alone / "kpis.duckdb"))
    at = opened(script)
    assert not at.exception
    assert not at.error
    assert (at.title[0].value == "How are we doing?") == script.endswith("/overview.py")
    html = html_of(at)
    assert html.count(NO_MEASURE_YET) == 1
    words = unescape(re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL))
    assert not re.search(r"\bnan\b|\bNaN\b", words)
    tables = re.findall(r"<tbody>(.*?)</tbody>", html, re.DOTALL)
    assert all("<tr" in rows for rows in tables)


def test_outcomes_without_measures_are_shown(empty, html_of):
    for file, old, new in (
        ("plan.toml", "priorities = []", '[[priorities]]\nnumber = 1\ntitle = "A clean town"\n#'),
        ("outcomes.toml", "outcomes = []", OUTCOME + "#"),
    ):
        text = (empty / file).read_text(encoding="utf-8")
        (empty / file).write_text(text.replace(old, new), encoding="utf-8")
    assert load_plan(empty).outcomes
    html = html_of(opened("pages/performance/outcome.py"))
    assert NO_MEASURE_YET in html
    assert "Streets are clean" in html
