"""Texts around a table that say its figures are in thousands or millions: "All figures in £000s".

So do those that say they are of the year so far, "Figures are cumulative", or in a unit that some
measures have and others not: "Emissions (kt)", "Rates per 1,000".

They stand above it, over its columns, between its rows, below it, in the header of what names its
figures, in a note beside one of them, in a comment, or are the name of its sheet. What the header
of the outturn says by itself is no part of this. Whether the words fit a measure is for validation.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from kpis.cell_addresses import letters_of
from kpis.readers.cell_kind import CellKind
from kpis.readers.files.grid import Grid
from kpis.readers.raw import ScaleSaid
from kpis.readers.tables.doubts.unit_words import unit_in

_ROWS_ABOVE = 10
_ROWS_BELOW = 20
_MOST_CELLS = 3  # of a title or a note
_MOST_BETWEEN = 500
_LONGEST_NOTE = 60
_LONGEST = 300  # characters; a longer text is no note on a table
_END = 1 << 30

_WORDS = r"(?:ten\s)?(?:hundreds?|thousands?|millions?|billions?)"
_THOUSANDS = r"['’]?000['’]?s?"
_OF_THINGS = rf"(?:thousand|million|billion|{_THOUSANDS})\s(?:of\s)?[a-z]+(?:\sco2e?)?"  # tonnes
_SCALE = re.compile(
    rf"""
    £\s?(?:{_THOUSANDS}|(?:{_WORDS}|k|m|mn|bn)\b)              # £000s, £m, £ thousand
  | (?<![\w.,])['’]?000(?:['’]?s\b)                              # 000s, '000s, 000's
  | (?<![\w.,])['’]000\b                                         # '000
  | \b(?:in|as|are|all)\s+(?P<said>{_THOUSANDS}|(?:{_WORDS}|k|m|mn|bn|kt|kg|kilotonnes)\b)
  | (?<!\d)[(\[,:=–-]\s*(?P<aside>{_THOUSANDS}|{_WORDS}|{_OF_THINGS})\s*(?:$|[)\],])  # Homes (000s)
  | ^\W*(?P<alone>000|k|{_WORDS})\W*$
  | ^(?P<first>thousand|million)\s                             # Thousand tonnes
  | [([]\s*(?P<letter>k)\s*[)\]]                               # Numbers (k)
  | (?:[x×]|times|(?:multiply|multiplied)\sby)\s?(?P<times>1,?000(?:,?000)?)(?![\d,])
  | (?<![\d,.])(?P<plural>1,?000(?:,?000)?)['’]?s\b             # 1,000s
  | \b(?:figures?|values?|numbers?|data|outturns?|results?)\b[^.;:,]{0, 30}?\b(?:is|are)\s
    (?:all\s|the\s)?(?P<to_date>cumulative|ytd|year[\s-]to[\s-]date)\b  # Figures are cumulative
  | ^\W*(?:all\s)?(?P<so_far>cumulative|ytd|year[\s-]to[\s-]date)\s
    (?:figures?|values?|numbers?|data|totals?|outturns?)\W*$    # Cumulative figures
    """,
    re.VERBOSE | re.IGNORECASE,
)

_TITLE_SO_FAR = re.compile(
    r"(?<![\w-])(?:ytd|year[\s-]to[\s-]date|cumulative)(?!\w)", re.IGNORECASE
)
_ANOTHER_FIGURE = re.compile(
    r"\b(?:targets?|not|non|forecasts?|budgets?|profiled?|and|or|if|unless|where)\b", re.IGNORECASE
)
_MOST_WORDS = 7  # of a title
_ALONE = re.compile(
    r"(?:(?:all|the|these)\s)?(?:(?:figures?|values?|numbers?|amounts?|outturns?)\s)?(?:is\s|are\s)?"
    rf"(?:in|as)?\s*(?:£\s?)?(?:{_THOUSANDS}|{_WORDS}|1,?000s|£[km])\W*"
    r"|(?:(?:all|the|these|this)\s)?(?:figures?|values?|numbers?|outturns?)\s(?:is|are)\s"
    r"(?:cumulative|ytd|year[\s-]to[\s-]date)\W*",
    re.IGNORECASE,
)


def scale_in(text: str) -> str:
    """The words of a text that say a scale, as they are written; "" where none do."""
    if len(text) > _LONGEST or not (found := _SCALE.search(text)):
        return ""
    if power := found["times"] or found["plural"]:
        return f"{power.replace(',', '')}s"
    parts = ("said", "aside", "alone", "first", "letter", "to_date", "so_far")
    return next((found[part] for part in parts if found[part]), found[0].strip())


def said_in(text: str) -> str:
    """The words of a text that say a scale, or else another unit than figures may be in."""
    return scale_in(text) or unit_in(text)


def _titles_so_far(grid: Grid, number: int) -> Iterator[ScaleSaid]:
    """A row above a table that says in a few words that its figures are of the year so far."""
    row = grid.row_with_merged(number)
    if len(row) != 1:
        return
    ((column, cell),) = row.items()
    words = year_so_far_in(cell.text) if cell.kind == CellKind.TEXT else ""
    if words and not said_in(cell.text):
        yield ScaleSaid(words, cell.text, f"{letters_of(column)}{number}", 0, _END)


def year_so_far_in(title: str) -> str:
    """ "ytd", of "YTD performance" and "Housing, year to date"; "" of a target or a sentence."""
    found = _TITLE_SO_FAR.search(title)
    few = len(title.split()) <= _MOST_WORDS and not _ANOTHER_FIGURE.search(title)
    return found[0].lower() if found and few else ""


def scales_around(
    grid: Grid,
    header_rows: tuple[int, int],
    outturns: Collection[int],
    rows: Collection[int],
    last_row: int = 0,
    names: Collection[int] = (),
    notes: Collection[int] = (),
) -> tuple[ScaleSaid, ...]:
    """What is said of a table, or of its rows below a heading, from the top down.

    header_rows: the first and the last of them. outturns: its columns with outturns. rows: those
    of the sheet that are read as figures. last_row: of the table, 0 where nothing follows it.
    names: columns by which its figures are known. notes: columns of what is said beside them.
    """
    of_all = (0, _END)
    words = said_in(grid.name) or year_so_far_in(grid.name)
    found = [ScaleSaid(words, grid.name, "", *of_all)] if words else []
    top, header = header_rows
    numbers = grid.rows()
    for number in (each for each in numbers if top - _ROWS_ABOVE <= each < header):
        found += _said(grid, number, _over(grid, number, outturns) if number >= top else None)
        if number < top:
            found += _titles_so_far(grid, number)
    found += _said(grid, header, names)
    last_read = max(rows, default=0)
    after = [n for n in numbers if last_read < n <= (last_row or _END)][:_ROWS_BELOW]
    for number in after if rows else ():
        found += _said(grid, number)
    between = [n for n in numbers if header < n < last_read and n not in rows][:_MOST_BETWEEN]
    alone = [number for number in between if len(grid.row(number)) <= _MOST_CELLS]
    for number, following in pairwise([*alone, _END]):
        found += (each._replace(first=number, last=following) for each in _said(grid, number))
    for column in notes:
        found += _beside(grid, column, sorted(rows))
    found += _in_comments(grid, header_rows, rows, {*outturns, *names, *notes})
    return tuple(found)


def _in_comments(
    grid: Grid, header_rows: tuple[int, int], rows: Collection[int], columns: Collection[int]
) -> Iterator[ScaleSaid]:
    """What comments on the table say of all of it, or of the one row that they are on.

    columns: those of which a comment may say something of the figures.
    """
    top, header = header_rows
    for place, text in grid.comments.items():
        within = place.row >= top and (place.row <= header or not rows or place.row in rows)
        if (within and place.column not in columns) or not (words := said_in(text)):
            continue
        of_row = within and place.row > header
        first, last = (place.row - 1, place.row + 1) if of_row else (0, _END)
        yield ScaleSaid(words, text, place.address, first, last)


def _beside(grid: Grid, column: int, rows: Sequence[int]) -> Iterator[ScaleSaid]:
    """What the notes of a column say and nothing else; of rows that follow each other, once."""
    texts = dict(zip(rows, grid.column(column, rows).texts, strict=True))
    last: ScaleSaid | None = None
    for number, text in texts.items():
        if last and text == last.text:
            last = last._replace(last=number + 1)
            continue
        if last:
            yield last
        last = None
        if text and len(text) <= _LONGEST_NOTE and _ALONE.fullmatch(text):
            words = scale_in(text) or text
            last = ScaleSaid(words, text, f"{letters_of(column)}{number}", number - 1, number + 1)
    if last:
        yield last


def _said(grid: Grid, number: int, columns: Collection[int] | None = None) -> Iterator[ScaleSaid]:
    """What a row says of the whole table. columns: of the cells that may; None for a short row."""
    row = grid.row_with_merged(number)
    if columns is None and len(row) > _MOST_CELLS:
        return
    for column, cell in row.items():
        if cell.kind != CellKind.TEXT or not (columns is None or column in columns):
            continue
        if words := said_in(cell.text):
            yield ScaleSaid(words, cell.text, f"{letters_of(column)}{number}", 0, _END)


def _over(grid: Grid, number: int, outturns: Collection[int]) -> set[int]:
    """The columns of the cells of a row that stand over outturns, or begin left of them."""
    filled = list(grid.row_with_merged(number))
    lefts = (max((c for c in filled if c <= column), default=0) for column in outturns)
    return {column for column in lefts if column}
