"""One measure on at most a page: the verdict, its facts, its trend, and the figures behind it."""

import math
from collections.abc import Sequence

import pandas as pd

from kpis.analysis.report.latest_figure import latest_of, row_of_latest
from kpis.charts.describe import describe_trend
from kpis.charts.native.trend import trend_data
from kpis.charts.trend import trend_description
from kpis.charts.trend_text import annotations_on
from kpis.frames import OUTLOOK_PATH, SERIES, InsightsRow, PerformanceRow, SeriesRow
from kpis.model import RATED, Measure, RagStatus
from kpis.narrative import measure_sentences, verdict
from kpis.reports.blocks import (
    Block,
    Cell,
    Chart,
    Column,
    Facts,
    Mark,
    Paragraph,
    Row,
    Section,
    Table,
    Tone,
)
from kpis.reports.parts import keys
from kpis.reports.parts.cells import (
    direction_cell,
    figure_cell,
    least_cell,
    outturn_cell,
    rating_cell,
    target_cell,
    year_end_cell,
)
from kpis.reports.parts.chart_numbers import chart_columns
from kpis.reports.parts.exceptions import NO_COMMENTARY, who_answers
from kpis.reports.quarter import QuarterReport
from kpis.words.figures import written
from kpis.words.report.shown import (
    NONE,
    SOURCES,
    as_shown,
    asked_then,
    asked_title,
    least_then,
    least_title,
    titles_then,
    variance_text,
)
from kpis.words.statuses import STATUS_WORDS

CHART_HEIGHT = 300
FIGURES_SHOWN = 8
NO_FIGURES = "No figures have been returned yet."


def measure_section(report: QuarterReport, row: InsightsRow) -> Section:
    """A section for a measure or a part; of a measure with parts it says where they stand."""
    measure = report.plan.measures_by_id[row.measure_id]
    parts = report.plan.parts_of.get(measure.id, ())
    if parts:
        codes = ", ".join(part.code for part in parts)
        blocks: tuple[Block, ...] = (
            Paragraph(text=f"It is rated by its parts, which follow: {codes}."),
        )
    else:
        blocks = measure_blocks(report, row)
    return Section(
        title=measure.title,
        code=measure.code,
        key=keys.of_measure(measure.id),
        blocks=blocks,
        is_page=not parts,
    )


def measure_blocks(report: QuarterReport, row: InsightsRow) -> tuple[Block, ...]:
    """What a page of a measure shows, the finding first."""
    measure = report.plan.measures_by_id[row.measure_id]
    reported = row_of_latest(row, report.past[measure.id])
    said = " ".join(claim.text for claim in measure_sentences(row))
    return (
        Paragraph(text=verdict(row), tone=Tone.LEAD),
        measure_facts(report, row),
        *([Paragraph(text=said)] if said else []),
        *_commentary(reported),
        *_trend(report, row, measure),
        *_figures(report.series[measure.id], measure),
    )


def measure_facts(report: QuarterReport, row: InsightsRow) -> Facts:
    """The latest figure, what was asked of it, how it stands and who answers for it."""
    latest = latest_of(row)
    reported = row_of_latest(row, report.past[row.measure_id])
    carried = latest.period_label if latest.period_id else ""
    unrated = row.latest_rag not in RATED
    items = [
        ("Outturn", outturn_cell(latest, carried=carried)),
        (asked_title([latest]), target_cell(latest)),
        (least_title([latest]), least_cell(latest)),
        ("Variance", Cell(text=variance_text(latest))),
        ("Rating", rating_cell(row)),
        ("Why not rated", Cell(text=row.latest_rag_reason if unrated else "")),
        ("Since the period before", direction_cell(reported.direction_previous)),
        ("Since a year before", direction_cell(reported.direction_year)),
        ("Year-end target", year_end_cell(row)),
        ("Who answers for it", Cell(text=who_answers(report, row))),
    ]
    return Facts(items=tuple((name, cell) for name, cell in items if cell.text not in ("", NONE)))


def trend(
    series: pd.DataFrame,
    measure: Measure,
    row: PerformanceRow,
    path: pd.DataFrame | None,
    *,
    height: int = CHART_HEIGHT,
) -> Chart | None:
    """The trend of a measure; None where it has fewer than two figures.

    series: SERIES; path: OUTLOOK_PATH or None.
    """
    if series["outturn"].notna().sum() < 2:
        return None
    numbers = trend_data(series, measure)
    own = SERIES.rows(series[series["area"] == series["area"].iloc[0]])
    return Chart(
        name=f"trend_{measure.id}",
        title=f"{measure.title}, {own[0].period_label} to {own[-1].period_label}",
        alt=describe_trend(series, measure, path, headline=row),
        description=trend_description(
            series, measure, height=height, shown=row.period_id, path=path
        ),
        names=numbers.periods,
        columns=chart_columns(numbers),
        restarts=numbers.parted,
        illustrative=numbers.illustrative,
        unit=measure.unit,
        decimals=measure.decimals,
        notes=_chart_notes(own, measure),
    )


def _commentary(reported: PerformanceRow) -> tuple[Paragraph, ...]:
    """What the service wrote; for a red figure without a word, that there is none."""
    if reported.commentary:
        return (Paragraph(text=reported.commentary, tone=Tone.QUOTE, lead="The service says:"),)
    if reported.rag == RagStatus.RED:
        return (Paragraph(text=NO_COMMENTARY, tone=Tone.QUIET),)
    return ()


def _trend(report: QuarterReport, row: InsightsRow, measure: Measure) -> tuple[Block, ...]:
    series, path = report.series[measure.id], report.paths.get(measure.id)
    if path is not None:
        OUTLOOK_PATH.check(path)
    drawn = trend(series, measure, row, path)
    if drawn is not None:
        return (drawn,)
    count = int(series["outturn"].notna().sum())
    words = "One figure so far: a trend takes two." if count else NO_FIGURES
    return (Paragraph(text=words, tone=Tone.QUIET),)


def _chart_notes(own: Sequence[SeriesRow], measure: Measure) -> tuple[str, ...]:
    """What a chart has no room for: why its line breaks, and its numbered notes."""
    breaks = [f"Break at {row.period_label}. {row.break_reason}" for row in own if row.break_before]
    notes = [
        f"Note {number}, {row.period_label}. {words}"
        for number, row, words in annotations_on(own, measure)
    ]
    return (*breaks, *notes)


def _figures(series: pd.DataFrame, measure: Measure) -> tuple[Table, ...]:
    """The newest figures of the council, each beside what was asked of it; () for none."""
    if series.empty:
        return ()
    rows = SERIES.rows(series[series["area"] == series["area"].iloc[0]])
    return (figures_table(rows[::-1][:FIGURES_SHOWN], measure, of=len(rows)),)


def figures_table(rows: Sequence[SeriesRow], measure: Measure, *, of: int) -> Table:
    """A row per period. rows: of the council, newest first. of: how many there are in all."""
    asked = any(asked_then(row, measure) for row in rows)
    rest = f"; the newest {len(rows)} of {of}" if of > len(rows) else ""
    target, least = titles_then(rows, measure)
    aims = (
        Column(title=target, is_figure=True),
        Column(title=least, is_figure=True),
        Column(title="Rating"),
    )
    return Table(
        name=f"figures_{measure.id}",
        caption=f"Figures of {measure.code}, newest first{rest}.",
        columns=(
            Column(title="Period"),
            Column(title="Outturn", is_figure=True),
            *(aims if asked else ()),
            Column(title="Source"),
        ),
        rows=tuple(_period(row, measure, asked=asked) for row in rows),
    )


def _period(row: SeriesRow, measure: Measure, *, asked: bool) -> Row:
    outturn = figure_cell(
        row.outturn,
        measure.unit,
        measure.decimals,
        text=as_shown(row.outturn, row.marker, measure),
        marker=row.marker,
    )
    source = SOURCES[row.provenance] if row.provenance else NONE
    return Row(
        cells=(
            Cell(text=row.period_label),
            outturn,
            *(_aims(row, measure) if asked else ()),
            Cell(text=source),
        )
    )


def _aims(row: SeriesRow, measure: Measure) -> tuple[Cell, Cell, Cell]:
    """What was asked of a figure, the least that was accepted, and its rating."""
    status = RagStatus(row.rag) if row.rag else None
    note = "illustrative" if row.target_illustrative else ""
    mark = Mark(status=status) if status in RATED and status else None
    return (
        _aim(row.target, asked_then(row, measure), measure, note),
        _aim(row.minimum_expectation, least_then(row, measure), measure, note),
        Cell(text=STATUS_WORDS[status] if status else NONE, mark=mark),
    )


def _aim(value: float, text: str, measure: Measure, note: str) -> Cell:
    """A value stands in the cell only where it is what the text says: of a range both bounds are
    said, and another rule holds a figure against something else."""
    value = value if written(value, measure) == text else math.nan
    said = note if text else ""
    return figure_cell(value, measure.unit, measure.decimals, text=text or NONE, note=said)
