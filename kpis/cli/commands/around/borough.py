"""`kpis borough`: what the plan says of its borough, beside official figures."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.opening import open_asked, quarter_of
from kpis.cli.output import named, print_json, print_table
from kpis.model import Borough, Fact, Topic
from kpis.words.figures import figure_with_unit, with_marker, written

if TYPE_CHECKING:
    from kpis.analysis.series.official import OfficialFigures
    from kpis.frames import SeriesRow
    from kpis.use_cases.figures_as_at import FiguresAsAt


@click.command("borough")
@options.figures("the quarter of the report (default: as for status)")
@options.as_json
@options.store_and_plan
def borough(as_json: bool, asked: options.FiguresAsked) -> int:
    """What the plan says of its borough, beside official figures.

    Each fact in its document's own words, with its year and source; beside a topic the official
    figures that are held: the latest that the quarter's report can hold, those of other areas, and
    every period before. What the plan leaves out is left out here: spending by outcome, key
    challenges, what the council delivers.
    """
    figures = open_asked(asked)
    quarter = quarter_of(asked.period, figures)
    figures = figures.until(quarter)
    said = figures.plan.borough
    topics = [(topic, _official(figures, topic, said)) for topic in said.topics]
    if as_json:
        print_json(
            {
                "council": figures.plan.council,
                "area": figures.plan.area,
                "period": quarter.id,
                "as_at": figures.as_at if asked.as_at else None,
                "release": asked.release,
                "topics": [_topic(topic, said, official) for topic, official in topics],
                "challenges": [asdict(each) for each in said.challenges],
                "delivers": [asdict(each) for each in said.delivers],
                "spending": [asdict(each) for each in said.spending],
                "contacts": [asdict(each) for each in said.contacts],
                "to_be_added": said.to_be_added,
            }
        )
        return 0
    if not said.facts:
        print("The plan states no facts of the borough.")
    for topic, official in topics:
        _print(topic, _facts(topic, said), official)
    _print_further(said)
    return 0


def _facts(topic: Topic, said: Borough) -> list[Fact]:
    return [fact for fact in said.facts if fact.topic == topic.title]


def _official(
    figures: "FiguresAsAt", topic: Topic, said: Borough
) -> "list[tuple[OfficialFigures, bool]]":
    """The official figures of a topic, and whether they are those of a fact's own measure."""
    from kpis.analysis.series.official import official_figures

    of_facts = [fact.measure for fact in _facts(topic, said) if fact.measure]
    measures = figures.plan.measures_by_id
    found = (
        (official_figures(figures.plan, measures[each], figures.outturns), each in of_facts)
        for each in dict.fromkeys((*of_facts, *topic.measures))
    )
    return [(official, of_fact) for official, of_fact in found if official is not None]


def _topic(
    topic: Topic, said: Borough, official: "list[tuple[OfficialFigures, bool]]"
) -> dict[str, Any]:
    return {
        "title": topic.title,
        "facts": [_fact(fact) for fact in _facts(topic, said)],
        "official": [_figures(each, of_fact) for each, of_fact in official],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "text": fact.text,
        "year": fact.year or None,
        "source": fact.source,
        "value": fact.value,
        "unit": fact.unit,
        "compared_with": fact.compared_with,
        "compared_value": fact.compared_value,
        "measure": fact.measure or None,
    }


def _figures(official: "OfficialFigures", of_fact: bool) -> dict[str, Any]:
    measure, source = official.measure, official.measure.published
    return {
        "measure": named(measure),
        "of_fact": of_fact,
        "unit": measure.unit,
        "unit_label": measure.unit_label,
        "latest": _row(official.latest, measure.decimals),
        "areas": [_row(row, measure.decimals) for row in official.compared],
        "history": [_row(row, measure.decimals) for row in official.own],
        "publisher": source.publisher if source else "",
        "licence": source.licence if source else "",
        "indicator": source.indicator if source else "",
        "nearness": source.nearness if source else None,
        "note": source.note if source else "",
    }


def _row(row: "SeriesRow", decimals: int) -> dict[str, Any]:
    from kpis.rounding import round_figure

    return {
        "area": row.area,
        "period": row.period_id,
        "period_label": row.period_label,
        "outturn": round_figure(row.outturn, decimals),
        "marker": row.marker,
    }


def _print(topic: Topic, facts: list[Fact], official: "list[tuple[OfficialFigures, bool]]") -> None:
    if not facts and not official:
        return
    print(f"\n{topic.title}")
    for fact in facts:
        print(f"  {fact.text} ({fact.year or 'no year'}; {fact.source})")
    for each, _ in official:
        measure, row = each.measure, each.latest
        value = figure_with_unit(row.outturn, measure.unit, measure.decimals, measure.unit_label)
        others = [
            f"{other.area} {with_marker(written(other.outturn, measure), other.marker)} "
            f"({other.period_label})"
            for other in each.compared
        ]
        told = [f"{with_marker(value, row.marker)} ({row.period_label})", *others]
        print(f"  Official: {measure.code} {measure.title}: {', '.join(told)}")


def _print_further(said: Borough) -> None:
    for title, passages in (
        ("Key challenges", said.challenges),
        ("What we deliver", said.delivers),
    ):
        if passages:
            print(f"\n{title}")
        for each in passages:
            print(f"  {': '.join(filter(None, (each.title, each.text)))} ({each.source})")
    if said.spending:
        print()
        print_table(
            ("Year", "Kind", "Outcome", "Pounds", "Source"),
            (
                (
                    each.year,
                    each.kind.replace("_", " "),
                    str(each.outcome),
                    f"{each.amount:,.0f}",
                    each.source,
                )
                for each in said.spending
            ),
        )
    if said.to_be_added:
        print(f"\nThe plan left these headings to be filled later: {'; '.join(said.to_be_added)}")
