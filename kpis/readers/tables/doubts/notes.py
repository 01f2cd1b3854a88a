"""Notes around a table that say its figures are others: "* forecast", "Q2 figures are estimates".

A note says so as a sentence about figures, or as a footnote whose mark stands behind a header, a
measure or a period. It is about those, about the quarter that it names, or else about all of the
table. A note that figures are of women or of one ward only puts them in doubt as well. Headings of
a word or two are read in `headings.py`.
"""

import re
import unicodedata
from collections.abc import Iterator

import pandas as pd

from kpis.cell_addresses import letters_in, letters_of
from kpis.readers.asked import HEADER_MEANING, LEAVE_OUT, TAKE, Choice, Doubt
from kpis.readers.cell_kind import CellKind
from kpis.readers.files.grid import Grid
from kpis.readers.raw import Layout
from kpis.readers.tables.beside_words import names_a_part
from kpis.readers.tables.doubts.headings import MOST_WORDS, says_other_figures
from kpis.readers.tables.doubts.titles import of_what
from kpis.readers.tables.found_table import Table
from kpis.readers.tables.headers import plain
from kpis.readers.tables.outturn_words import heads_other_figures
from kpis.words.lists import and_more

_ROWS_ABOVE = 10
_ROWS_BELOW = 20
_MOST_BETWEEN = 500
_MOST_CELLS = 3  # of a row that is a note
_LONGEST = 200  # characters
_SHORT = 60  # of a commentary that says nothing else
_OTHERS = (
    r"(?:forecast|estimate|projection|prediction|target|budget|profile)s?|forecasted|estimated"
    r"|projected|predicted|planned|budgeted|modelled|profiled|trajectories|annuali[sz]ed|extrapolated"
)
_FIGURES = r"(?:figures?|values?|numbers?|data|outturns?|actuals?|results?|cells?|columns?)"
_ARE = r"(?:\b(?:is|are|were|(?:has|have)\sbeen|shows?|represents?)\b|=)\s*(?!not\b)"
_ALL = (
    r"(?:(?:all|only|still|just|the|a|an|our|based\son|year[\s-]end|full[\s-]year|current|latest"
    r"|draft|annual|\w+ly)\s+)*"
)
_OPENING = r"^\W*(?:(?:please\s)?note(?:\sthat)?|n\.?b\.?)?\W*"
_SENTENCE = re.compile(
    rf"\b{_FIGURES}\b[^.;:,]{{0,40}}?{_ARE}{_ALL}(?:{_OTHERS})\b"
    # "Note: these are targets", "All of the above are forecasts"
    rf"|{_OPENING}(?:all(?:\sof)?\s)?(?:these|this|those|all|(?:the\s)?(?:above|below))\s"
    rf"(?:{_FIGURES}\s)?{_ARE}{_ALL}(?:{_OTHERS})\b"
    rf"|{_OPENING}(?:all\s)?(?:{_OTHERS})\s(?:figures?|values?|numbers?|data)(?:\sonly)?\W*$"
    rf"|{_OPENING}all\s(?:{_OTHERS})\W*$"
    rf"|\b{_FIGURES}\b[^.;:,]{{0,20}}?\b(?:(?:is|are)\s(?:for|from|of)|(?:(?:is|are)\s)?based\son)"
    r"\s(?:the\s)?(?:last|previous|prior)\s(?:year|quarter|month|period)\b",
    re.IGNORECASE,
)
FOOTNOTE = re.compile(
    r"(?P<mark>\*+|[†‡#]|[\[(]?(?:(?:foot)?note\s*)?\d[\])]?(?=[\s:.–-]))[\s:.–-]*(?P<text>[^*†‡#]+)",
    re.IGNORECASE,
)
# At the end of a header or a name: "*", a raised 1, "(note 1)", "[1]", or "Outturn1".
_MARK = re.compile(
    r"(\*+|[†‡#]|[¹²³⁴-⁹]|[\[(]\s*(?:(?:foot)?note\s*)?\d\s*[\])]|(?<=[a-z]{4})\d)[\s)\]]*$",
    re.IGNORECASE,
)
_OTHER = re.compile(
    rf"(?:(?:is|are|an?|the|these|this|our|latest|year[\s-]end|all)\s)*(?:{_OTHERS})"
    r"(?:\s(?:figures?|values?|numbers?|outturns?|only))*\W*",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"\bq(?:uarter\s)?([1-4])\b", re.IGNORECASE)
_ONLY = re.compile(r"\b(?:only|alone)\b", re.IGNORECASE)
_NAMES = ("measure", "measure_also", "period")


def doubts_of_notes(grid: Grid, table: Table, rows: pd.DataFrame) -> Iterator[Doubt]:
    """One question about each note that puts figures in doubt. rows: RAW_ROWS of a table."""
    if not len(rows):
        return
    for cell, text in notes_around(grid, table, set(rows["row"].tolist())):
        of_note = rows.iloc[:0]
        if _SENTENCE.search(text):
            of_note = of_its_quarter(text, rows)
        elif says_of_a_part(text):
            yield _doubt(grid, table, cell, text, rows, of_a_part=True)
        elif (footnote := FOOTNOTE.fullmatch(raised(text))) and _makes_others(footnote["text"]):
            of_note = marked(footnote["mark"], grid, table, rows)
        if len(of_note):
            yield _doubt(grid, table, cell, text, of_note)
    yield from _doubts_of_comments(grid, table, rows)
    yield from _doubts_of_commentaries(grid, table, rows)


def _doubts_of_commentaries(grid: Grid, table: Table, rows: pd.DataFrame) -> Iterator[Doubt]:
    """What commentaries say that are nothing but such a note: "Forecast", "This is the target"."""
    column = table.headers.columns.get("commentary", 0)
    for text in rows["commentary"].unique() if column else ():
        said = " ".join(str(text).split())
        if 0 < len(said) <= _SHORT and (_OTHER.fullmatch(said) or _SENTENCE.match(said)):
            of_text = rows[(rows["commentary"] == text).astype(bool)]
            cell = f"{letters_of(column)}{of_text['row'].iloc[0]}"
            yield _doubt(grid, table, cell, said, of_text, what="commentary")


def _doubts_of_comments(grid: Grid, table: Table, rows: pd.DataFrame) -> Iterator[Doubt]:
    """What comments say of the figure that they are on, or of those below the header."""
    for place, text in grid.comments.items():
        said = " ".join(text.split())
        if len(said) > _LONGEST or not (_SENTENCE.search(said) or _OTHER.fullmatch(said)):
            continue
        on = rows["outturn_cell"] == place.address
        if place.column in table.outturns() and table.top() <= place.row <= table.header_row:
            on = rows["outturn_cell"].map(letters_in) == letters_of(place.column)
        if on.any():
            yield _doubt(grid, table, place.address, said, rows[on.astype(bool)], what="comment")


def notes_around(grid: Grid, table: Table, read: set[int]) -> Iterator[tuple[str, str]]:
    """The cells of rows around a table or between its rows that may be notes, and their texts."""
    top, last_read = table.top(), max(read)
    numbers = grid.rows()
    above = [n for n in numbers if top - _ROWS_ABOVE <= n < top]
    between = [n for n in numbers if table.header_row < n < last_read and n not in read]
    below = [n for n in numbers if n > last_read and n <= (table.last_row or n)]
    for number in (*above, *between[:_MOST_BETWEEN], *below[:_ROWS_BELOW]):
        row = grid.row(number)
        for column, cell in row.items() if len(row) <= _MOST_CELLS else ():
            asked_as_heading = number < last_read and says_other_figures(cell.text)
            if cell.kind == CellKind.TEXT and len(cell.text) <= _LONGEST and not asked_as_heading:
                yield f"{letters_of(column)}{number}", " ".join(cell.text.split())


def _makes_others(text: str) -> bool:
    """Whether a footnote says that a figure is another one and nothing else: "an estimate"."""
    if _OTHER.fullmatch(text):
        return True
    few = len(text.split()) <= MOST_WORDS
    return few and not re.search(_OTHERS, text, re.IGNORECASE) and heads_other_figures(text)


def of_its_quarter(text: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the quarter that a note names; all of them where it names none of theirs."""
    named = set(_QUARTER.findall(text))
    if not named:
        return rows
    of_it = rows["period"].map(lambda period: not named.isdisjoint(_QUARTER.findall(period)))
    return rows[of_it.astype(bool)] if of_it.any() else rows


def marked(mark: str, grid: Grid, table: Table, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows whose header, measure or period ends with the mark of a footnote."""

    def ends_so(text: str) -> bool:
        found = _MARK.search(text)
        return found is not None and _bare(found[1]) == _bare(mark)

    headed = {letters_of(c) for c in table.outturns() if ends_so(_header(grid, table, c))}
    marked = rows["outturn_cell"].map(letters_in).isin(headed)
    for name in _NAMES:
        marked |= rows[name].map(ends_so).astype(bool)
    return rows[marked.astype(bool)]


def raised(text: str) -> str:
    """A note with a blank behind a raised digit that begins it."""
    return f"{_bare(text[0])} {text[1:]}" if text and text[0] in "¹²³⁴⁵⁶⁷⁸⁹" else text


def _bare(mark: str) -> str:
    """ "1" of a raised 1, of "[1]" and of "(note 1)"."""
    return re.sub(r"[^0-9*†‡#]", "", unicodedata.normalize("NFKC", mark))


def _header(grid: Grid, table: Table, column: int) -> str:
    """The header of a column as it stands in the file, with its marks."""
    number = table.header_rows.get(column, table.header_row)
    cell = grid.row_with_merged(number).get(column)
    return cell.text if cell else table.words.get(column, "")


def says_of_a_part(note: str) -> bool:
    """Whether a note says that figures are of a ward or a group and nothing else."""
    return _ONLY.search(note) is not None and names_a_part(plain(of_what(note)))


def _doubt(
    grid: Grid,
    table: Table,
    cell: str,
    text: str,
    rows: pd.DataFrame,
    *,
    of_a_part: bool = False,
    what: str = "note",
) -> Doubt:
    columns = set(rows["outturn_cell"].map(letters_in))
    first = rows.iloc[0]
    may_be = "are of a part alone" if of_a_part else "are no outturns"
    are, others = "They are outturns", "They are other figures: leave out"
    if of_a_part:
        are, others = "They are of the whole", "They are of a part: leave out"
    return Doubt(
        code=HEADER_MEANING,
        about=f"{what} {text}",
        sheet=grid.name,
        cell=cell,
        found=text,
        told=f"the {what} '{text}' may say that figures of this table {may_be}.",
        choices=(
            Choice(
                answer=TAKE,
                label=are,
                stores=and_more(f"{first['outturn']} for {first['period']}", len(rows)),
            ),
            Choice(answer=LEAVE_OUT, label=others),
        ),
        rows=tuple(dict.fromkeys(int(number) for number in rows["row"])),
        column=columns.pop() if table.layout is Layout.WIDE and len(columns) == 1 else "",
    )
