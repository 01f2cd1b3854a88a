"""The rows of a sheet, taken from the tables of a plan's files."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kpis.plan.faults import Location
from kpis.plan.files import MEASURES, Table
from kpis.plan_book.sheets.shape import Sheet, Where

EVERY_YEAR = "every year"


class Entry(NamedTuple):
    """One row of a sheet as the files have it. path: of the entry in its file."""

    file: str
    path: Location
    lead: tuple[str, ...]
    table: Mapping[str, Any]


def entries(sheet: Sheet, tables: Mapping[str, Table]) -> Iterator[Entry]:
    """Every row of a sheet, in the order of the files; none of what is None.

    tables: as in `PlanFiles.tables`.
    """
    if sheet.where is Where.KEYS:
        table = tables.get(sheet.file, {})
        path: Location = (sheet.key,) if sheet.key else ()
        yield Entry(sheet.file, path, (), table.get(sheet.key, {}) if sheet.key else table)
    elif sheet.where is Where.LIST:
        for place, entry in enumerate(tables.get(sheet.file, {}).get(sheet.key) or []):
            yield Entry(sheet.file, (sheet.key, place), (), entry)
    elif sheet.where is Where.NAMED:
        for name, entry in (tables.get(sheet.file, {}).get(sheet.key) or {}).items():
            yield Entry(sheet.file, (sheet.key, name), (name,), entry)
    else:
        for file, table in tables.items():
            if file.startswith(f"{MEASURES}/"):
                yield from _of_measure(sheet, file, table)


def id_of(file: str) -> str:
    """The id of the measure of a file: "recycling" of "measures/recycling.toml"."""
    return file.removeprefix(f"{MEASURES}/").removesuffix(".toml")


def file_of(measure_id: str) -> str:
    return f"{MEASURES}/{measure_id}.toml"


def _of_measure(sheet: Sheet, file: str, table: Table) -> Iterator[Entry]:
    measure_id = id_of(file)
    if sheet.where is Where.FILES:
        yield Entry(file, (), (measure_id,), table)
    elif sheet.where is Where.OF_MEASURE:
        for place, entry in enumerate(table.get(sheet.key) or []):
            yield Entry(file, (sheet.key, place), (measure_id,), entry)
    elif sheet.where is Where.ONE_OF_MEASURE:
        if table.get(sheet.key) is not None:
            yield Entry(file, (sheet.key,), (measure_id,), table[sheet.key])
    else:
        yield from _of_both(sheet, file, (), measure_id, table)
        for place, part in enumerate(table.get("parts") or []):
            yield from _of_both(sheet, file, ("parts", place), part.get("id") or "", part)


def _of_both(
    sheet: Sheet, file: str, path: Location, owner: str, table: Mapping[str, Any]
) -> Iterator[Entry]:
    if sheet.where is Where.ONE_OF_BOTH:
        if table.get(sheet.key) is not None:
            yield Entry(file, (*path, sheet.key), (owner,), table[sheet.key])
        return
    if sheet.where is Where.OF_YEAR:
        for year, aim in (table.get("years") or {}).items():
            for place, entry in enumerate((aim or {}).get(sheet.key) or []):
                yield Entry(file, (*path, "years", year, sheet.key, place), (owner, year), entry)
        return
    if "every_year" in table:
        yield Entry(file, (*path, "every_year"), (owner, EVERY_YEAR), table["every_year"])
    for year, aim in (table.get("years") or {}).items():
        yield Entry(file, (*path, "years", year), (owner, year), aim)
