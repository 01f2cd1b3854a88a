"""Documents of single pages: of a measure, and of the activities, for paper and for sheets."""

from collections.abc import Iterable

from kpis.model import Measure, Release
from kpis.reports.about import about, running_line
from kpis.reports.blocks import Bullets, Document, Paragraph, Section
from kpis.reports.parts import keys
from kpis.reports.parts.activities import commitments, every_activity
from kpis.reports.parts.definition import definition
from kpis.reports.parts.headline import illustrative_note
from kpis.reports.parts.measure import measure_section
from kpis.reports.parts.method import method
from kpis.reports.quarter import QuarterReport
from kpis.words.publication import publisher_of

NO_ACTIVITIES = "The plan names no activities here."


def measure_document(
    report: QuarterReport, measure: Measure, releases: Iterable[Release]
) -> Document:
    """A measure with its parts, what it means, and how to read it. releases: all published."""
    parts = report.plan.parts_of.get(measure.id, ())
    own = report.only(f"measure {measure.code}", [measure, *parts], [])
    terms = definition(report.plan, measure, report.quarter)
    return Document(
        title=f"{measure.code} {measure.title}, {report.quarter.label}",
        subtitle=f"{report.plan.council}, {report.plan.title}",
        about=about(own, releases),
        opening=illustrative_note(own.rows),
        sections=(
            *(measure_section(own, row) for row in own.rows),
            Section(
                title="What it means",
                key=f"definition:{measure.id}",
                blocks=(Bullets(items=tuple(f"{term}: {text}" for term, text in terms)),),
            ),
            Section(title="How to read this", key=keys.METHOD, blocks=method(own)),
        ),
        running=running_line(own),
        publisher=publisher_of(report.plan),
    )


def activities_document(report: QuarterReport, releases: Iterable[Release]) -> Document:
    """Every activity and commitment, and how each stands. releases: all published."""
    return Document(
        title=f"Activities, {report.quarter.label}",
        subtitle=f"{report.plan.council}, {report.plan.title}",
        about=about(report, releases),
        sections=(
            Section(
                title="Activities",
                key=keys.ACTIVITIES,
                blocks=every_activity(report) or (Paragraph(text=NO_ACTIVITIES),),
                on_side=True,
            ),
            *(
                [Section(title="Commitments of the partnership", blocks=own, on_side=True)]
                if (own := commitments(report))
                else []
            ),
        ),
        running=running_line(report),
        publisher=publisher_of(report.plan),
    )
