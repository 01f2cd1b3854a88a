"""Every measure on one page: its last quarters as marks, its figure, target and year end."""

from itertools import groupby

from kpis.analysis.report.latest_figure import latest_of
from kpis.frames import InsightsRow, PerformanceRow
from kpis.model import RagStatus
from kpis.periods import period_of_id
from kpis.reports.blocks import Cell, Column, Row, Table
from kpis.reports.parts import keys
from kpis.reports.parts.cells import (
    direction_cell,
    latest_outturn_cell,
    mark_cell,
    target_cell,
    year_end_cell,
)
from kpis.reports.quarter import QuarterReport
from kpis.words.report.shown import asked_title

SEE_PARTS = "rated by its parts"


def grid(report: QuarterReport) -> Table:
    """The grid. Measures stand under their outcomes in plan order."""
    quarters = [period_of_id(each) for each in report.recent]
    marks = {
        (row.measure_id, quarter): row for quarter, rows in report.recent.items() for row in rows
    }
    rows: list[Row] = []
    for outcome in report.plan.outcomes:
        own = [row for row in report.rows if row.outcome == outcome.number]
        if own:
            title = f"{outcome.number} {outcome.title}"
            rows.append(
                Row(cells=(Cell(text=title, to=keys.of_outcome(outcome.number)),), is_group=True)
            )
            rows += [_line(row, marks, list(report.recent)) for row in own]
    years = [
        (f"Q{quarter.quarter}", year)
        for year, together in groupby(quarters, key=lambda each: each.financial_year)
        for quarter in together
    ]
    return Table(
        name="grid",
        caption=(
            f"Every measure: latest rating of each, {quarters[0].label} to {quarters[-1].label}, "
            "and its latest figure. An outline was last measured before that quarter."
        ),
        columns=(
            Column(title="Measure"),
            *(Column(title=title, is_mark=True, group=year) for title, year in years),
            Column(title="Outturn", is_figure=True),
            Column(title=asked_title([latest_of(row) for row in report.rows]), is_figure=True),
            Column(title="Since a year before"),
            Column(title="Year-end target"),
        ),
        rows=tuple(rows),
    )


def _line(
    row: InsightsRow, marks: dict[tuple[str, str], PerformanceRow], quarters: list[str]
) -> Row:
    name = Cell(
        text=f"{row.code} {row.short_title or row.title}", to=keys.of_measure(row.measure_id)
    )
    if row.rag == RagStatus.SEE_PARTS:
        blank = [Cell() for _ in range(len(quarters) + 3)]
        return Row(cells=(name, *blank, Cell(text=SEE_PARTS)))
    latest = latest_of(row)
    return Row(
        cells=(
            name,
            *(mark_cell(marks.get((row.measure_id, quarter))) for quarter in quarters),
            latest_outturn_cell(row),
            target_cell(latest),
            direction_cell(row.direction_year),
            year_end_cell(row),
        )
    )
