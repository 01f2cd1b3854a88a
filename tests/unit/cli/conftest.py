"""The command line, run in this process on a store of one's own."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from kpis.cli import main
from tests.keeping import copy_store


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def document(self) -> dict:
        """What a script reads: standard output is one JSON document and nothing else."""
        return json.loads(self.out)


@pytest.fixture
def store(first_figures, tmp_path) -> Path:
    path = tmp_path / "kpis.duckdb"
    copy_store(first_figures, path)
    return path


@pytest.fixture
def kpis(store, capsys):
    def run(*arguments: str, store: Path = store) -> Ran:
        code = main([*map(str, arguments), "--store", str(store)])
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return run
