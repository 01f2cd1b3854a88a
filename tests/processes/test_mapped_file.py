"""The command, a process of its own, reads a file in its sender's layout as the page does."""

import io
import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from kpis.model import local_administrator
from kpis.plan.load import load_plan
from kpis.readers.mapping.find_header import mapping_of
from kpis.readers.mapping.preview import sheet_cells
from kpis.readers.mapping.saved import mapping_to_json
from kpis.use_cases.check import check_return
from kpis.use_cases.kept.last_opened import open_file
from kpis.use_cases.mappings import mapping_for
from tests.keeping import keep_mapping

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "tests/fictional_plan"
POST = "Ranger"
ROWS: list[list[str | int]] = [
    ["Rangers' own"],
    [],
    ["What", "When", "How many"],
    ["frogs", "2021/22", 41],
]
WHICH = ["measure_id", "period_id", "area", "outturn", "sheet", "cell"]


@pytest.fixture
def own(store, tmp_path) -> Path:
    """A workbook, and in the store how its columns are read."""
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    (preview,) = sheet_cells("own.xlsx", file.getvalue())
    columns = {1: "measure", 2: "period", 3: "outturn"}
    mapping = mapping_of(preview, header_row=3, columns=columns)
    keep_mapping(store, POST, mapping_to_json(mapping), by=POST)
    path = tmp_path / "own.xlsx"
    path.write_bytes(file.getvalue())
    return path


def test_the_command_reads_a_mapped_file_as_the_page_does(store, own):
    file = open_file(own.read_bytes())
    used = mapping_for(store, POST, file, actor=local_administrator(""))
    on_page = check_return(
        store, load_plan(PLAN), own.name, file, mapping=used, actor=local_administrator("")
    ).checked.rows
    assert on_page[WHICH].values.tolist() == [["frogs", "2021-22", "Northmere", 41, "Sheet", "C4"]]
    arguments = ("submit", own, "--by", POST, "--json", "--store", store.path, "--plan", PLAN)
    done = subprocess.run(
        [sys.executable, "-m", "kpis", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    (submission,) = json.loads(done.stdout)["submissions"]
    assert submission["mapping"]["name"] == "m1"
    assert store.outturns()[WHICH].values.tolist() == on_page[WHICH].values.tolist()
