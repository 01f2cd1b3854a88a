"""Northmere's three releases, made once: whoever changes the store gets a copy."""

import shutil
from pathlib import Path

import pytest

from kpis.store import Store
from tests import three_releases


@pytest.fixture(scope="session")
def three_published(prepared, fictional_plan, tmp_path_factory) -> Path:
    """A store with all three releases, and nobody who wanted a mail of them."""
    folder = tmp_path_factory.mktemp("three")
    store = Store(Path(shutil.copy(prepared, folder / "kpis.duckdb")))
    three_releases.first_release(store, fictional_plan)
    three_releases.second_release(store, fictional_plan)
    three_releases.correction(store, fictional_plan)
    return store.path


@pytest.fixture
def published(three_published, tmp_path) -> Store:
    """A store of one's own with the three releases, nobody subscribed yet."""
    return Store(Path(shutil.copy(three_published, tmp_path / "kpis.duckdb")), timeout=5)
