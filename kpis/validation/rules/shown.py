"""Rules about what a person sees: a figure is taken as it is seen, or it is asked about."""

from collections.abc import Iterator, Sequence
from math import isnan

import numpy as np

from kpis.cell_addresses import letters_in
from kpis.model import Unit
from kpis.readers.asked import LEAVE_OUT, TAKE, Choice
from kpis.readers.files.seen.number_formats import NOTHING_SHOWN
from kpis.validation.as_meant.fractions import FRACTIONS, LARGEST_FRACTION, about_cells
from kpis.validation.as_meant.shown import (
    FIELDS_SHOWN,
    SHOWN,
    ShownOtherwise,
)
from kpis.validation.issues.question import TakenAsAnswered
from kpis.validation.issues.shown import (
    BoundOrSuppressed,
    FractionsOrPercentages,
    RaisedDigit,
    ShownOtherwiseThanHeld,
    StruckThrough,
)
from kpis.validation.ratios import confirmed_by_ratio
from kpis.validation.return_table import ReturnTable, RowIssue
from kpis.validation.rules.asking import storable_rows
from kpis.validation.text_column import positions
from kpis.validation.values import InDoubt, plainly
from kpis.words.lists import and_more

# The figure, what it is known by, and its parts; what is struck through among them is told.
_MAY_BE_STRUCK = (
    *("outturn", "header", "measure", "period", "area", "breakdown", "category"),
    *("marker", "unit", "numerator", "denominator"),
)
_OF_EVERY_ROW = ("outturn", "header")


def shown_otherwise(table: ReturnTable) -> Iterator[RowIssue]:
    """A cell shows the figure that it holds, at the decimals its measure publishes."""
    for each in table.shown:
        if each.taken:
            yield table.issue(
                TakenAsAnswered,
                each.positions[0],
                each.name,
                label=and_more("as the cell shows it", len(each.positions)),
            )
            continue
        yield table.issue(
            each.question,
            each.positions[0],
            each.name,
            left_out=each.positions,
            about=each.about,
            column=each.name,
            shown=each.shown[0],
            more=len(each.positions) - 1,
            choices=_choices(table, each),
        )


def periods_and_headers_unseen(table: ReturnTable) -> Iterator[RowIssue]:
    """Whoever sees a figure sees its period and what heads it; for one column it is asked once.

    Of a figure that is not seen either, only the figure is asked about.
    """
    unseen = {
        (each.sheet, cell)
        for each in table.raw.tables
        for cell, shows in each.shown.items()
        if shows == NOTHING_SHOWN
    }
    if not unseen:
        return
    by_column: dict[tuple[str, str, str], list[int]] = {}
    for position in positions(table.texts["outturn"].filled):
        if table.place(position, "outturn") in unseen:
            continue
        for name in ("period", "header"):
            sheet, cell = table.place(position, name)
            if (sheet, cell) in unseen:
                by_column.setdefault((name, sheet, letters_in(cell)), []).append(position)
                break
    for (name, sheet, letters), alike in by_column.items():
        first = alike[0]
        found = table.typed(first, name) if name == "period" else table.header_of(first)
        label = "What the cell holds" if len(alike) == 1 else "What the cells hold"
        stores = _stores(table, table.returned(first), alike)
        yield table.issue(
            ShownOtherwiseThanHeld,
            first,
            name,
            found=found,
            left_out=alike,
            about=f"{sheet} {letters}: {name} {found} not shown, {len(alike)}",
            column=name,
            shown="",
            more=len(alike) - 1,
            choices=(Choice(answer=TAKE, label=label, stores=stores), _left_out(alike)),
        )


def raised_digits(table: ReturnTable) -> Iterator[RowIssue]:
    """A figure is written on the line: a raised digit behind it is a footnote's, or it is not."""
    for name in FIELDS_SHOWN:
        column = getattr(table, name)
        for about, alike in _in_doubt(table, name, InDoubt.RAISED):
            first = alike[0]
            figure = float(column.figures[first])
            without = f"[{column.markers[first]}]" if isnan(figure) else plainly(figure)
            taken = Choice(
                answer=TAKE,
                label="Without the raised digits",
                stores=_stores(table, without, alike),
            )
            yield table.issue(
                RaisedDigit,
                first,
                name,
                left_out=alike,
                about=about,
                column=name,
                without=without,
                more=len(alike) - 1,
                choices=(taken, _left_out(alike)),
            )


def struck_through(table: ReturnTable) -> Iterator[RowIssue]:
    """Nothing that a figure is known by, nor the figure, is struck through."""
    struck = {
        (of_sheet.sheet, address) for of_sheet in table.raw.tables for address in of_sheet.struck
    }
    if not struck:
        return
    by_column: dict[tuple[str, str, str], list[int]] = {}
    for position in range(len(table)):
        for name in _MAY_BE_STRUCK:
            sheet, cell = table.place(position, name)
            if (sheet, cell) in struck and (name in _OF_EVERY_ROW or table.typed(position, name)):
                by_column.setdefault((name, sheet, letters_in(cell)), []).append(position)
                break
    for (name, sheet, letters), alike in by_column.items():
        first = alike[0]
        found = table.typed(first, name) if name != "header" else table.header_of(first)
        outturn = table.returned(first)
        taken = Choice(answer=TAKE, label="It counts", stores=_stores(table, outturn, alike))
        yield table.issue(
            StruckThrough,
            first,
            name,
            found=found,
            left_out=alike,
            about=f"{sheet} {letters}: {found} for {table.typed(first, 'period')}, {len(alike)}",
            column=name,
            outturn=outturn,
            more=len(alike) - 1,
            choices=(taken, _left_out(alike)),
        )


def bounds_taken_for_suppressed(table: ReturnTable) -> Iterator[RowIssue]:
    """Small counts are suppressed, and nothing else is as a rule."""
    for name in FIELDS_SHOWN:
        for about, alike in _in_doubt(table, name, InDoubt.BOUND):
            taken = Choice(
                answer=TAKE, label="Suppressed, [c]", stores=_stores(table, "[c]", alike)
            )
            yield table.issue(
                BoundOrSuppressed,
                alike[0],
                name,
                left_out=alike,
                about=about,
                column=name,
                more=len(alike) - 1,
                choices=(taken, _left_out(alike)),
            )


def _in_doubt(
    table: ReturnTable, name: str, doubt: InDoubt
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """What each question is about, and the rows: those of a column of a sheet together."""
    by_column: dict[tuple[str, str], list[int]] = {}
    for position in positions(getattr(table, name).in_doubt(doubt)):
        sheet, cell = table.place(position, name)
        by_column.setdefault((sheet, letters_in(cell)), []).append(position)
    for (sheet, letters), alike in by_column.items():
        yield f"{sheet} {letters}: {table.typed(alike[0], name)}, {len(alike)}", tuple(alike)


def may_be_fractions(table: ReturnTable, new: np.ndarray, hundredfold: np.ndarray) -> np.ndarray:
    """Positions of bare percentages that may be fractions, and that nothing else settles.

    new: positions of figures that too few came before to say, or that are far from them all the
    same. hundredfold: of those that would fit the figures before them a hundred times as large. A
    figure from 1 up to LARGEST_FRACTION is in doubt only where nothing in its sheet is plainly a
    percentage, and one below 1, or a plain 1, is beside it.
    """
    percent = table.of_measure(lambda measure: measure.unit is Unit.PERCENT, False)
    bare = percent & ~table.outturn.percent_sign
    values, sheets = table.outturn.figures, table.texts["sheet"].codes
    small = new[bare[new] & (values[new] > 0) & (values[new] <= LARGEST_FRACTION)]
    small = small[~confirmed_by_ratio(table, small)]
    plain = np.unique(sheets[bare & (values > LARGEST_FRACTION)])
    beside = np.unique(sheets[small[values[small] <= 1]])
    from_1 = np.isin(sheets[small], beside) & ~np.isin(sheets[small], plain)
    above_1 = hundredfold[
        bare[hundredfold] & (values[hundredfold] > 1) & (values[hundredfold] <= LARGEST_FRACTION)
    ]
    return np.union1d(small[(values[small] < 1) | from_1], above_1)


def fractions_or_percentages(table: ReturnTable, asked: np.ndarray) -> Iterator[RowIssue]:
    """A bare figure for a percentage is plainly one, or it is asked once for its sheet.

    asked: positions, see `may_be_fractions`.
    """
    for group in table.fractions:
        found = table.typed(group[0], "outturn")
        yield table.issue(
            TakenAsAnswered,
            group[0],
            "outturn",
            label=and_more(f"a fraction, now {found}", len(group)),
        )
    sheets = table.texts["sheet"].codes[asked]
    for sheet in np.unique(sheets):
        alike = asked[sheets == sheet].tolist()
        first = alike[0]
        cells = [table.place(position, "outturn")[1] for position in alike]
        found = table.typed(first, "outturn")
        share = plainly(float(table.outturn.figures[first]) * 100)
        yield table.issue(
            FractionsOrPercentages,
            first,
            "outturn",
            left_out=alike,
            about=about_cells(table.texts["sheet"][first], cells),
            more=len(alike) - 1,
            choices=(
                Choice(
                    answer=FRACTIONS,
                    label="A fraction" if len(alike) == 1 else "Fractions",
                    stores=_stores(table, f"{share}%", alike),
                ),
                Choice(
                    answer=TAKE,
                    label="A percentage" if len(alike) == 1 else "Percentages",
                    stores=_stores(
                        table, f"{plainly(float(table.outturn.figures[first]))}%", alike
                    ),
                ),
                _left_out(alike),
            ),
        )


def _choices(table: ReturnTable, each: ShownOtherwise) -> tuple[Choice, ...]:
    held = table.typed(each.positions[0], each.name)
    choices = [
        Choice(
            answer=TAKE,
            label="What the cell holds" if len(each.positions) == 1 else "What the cells hold",
            stores=_stores(table, held, each.positions),
        ),
        _left_out(each.positions),
    ]
    if each.readable:
        shown = Choice(
            answer=SHOWN,
            label="What the cell shows" if len(each.positions) == 1 else "What the cells show",
            stores=_stores(table, each.shown[0], each.positions),
        )
        choices.insert(0, shown)
    return tuple(choices)


def _left_out(alike: Sequence[int]) -> Choice:
    return Choice(answer=LEAVE_OUT, label="Leave it out" if len(alike) == 1 else "Leave them out")


def _stores(table: ReturnTable, figure: str, alike: Sequence[int]) -> str:
    """ "45 for Q2 2019/20 and 3 more"."""
    storable = storable_rows(table, alike)
    if not storable:
        return ""
    period = table.typed(storable[0], "period")
    return and_more(f"{figure} for {period}" if period else figure, len(storable))
