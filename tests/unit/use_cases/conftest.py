"""An empty store for each test, copied: to prepare one takes longer than most tests."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from kpis.store import Store


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("prepared") / "kpis.duckdb"
    Store(path).prepare(datetime(2019, 1, 1))
    return path


@pytest.fixture
def empty_store(prepared: Path, tmp_path: Path) -> Store:
    return Store(Path(shutil.copy(prepared, tmp_path / "kpis.duckdb")), timeout=5)


@pytest.fixture
def store(empty_store: Store) -> Store:
    return empty_store
