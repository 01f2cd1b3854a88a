"""docs/where_things_are.md: each page, command and file of a plan that it names is there."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from kpis.cli.command_table import COMMANDS, command
from kpis.plan.load import load_plan
from kpis.plan.partnership.boards import boards_of
from kpis.plan.schema import FURTHER_FILES
from kpis.ui.kit.pages import PAGES

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/where_things_are.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if line.startswith("| ") and not line.startswith("| What |")
]
ADDRESSES = {address for pages in PAGES.values() for _, _, address in pages}
FILES = {"plan.toml", "outcomes.toml", "themes.toml", "activities.toml", "calendar.toml"}


def in_ticks(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def ids_of(plan) -> dict[str, set[str]]:
    return {
        "outcome": {str(each.number) for each in plan.outcomes},
        "measure": set(plan.measures_by_id),
        "board": {each.id for each in boards_of(plan)},
        "directorate": {each.directorate for each in plan.measures},
        "owner": {each.owner for each in plan.measures} | {"..."},
        "survey": set(plan.surveys_by_id),
        "release": {"1"},
    }


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_what_a_line_names_is_there(row, strategic_plan):
    _, pages, commands, files = row
    assert pages or commands, "it has a place"
    ids = ids_of(strategic_plan)
    for address in in_ticks(pages):
        parts = urlsplit(address)
        assert parts.path in ADDRESSES
        for name, values in parse_qs(parts.query).items():
            assert set(values) <= ids[name], address
    for words in in_ticks(commands):
        kpis, name, *more = words.split()
        assert (kpis, name in COMMANDS) == ("kpis", True)
        taken = command(name).params
        known = {option for each in taken for option in each.opts}
        known |= {act for each in taken for act in getattr(each.type, "choices", ())}
        assert set(more) <= known, words
    for file in in_ticks(files):
        assert file in {*FILES, *FURTHER_FILES, "measures/"}


def test_every_page_every_command_and_every_file_of_a_plan_is_named():
    named = [urlsplit(address).path for row in ROWS for address in in_ticks(row[1])]
    assert {*named} >= ADDRESSES
    commands = {words.split()[1] for row in ROWS for words in in_ticks(row[2])}
    assert {*COMMANDS} - {"serve"} <= commands, "serve opens the pages"
    files = {file for row in ROWS for file in in_ticks(row[3])}
    assert files >= {*FILES, *FURTHER_FILES}


def test_the_files_named_are_those_of_a_plan():
    folder = ROOT / "data/plans/2019-22"
    assert load_plan(folder)
    assert {*FILES, *FURTHER_FILES} >= {path.name for path in folder.glob("*.toml")}
