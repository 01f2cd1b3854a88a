"""Tables as HTML: a caption, headers that say what they are of, cards on a narrow screen."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from kpis.exports.html.cells import cell_content
from kpis.exports.html.setting import Setting
from kpis.exports.html.table_parts import cell, column, group_header, row, row_header
from kpis.exports.html.table_parts import table as table_element
from kpis.markup.elements import Html, join
from kpis.reports.blocks import Column, Row, Table
from kpis.words.report.shown import NONE

_MOST_AS_IT_IS = 3  # columns that fit a narrow screen
_LONG = 60  # characters of a cell: from there on it has a card's whole width
_OF_TIMES = ("Period",)  # whose rows are compared downwards, so that they stay rows


def table(block: Table, setting: Setting) -> Html:
    """The table, in a frame that scrolls sideways where it is wider than the screen."""
    bodies = [[_line(each, block.columns, setting) for each in rows] for rows in _bodies(block)]
    return table_element(block.caption, _head(block.columns), *bodies, class_=_kind(block))


def _kind(block: Table) -> str:
    if any(each.is_mark for each in block.columns):
        return "k-grid"
    if any(cell.marks for line in block.rows for cell in line.cells):
        return "k-strips"
    if block.columns[0].title in _OF_TIMES:
        return "k-history"
    return "k-cards" if len(block.columns) > _MOST_AS_IT_IS else "k-plain"


def _bodies(block: Table) -> Iterator[Sequence[Row]]:
    """The rows by the groups that they stand in; at least one, for a table has a body."""
    body: list[Row] = []
    for each in block.rows:
        if each.is_group and body:
            yield body
            body = []
        body.append(each)
    yield body


def _head(columns: Sequence[Column]) -> Html:
    """One row of headers; two where columns stand in groups."""
    if not any(each.group for each in columns):
        return row([column(each.title, class_=_class(each)) for each in columns])
    above, below = [], []
    for group, together in groupby(columns, key=lambda each: each.group):
        own = list(together)
        if group:
            above.append(column(group, columns=len(own), class_="k-year"))
            below += [column(each.title, class_=_class(each)) for each in own]
        else:
            above += [column(each.title, rows=2, class_=_class(each)) for each in own]
    return join(row(above), row(below))


def _class(column: Column) -> str | None:
    if column.is_mark:
        return "k-quarter"
    return "k-figure" if column.is_figure else None


def _line(line: Row, columns: Sequence[Column], setting: Setting) -> Html:
    first, *rest = line.cells
    if line.is_group:
        return group_header(cell_content(first, setting), columns=len(columns))
    cells = [
        cell(
            cell_content(each, setting, mark_alone=of.is_mark),
            class_=_of_cell(of, absent=each.text in ("", NONE), long=len(each.text) > _LONG),
            label=of.title,
        )
        for each, of in zip(rest, columns[1:], strict=True)
    ]
    return row(row_header(cell_content(first, setting)), cells)


def _of_cell(of: Column, *, absent: bool, long: bool) -> str | None:
    kinds = (_class(of), "k-absent" if absent else None, "k-long" if long else None)
    return " ".join(filter(None, kinds)) or None


def numbers(
    caption: str, names: Sequence[str], columns: Sequence[tuple[str, Sequence[str]]]
) -> Html:
    """A plain table of figures. names: of its rows; columns: the title of each with its texts."""
    titles = [column("Period"), *(column(title, class_="k-figure") for title, _ in columns)]
    rows = [
        row(row_header(name), [cell(texts[place], class_="k-figure") for _, texts in columns])
        for place, name in enumerate(names)
    ]
    return table_element(caption, row(titles), rows, class_="k-plain")
