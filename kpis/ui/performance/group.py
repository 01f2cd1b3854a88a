"""What the page of a group of measures shows, be it an outcome's, a theme's or a directorate's."""

from collections.abc import Mapping, Sequence

from kpis.analysis.report.latest_figure import latest_of
from kpis.analysis.report.position import position
from kpis.frames import PerformanceRow
from kpis.narrative.position import headline_sentence, reported_sentence, unrated_words
from kpis.ui.kit.html import Child, Html, element
from kpis.ui.kit.layout import section, show
from kpis.ui.kit.told_of import told_of
from kpis.ui.performance.measure_table import measure_table
from kpis.ui.performance.small_print import illustrative_banner, small_print
from kpis.ui.state.publication import Shown


def show_group(
    shown: Shown,
    measures: Sequence[PerformanceRow],
    *,
    explained: str = "",
    notes: Mapping[str, Child] | None = None,
    sentences: Html | None = None,
    verdicts: Mapping[str, Html] | None = None,
) -> None:
    """How the group stands in a sentence, and its measures in a table.

    measures: of the report, in plan order. explained: more to say above the table. sentences:
    more to say of the group as a whole. notes: what stands beneath a measure's title, by measure
    id; verdicts: what stands beneath its figures.
    """
    show_standing(shown, measures)
    show(sentences)
    show(illustrative_banner([latest_of(row) for row in measures]))
    show_measures(shown, measures, explained=explained, notes=notes, verdicts=verdicts)


def show_standing(shown: Shown, measures: Sequence[PerformanceRow]) -> None:
    """How the group stands in a sentence, and how much of that is new. measures: of the report."""
    plan, quarter, now = shown.plan, shown.quarter, position(measures)
    show(element("p", told_of(shown.whose, headline_sentence(plan, now)), class_="k-lead"))
    unrated = unrated_words(now.latest)
    further = [reported_sentence(now, quarter.label)]
    further += [f"Not rated: {unrated}."] if now.latest.rated and unrated else []
    if line := " ".join(filter(None, further)):
        show(element("p", line, class_="k-quiet k-line"))


def show_measures(
    shown: Shown,
    measures: Sequence[PerformanceRow],
    *,
    explained: str = "",
    notes: Mapping[str, Child] | None = None,
    verdicts: Mapping[str, Html] | None = None,
) -> None:
    """The section with the table, and the small print beneath it. As `show_group`."""
    if shown.whose.said and not measures:
        return
    history = shown.history
    section("Measures")
    known = f"The latest figures at {shown.quarter.label}, each with its own period and target."
    caption = f"{known} {explained}".strip()
    show(measure_table(measures, history, caption, shown.in_links, notes=notes, verdicts=verdicts))
    show(small_print(shown.plan, measures))
