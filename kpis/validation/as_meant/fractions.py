"""Bare figures of percentages that may be fractions: 0.95, 1 and 1.02 in one sheet.

0.95 may be 95 % or 0.95 %, and so may 1 and 1.02 where nothing in the sheet is plainly a
percentage. Which it is, is asked once for a sheet. The key of that question names the cells, so
that its answer holds for these figures and for no others.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from kpis.cell_addresses import Place, letters_of, place_of
from kpis.readers.asked import Answers, key_of
from kpis.readers.raw import CellKind
from kpis.validation.figures import FigureColumn
from kpis.validation.issues.shown import FractionsOrPercentages
from kpis.validation.text_column import TextColumn
from kpis.validation.values import plainly

FRACTIONS = "fractions"  # the answer by which the figures are multiplied by a hundred
LARGEST_FRACTION = 1.5  # 150 %: a measure may be above 100 %, but hardly one above this


def about_cells(sheet: str, cells: Sequence[str]) -> str:
    """What the question about these cells hangs on: "Q2 C2:C4 D9"."""
    places = sorted(
        (place for cell in cells if (place := place_of(cell))), key=lambda place: place[::-1]
    )
    runs: list[list[Place]] = []
    for place in places:
        if runs and runs[-1][-1] == Place(place.row - 1, place.column):
            runs[-1].append(place)
        else:
            runs.append([place])
    ranges = (
        run[0].address if len(run) == 1 else f"{run[0].address}:{run[-1].address}" for run in runs
    )
    return " ".join([sheet, *ranges])


def answered_fractions(
    texts: Mapping[str, TextColumn], cells: pd.Series, answers: Answers
) -> tuple[tuple[int, ...], ...]:
    """Positions of the figures that somebody called fractions, by answer. cells: `outturn_cell`."""
    found = []
    for key, answer in answers.given.items():
        code, _, about = key.partition(": ")
        if code != FractionsOrPercentages.code or answer != FRACTIONS:
            continue
        for sheet in texts["sheet"].distinct:
            named = key_of("", sheet).removeprefix(": ")
            if not about.startswith(named):
                continue
            wanted = _expanded(about.removeprefix(named).upper().split())
            of_sheet = texts["sheet"].where(sheet.__eq__)
            positions = np.flatnonzero(of_sheet & cells.isin(wanted).to_numpy())
            if len(positions):
                answers.to(code, about)
                found.append(tuple(positions.tolist()))
    return tuple(found)


def as_percentages(
    texts: Mapping[str, TextColumn], outturn: FigureColumn, answered: Sequence[Sequence[int]]
) -> dict[str, TextColumn]:
    """Texts and kinds of the outturns with fractions written as percentages: 0.95 as "95%"."""
    written = {}
    for position in (position for group in answered for position in group):
        marker = outturn.markers[position]
        share = plainly(float(outturn.figures[position]) * 100)
        written[position] = f"{share}% [{marker}]" if marker else f"{share}%"
    return {
        "outturn": texts["outturn"].replaced(written),
        "outturn_kind": texts["outturn_kind"].replaced(dict.fromkeys(written, str(CellKind.TEXT))),
    }


def _expanded(ranges: Sequence[str]) -> set[str]:
    """The addresses in "C2:C4" and "D9"."""
    cells = set()
    for block in ranges:
        first, _, last = block.partition(":")
        top, bottom = place_of(first), place_of(last or first)
        if top and bottom:
            cells |= {f"{letters_of(top.column)}{row}" for row in range(top.row, bottom.row + 1)}
    return cells
