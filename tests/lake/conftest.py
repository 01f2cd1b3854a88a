"""One Postgres and one bucket for all tests of lakes, and a lake of its own for each."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from kpis.store import Store
from tests.lake import lakes
from tests.lake.servers import Bucket, Postgres, postgres_server, s3_server

NOON = datetime(2019, 10, 14, 12)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with postgres_server() as running:
        yield running


@pytest.fixture(scope="session")
def bucket() -> Iterator[Bucket]:
    with s3_server() as running:
        yield running


@pytest.fixture(scope="session")
def prepared(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with a prepared store in it, to make copies of."""
    with lakes.empty_lake(postgres, tmp_path_factory.mktemp("prepared"), NOON) as name:
        yield name


@pytest.fixture
def lake(postgres: Postgres, prepared: str, tmp_path: Path) -> Iterator[Store]:
    """A prepared store whose data lie in a folder."""
    with lakes.new_lake(postgres, tmp_path, template=prepared) as path:
        yield Store(path, timeout=60)
