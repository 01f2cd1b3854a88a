"""What a workbook would change in a plan: rows that come and go, and cells that say otherwise.

Rows are known by what they are about, a measure by its id, an aim by its measure and year, an
outcome by its number, and not by where they stand.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from kpis.model.record import Record
from kpis.plan.agreed.changed import AgreedAim, untold_changes
from kpis.plan.agreed.figures import figures_in_words
from kpis.plan.faults import Location
from kpis.plan.files import PLAN, Table
from kpis.plan.rating.aim_rules import is_financial_year
from kpis.plan_book.building import value_at
from kpis.plan_book.faults import Addresses, BookFault
from kpis.plan_book.sheets import SHEETS, Column, Entry, Sheet, Where, entries
from kpis.plan_book.values import Kind, to_cell
from kpis.words.lists import cut

NOTHING = "none"
_LONGEST = 120
_KNOWN_BY = (
    "id",
    "theme",
    "period",
    "since",
    "changed_on",
    "name",
    "number",
    "text",
    "title",
    "board",
)
_TOGETHER = (
    ("outcome", "number"),
    ("board", "day"),
    ("survey", "period"),
    ("outcome", "year", "kind"),
)
_LONGEST_NAME = 60
_LISTS = (Where.LIST, Where.OF_MEASURE, Where.OF_YEAR)


class BookChange(Record):
    """One thing that a workbook says otherwise. cell: "" where it says nothing any more."""

    sheet: str
    cell: str
    about: str  # "recycling 2021/22"; "" for the plan as a whole
    key: str  # the header of the column; "" where all of it came or went
    before: str
    after: str

    def __str__(self) -> str:
        where = ", ".join(filter(None, (self.sheet, self.cell)))
        what = ", ".join(filter(None, (self.about, self.key)))
        return f"{where}: {what}: {self.before} before, {self.after} now"


class _Known(NamedTuple):
    """What a row is about, the same in the files and in a workbook."""

    lead: tuple[str, ...]
    by: tuple[Any, ...]
    again: int  # how many rows before it are about the same

    @property
    def words(self) -> str:
        return " ".join(filter(None, (*self.lead, self.name)))

    @property
    def name(self) -> str:
        """Of a row of a list: "5.2" of an activity."""
        return cut(".".join(map(str, self.by)), _LONGEST_NAME)


def known_by(entry: Mapping[str, Any]) -> tuple[Any, ...]:
    """What tells an entry of a list from the others, whatever its place."""
    if "kind" in entry and ("from" in entry or "to" in entry):  # a line of a crosswalk
        return (", ".join(map(str, entry.get("from") or entry.get("to") or ())),)
    for keys in _TOGETHER:
        if all(key in entry for key in keys):
            return tuple(entry[key] for key in keys)
    return (next((entry[key] for key in _KNOWN_BY if key in entry), None),)


def same(was: Any, now: Any) -> bool:
    """Whether two values are the same; 28 and 28.0 are, 1 and true are not."""
    return bool(was == now) and isinstance(was, bool) == isinstance(now, bool)


def equal(was: Any, now: Any) -> bool:
    """Whether two values say the same: lists in order, tables whatever the order of their keys."""
    if isinstance(was, dict) and isinstance(now, dict):
        return was.keys() == now.keys() and all(equal(was[key], now[key]) for key in was)
    if isinstance(was, list) and isinstance(now, list):
        return len(was) == len(now) and all(map(equal, was, now))
    return same(was, now)


def paired(
    before: Sequence[tuple[Any, Mapping[str, Any]]], after: Sequence[tuple[Any, Mapping[str, Any]]]
) -> list[int | None]:
    """For each entry of a list its place in the list before; None where it is new.

    before, after: what an entry is about, and what it says. Of several about the same, one that
    says the same is the same, whichever of them came or went; the others follow in their order.
    """
    free: dict[Any, list[int]] = {}
    for place, (about, _) in enumerate(before):
        free.setdefault(about, []).append(place)
    places: list[int | None] = [None] * len(after)
    for number, (about, entry) in enumerate(after):
        alike = [place for place in free.get(about, ()) if equal(before[place][1], entry)]
        if alike:
            places[number] = alike[0]
            free[about].remove(alike[0])
    for number, (about, _) in enumerate(after):
        if places[number] is None and free.get(about):
            places[number] = free[about].pop(0)
    return places


def differences(
    before: Mapping[str, Table], after: Mapping[str, Table], addresses: Addresses
) -> tuple[BookChange, ...]:
    """Everything that is not the same, by sheet; () where nothing is.

    before, after: tables as a workbook carries them, see `as_in_a_workbook`.
    """
    return tuple(
        change for sheet in SHEETS for change in _of_sheet(sheet, before, after, addresses)
    )


def _of_sheet(
    sheet: Sheet, before: Mapping[str, Table], after: Mapping[str, Table], addresses: Addresses
) -> Iterator[BookChange]:
    old = _rows(sheet, before)
    new = _rows(sheet, after, old)
    for known, entry in new.items():
        row = addresses.row(sheet.name, entry.file, entry.path)
        if known not in old:
            cell = row.cell(None) if row else ""
            yield _change(sheet, cell, known, "", NOTHING, _whole(sheet, entry))
            continue
        for column in sheet.columns:
            was = value_at(old[known].table, column.path) if column.path else None
            now = value_at(entry.table, column.path) if column.path else None
            if not same(was, now):
                cell = row.cell(column) if row else ""
                yield _change(
                    sheet, cell, known, column.header, _shown(was, column), _shown(now, column)
                )
    for known, entry in old.items():
        if known not in new:
            yield _change(sheet, "", known, "", _whole(sheet, entry), NOTHING)
    if sheet.where in _LISTS:
        yield from _of_order(sheet, old, new)


def aims_before_the_plan(
    before: Mapping[str, Table], after: Mapping[str, Table], addresses: Addresses
) -> tuple[BookFault, ...]:
    """Aims for years before the plan's first that the plan did not have: nobody can still be held
    to them. Those that it has are history."""
    first = after.get(PLAN, {}).get("first_year")
    (sheet,) = (each for each in SHEETS if each.where is Where.BY_YEAR)
    column = sheet.lead[1]
    there = {entry.lead for entry in entries(sheet, before)}
    faults = []
    for entry in entries(sheet, after):
        year, row = entry.lead[1], addresses.row(sheet.name, entry.file, entry.path)
        early = is_financial_year(year) and first is not None and year < first
        if early and entry.lead not in there and row is not None:
            message = f"{year} is before the plan, which begins in {first}. Remove the row."
            fault = BookFault(
                sheet=sheet.name, cell=row.cell(column), key=column.header, message=message
            )
            faults.append(fault)
    return tuple(faults)


def untold_changes_of_aims(
    before: Mapping[str, Table], after: Mapping[str, Table], addresses: Addresses, today: date
) -> tuple[BookFault, ...]:
    """Agreed aims of years that have begun that a workbook changes without saying why."""
    (sheet,) = (each for each in SHEETS if each.where is Where.BY_YEAR)
    by_key = {column.path: column for column in sheet.columns}
    faults = []
    for change in untold_changes(before, after, today):
        aim = change.aim
        row = addresses.row(sheet.name, aim.file, _path_of_aim(after[aim.file], aim))
        column = by_key.get((next(iter(change.keys), "proposed"),))
        told = f"{figures_in_words(aim.figures)} before, {figures_in_words(change.now)} now"
        message = (
            f"The aim for {aim.year} was agreed, and the year has begun: {told}. Add a row to the "
            f"sheet Changed aims for {aim.owner} and {aim.year}: what it asked before, the day it "
            "was changed, who changed it and why."
        )
        if row is None:
            message += (
                f" Keep the row of {aim.owner} and {aim.year} on this sheet, without figures."
            )
        fault = BookFault(
            sheet=sheet.name,
            cell=row.cell(column) if row else "",
            key=column.header if row and column else f"{aim.owner} {aim.year}",
            message=message,
        )
        faults.append(fault)
    return tuple(faults)


def _path_of_aim(table: Table, aim: AgreedAim) -> Location:
    """Where the aim of a measure or part stands now, which may be another place of its parts."""
    for place, part in enumerate(table.get("parts") or ()):
        if part.get("id") == aim.owner:
            return ("parts", place, "years", aim.year)
    return ("years", aim.year)


def _rows(
    sheet: Sheet, tables: Mapping[str, Table], old: Mapping[_Known, Entry] | None = None
) -> dict[_Known, Entry]:
    """By what they are about. old: those they are held against."""
    found = list(entries(sheet, tables))
    about = [
        (entry.lead, known_by(entry.table) if sheet.where in _LISTS else ()) for entry in found
    ]
    there = list((old or {}).items())
    places = paired(
        [((known.lead, known.by), entry.table) for known, entry in there],
        [(each, entry.table) for each, entry in zip(about, found, strict=True)],
    )
    taken = {there[place][0] for place in places if place is not None}
    rows: dict[_Known, Entry] = {}
    for (lead, by), entry, place in zip(about, found, places, strict=True):
        known = _Known(lead, by, 0) if place is None else there[place][0]
        while place is None and (known in rows or known in taken):
            known = known._replace(again=known.again + 1)
        rows[known] = entry
    return rows


def _of_order(
    sheet: Sheet, old: Mapping[_Known, Entry], new: Mapping[_Known, Entry]
) -> Iterator[BookChange]:
    """Rows of both that stand in another order; of each measure by itself."""
    was, now = _by_lead(old, new), _by_lead(new, old)
    for lead, rows in now.items():
        if was[lead] != rows:
            about = _Known(lead, (), 0)
            yield _change(sheet, "", about, "order", _named(was[lead]), _named(rows))


def _by_lead(
    rows: Mapping[_Known, Entry], others: Mapping[_Known, Entry]
) -> dict[tuple[str, ...], list[_Known]]:
    """Those that are among others too, by what they belong to."""
    found: dict[tuple[str, ...], list[_Known]] = {}
    for known in rows:
        if known in others:
            found.setdefault(known.lead, []).append(known)
    return found


def _named(rows: list[_Known]) -> str:
    return cut(", ".join(each.name for each in rows), _LONGEST)


def _change(
    sheet: Sheet, cell: str, known: _Known, key: str, before: str, after: str
) -> BookChange:
    return BookChange(
        sheet=sheet.name, cell=cell, about=known.words, key=key, before=before, after=after
    )


def _whole(sheet: Sheet, entry: Entry) -> str:
    """An entry that came or went, in a line."""
    stated = [
        f"{column.header.lower()} {_shown(value, column)}"
        for column in sheet.columns
        if column.path and (value := value_at(entry.table, column.path)) is not None
    ]
    return cut(", ".join(stated) or "a row", _LONGEST)


def _shown(value: Any, column: Column) -> str:
    cell = to_cell(value, column.kind)
    if cell is None:
        return NOTHING
    if isinstance(cell, date):
        return cell.isoformat()
    if column.kind in (Kind.WHOLE, Kind.NUMBER):
        return f"{cell:,.15g}"
    return cut(str(cell).replace("\n", "; "), _LONGEST)
