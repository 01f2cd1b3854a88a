"""One outcome: what moved in it, its measures in a table, and its activities."""

from collections.abc import Sequence

from kpis.analysis.report.latest_figure import latest_of
from kpis.frames import InsightsRow
from kpis.model import Outcome, RagStatus
from kpis.narrative import outcome_sentences
from kpis.reports.blocks import Block, Cell, Column, Paragraph, Row, Section, Table, Tone
from kpis.reports.parts import keys
from kpis.reports.parts.activities import activities_of
from kpis.reports.parts.cells import (
    direction_cell,
    latest_outturn_cell,
    least_cell,
    rating_cell,
    target_cell,
    year_end_cell,
)
from kpis.reports.parts.grid import SEE_PARTS
from kpis.reports.parts.headline import illustrative_note
from kpis.reports.quarter import QuarterReport
from kpis.words.report.shown import asked_title, least_title


def outcome_section(
    report: QuarterReport, outcome: Outcome, measures: tuple[Section, ...] = ()
) -> Section:
    """A section for an outcome. measures: the sections of its measures, where they follow."""
    rows = [row for row in report.rows if row.outcome == outcome.number]
    return Section(
        title=outcome.title,
        code=f"Outcome {outcome.number}",
        key=keys.of_outcome(outcome.number),
        blocks=outcome_blocks(report, outcome, rows),
        sections=measures,
        is_page=True,
    )


def outcome_blocks(
    report: QuarterReport, outcome: Outcome, rows: Sequence[InsightsRow]
) -> tuple[Block, ...]:
    """What is said of an outcome. rows: its own of the report."""
    said = " ".join(claim.text for claim in outcome_sentences(rows))
    named = [
        f"Director: {outcome.director}." if outcome.director else "",
        f"Cabinet Member: {outcome.cabinet_member}." if outcome.cabinet_member else "",
    ]
    whose = " ".join(filter(None, named))
    activities = activities_of(report, outcome.number)
    return (
        *illustrative_note(rows),
        *([Paragraph(text=said, tone=Tone.LEAD)] if said else []),
        *([Paragraph(text=whose, tone=Tone.QUIET)] if whose else []),
        measure_table(
            f"outcome_{outcome.number}",
            f"Measures of outcome {outcome.number} at {report.quarter.label}.",
            rows,
        ),
        *([activities] if activities else []),
    )


def measure_table(name: str, caption: str, rows: Sequence[InsightsRow]) -> Table:
    """Measures with figure, aims, rating, direction and year end. rows: of INSIGHTS, in order."""
    shown = [latest_of(row) for row in rows]
    return Table(
        name=name,
        caption=f"{caption} A figure of an earlier period says of which.",
        columns=(
            Column(title="Measure"),
            Column(title="Outturn", is_figure=True),
            Column(title=asked_title(shown), is_figure=True),
            Column(title=least_title(shown), is_figure=True),
            Column(title="Rating"),
            Column(title="Since a year before"),
            Column(title="Year-end target"),
        ),
        rows=tuple(_line(row) for row in rows),
    )


def _line(row: InsightsRow) -> Row:
    name = Cell(text=f"{row.code} {row.title}", to=keys.of_measure(row.measure_id))
    if row.rag == RagStatus.SEE_PARTS:
        return Row(cells=(name, Cell(), Cell(), Cell(), Cell(text=SEE_PARTS), Cell(), Cell()))
    latest = latest_of(row)
    return Row(
        cells=(
            name,
            latest_outturn_cell(row),
            target_cell(latest),
            least_cell(latest),
            rating_cell(row),
            direction_cell(row.direction_year),
            year_end_cell(row),
        )
    )
