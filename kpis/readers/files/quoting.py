r"""Quotation marks as other programs write them, brought into those of every CSV.

A cell that holds a comma or a quotation mark stands in quotation marks, and a mark within it is
doubled: that is what `csv` reads. Databases put a backslash before it (\"), statistics programs
use single quotes, a file that was opened as one column and saved again has each whole line in
quotation marks, and some exports double every mark. Read as usual, such cells would be cut at
their commas. A style is taken only where the whole text can be read so and not as usual.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable

SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 30  # records
_NO_SEPARATOR = "\x1f"
_IN_QUOTES = re.compile('"[^"]*"?')

Quoted = tuple[str, tuple[str, ...]]


def in_usual_quotes(text: str) -> Quoted:
    """The text with quotation marks as every CSV has them, and a note where they were others."""
    for read in (_of_whole_lines, _with_backslashes, _doubled_throughout, _in_single_quotes):
        if found := read(text):
            return found
    return text, ()


def _of_whole_lines(text: str) -> Quoted | None:
    """Each line is one quoted cell that holds a line of a CSV."""
    if not text.startswith('"') or '""' not in text.partition("\n")[0]:
        return None
    records = _strictly(text, _NO_SEPARATOR)
    if records is None or not any(sign in records[0][0] for sign in SEPARATORS):
        return None
    if any(len(record) > 1 or "\n" in "".join(record) for record in records):
        return None
    lines = "\n".join("".join(record) for record in records)
    return lines, ("Every line is in quotation marks as a whole: they are read as if taken off.",)


def _with_backslashes(text: str) -> Quoted | None:
    if '\\"' not in text:
        return None
    separator = _separator_of(text)
    doubled = text.replace('\\"', '""')
    if _strictly(text, separator) is not None or _strictly(doubled, separator) is None:
        return None
    return doubled, ('\\" within a cell is read as a quotation mark.',)


def _doubled_throughout(text: str) -> Quoted | None:
    first, separator = text.partition("\n")[0], _separator_of(text)
    if not first.startswith('""') or _strictly(text, separator) is not None:
        return None
    single = text.replace('""', '"')
    if _strictly(single, separator) is None:
        return None
    return single, ("Every quotation mark is doubled: they are read as single ones.",)


def _in_single_quotes(text: str) -> Quoted | None:
    """At least half of the records have a cell in single quotes, and none has one in double."""
    start = text[: 1 << 14]
    if start.count("'") < 4:
        return None
    separator = _separator_of(text)
    lines = [line for line in start.splitlines()[:_SAMPLE] if separator in line]
    cells = [[cell.strip() for cell in line.split(separator)] for line in lines]
    if any(cell.startswith('"') for line in cells for cell in line):
        return None
    quoted = sum(any(_is_in_single_quotes(cell) for cell in line) for line in cells)
    if 2 * quoted < len(cells):
        return None
    records = _strictly(text.replace("\\'", "''"), separator, "'")
    if records is None:
        return None
    return _as_text(records, separator), ("Cells are in single quotation marks: read without.",)


def _is_in_single_quotes(cell: str) -> bool:
    return len(cell) > 2 and cell.startswith("'") and cell.endswith("'")


def _separator_of(text: str) -> str:
    """The sign that stands most often outside quotation marks."""
    outside = _IN_QUOTES.sub("", text[: 1 << 12])
    counts = Counter(sign for sign in outside if sign in SEPARATORS)
    return max(SEPARATORS, key=lambda sign: counts[sign])


def _strictly(text: str, separator: str, quote: str = '"') -> list[list[str]] | None:
    """The records, where every quotation mark is in its place; else None."""
    lines = io.StringIO(text, newline="")
    try:
        return list(csv.reader(lines, delimiter=separator, quotechar=quote, strict=True))
    except csv.Error:
        return None


def _as_text(records: Iterable[list[str]], separator: str) -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator, lineterminator="\n").writerows(records)
    return file.getvalue()
