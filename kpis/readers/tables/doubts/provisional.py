"""Notes around a table that say its figures are provisional, and so mark them.

"All figures are provisional", "* provisional" and "Q2 figures are still provisional" set the marker
of what they are about, but for figures that have one of their own. A key that explains markers, as
"[p] provisional", is about none; nor is a sentence that says it of some figures only. A column that
says Provisional or Final of each row, such as Status, marks those that it calls provisional.
"""

import re
from collections.abc import Iterator

import pandas as pd

from kpis.cell_addresses import place_of
from kpis.frames import TEXT
from kpis.model import Marker
from kpis.readers.files.grid import Grid
from kpis.readers.raw import Layout
from kpis.readers.tables.doubts.notes import FOOTNOTE, marked, notes_around, of_its_quarter, raised
from kpis.readers.tables.found_table import Table
from kpis.readers.tables.headers import plain
from kpis.readers.tables.period_words import marker_for
from kpis.words.lists import counted

_PROVISIONAL = f"[{Marker.PROVISIONAL.value}]"
_FIGURES = r"(?:figures?|data|numbers?|values?|outturns?|results?|actuals?)"
_QUARTER = r"(?:q[1-4](?: \d{4}[/-]\d\d)?|(?:the|this) quarter)"
_SENTENCE = re.compile(
    r"\W*(?:please note(?: that)?:?\s|note:?\s|nb:?\s)?"
    rf"(?:(?:all|the|these|our|of|quarterly|this quarter's|{_QUARTER})\s)*{_FIGURES}"
    r"(?:\s(?:below|above|shown|given|here|in this (?:table|return|sheet|file)"
    rf"|(?:for|in) {_QUARTER}))?"
    r"\s(?:is|are)\s(?:(?:all|still|currently)\s)*provisional\b(?!\s(?:if|where|when|only))[^.;]*\W*",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"\W*(?:(?:data\s|figure\s)?status\W+|all\s)?provisional(?:\s{_FIGURES})?(?:[,:]?\s(?:for\s)?{_QUARTER})?\W*",
    re.IGNORECASE,
)
_OF_A_MARK = re.compile(rf"(?:is |are |all )*provisional(?:\s{_FIGURES})?\W*", re.IGNORECASE)
_SAYS_THE_STATUS = frozenset(
    ("status", "data status", "figure status", "status of figure", "status of data", "quality")
)
_CALLED_PROVISIONAL = frozenset(("provisional", "prov", "p"))
_CALLED_FINAL = frozenset(("final", "confirmed", "actual", "finalised", "validated", "f"))
_YES, _NO = frozenset(("y", "yes", "true", "provisional", "x")), frozenset(("n", "no", "false"))
_LETTERS_IN_BRACKETS = re.compile(r"[(\[]\s*[a-z]\s*[)\]]", re.IGNORECASE)


def marked_by_notes(
    grid: Grid, table: Table, rows: pd.DataFrame
) -> tuple[pd.DataFrame, list[str], set[str]]:
    """The rows with the markers that notes set, what tells so, and where these notes stand.

    rows: RAW_ROWS of a table.
    """
    told: list[str] = []
    heeded: set[str] = set()
    found = (*_notes(grid, table, rows), *_columns(grid, table, rows)) if len(rows) else ()
    for cell, text, about in found:
        is_about = rows.index.isin(about.index)
        before = rows["marker"].tolist()
        markers = [
            marker_for(figure, _PROVISIONAL) if of_note and not own else own
            for figure, own, of_note in zip(rows["outturn"], before, is_about, strict=True)
        ]
        if count := sum(new != own for new, own in zip(markers, before, strict=True)):
            rows = rows.assign(marker=pd.array(markers, dtype=TEXT))
            where = f"{grid.name}!{cell}" if grid.name else cell
            figures = counted(count, "figure is marked", "figures are marked")
            heeded.add(cell)
            told.append(f"{where}: '{text}' is heeded, and {figures} {_PROVISIONAL}.")
    return rows, told, heeded


def _columns(
    grid: Grid, table: Table, rows: pd.DataFrame
) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """The same of columns that say of each row whether it is provisional or final."""
    if table.layout is not Layout.TIDY:
        return
    taken = {*table.headers.columns.values(), *table.outturns()}
    numbers = rows["row"].tolist()
    for column, header in table.words.items():
        words = plain(header)
        if column in taken or not (words in _SAYS_THE_STATUS or words == "provisional"):
            continue
        said = [plain(text) for text in grid.column(column, numbers).texts]
        yes = _YES if words == "provisional" else _CALLED_PROVISIONAL
        if set(said) <= {*yes, *_NO, *_CALLED_FINAL, ""} and not yes.isdisjoint(said):
            is_so = [each in yes for each in said]
            yield table.cell(column), " ".join(header.split()), rows[is_so]


def _notes(grid: Grid, table: Table, rows: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """The cell and the text of each such note, and the rows that it is about."""
    read = set(rows["row"].tolist())
    for cell, text in notes_around(grid, table, read):
        if "provisional" not in text.casefold() or _LETTERS_IN_BRACKETS.match(text):
            continue
        place = place_of(cell)
        is_between = place is not None and table.header_row < place.row < max(read)
        footnote = FOOTNOTE.fullmatch(raised(text))
        if footnote and _OF_A_MARK.fullmatch(footnote["text"].strip()):
            yield cell, text, marked(footnote["mark"], grid, table, rows)
        elif _SENTENCE.fullmatch(text) or (_ALONE.fullmatch(text) and not is_between):
            yield cell, text, of_its_quarter(text, rows)
