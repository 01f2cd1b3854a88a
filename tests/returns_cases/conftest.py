"""Two stores for the whole session, only to be read: one without figures and one with history."""

from datetime import datetime

import pytest

from kpis.store import Store


@pytest.fixture(scope="session")
def without_history(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("without_history") / "kpis.duckdb")
    store.prepare(datetime(2019, 1, 1))
    return store


@pytest.fixture(scope="session")
def with_history(first_figures) -> Store:
    return Store(first_figures)
