"""The empty database in memory to which a store is attached for as long as it is asked."""

import duckdb


def new_engine() -> duckdb.DuckDBPyConnection:
    """One that fetches nothing by itself and takes no frame it was not given by name."""
    return duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "python_enable_replacements": False,  # frames are registered by name
            "arrow_large_buffer_size": True,  # text reaches pandas without a copy
        },
    )
