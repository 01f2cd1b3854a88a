"""The commentary that is still needed, shown while the return is filled in.

A figure that is red needs a commentary, and the check will ask for it. Here its empty cell is
filled as soon as the figure is typed, and is plain again once something is written. The comparison
is that of the rating, whatever the rule: after rounding to the measure's decimals, with the least
and the most that is not red. Where those are not known before the figure is, as in a rank, only the
check can tell.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import isnan

from openpyxl.formatting.rule import FormulaRule, Rule
from openpyxl.styles import PatternFill

from kpis.cell_addresses import letters_of
from kpis.template import columns
from kpis.template.columns import TemplateRow, cells_of, place_of_column

_FILL = PatternFill("solid", bgColor="F6B26B")  # darker than its neighbours also in grey


def commentaries_needed(rows: Sequence[TemplateRow], first_row: int) -> Iterator[tuple[str, Rule]]:
    """Cells of the sheet Return and the rule that fills those whose commentary is needed."""
    outturn, commentary = (
        f"${letters_of(place_of_column(column))}"
        for column in (columns.OUTTURN, columns.COMMENTARY)
    )
    numbered = enumerate(rows, first_row)
    # One rule for each run of rows: programs differ on what a rule of several ranges is moved from.
    for misses, run in groupby(numbered, key=lambda pair: _misses(pair[1])):
        if not misses:
            continue
        numbers = [number for number, _ in run]
        first = numbers[0]
        missed = ",".join(misses).format(outturn=f"{outturn}{first}")
        formula = f"AND(ISNUMBER({outturn}{first}),LEN({commentary}{first})=0,OR({missed}))"
        yield cells_of(columns.COMMENTARY, numbers), FormulaRule(formula=[formula], fill=_FILL)


def _misses(row: TemplateRow) -> tuple[str, ...]:
    """The comparisons by which a figure of a row is red; () where that cannot be told."""
    least, most = row.not_red or (float("nan"), float("nan"))
    rounded = f"ROUND({{outturn}},{row.measure.decimals})"
    ends = ((least, "<"), (most, ">"))
    return tuple(f"{rounded}{sign}{end:.15g}" for end, sign in ends if not isnan(end))
