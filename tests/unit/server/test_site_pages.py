"""The site that the server has written while it runs."""

from datetime import datetime

import pytest

from kpis.default_paths import site_folder
from kpis.server.clocks.site_pages import SIGN_IN, SitePages
from kpis.store import Store
from tests import three_releases


@pytest.fixture
def shown(tmp_path, monkeypatch) -> Store:
    """The store that pages show: nothing is published yet."""
    monkeypatch.delenv("KPIS_ACCESS", raising=False)
    store = Store(tmp_path / "kpis.duckdb")
    store.prepare(datetime(2019, 1, 1))
    monkeypatch.setenv("KPIS_STORE", str(store.path))
    monkeypatch.setenv("KPIS_PLAN", "tests/fictional_plan")
    return store


def test_before_anything_is_published_there_is_no_site(shown):
    assert SitePages().look() == ""
    assert not site_folder(shown.path).exists()


@pytest.mark.soak
def test_the_site_follows_what_is_published(shown, fictional_plan):
    pages, folder = SitePages(), site_folder(shown.path)
    three_releases.first_release(shown, fictional_plan)
    assert pages.look() == ""
    first = (folder / "index.html").read_text(encoding="utf-8")
    assert f'href="{SIGN_IN}"' in first
    three_releases.second_release(shown, fictional_plan)
    assert pages.look() == ""
    assert "Q2 2023/24" in (folder / "index.html").read_text(encoding="utf-8")


@pytest.mark.soak  # a command and all that it imports, twice
def test_what_cannot_be_written_is_told_and_tried_again(shown, fictional_plan):
    three_releases.first_release(shown, fictional_plan)
    site_folder(shown.path).write_text("somebody's file")
    pages = SitePages()
    assert "is no folder" in pages.look()
    assert "is no folder" in pages.look()
