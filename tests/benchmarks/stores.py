"""The same SQL on three stores: a file, a lake, and tables of Postgres itself. One table of times.

    python -m tests.benchmarks.stores

Servers are made for it on this machine; "50 ms away" is the same with a line to Postgres that takes
50 ms there and back. Times are medians of a few, in milliseconds.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from statistics import median

import duckdb
import pandas as pd

from kpis.default_paths import store_path
from kpis.frames import RETURN_ROWS
from kpis.model import Provenance
from kpis.store import Incoming, Store, queries, write
from kpis.store.database.connect import opened, transaction
from kpis.store.database.lake import catalogue
from kpis.store.database.lake.extensions import load
from kpis.store.moving.tables import make_tables
from tests.lake import lakes
from tests.lake.servers import Postgres, postgres_server
from tests.lake.slow_line import slow_line
from tests.lake.test_lake import returned

NOON = datetime(2019, 10, 14, 12)
FIGURES = 20_000  # as many as the plan's first figures
Connect = Callable[[bool], AbstractContextManager[duckdb.DuckDBPyConnection]]


def many(count: int) -> pd.DataFrame:
    frame = returned(1.0).rows.iloc[[0] * count].reset_index(drop=True)
    frame["period_id"] = [f"P{number}" for number in range(count)]
    return RETURN_ROWS.conform(frame)


def took(act: Callable[[], object], times: int = 1) -> float:
    found = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        found.append((time.perf_counter() - began) * 1000)
    return median(found)


def measure(connect, times: int, *, fill: bool) -> dict[str, float]:
    """connect: gives a block with a connection, in a transaction where it writes."""
    numbers = iter(range(1000))

    def submit(rows: pd.DataFrame) -> None:
        content = f"file {next(numbers)} {time.time()}".encode()
        incoming = Incoming(
            rows=rows,
            file_name="r.csv",
            content=content,
            provenance=Provenance.RETURN,
            by="Officer",
        )
        with connect(True) as connection:
            write.submit(connection, incoming, content.hex())

    def ask(sql: str) -> None:
        with connect(False) as connection:
            connection.execute(sql).fetchall()

    def outturns() -> None:
        with connect(False) as connection:
            queries.outturns(connection)

    found = {}
    if fill:
        rows = many(FIGURES)
        found[f"store {FIGURES:,} figures"] = took(lambda: submit(rows))
    one = returned(2.0).rows
    found["store one figure"] = took(lambda: submit(one), times)
    found["one small question"] = took(lambda: ask("SELECT count(*) FROM submission"), times)
    found["every figure that stands"] = took(outturns, times)
    return found


@contextmanager
def of_store(writing: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    path = store_path()
    with opened(path, writing=writing, timeout=60) as connection:
        if writing:
            with transaction(connection, path):
                yield connection
        else:
            yield connection


@contextmanager
def of_postgres(words: str) -> Iterator[Connect]:
    """Tables of Postgres under the same SQL, the turn held as of a lake."""
    engine = duckdb.connect(":memory:", config={"python_enable_replacements": False})
    load(engine, "postgres_scanner")
    engine.execute(f"ATTACH '{words}' AS pg (TYPE postgres)")

    @contextmanager
    def connect(writing: bool) -> Iterator[duckdb.DuckDBPyConnection]:
        connection = engine.cursor()
        connection.execute("USE pg")
        if not writing:
            yield connection
            return
        with catalogue.in_turn(store_path(), 60), transaction(connection):
            yield connection

    yield connect
    engine.close()


def main() -> None:
    rows: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as made, postgres_server() as postgres:
        folder = Path(made)
        os.environ["KPIS_STORE"] = str(folder / "kpis.duckdb")
        Store(store_path()).prepare(NOON)
        rows["file"] = measure(of_store, 9, fill=True)
        with lakes.new_lake(postgres, folder) as path:
            began = time.perf_counter()
            Store(path).prepare(NOON)
            rows["lake"] = {"make a store": (time.perf_counter() - began) * 1000}
            rows["lake"] |= measure(of_store, 9, fill=True)
            with far(postgres):
                rows["lake, 50 ms away"] = measure(of_store, 3, fill=False)
                lakes.close(store_path())
        words = postgres.new_database("plain")
        with lakes.new_lake(postgres, folder):  # for the turn alone
            try:
                with of_postgres(words) as connect:
                    with connect(True) as connection:
                        make_tables(connection)
                    rows["Postgres"] = measure(connect, 9, fill=True)
                with (
                    far(postgres) as port,
                    of_postgres(words.replace(f"port={postgres.port}", f"port={port}")) as connect,
                ):
                    rows["Postgres, 50 ms away"] = measure(connect, 3, fill=False)
            except duckdb.Error as error:
                print(f"Postgres: {str(error).splitlines()[0]}")
    print_table(rows)


@contextmanager
def far(postgres: Postgres) -> Iterator[int]:
    near = os.environ["KPIS_STORE"]
    with slow_line(postgres.port, 0.05) as port:
        os.environ["KPIS_STORE"] = near.replace(f"port={postgres.port}", f"port={port}")
        try:
            yield port
        finally:
            os.environ["KPIS_STORE"] = near


def print_table(rows: dict[str, dict[str, float]]) -> None:
    columns = list(dict.fromkeys(name for each in rows.values() for name in each))
    print("| store | " + " | ".join(columns) + " |")
    print("|---|" + "---|" * len(columns))
    for store, found in rows.items():
        cells = [f"{found[name]:,.0f}" if name in found else "" for name in columns]
        print(f"| {store} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
