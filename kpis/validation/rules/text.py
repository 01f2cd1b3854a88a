"""Rules about words: commentary and the names of areas, breakdowns and categories."""

import re
from collections.abc import Iterator

from kpis.readers.asked import LEAVE_OUT, TAKE, Choice
from kpis.validation.garbled.mended import mended
from kpis.validation.garbled.mended_texts import KEYS, MENDED, TEXTS, about, shortened
from kpis.validation.issues.cross_row import GarbledText, TextLikeFormula, TextTooLong
from kpis.validation.return_table import ReturnTable, RowIssue
from kpis.validation.text_column import positions

# About a page of print; a figure's explanation that is longer belongs in a report of its own.
LONGEST_COMMENTARY = 4_000
LONGEST_NAME = 120
_LONGEST = {
    "commentary": LONGEST_COMMENTARY,
    "area": LONGEST_NAME,
    "breakdown": LONGEST_NAME,
    "category": LONGEST_NAME,
}

# What makes a spreadsheet work out a text (OWASP, "CSV Injection"). A leading + or - alone is
# left out, for commentary begins so: "- staff left", "+3 on last year".
LIKE_FORMULA = re.compile(r"[=@]|[-+]\s*[A-Za-z][A-Za-z0-9_.]*\s*[(!|]")


def long_texts(table: ReturnTable) -> Iterator[RowIssue]:
    """There is room for a page of commentary, and for a line of a name."""
    for name, longest in _LONGEST.items():
        lengths = table.texts[name].meaning(len, "int64")
        for position in positions(lengths > longest):
            yield table.issue(
                TextTooLong,
                position,
                name,
                column=name,
                length=int(lengths[position]),
                longest=longest,
            )


def texts_like_formulas(table: ReturnTable) -> Iterator[RowIssue]:
    """A text that a spreadsheet would work out is kept as text, with a warning."""
    for name in _LONGEST:
        for position in positions(table.texts[name].where(LIKE_FORMULA.match)):
            yield table.issue(TextLikeFormula, position, name, column=name)


def garbled_texts(table: ReturnTable) -> Iterator[RowIssue]:
    """A text that was garbled on its way is asked about, once however often it stands there.

    Its rows wait. Official and illustrative figures are not asked about.
    """
    if table.is_history:
        return
    for name in TEXTS:
        column = table.texts[name]
        garbled = {text: mend for text in column.distinct if (mend := mended(text)) != text}
        for text, mend in garbled.items():
            rows = positions(column.where(text.__eq__))
            yield table.issue(
                GarbledText,
                rows[0],
                name,
                left_out=rows,
                column=name,
                about=about(text),
                choices=(
                    Choice(answer=MENDED, label="Take the mended text", stores=shortened(mend)),
                    Choice(answer=TAKE, label="Take it as typed", stores=shortened(text)),
                ),
            )


def garbled_names(table: ReturnTable) -> Iterator[RowIssue]:
    """A garbled measure, title or period that means something once it is mended is asked about."""
    if table.is_history:
        return
    for name, column in KEYS.items():
        texts = table.texts[name]
        garbled = {text: mend for text in texts.distinct if (mend := mended(text)) != text}
        for text, mend in garbled.items():
            rows = positions(texts.where(text.__eq__))
            if name == "period":
                rows = [row for row in rows if table.period.failed[row]]
            elif table.find_measure(mend) is None:
                continue
            if not rows:
                continue
            yield table.issue(
                GarbledText,
                rows[0],
                name,
                left_out=rows,
                column=column,
                about=about(text),
                choices=(
                    Choice(answer=MENDED, label="Take the mended text", stores=shortened(mend)),
                    Choice(answer=LEAVE_OUT, label="Leave its rows out"),
                ),
            )
