"""The page of a measure or a part: the finding, its figures, what it means, where it belongs."""

from kpis.frames import InsightsRow
from kpis.model import Measure
from kpis.narrative import verdict
from kpis.reports.blocks import Block, Cell, Facts, Paragraph, Section
from kpis.reports.pages.page import Page
from kpis.reports.parts import keys
from kpis.reports.parts.definition import definition
from kpis.reports.parts.headline import illustrative_note, with_illustrative
from kpis.reports.parts.measure import measure_blocks
from kpis.reports.parts.outcome import measure_table
from kpis.reports.quarter import QuarterReport

KIND = "Measure"


def measure_page(report: QuarterReport, row: InsightsRow) -> Page:
    """A measure; one with parts shows them in a table instead of figures of its own."""
    measure = report.plan.measures_by_id[row.measure_id]
    parts = report.plan.parts_of.get(measure.id, ())
    opening: tuple[Block, ...]
    if parts:
        ids = {each.id for each in parts}
        rows = [each for each in report.rows if each.measure_id in ids]
        caption = f"Parts of {measure.code} at {report.quarter.label}."
        summary = "It is rated by its parts."
        opening = (Paragraph(text=summary), measure_table("parts", caption, rows))
    else:
        summary = verdict(row)
        opening = measure_blocks(report, row)
    about = Facts(items=_about(report, measure), in_words=True)
    return Page(
        key=keys.of_measure(measure.id),
        title=measure.title,
        kind=KIND,
        code=measure.code,
        summary=with_illustrative(f"{report.quarter.label}: {summary}", [row]),
        parent=keys.of_outcome(measure.outcome),
        opening=(*illustrative_note([row]), *opening),
        sections=(Section(title="What it means", key=f"definition:{measure.id}", blocks=(about,)),),
        words=f"{measure.definition} {measure.directorate}",
    )


def _about(report: QuarterReport, measure: Measure) -> tuple[tuple[str, Cell], ...]:
    """Its definition, and what it belongs to."""
    plan = report.plan
    outcome = next(each for each in plan.outcomes if each.number == measure.outcome)
    whole = plan.measures_by_id.get(measure.part_of)
    terms = [(term, Cell(text=text)) for term, text in definition(plan, measure, report.quarter)]
    if whole:
        name = f"{whole.code} {whole.title}"
        terms.append(("Part of", Cell(text=name, to=keys.of_measure(whole.id))))
    name = f"{outcome.number} {outcome.title}"
    terms.append(("Outcome", Cell(text=name, to=keys.of_outcome(outcome.number))))
    if measure.directorate:
        to = keys.of_directorate(measure.directorate)
        terms.append(("Directorate", Cell(text=measure.directorate, to=to)))
    return tuple(terms)
