"""Titles that stand beside ids for reading only, where they are not those of their ids any more.

Somebody typed into a grey cell, or gave a row another id: either way it is told, for nothing of it
is read.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kpis.plan.files import Table
from kpis.plan_book.faults import BookFault
from kpis.plan_book.naming import titles_of
from kpis.plan_book.sheets import Column
from kpis.words.lists import cut

_LONGEST = 80


class TitleSeen(NamedTuple):
    """sheet, cell: where it stands. column: of the id it stands beside."""

    sheet: str
    cell: str
    header: str
    column: Column
    name: str  # the id or number, as text
    title: str


def notes_of(
    seen: list[TitleSeen], now: Mapping[str, Table], held: Mapping[str, Table]
) -> Iterator[BookFault]:
    """Titles that are neither what the workbook calls an id, nor what the files do.

    An id that neither knows is told elsewhere.
    """
    titles, before = titles_of(now), titles_of(held)
    for each in seen:
        if each.column.names is None:
            continue
        called = titles[each.column.names].get(each.name)
        was = before[each.column.names].get(each.name)
        if called is None or _plain(each.title) in {_plain(called), _plain(was or called)}:
            continue
        yield BookFault(
            sheet=each.sheet,
            cell=each.cell,
            key=each.header,
            message=f'"{cut(each.title, _LONGEST)}" stands beside {each.name}, which is called '
            f'"{cut(called, _LONGEST)}". The id holds; what is typed here is not read.',
        )


def _plain(text: str) -> str:
    return " ".join(text.split())
