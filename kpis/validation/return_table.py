"""A return with its texts understood: measures, periods, areas, figures, markers.

Every distinct text is understood once and spread over the rows it stands in, so a long file
costs little more than a short one. Nothing is judged here; `rules` does that, and asks this table
where a figure stands and what was typed there.

Rows in which nothing was returned are kept apart in `blank`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from kpis.cell_addresses import letters_in, place_of
from kpis.model import Marker, Measure, Plan, Provenance, Severity
from kpis.periods import ReportingPeriod, reporting_quarter
from kpis.plan.chain.lookup import Elsewhere
from kpis.readers.raw import CellKind, RawReturn, TableFound, table_of_row
from kpis.validation.areas import NamesOfAreas
from kpis.validation.as_meant.points import PointsInDoubt
from kpis.validation.as_meant.shown import ShownOtherwise
from kpis.validation.contracts import CheckContext
from kpis.validation.figures import FigureColumn
from kpis.validation.issues.base import Issue
from kpis.validation.measure_names import MeasureNames
from kpis.validation.period_column import PeriodColumn
from kpis.validation.text_column import TextColumn, combine
from kpis.validation.titles import AreaInTitle
from kpis.validation.unit.said import UnitSaid
from kpis.validation.values import as_shown

_A_YEAR = 12  # months


class RowIssue(NamedTuple):
    """An issue, and the positions of the rows that are not accepted because of it.

    beside: those of rows that it holds them against.
    """

    issue: Issue
    left_out: tuple[int, ...] = ()
    beside: tuple[int, ...] = ()


class MeasureAndPeriod(NamedTuple):
    measure: Measure
    period: ReportingPeriod
    quarter: ReportingPeriod  # the one it is reported in


@dataclass(frozen=True, kw_only=True)
class ReturnTable:
    """The rows of a return in which something was returned; arrays have one element per row.

    texts: the columns of `rows` that are asked of every row. measure, also: positions in
    plan.measures, -1 where the text is none; `names` says how they were come by. area: the
    plan's own where none is typed. elsewhere: the measure of a name that only another plan has.
    shown: cells that show another figure than they hold. fractions: positions of those that were
    read as percentages because somebody answered so. points: figures whose point may divide
    thousands. marker: of the marker column alone, "" where
    empty or unknown. returned_on: UTC, NaT where empty or not understood, and throughout an
    ordinary return. outturn_as_typed: the figures before any is multiplied because somebody
    answered so. units: those said that are not the measure's. titles: those that say another area.
    """

    raw: RawReturn
    plan: Plan
    context: CheckContext
    rows: pd.DataFrame  # RAW_ROWS
    blank: pd.DataFrame  # RAW_ROWS
    texts: dict[str, TextColumn]
    measure: np.ndarray
    also: np.ndarray
    period: PeriodColumn
    area: TextColumn
    outturn: FigureColumn
    numerator: FigureColumn
    denominator: FigureColumn
    shown: tuple[ShownOtherwise, ...]
    fractions: tuple[tuple[int, ...], ...]
    points: tuple[PointsInDoubt, ...]
    marker: np.ndarray
    returned_on: np.ndarray
    known_areas: frozenset[str]
    names_of_areas: NamesOfAreas
    titles: tuple[AreaInTitle, ...]
    outturn_as_typed: np.ndarray
    units: tuple[UnitSaid, ...]
    find_measure: Callable[[str], Measure | None]
    near_measures: Callable[[str], tuple[Measure, ...]]
    elsewhere: Callable[[str], Elsewhere | None]
    names: MeasureNames
    _cells: dict[str, ExtensionArray] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def is_history(self) -> bool:
        """Published and illustrative files bring the past with them."""
        return self.context.provenance != Provenance.RETURN

    def of_measure(self, get: Callable[[Measure], Any], otherwise: Any) -> np.ndarray:
        """A property of each row's measure; `otherwise` where the measure is unknown."""
        values = np.array([*(get(measure) for measure in self.plan.measures), otherwise])
        return values[self.measure]

    def filled(self, name: str) -> np.ndarray:
        """Which rows have something in a column."""
        return self.texts[name].filled

    @cached_property
    def whole(self) -> np.ndarray:
        """Which rows are of the plan's own area and of no breakdown."""
        return self.own_area & ~self.filled("breakdown") & ~self.filled("category")

    @cached_property
    def own_area(self) -> np.ndarray:
        return self.area.where(lambda name: name == self.plan.area)

    @cached_property
    def begins_the_year(self) -> np.ndarray:
        """Which rows have a period that begins the financial year: the year so far is the same."""
        return self.of_pair(
            lambda pair: (
                pair.period.months_into_year <= pair.period.months or pair.period.months >= _A_YEAR
            ),
            False,
        )

    @cached_property
    def full_marker(self) -> np.ndarray:
        """The marker of each row, from its own column or else from beside the outturn."""
        return np.where(self.marker != "", self.marker, self.outturn.markers)

    def marked(self, *markers: Marker) -> np.ndarray:
        """Which rows have one of these markers."""
        return np.logical_or.reduce([self.full_marker == marker.value for marker in markers])

    @cached_property
    def _pairing(self) -> tuple[np.ndarray, tuple[MeasureAndPeriod, ...]]:
        usable = np.flatnonzero((self.measure >= 0) & self.period.fits)
        number = np.full(len(self), -1)
        codes, first = combine(self.measure[usable], self.period.number[usable])
        number[usable] = codes
        pairs = []
        for position in usable[first]:
            measure = self.plan.measures[self.measure[position]]
            period = self.period.periods[self.period.number[position]]
            quarter = reporting_quarter(period, measure.arrears)
            pairs.append(MeasureAndPeriod(measure, period, quarter))
        return number, tuple(pairs)

    @property
    def pair(self) -> np.ndarray:
        """Positions in `pairs`; -1 where measure or period is unknown or they do not fit."""
        return self._pairing[0]

    @property
    def pairs(self) -> tuple[MeasureAndPeriod, ...]:
        """Each measure with each period returned for it."""
        return self._pairing[1]

    def of_pair(self, get: Callable[[MeasureAndPeriod], Any], otherwise: Any) -> np.ndarray:
        """A property of each row's measure and period; `otherwise` where there is no such pair."""
        return np.array([*(get(pair) for pair in self.pairs), otherwise])[self.pair]

    def measure_at(self, position: int) -> Measure | None:
        number = self.measure[position]
        return self.plan.measures[number] if number >= 0 else None

    def typed(self, position: int, name: str) -> str:
        """What a person sees in a cell: a number in a percent-formatted cell as "23%"."""
        kinds = self.texts.get(f"{name}_kind")
        kind = kinds[position] if kinds else CellKind.TEXT
        return as_shown(self.texts[name][position], kind)

    def returned(self, position: int) -> str:
        """What a row returns, as typed: its outturn, or the marker in place of one."""
        return self.typed(position, "outturn") or self.typed(position, "marker")

    def header_of(self, position: int) -> str:
        """The words that head the column of a row's outturn; its period in a wide table."""
        tables = self._tables.get(self.texts["sheet"][position], [])
        row = self._cell("row", position)
        headers = table_of_row(tables, tables[0].sheet, row).headers if tables else {}
        return headers.get("outturn", "") or self.typed(position, "period")

    def place(self, position: int, name: str) -> tuple[str, str]:
        """(sheet, cell) of a field of a row; of its outturn where the field has no column.

        "header" is what heads the column of its outturn.
        """
        sheet = self.texts["sheet"][position]
        if name in ("outturn", "period"):
            return sheet, self._cell(f"{name}_cell", position)
        row = self._cell("row", position)
        tables = self._tables.get(sheet, ())
        if name == "header" and tables:
            letters = letters_in(self._cell("outturn_cell", position))
            return sheet, f"{letters}{table_of_row(tables, sheet, row).header_row}"
        cell = table_of_row(tables, sheet, row).cell_of(name, row) if tables else ""
        return sheet, cell or self._cell("outturn_cell", position)

    def issue(
        self,
        kind: type[Issue],
        position: int,
        name: str,
        *,
        found: str | None = None,
        left_out: Sequence[int] | None = None,
        **more: Any,
    ) -> RowIssue:
        """An issue of that kind about a field of a row, with its place and what was typed there.

        left_out: positions not accepted because of it; without it, this row unless it is a warning.
        """
        measure = self.measure_at(position)
        sheet, cell = self.place(position, name)
        made = kind(
            sheet=sheet,
            cell=cell,
            measure=measure.code if measure else self.texts["measure"][position],
            title=name_of(measure) if measure else "",
            found=self.typed(position, name) if found is None else found,
            **more,
        )
        if left_out is None:
            left_out = () if kind.severity is Severity.WARNING else (int(position),)
        return RowIssue(made, tuple(left_out))

    def left_empty(self, measure: Measure) -> bool:
        """Whether the file has a row for a measure in which nothing was returned."""
        return measure.id in self._left_empty

    @cached_property
    def _left_empty(self) -> set[str]:
        measures = (self.find_measure(text) for text in self.blank["measure"].unique() if text)
        return {measure.id for measure in measures if measure}

    def period_is_header(self, position: int) -> bool:
        """Whether the period stands in a header, as in a wide table, and not in the row itself."""
        place = place_of(self._cell("period_cell", position))
        return place is None or place.row != self._cell("row", position)

    def period_issue(self, kind: type[Issue], position: int, **more: Any) -> RowIssue:
        """An issue about a row's period: where that is a header, at the figure that is under it."""
        name = "outturn" if self.period_is_header(position) else "period"
        return self.issue(kind, position, name, found=self.typed(position, "period"), **more)

    def _cell(self, name: str, position: int) -> Any:
        if name not in self._cells:
            self._cells[name] = self.rows[name].array
        return self._cells[name][position]

    @cached_property
    def _tables(self) -> dict[str, list[TableFound]]:
        tables: dict[str, list[TableFound]] = {}
        for table in self.raw.tables:
            tables.setdefault(table.sheet, []).append(table)
        return tables


def name_of(measure: Measure) -> str:
    """A measure's name within a sentence."""
    return measure.short_title or measure.title
