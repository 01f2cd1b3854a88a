"""What the drop-downs of a plan's workbook offer, beside enumerations.

An id is one that stands on another sheet, and the list follows that sheet as rows are added there.
A directorate, a post or a unit is free text: those in use are offered, and a new one is taken. They
stand on a sheet of their own, of which nothing is read back.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kpis.cell_addresses import letters_of
from kpis.plan.files import PARTNERSHIP, PLAN, Table
from kpis.plan.rating.aim_rules import is_financial_year
from kpis.plan_book.building import value_at
from kpis.plan_book.sheets import EVERY_YEAR, SHEETS, Column, Names, Sheet, entries
from kpis.plan_book.values import Kind, as_carried

LISTS = "Lists"
YEARS, QUARTERS, OWNERS = "Years", "Quarters", "Measures and parts"
POSTS, BOARDS, AGREEING = "Posts", "Boards", "Who agrees aims"
# Keys of free text, by the list of what is in use.
_IN_USE = {
    "directorate": "Directorates",
    "service": "Services",
    "team": "Teams",
    "owner": POSTS,
    "director": POSTS,
    "chair": POSTS,
    "post": POSTS,
    "cabinet_member": "Cabinet Members",
    "set_by": AGREEING,
    "agreed_by": AGREEING,
    "changed_by": AGREEING,
    "board": BOARDS,
    "unit_label": "Units",
    "publisher": "Publishers",
    "licence": "Licences",
    "introduced": QUARTERS,
    "retired": QUARTERS,
    "since": QUARTERS,
    "until": QUARTERS,
}
_LEADS = {"Year": YEARS, "Quarter": QUARTERS}
# The sheet on which the ids of others stand, and its column.
_STANDS_ON = {
    Names.PRIORITIES: ("Priorities", "Number"),
    Names.OUTCOMES: ("Outcomes", "Number"),
    Names.THEMES: ("Themes and boards", "Id"),
    Names.MEASURES: ("Measures", "Id"),
    Names.SURVEYS: ("Surveys", "Id"),
    Names.BOARDS: ("Boards", "Id"),
    Names.TOPICS: ("Topics", "Title"),
}


class Offer(NamedTuple):
    """formula: of the list of a drop-down. sheet: where what is not offered has to be added first;
    "" where anything is taken."""

    formula: str
    sheet: str = ""


class Offers:
    """What each column offers in the workbook of one plan."""

    def __init__(self, tables: Mapping[str, Table], first_row: int, room: int) -> None:
        """first_row: of the entries on every sheet. room: rows below the last entry of a sheet for
        which its drop-downs hold."""
        self.lists = lists_in_use(tables)
        self._first = first_row
        self._rows = {sheet.name: sum(1 for _ in entries(sheet, tables)) + room for sheet in SHEETS}

    def of(self, column: Column) -> Offer | None:
        """None for a column that has no drop-down, or whose choices are fixed."""
        if column.choices or column.kind not in (Kind.TEXT, Kind.WHOLE):
            return None
        if column.names in _STANDS_ON:
            return self._on_sheet(*_STANDS_ON[column.names])
        name = _list_of(column)
        return self._in_use(name) if self.lists.get(name) else None

    def _on_sheet(self, name: str, header: str) -> Offer:
        """What stands in a column of another sheet now, as long as it is without gaps."""
        (sheet,) = (each for each in SHEETS if each.name == name)
        letters = letters_of(_place(sheet, header))
        first, last = self._first, self._first + self._rows[name] - 1
        at, cells = f"'{name}'!${letters}${first}", f"'{name}'!${letters}${first}:${letters}${last}"
        return Offer(f"OFFSET({at},0,0,MAX(1,COUNTA({cells})),1)", name)

    def _in_use(self, name: str) -> Offer:
        letters = letters_of(list(self.lists).index(name) + 1)
        last = self._first + len(self.lists[name]) - 1
        return Offer(f"'{LISTS}'!${letters}${self._first}:${letters}${last}")


def lists_in_use(tables: Mapping[str, Table]) -> dict[str, list[str]]:
    """By its name each list of what is in use, in the order of the alphabet; years and quarters in
    their own."""
    used: dict[str, set[str]] = {}
    for sheet in SHEETS:
        named = [(column, name) for column in sheet.columns if (name := _list_of(column))]
        for entry in entries(sheet, tables):
            for column, name in named:
                if column.path and (value := value_at(entry.table, column.path)):
                    used.setdefault(name, set()).add(as_carried(value, column.kind) or "")
            if any(column.names is Names.MEASURES_AND_PARTS for column in sheet.lead):
                used.setdefault(OWNERS, set()).add(entry.lead[0])
            if sheet.lead and sheet.lead[-1].header == "Year":
                used.setdefault(YEARS, set()).add(entry.lead[-1])
    used.setdefault(OWNERS, set()).update(_owners(tables))
    if boards := {board["title"] for board in tables.get(PARTNERSHIP, {}).get("boards", ())}:
        used.setdefault(BOARDS, set()).update(boards)
    plan_years = list(_years(tables.get(PLAN, {})))
    used.setdefault(YEARS, set()).update(plan_years)
    used.setdefault(QUARTERS, set()).update(_quarters(plan_years))
    lists = {name: sorted(each for each in found if each) for name, found in used.items()}
    lists[YEARS] = [*(year for year in lists[YEARS] if year != EVERY_YEAR), EVERY_YEAR]
    return {name: lists[name] for name in sorted(lists)}


def _list_of(column: Column) -> str:
    """The list of what is in use that a column takes from, and adds to; "" for none."""
    if column.names is Names.MEASURES_AND_PARTS:
        return OWNERS
    if column.choices or column.kind is not Kind.TEXT or column.names:
        return ""
    if not column.path:
        return _LEADS.get(column.header, "")
    return _IN_USE.get(str(column.path[-1]), "")


def _owners(tables: Mapping[str, Table]) -> Iterator[str]:
    for sheet in SHEETS:
        if sheet.name == "Measures":
            yield from (entry.lead[0] for entry in entries(sheet, tables))
        if sheet.name == "Parts":
            yield from (entry.table.get("id", "") for entry in entries(sheet, tables))


def _years(plan: Table) -> Iterator[str]:
    """The years of the plan, and the one that follows: its targets are set before it begins."""
    first, last = str(plan.get("first_year", "")), str(plan.get("last_year", ""))
    if is_financial_year(first) and is_financial_year(last):
        for year in range(int(first[:4]), int(last[:4]) + 2):
            yield f"{year}/{(year + 1) % 100:02}"


def _quarters(years: Sequence[str]) -> Iterator[str]:
    for year in years:
        yield from (f"{year.replace('/', '-')}-Q{quarter}" for quarter in range(1, 5))


def _place(sheet: Sheet, header: str) -> int:
    return next(place for place, each in enumerate(sheet.written, 1) if each.header == header)
