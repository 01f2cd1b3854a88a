"""Rows of sheets put together into the tables of a plan's files.

What a workbook says and what the files say, as a workbook would carry it, are built in the same
way, so that the two can be compared.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kpis.plan.faults import ID_PATTERN, PATTERN_WORDS, Location
from kpis.plan.files import ACTIVITIES, CALENDAR, OUTCOMES, PLAN, THEMES, Table
from kpis.plan_book.sheets import EVERY_YEAR, SHEETS, Column, Sheet, Where, entries, file_of
from kpis.plan_book.values import as_carried

_MAY_BE_LEFT_OUT = (
    *("rule", "every_year", "first_figures", "agreed", "executive"),
    *("publisher", "contact", "accessibility", "licence"),
)


class CannotBePlaced(ValueError):
    """What a row belongs to is not there, or has that already. The message says which."""


@dataclass(slots=True)
class _Owner:
    """A measure or part, and where it is."""

    file: str
    path: Location
    table: Table
    is_part: bool = False


def _no_files() -> dict[str, Table]:
    return {
        PLAN: {"priorities": []},
        OUTCOMES: {"outcomes": []},
        THEMES: {"themes": []},
        ACTIVITIES: {"activities": []},
        CALENDAR: {},
    }


@dataclass(slots=True)
class Building:
    """The tables so far, by file as in `PlanFiles.tables`."""

    tables: dict[str, Table] = field(default_factory=_no_files)
    owners: dict[str, _Owner] = field(default_factory=dict)
    _alike: dict[str, str] = field(default_factory=dict)  # ids, by how they are folded

    def put(
        self, sheet: Sheet, lead: tuple[str, ...], values: Mapping[Column, Any]
    ) -> tuple[str, Location]:
        """Put a row of a sheet in its place: the file it stands in, and the path of its entry.

        Raises CannotBePlaced.
        """
        if sheet.where is Where.KEYS and not values and sheet.file not in self.tables:
            return sheet.file, ()  # a file that may be left out, and is
        file, path, above, last = self._place(sheet, lead)
        entry = above if last is None else _entry_in(above, last)
        for column, value in values.items():
            _set(entry, column.path, value)
        if sheet.where is Where.FILES:
            self.owners[lead[0]] = _Owner(file, (), entry)
        if sheet.key == "parts" and isinstance(entry.get("id"), str):
            self.owners.setdefault(entry["id"], _Owner(file, path, entry, is_part=True))
        return file, path

    def _place(
        self, sheet: Sheet, lead: tuple[str, ...]
    ) -> tuple[str, Location, Any, str | int | None]:
        """Where an entry belongs: its file, its path, the table or list it stands in, its name or
        place there; None where it is that table itself."""
        match sheet.where:
            case Where.KEYS:
                path: Location = (sheet.key,) if sheet.key else ()
                return sheet.file, path, self._file(sheet), sheet.key or None
            case Where.LIST:
                there = self._file(sheet).setdefault(sheet.key, [])
                return sheet.file, (sheet.key, len(there)), there, len(there)
            case Where.NAMED:
                named = self._file(sheet).setdefault(sheet.key, {})
                return (
                    sheet.file,
                    (sheet.key, lead[0]),
                    named,
                    _only_once(named, lead[0], f"{lead[0]} is there already"),
                )
            case Where.FILES:
                return self._of_new_measure(lead[0])
            case _:
                return self._of_owner(sheet, lead)

    def _file(self, sheet: Sheet) -> Table:
        return self.tables.setdefault(sheet.file, {})

    def _of_new_measure(self, measure_id: str) -> tuple[str, Location, Any, None]:
        if not re.fullmatch(ID_PATTERN, measure_id):
            raise CannotBePlaced(f"{PATTERN_WORDS[ID_PATTERN]}; found {measure_id!r}")
        if measure_id in self.owners:
            raise CannotBePlaced(f"{measure_id} is the id of another measure too. Ids are unique")
        table: Table = {}
        self.tables[file_of(measure_id)] = table
        return file_of(measure_id), (), table, None

    def _written_alike(self, text: str, *, parts_too: bool) -> str:
        """Which id may be meant by one that is none, as the end of a sentence; "" where none is."""
        if not self._alike:  # measures and parts all stand before what belongs to them
            self._alike = {_folded(owner): owner for owner in self.owners}
        meant = self._alike.get(_folded(text), "")
        if not meant or (self.owners[meant].is_part and not parts_too):
            return ""
        return f"; perhaps {meant} is meant"

    def _of_owner(
        self, sheet: Sheet, lead: tuple[str, ...]
    ) -> tuple[str, Location, Any, str | int]:
        owner = self.owners.get(lead[0])
        either = sheet.where in (Where.ONE_OF_BOTH, Where.BY_YEAR, Where.OF_YEAR)
        if owner is None or (owner.is_part and not either):
            what = "measure or part" if either else "measure"
            meant = self._written_alike(lead[0], parts_too=either)
            raise CannotBePlaced(f"{lead[0]} is the id of no {what}{meant}")
        if sheet.where is Where.OF_MEASURE:
            there = owner.table.setdefault(sheet.key, [])
            return owner.file, (*owner.path, sheet.key, len(there)), there, len(there)
        if sheet.where is Where.OF_YEAR:
            years = owner.table.get("years", {})
            if lead[1] not in years:
                raise CannotBePlaced(
                    f"{lead[0]} has no row for {lead[1]} on the sheet Aims by year"
                )
            there = years[lead[1]].setdefault(sheet.key, [])
            where = (*owner.path, "years", lead[1], sheet.key, len(there))
            return owner.file, where, there, len(there)
        above, path, name = owner.table, owner.path, sheet.key
        if sheet.where is Where.BY_YEAR:
            name = "every_year"
            if lead[1].lower() != EVERY_YEAR:
                above, path, name = above.setdefault("years", {}), (*path, "years"), lead[1]
        what = " ".join(lead)
        once = _only_once(above, name, f"There is a row for {what} already. Each has one")
        return owner.file, (*path, name), above, once


def _folded(text: str) -> str:
    """An id without what people and programs change in it: capitals, blanks, hyphens."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def as_in_a_workbook(tables: Mapping[str, Table]) -> dict[str, Table]:
    """The tables of a plan's files without what no workbook carries: a blank at the end of a text,
    a key that says nothing. {} for none."""
    if not tables:
        return {}
    building = Building()
    for sheet in SHEETS:
        for entry in entries(sheet, tables):
            values = {
                column: as_carried(value, column.kind)
                for column in sheet.columns
                if column.path and (value := value_at(entry.table, column.path)) is not None
            }
            stated = {column: value for column, value in values.items() if value is not None}
            building.put(sheet, entry.lead, stated)
    for file, table in building.tables.items():
        building.tables[file] = without_empty_keys(table)
    return building.tables


def state_of(tables: Mapping[str, Table]) -> str:
    """A mark by which to know whether a plan's files say the same as before."""
    text = json.dumps(tables, default=str, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def without_empty_keys(table: Table) -> Table:
    """A file's table without the tables at its top that may be left out and hold nothing."""
    return {
        key: value for key, value in table.items() if value != {} or key not in _MAY_BE_LEFT_OUT
    }


def value_at(table: Mapping[str, Any], path: Location) -> Any:
    """The value of a key, or of one in a table below; None where there is none."""
    value: Any = table
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _only_once(above: Table, name: str, otherwise: str) -> str:
    if name in above:
        raise CannotBePlaced(otherwise)
    return name


def _entry_in(above: Any, last: str | int) -> Table:
    entry: Table = {}
    if isinstance(above, list):
        above.append(entry)
    else:
        entry = above.setdefault(last, entry)
    return entry


def _set(entry: Table, path: Location, value: Any) -> None:
    *above, last = path
    for step in above:
        entry = entry.setdefault(str(step), {})
    entry[str(last)] = value
