"""The database's extensions, loaded from the packages they come in: nothing is fetched."""

from importlib import import_module
from pathlib import Path

import duckdb

from kpis.errors import StoreError


def load(connection: duckdb.DuckDBPyConnection, *names: str) -> None:
    """Load extensions by name: "ducklake", "postgres_scanner", "httpfs".

    Raises StoreError where one is not installed, or is of another version than the database: one
    works with the very version it was made for.
    """
    version = duckdb.__version__
    for name in names:
        try:
            package = import_module(f"duckdb_extension_{name}")
        except ImportError:
            raise _missing(name, version) from None
        file = Path(next(iter(package.__path__))) / f"extensions/v{version}/{name}.duckdb_extension"
        if not file.is_file():
            raise _missing(name, version)
        quoted = str(file).replace("'", "''")
        connection.execute(f"LOAD '{quoted}'")


def _missing(name: str, version: str) -> StoreError:
    return StoreError(
        f"A store of several machines needs the database's extension {name} for version {version}, "
        "which is not installed here. Install it with pip install '.[lake]' from the checkout."
    )
