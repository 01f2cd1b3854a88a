"""Pages of many things at once: every measure, what is off track, activities, changes, method."""

from kpis.model import RagStatus
from kpis.narrative.activities import ACTIVITIES as OF_ACTIVITIES
from kpis.narrative.activities import activities_in_words, activity_sentence
from kpis.reports.blocks import Block, Cell, Column, Entries, Entry, Paragraph, Row, Section, Table
from kpis.reports.pages.home import at_a_glance
from kpis.reports.pages.page import Page
from kpis.reports.parts import keys
from kpis.reports.parts.activities import commitments, every_activity
from kpis.reports.parts.borough import borough_opening, borough_sections
from kpis.reports.parts.changes import changes
from kpis.reports.parts.exceptions import changed_colour, off_track
from kpis.reports.parts.grid import grid
from kpis.reports.parts.headline import with_illustrative
from kpis.reports.parts.method import method
from kpis.reports.quarter import QuarterReport

MOST_IN_GRID = 120  # measures on one page; above it they stand on the pages of their outcomes
MOST_ACTIVITIES = 120
MOST_IN_FULL = 40  # that are off track and told with why, by whom and until when; others in a line


def off_track_page(report: QuarterReport) -> Page:
    """What is off track and what changed its colour, with why, what is done, and by whom."""
    red = sum(row.latest_rag == RagStatus.RED for row in report.rows)
    told = off_track(report)
    items = tuple(
        each if place < MOST_IN_FULL else _in_a_line(each) for place, each in enumerate(told.items)
    )
    return Page(
        key=keys.EXCEPTIONS,
        title="Off track",
        summary=with_illustrative(
            f"{red} of the measures and parts are red at {report.quarter.label}.", report.rows
        ),
        parent=keys.HOME,
        opening=(Entries(items=items, nothing=told.nothing),),
        sections=(
            Section(title="Now worse", key="worse", blocks=(changed_colour(report, "worse"),)),
            Section(title="Now better", key="better", blocks=(changed_colour(report, "better"),)),
        ),
        is_listed=False,
    )


def _in_a_line(entry: Entry) -> Entry:
    return Entry(title=entry.title, code=entry.code, to=entry.to, marks=entry.marks)


def measures_page(report: QuarterReport) -> Page:
    """Every measure with its last quarters; of a very large plan the outcomes at a glance."""
    summary = f"Every measure of the plan with its ratings up to {report.quarter.label}."
    blocks: tuple[Block, ...]
    if len(report.rows) <= MOST_IN_GRID:
        blocks = (grid(report),)
    else:
        words = "The measures stand on the pages of their outcomes."
        blocks = (Paragraph(text=words), at_a_glance(report))
    return Page(
        key=keys.GRID,
        title="Every measure",
        summary=summary,
        parent=keys.HOME,
        opening=blocks,
        is_listed=False,
    )


def borough_page(report: QuarterReport) -> Page:
    """What the plan says of its borough, beside official figures."""
    area = report.plan.area
    return Page(
        key=keys.BOROUGH,
        title=f"State of the borough: {area}",
        summary=f"What the plan says of {area}, in its own words, beside official figures.",
        parent=keys.HOME,
        opening=borough_opening(report),
        sections=borough_sections(report),
    )


def activities_page(report: QuarterReport) -> Page:
    """What the council said it would do; of a very large plan by outcome, in counts."""
    rows = report.activities
    blocks: tuple[Block, ...] = (Paragraph(text="The plan names no activities."),)
    if rows:
        whole = len(rows) <= MOST_ACTIVITIES
        blocks = every_activity(report) if whole else _by_outcome(report)
    promised = commitments(report)
    section = Section(title="Commitments of the partnership", key="commitments", blocks=promised)
    summary = activity_sentence(rows, report.quarter.label, OF_ACTIVITIES) if rows else ""
    return Page(
        key=keys.ACTIVITIES,
        title="Activities",
        summary=summary or "What the council said it would do.",
        parent=keys.HOME,
        opening=blocks,
        sections=(section,) if promised else (),
        is_listed=False,
    )


def _by_outcome(report: QuarterReport) -> tuple[Block, ...]:
    lines = []
    for outcome in report.plan.outcomes:
        own = [each for each in report.activities if each.outcome == outcome.number]
        if own:
            name = f"{outcome.number} {outcome.title}"
            to = keys.of_outcome(outcome.number)
            cells = (Cell(text=name, to=to), Cell(text=activities_in_words(own)))
            lines.append(Row(cells=cells))
    return (
        Paragraph(text=activity_sentence(report.activities, report.quarter.label, OF_ACTIVITIES)),
        Table(
            name="activities_by_outcome",
            caption=f"Activities at {report.quarter.label}; they stand on the pages of outcomes.",
            columns=(Column(title="Outcome"), Column(title="Activities")),
            rows=tuple(lines),
        ),
    )


def changes_page(report: QuarterReport) -> Page:
    """What is not as it was in the report before."""
    return Page(
        key=keys.CHANGES,
        title="What changed since the report before",
        summary="Figures corrected, ratings, aims and definitions that are not as they were.",
        parent=keys.HOME,
        opening=changes(report),
        is_listed=False,
    )


def method_page(report: QuarterReport) -> Page:
    """How to read what stands on the other pages."""
    return Page(
        key=keys.METHOD,
        title="How to read these pages",
        summary="The rule of ratings, the marks, markers of figures, and words of the field.",
        parent=keys.HOME,
        opening=method(report),
        is_listed=False,
    )
