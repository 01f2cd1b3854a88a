"""Which rows of a mapped table are wanted: those of some areas, groups or kinds of figure.

An extract holds many series side by side; a person says of some columns what must stand there. A
filter that finds nothing is a mistake of the filter or a word that the file no longer uses, so it
is told in a sentence, with what stands there instead.
"""

from collections import Counter
from collections.abc import Sequence

from kpis.cell_addresses import letters_of
from kpis.errors import MappingError
from kpis.readers.files.grid import Grid, TextSheet
from kpis.readers.mapping.column_mapping import ColumnMapping
from kpis.regardless import regardless_of_case
from kpis.words.lists import counted, cut, listed

NAMED = 5  # texts in one sentence
LONGEST = 60  # characters of each of them


def wanted_rows(
    sheet: Grid, mapping: ColumnMapping, below: Sequence[int]
) -> tuple[list[int], tuple[str, ...]]:
    """Of the rows below the header those that pass every filter of the mapping, and notes.

    Raises MappingError where none of many does, with the column that stands in the way.
    """
    numbers = list(below)
    if not mapping.rows or not numbers:
        return numbers, ()
    notes = []
    for column, accepted in sorted(mapping.rows.items()):
        texts = sheet.column(column, below, merged=True).texts
        found = {text: regardless_of_case(text) for text in dict.fromkeys(texts)}
        wanted = {regardless_of_case(text): text for text in accepted}
        missing = [text for key, text in wanted.items() if key not in set(found.values())]
        if len(missing) == len(wanted):
            raise MappingError(_nothing_there(column, missing, texts))
        if missing:
            notes.append(f"No row says {_either(missing)} in column {letters_of(column)}.")
        passing = {row for row, text in zip(below, texts, strict=True) if found[text] in wanted}
        numbers = [row for row in numbers if row in passing]
    words = [
        f"{_either(accepted)} in column {letters_of(column)}"
        for column, accepted in sorted(mapping.rows.items())
    ]
    if not numbers:
        raise MappingError(
            f"No row says {listed(words)} at once, so nothing is read: say again which rows "
            "are wanted."
        )
    how_many = f"{len(numbers):,} of {len(below):,}"
    return numbers, (f"Only rows with {listed(words)} are read: {how_many}.", *notes)


def rows_moved_past_filters(sheet: TextSheet, mapping: ColumnMapping, header_row: int) -> set[int]:
    """Rows of a CSV with more cells than the header that no filter passes where they stand.

    Those that would pass were their cells moved back: a comma too many moves the text that a
    filter looks for into a further column, and the row would be passed over without a word.
    """
    if not mapping.rows:
        return set()
    width = len(sheet.records[header_row - 1])
    accepted = {
        column - 1: set(map(regardless_of_case, texts)) for column, texts in mapping.rows.items()
    }
    moved = set()
    for number, record in enumerate(sheet.records[header_row:], header_row + 1):
        surplus = len(record) - width
        if surplus < 1:
            continue
        there = {at: _folded_at(record, at) in texts for at, texts in accepted.items()}
        back = (
            there[at] or _folded_at(record, at + surplus) in texts for at, texts in accepted.items()
        )
        if not all(there.values()) and all(back):
            moved.add(number)
    return moved


def _folded_at(record: Sequence[str], place: int) -> str:
    return regardless_of_case(record[place]) if place < len(record) else ""


def without_left_out(
    sheet: Grid, mapping: ColumnMapping, rows: Sequence[int]
) -> tuple[list[int], tuple[str, ...]]:
    """These rows but for those of names that are left out knowingly, and a note on them."""
    column = mapping.column("measure")
    if column is None or "" not in mapping.names.values():
        return list(rows), ()
    texts = sheet.column(column, rows, merged=True).texts
    left_out = {text for text in set(texts) if mapping.names.get(regardless_of_case(text)) == ""}
    kept = [row for row, text in zip(rows, texts, strict=True) if text not in left_out]
    if not left_out:
        return kept, ()
    shown = _shown(sorted(left_out))
    how_many = counted(len(rows) - len(kept), "row")
    return kept, (f"Left out as it was said of them, {how_many}: {shown}.",)


def _nothing_there(column: int, missing: Sequence[str], texts: Sequence[str]) -> str:
    held = [text for text, _ in Counter(text for text in texts if text).most_common()]
    there = f"It says {_shown(held)}" if held else "Nothing stands there"
    return (
        f"No row says {_either(missing)} in column {letters_of(column)}, so nothing is read. "
        f"{there}: say again which rows are wanted."
    )


def _either(texts: Sequence[str]) -> str:
    """ "'All' or 'Total'"."""
    named = [repr(cut(text, LONGEST)) for text in texts[:NAMED]]
    if more := len(texts) - len(named):
        named.append(f"one of {more:,} more")
    return listed(named, "or")


def _shown(texts: Sequence[str]) -> str:
    """ "'a', 'b' and 12 more"."""
    named = [repr(cut(text, LONGEST)) for text in texts[:NAMED]]
    if more := len(texts) - len(named):
        named.append(f"{more:,} more")
    return listed(named)
