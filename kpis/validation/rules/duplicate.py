"""Rules about two rows that return one figure."""

from collections.abc import Iterator

import numpy as np

from kpis.validation.issues.cross_row import DuplicateRow, RepeatedRow
from kpis.validation.return_table import ReturnTable, RowIssue
from kpis.validation.text_column import combine


def duplicate_rows(table: ReturnTable) -> Iterator[RowIssue]:
    """A measure, period, area and category are returned once in a file.

    With the same figures twice the first row is taken; with different ones, none is. Figures are
    outturn, numerator, denominator and marker. In history the same key may recur with another day
    of return: these are its revisions.
    """
    usable = np.flatnonzero(table.pair >= 0)
    columns = (table.area, table.texts["breakdown"], table.texts["category"])
    key = [table.pair[usable], *(column.codes[usable] for column in columns)]
    if table.is_history:
        key.append(table.returned_on[usable].astype("int64"))
    group, first = combine(*key)
    again = usable[first[group] != np.arange(len(group))]
    originals = usable[first[group]][first[group] != np.arange(len(group))]
    same = _same_figures(table, again, originals)
    for position, original, repeated in zip(again, originals, same, strict=True):
        sheet, cell = table.place(original, "outturn")
        period = table.pairs[table.pair[position]].period.label
        found = table.issue(
            RepeatedRow if repeated else DuplicateRow,
            position,
            "outturn",
            found=table.returned(position),
            left_out=(int(position),) if repeated else (int(position), int(original)),
            period=period,
            first_place="!".join(part for part in (sheet, cell) if part),
            first_found=table.returned(original),
        )
        yield found._replace(beside=(int(original),))


def _same_figures(table: ReturnTable, rows: np.ndarray, others: np.ndarray) -> np.ndarray:
    same = table.full_marker[rows] == table.full_marker[others]
    for name in ("outturn", "numerator", "denominator"):
        column = getattr(table, name)
        equal = column.figures[rows] == column.figures[others]
        neither = ~column.has_figure[rows] & ~column.has_figure[others]
        # A cell that could not be taken equals another only where the same is typed there.
        codes = table.texts[name].codes
        alike = codes[rows] == codes[others]
        same &= equal | (neither & (alike | ~(column.failed[rows] | column.failed[others])))
    return np.asarray(same, dtype=bool)
