"""The commentary that is still needed, shown while the return is filled in.

A figure that misses the minimum expectation needs a commentary, and the check will ask for it.
Here its empty cell is filled as soon as the figure is typed, and is plain again once something
is written. The comparison is that of the rating: after rounding to the measure's decimals. Where
the minimum expectation is no single figure, a band or none, only the check can tell.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from openpyxl.formatting.rule import FormulaRule, Rule
from openpyxl.styles import PatternFill

from kpis.cell_addresses import letters_of
from kpis.model import Polarity
from kpis.template import columns
from kpis.template.columns import TemplateRow, cells_of, place_of_column

_FILL = PatternFill("solid", bgColor="F6B26B")  # darker than its neighbours also in grey
_MISSES = {Polarity.HIGHER: "<", Polarity.LOWER: ">"}


def commentaries_needed(rows: Sequence[TemplateRow], first_row: int) -> Iterator[tuple[str, Rule]]:
    """Cells of the sheet Return and the rule that fills those whose commentary is needed."""
    outturn, minimum, commentary = (
        f"${letters_of(place_of_column(column))}"
        for column in (columns.OUTTURN, columns.MINIMUM, columns.COMMENTARY)
    )
    numbered = enumerate(rows, first_row)
    # One rule for each run of rows: programs differ on what a rule of several ranges is moved from.
    for (misses, decimals), run in groupby(numbered, key=lambda pair: _comparison(pair[1])):
        if not misses:
            continue
        numbers = [number for number, _ in run]
        first = numbers[0]
        formula = (
            f"AND(ISNUMBER({outturn}{first}),LEN({commentary}{first})=0,"
            f"ROUND({outturn}{first},{decimals}){misses}ROUND({minimum}{first},{decimals}))"
        )
        yield cells_of(columns.COMMENTARY, numbers), FormulaRule(formula=[formula], fill=_FILL)


def _comparison(row: TemplateRow) -> tuple[str, int]:
    """How a figure of a row misses its minimum expectation, and the decimals; "" where unknown."""
    single = isinstance(row.minimum_expectation, float | int)
    misses = _MISSES.get(row.measure.polarity, "") if single else ""
    return misses, row.measure.decimals
