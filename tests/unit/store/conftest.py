"""A store in a folder of its own, and returns made by hand to put into it."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from kpis.frames import RETURN_ROWS
from kpis.model import Provenance, Submission
from kpis.store import Incoming, Store

NOON = datetime(2019, 10, 14, 12)
# The same tests of a store that several machines use: as `tests/lake` runs them.
ON_A_LAKE = os.environ.get("KPIS_TEST_STORE") == "lake"

BLANK: dict[str, Any] = {
    "measure_id": "recycling",
    "period_id": "2019-20-Q1",
    "area": "Northmere",
    "breakdown": "",
    "category": "",
    "frequency": "quarter",
    "period_start": datetime(2019, 4, 1),
    "period_end": datetime(2019, 6, 30),
    "outturn": float("nan"),
    "numerator": float("nan"),
    "denominator": float("nan"),
    "marker": "",
    "commentary": "",
    "sheet": "Return",
    "cell": "D14",
    "returned_on": pd.NaT,
}


@pytest.fixture(scope="session")
def figures() -> Callable[..., pd.DataFrame]:
    """RETURN_ROWS of one dictionary per row; what a row does not say is as in BLANK."""

    def build(*rows: dict[str, Any]) -> pd.DataFrame:
        return RETURN_ROWS.conform(pd.DataFrame([BLANK | row for row in rows], columns=[*BLANK]))

    return build


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A prepared store to make copies of: preparing takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "kpis.duckdb"
    Store(path).prepare(NOON)
    return path


@pytest.fixture(scope="session")
def empty_lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], Any]]:
    """Gives a block in which a prepared lake is: `with empty_lake(tmp_path) as path`."""
    from tests.lake import lakes
    from tests.lake.servers import postgres_server

    folder = tmp_path_factory.mktemp("empty_lake")
    with postgres_server() as postgres, lakes.empty_lake(postgres, folder, NOON) as template:
        yield lambda folder: lakes.new_lake(postgres, folder, template=template)


@pytest.fixture
def store(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    if ON_A_LAKE:
        with request.getfixturevalue("empty_lake")(tmp_path) as path:
            yield Store(path, timeout=5)
    else:
        empty = request.getfixturevalue("empty_store")
        yield Store(Path(shutil.copy(empty, tmp_path / "kpis.duckdb")), timeout=5)


@pytest.fixture
def submit(store: Store, figures: Callable[..., pd.DataFrame]) -> Callable[..., Submission]:
    """Submit rows in a file of their own; each call an hour after the one before."""
    calls = iter(range(1000))

    def call(
        *rows: dict[str, Any],
        provenance: Provenance = Provenance.RETURN,
        now: datetime | None = None,
        content: bytes = b"",
        **particulars: Any,
    ) -> Submission:
        number = next(calls)
        return store.submit(
            Incoming(
                rows=figures(*rows),
                file_name=particulars.pop("file_name", f"return-{number}.csv"),
                content=content or f"file {number}".encode(),
                provenance=provenance,
                by=particulars.pop("by", "Performance Officer"),
                now=now or NOON + timedelta(hours=number),
                **particulars,
            )
        ).submission

    return call


@pytest.fixture
def shown(store: Store) -> Callable[..., list[tuple[Any, ...]]]:
    """Outturn and marker of each figure shown, as pairs, in the order of storing."""

    def ask(as_at: datetime | None = None) -> list[tuple[Any, ...]]:
        figures = store.outturns(as_at)
        return list(zip(figures["outturn"].tolist(), figures["marker"].tolist(), strict=True))

    return ask
