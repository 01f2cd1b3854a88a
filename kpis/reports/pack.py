"""The board pack as a document: what is off track first, then everything, then how to read it."""

from collections.abc import Iterable

from kpis.model import Release
from kpis.reports.about import about, running_line
from kpis.reports.blocks import Document, Paragraph, Section, Tone
from kpis.reports.parts import keys
from kpis.reports.parts.activities import activities, commitments
from kpis.reports.parts.changes import changes
from kpis.reports.parts.exceptions import changed_colour, off_track
from kpis.reports.parts.grid import grid
from kpis.reports.parts.headline import headline
from kpis.reports.parts.measure import measure_section
from kpis.reports.parts.method import method
from kpis.reports.parts.outcome import outcome_section
from kpis.reports.quarter import QuarterReport
from kpis.words.figures import NO_BREAK
from kpis.words.publication import publisher_of

NO_MEASURES = "There is no measure in this report."


def pack(report: QuarterReport, releases: Iterable[Release]) -> Document:
    """The pack of a report: of the whole plan, an outcome, a theme, a directorate or a board.

    releases: all that are published. Where the report has no measure, a document that says so.
    """
    plan = report.plan
    told_of = f": {report.whose}" if report.whose else ""
    return Document(
        title=f"Performance report, {_in_one_line(report.quarter.label)}{told_of}",
        subtitle=f"{plan.council}, {plan.title}",
        about=about(report, releases),
        sections=_sections(report) if report.rows else _nothing(),
        running=running_line(report),
        publisher=publisher_of(plan),
    )


def _in_one_line(label: str) -> str:
    """A quarter's label that no line ends within."""
    return label.replace(" ", NO_BREAK)


def _sections(report: QuarterReport) -> tuple[Section, ...]:
    front = (
        Section(title="How are we doing?", key=keys.HEADLINE, blocks=headline(report)),
        Section(
            title="Off track",
            key=keys.EXCEPTIONS,
            blocks=(off_track(report),),
            is_page=True,
            sections=(
                Section(title="Now worse", blocks=(changed_colour(report, "worse"),)),
                Section(title="Now better", blocks=(changed_colour(report, "better"),)),
            ),
        ),
        Section(
            title="Every measure", key=keys.GRID, blocks=(grid(report),), is_page=True, on_side=True
        ),
        Section(
            title="What changed since the report before",
            key=keys.CHANGES,
            blocks=changes(report),
            is_page=True,
        ),
    )
    return (*front, *_outcomes(report), *_activities(report), _method(report))


def _outcomes(report: QuarterReport) -> tuple[Section, ...]:
    sections = []
    for outcome in report.plan.outcomes:
        rows = [row for row in report.rows if row.outcome == outcome.number]
        if rows:
            measures = tuple(measure_section(report, row) for row in rows)
            sections.append(outcome_section(report, outcome, measures))
    return tuple(sections)


def _activities(report: QuarterReport) -> tuple[Section, ...]:
    told = (
        ("Activities", keys.ACTIVITIES, activities(report)),
        ("Commitments of the partnership", "commitments", commitments(report)),
    )
    return tuple(
        Section(title=title, key=key, blocks=blocks, is_page=True, on_side=True)
        for title, key, blocks in told
        if blocks
    )


def _method(report: QuarterReport) -> Section:
    return Section(
        title="How to read this report", key=keys.METHOD, blocks=method(report), is_page=True
    )


def _nothing() -> tuple[Section, ...]:
    return (
        Section(
            title="How are we doing?",
            key=keys.HEADLINE,
            blocks=(Paragraph(text=NO_MEASURES, tone=Tone.LEAD),),
        ),
    )
