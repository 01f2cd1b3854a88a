"""What the page of a group of measures shows, be it an outcome's or a theme's."""

from collections.abc import Mapping, Sequence

from kpis.analysis.report.tally import tally
from kpis.frames import PerformanceRow
from kpis.ui.kit.figure_text import latest_known
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.layout import section, show
from kpis.ui.performance.measure_table import measure_table
from kpis.ui.performance.overview.tiles import headline_sentence, unrated_words
from kpis.ui.performance.small_print import illustrative_banner, small_print
from kpis.ui.state.publication import Shown


def show_group(
    shown: Shown,
    measures: Sequence[PerformanceRow],
    *,
    explained: str = "",
    notes: Mapping[str, str] | None = None,
    sentences: Html | None = None,
    signals: Mapping[str, Html] | None = None,
) -> None:
    """How the group stands in a sentence, and its measures in a table.

    measures: of the report, in plan order. explained: more to say above the table. sentences:
    more to say of the group as a whole. notes: what stands beneath a measure's title, by measure
    id; signals: what stands beneath its figures.
    """
    plan, quarter, now = shown.plan, shown.quarter, tally(measures)
    show(element("p", headline_sentence(plan, now, quarter.label), class_="k-lead"))
    if now.rated and unrated_words(now):
        show(element("p", f"Not rated: {unrated_words(now)}.", class_="k-quiet k-line"))
    show(sentences)
    history = shown.history
    show(illustrative_banner(latest_known(row, history[row.measure_id]) for row in measures))
    section("Measures")
    reported = f"Figures reported in {quarter.label}, for the period named under each figure."
    caption = f"{reported} {explained}".strip()
    show(measure_table(measures, history, caption, shown.in_links, notes=notes, signals=signals))
    show(small_print(plan, measures))
