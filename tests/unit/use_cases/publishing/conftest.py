"""Northmere's three releases, which are made once: whoever changes the store gets a copy."""

import shutil
from pathlib import Path

import pytest

from kpis.store import Store


@pytest.fixture
def published(three_published, tmp_path) -> Store:
    """A store of one's own with the three releases, nobody subscribed yet."""
    return Store(Path(shutil.copy(three_published, tmp_path / "kpis.duckdb")), timeout=5)
