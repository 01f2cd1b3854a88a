"""The state of the borough: facts in the plan's own words, and official figures beside them."""

from collections.abc import Mapping, Sequence

from kpis.analysis.series.official import OfficialFigures, official_figures
from kpis.model import Fact, Nearness, Plan, Topic
from kpis.reports.blocks import Block, Cell, Column, Paragraph, Row, Section, Table, Tone
from kpis.reports.parts import keys
from kpis.reports.parts.cells import figure_cell
from kpis.reports.quarter import QuarterReport
from kpis.words.figures import figure_with_unit, with_marker, written
from kpis.words.lists import counted, listed
from kpis.words.report.shown import NONE

NO_YEAR = "No year"


def lead_words(plan: Plan) -> str:
    """What the page holds, and of when that is."""
    facts = plan.borough.facts
    if not facts:
        return "The plan states no facts of the borough."
    years = sorted({fact.year for fact in facts if fact.year})
    when = f" of {' to '.join(sorted({years[0], years[-1]}))}" if years else ""
    undated = sum(not fact.year for fact in facts)
    not_all = f" ({undated} of them give no year)" if years and undated else ""
    return (
        f"{counted(len(facts), 'fact').capitalize()}{when}{not_all}, in the words of the plan’s "
        "own documents. They tell how things stood when these were written, not how they stand now."
    )


def to_be_added_words(plan: Plan) -> str:
    """Which headings the plan left empty; "" for none."""
    headings = listed([f"“{each}”" for each in plan.borough.to_be_added])
    return f"The plan left these headings to be filled later: {headings}." if headings else ""


def facts_by_topic(plan: Plan) -> Mapping[str, Sequence[Fact]]:
    """The facts of each topic, in the plan's order; topics without a fact have none."""
    return {
        topic.title: [fact for fact in plan.borough.facts if fact.topic == topic.title]
        for topic in plan.borough.topics
    }


def compared_words(of: OfficialFigures) -> str:
    """ "London 30.1% and England 43.2% in 2016/17": a period where that is another; "" for none."""
    return listed(
        [
            f"{row.area} {with_marker(written(row.outturn, of.measure), row.marker)}"
            + ("" if row.period_id == of.latest.period_id else f" in {row.period_label}")
            for row in of.compared
        ]
    )


def source_words(of: OfficialFigures) -> str:
    source = of.measure.published
    if source is None:
        return "Published figures."
    near = f" {source.note}" if source.nearness is Nearness.NEAR and source.note else ""
    return f"{source.publisher}. Licence: {source.licence}.{near}"


def borough_sections(report: QuarterReport) -> tuple[Section, ...]:
    """A section for each topic that has a fact or an official figure; () where none has."""
    by_topic = facts_by_topic(report.plan)
    sections = (_topic(report, each, by_topic[each.title]) for each in report.plan.borough.topics)
    return tuple(each for each in sections if each.blocks)


def borough_opening(report: QuarterReport) -> tuple[Block, ...]:
    """Of when the facts are, what the plan left empty, and of when the official figures are."""
    left = to_be_added_words(report.plan)
    known = (
        f"Official figures are the latest known at {report.quarter.label}. Each has its own "
        "period; a figure of another area is of the same one, unless it says another. Which topic "
        "they stand beside was added by those who wrote the plan’s files."
    )
    return (
        Paragraph(text=lead_words(report.plan), tone=Tone.LEAD),
        *([Paragraph(text=left, tone=Tone.QUIET)] if left else []),
        Paragraph(text=known, tone=Tone.QUIET),
    )


def _topic(report: QuarterReport, topic: Topic, facts: Sequence[Fact]) -> Section:
    key = f"topic:{topic.title}"
    blocks: list[Block] = [_facts(report.plan, topic, facts)] if facts else []
    if found := _official_of(report, topic, facts):
        blocks.append(_official(topic, found))
    return Section(title=topic.title, key=key, blocks=tuple(blocks))


def _facts(plan: Plan, topic: Topic, facts: Sequence[Fact]) -> Table:
    return Table(
        name=f"facts_{topic.title}",
        caption=f"{topic.title}: in the words of the plan’s own documents.",
        columns=(
            Column(title="Year"),
            Column(title="What the plan says"),
            Column(title="Source"),
            Column(title="The plan’s measure"),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=fact.year or NO_YEAR),
                    Cell(text=fact.text),
                    Cell(text=fact.source),
                    _measure(plan, fact),
                )
            )
            for fact in facts
        ),
    )


def _measure(plan: Plan, fact: Fact) -> Cell:
    measure = plan.measures_by_id.get(fact.measure)
    if measure is None:
        return Cell(text=NONE)
    return Cell(text=f"{measure.code} {measure.title}", to=keys.of_measure(measure.id))


def _official_of(
    report: QuarterReport, topic: Topic, facts: Sequence[Fact]
) -> tuple[OfficialFigures, ...]:
    """Those of its facts' measures, then its own."""
    plan, outturns = report.plan, report.known.outturns
    ids = dict.fromkeys((*(fact.measure for fact in facts), *topic.measures))
    measures = (plan.measures_by_id[each] for each in ids if each in plan.measures_by_id)
    found = (official_figures(plan, measure, outturns) for measure in measures)
    return tuple(each for each in found if each is not None)


def _official(topic: Topic, found: Sequence[OfficialFigures]) -> Table:
    return Table(
        name=f"official_{topic.title}",
        caption=f"{topic.title}: official figures.",
        columns=(
            Column(title="Measure"),
            Column(title="Figure", is_figure=True),
            Column(title="Period"),
            Column(title="Other areas"),
            Column(title="Publisher"),
        ),
        rows=tuple(_row(each) for each in found),
    )


def _row(of: OfficialFigures) -> Row:
    measure, latest = of.measure, of.latest
    text = figure_with_unit(latest.outturn, measure.unit, measure.decimals, measure.unit_label)
    figure = figure_cell(
        latest.outturn,
        measure.unit,
        measure.decimals,
        text=with_marker(text, latest.marker),
        marker=latest.marker,
    )
    return Row(
        cells=(
            Cell(text=f"{measure.code} {measure.title}", to=keys.of_measure(measure.id)),
            figure,
            Cell(text=latest.period_label),
            Cell(text=compared_words(of) or NONE),
            Cell(text=source_words(of)),
        )
    )
