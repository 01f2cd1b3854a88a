"""Any plan → workbook → plan: equal, and the same bytes; any one cell changed changes one key."""

import io
import tomllib
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, cast

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from kpis.plan.check import check_plan
from kpis.plan.files import read_plan_files
from kpis.plan_book.building import as_in_a_workbook, value_at
from kpis.plan_book.layout import FIRST_ROW
from kpis.plan_book.sheets import SHEETS, Column, Where, entries
from kpis.plan_book.values import Kind
from kpis.use_cases.plans.workbook import export_plan, import_plan_workbook
from tests.unit.plan_book.conftest import BEFORE_ITS_YEARS, PLANS
from tests.unit.plan_book.odd_plans import TEXTS, Writer, comments_in, with_odd_texts

HELD = read_plan_files(PLANS["fictional"]).tables
# Not made smaller where it fails: the layout of files, which takes long to, is seldom why.
A_FEW = settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
MANY = settings(A_FEW, max_examples=100)  # by `make soak` alone


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*.toml"))}


CHANCES = st.randoms(use_true_random=True)  # of the layout of files
SEVERAL = st.lists(TEXTS, min_size=1, max_size=5)


def odd_plan(chance: Random, texts: list[str], folder: Path) -> None:
    """A plan with odd texts and comments everywhere, written into a folder."""
    tables = {file: with_odd_texts(chance, texts, table) for file, table in HELD.items()}
    Writer(chance).write(folder, tables)
    assert read_plan_files(folder).tables == tables
    assert check_plan(folder) == []


@given(CHANCES, SEVERAL)
@A_FEW
def test_any_plan_comes_back_from_its_workbook_to_the_byte(chance, texts):
    comes_back(chance, texts)


@pytest.mark.soak
@given(CHANCES, SEVERAL)
@MANY
def test_a_hundred_plans_come_back_from_their_workbooks_to_the_byte(chance, texts):
    comes_back(chance, texts)


def comes_back(chance: Random, texts: list[str]) -> None:
    with TemporaryDirectory() as name:
        plan, new = Path(name) / "plan", Path(name) / "new"
        odd_plan(chance, texts, plan)
        before, book = bytes_of(plan), export_plan(plan)
        proposed = import_plan_workbook(book, plan, BEFORE_ITS_YEARS)
        assert (proposed.faults, proposed.changes, proposed.notes) == ((), (), ())
        assert bytes_of(plan) == before
        assert import_plan_workbook(book, new, BEFORE_ITS_YEARS).faults == ()
        assert read_plan_files(new).tables == as_in_a_workbook(read_plan_files(plan).tables)


@given(CHANCES, SEVERAL, st.data())
@A_FEW
def test_any_cell_that_is_changed_changes_its_key_and_nothing_else(chance, texts, data):
    changes_one_key(chance, texts, data)


@pytest.mark.soak
@given(CHANCES, SEVERAL, st.data())
@MANY
def test_a_hundred_cells_that_are_changed_change_their_keys_alone(chance, texts, data):
    changes_one_key(chance, texts, data)


def changes_one_key(chance: Random, texts: list[str], data: st.DataObject) -> None:
    with TemporaryDirectory() as name:
        plan = Path(name) / "plan"
        odd_plan(chance, texts, plan)
        before, said = bytes_of(plan), as_in_a_workbook(read_plan_files(plan).tables)
        book = openpyxl.load_workbook(io.BytesIO(export_plan(plan)))
        file, path, column, value = changed_cell(cast("st.DrawFn", data.draw), book, said)
        event(f"{column.header}: {'emptied' if value is None else column.kind}")
        content = io.BytesIO()
        book.save(content)
        proposed = import_plan_workbook(content.getvalue(), plan, BEFORE_ITS_YEARS)
        after = bytes_of(plan)
        if proposed.faults:
            event("faulty")
            assert after == before
            return
        assert len(proposed.changes) <= 1
        every = dict.fromkeys((*before, *after))
        assert [f for f in every if after.get(f) != before.get(f)] == proposed.files
        assert proposed.files in ([], [file])
        if not proposed.files:
            return
        old = tomllib.loads(before.get(file, b"").decode("utf-8-sig"))
        now = tomllib.loads(after[file].decode("utf-8-sig"))
        assert without(now, path) == without(old, path)
        said_now = as_in_a_workbook(read_plan_files(plan).tables)
        assert value_of(said_now[file], path) == value
        kept, were = comments_in(after[file]), comments_in(before.get(file, b""))
        assert [each for each in were if each in kept] == kept
        if value is not None and not isinstance(value, list):
            assert kept == were


def changed_cell(draw: st.DrawFn, book, tables):
    """Change the cell of a key: its file, its path there, its column, and what it says now."""
    sheet = draw(st.sampled_from([each for each in SHEETS if any(entries(each, tables))]))
    place, entry = draw(st.sampled_from(list(enumerate(entries(sheet, tables)))))
    columns = [each for each in sheet.columns if each.path and each.path != ("id",)]
    column = draw(st.sampled_from(columns))
    was = value_of(entry.table, column.path)
    cell, value = new_value(draw, column, was)
    page = book[sheet.name]
    if sheet.where is Where.KEYS:
        page.cell(FIRST_ROW + sheet.columns.index(column), 2).value = cell
    else:
        page.cell(FIRST_ROW + place, sheet.written.index(column) + 1).value = cell
    return entry.file, (*entry.path, *column.path), column, value


def new_value(draw: st.DrawFn, column: Column, was) -> tuple[Any, Any]:
    """What is typed, and what that says."""
    if was is not None and not column.required and draw(st.booleans()):
        return None, None
    value: Any
    match column.kind:
        case Kind.WHOLE:
            value = draw(st.integers(1, 9))
            return value, value
        case Kind.NUMBER:
            value = draw(st.floats(0.5, 99).map(lambda each: float(f"{each:.15g}")))
            return value, value
        case Kind.YES_NO:
            value = draw(st.booleans())
            return "yes" if value else "no", value
        case Kind.DAY:
            value = draw(st.dates(BEFORE_ITS_YEARS))
            return value, value
        case Kind.WHOLES:
            return "1; 2", [1, 2]
        case Kind.NUMBERS:
            return "1; 2.5; 3; 4", [1, 2.5, 3, 4]
        case Kind.TEXTS:
            return "Ashby\nBelford", ["Ashby", "Belford"]
    if column.choices:
        value = draw(st.sampled_from(column.choices))
        return value, value
    value = draw(
        TEXTS.filter(lambda text: text.isprintable() and text[0] not in "=#" and "_x" not in text)
    )
    return value, value.strip()


def value_of(table, path):
    """The value of a key at a path, through lists too; None where there is none."""
    for step in path:
        table = table[step] if isinstance(step, int) else value_at(table, (step,))
    return table


def without(table, path):
    """A table without a key, and without tables that are empty then."""
    first, *rest = path
    if isinstance(table, list):
        return [without(each, rest) if n == first else each for n, each in enumerate(table)]
    left = {key: value for key, value in table.items() if key != first}
    if rest and first in table:
        inner = without(table[first], rest)
        if inner:
            left[first] = inner
    return left
