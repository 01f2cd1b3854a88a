"""Official figures of the borough: the latest one, its small trend, and those of other areas."""

from collections.abc import Sequence

from kpis.analysis.series.official import OfficialFigures
from kpis.charts.sparkline import HEIGHT, WIDTH, describe_sparkline, sparkline
from kpis.model import Fact, Plan, Topic
from kpis.reports.parts.borough import compared_words, source_words
from kpis.ui.kit.addresses import link, measure_address
from kpis.ui.kit.html import Html, element
from kpis.ui.performance.measure_table import SPARK_LENGTH
from kpis.ui.state import analyses
from kpis.ui.state.figures import Figures
from kpis.words.figures import figure_with_unit, with_marker, written


def official_of_topic(
    shown: Figures, plan: Plan, topic: Topic, facts: Sequence[Fact]
) -> tuple[OfficialFigures, ...]:
    """The official figures that belong to a topic: those of its facts' measures, then its own."""
    ids = dict.fromkeys((*(fact.measure for fact in facts), *topic.measures))
    found = (analyses.official_of(shown, each) for each in ids if each in plan.measures_by_id)
    return tuple(each for each in found if each is not None)


def official_list(official: Sequence[OfficialFigures], quarter_id: str) -> Html:
    """quarter_id: named in the links, "" to leave it out."""
    return element("ul", [_official(each, quarter_id) for each in official], class_="k-official")


def _official(of: OfficialFigures, quarter_id: str) -> Html:
    measure, latest = of.measure, of.latest
    known = written(latest.outturn, measure)
    whole = figure_with_unit(latest.outturn, measure.unit, measure.decimals, measure.unit_label)
    unit = whole.removeprefix(known).strip()
    compared = compared_words(of)
    return element(
        "li",
        element("span", measure.code, class_="k-code"),
        link(measure_address(measure.id, quarter_id), measure.title),
        element(
            "div",
            element("strong", with_marker(known, latest.marker)),
            element("span", f"{unit} in {latest.period_label}".strip()),
            _spark(of),
            class_="k-official-figure",
        ),
        element("div", compared) if compared else None,
        element("span", source_words(of), class_="k-sub"),
    )


def _spark(of: OfficialFigures) -> Html | None:
    past = of.own[-SPARK_LENGTH:]
    picture = sparkline([row.outturn for row in past])
    if not picture:
        return None
    words = describe_sparkline(
        [written(row.outturn, of.measure) for row in past], [row.period_label for row in past]
    )
    return element("img", src=picture, alt=words, width=WIDTH, height=HEIGHT, class_="k-spark")
