"""Themes as readers see them: those of the plan, and one for what supports every theme.

A measure without a theme of its own (how the council runs itself) serves all of them. It gets a
group of its own, so that no measure drops out of sight when the plan is read by theme.
"""

from collections.abc import Sequence

from kpis.charts.words import STATUS_WORDS
from kpis.model import RATED, Plan, Theme
from kpis.ui.addresses import link, theme_address
from kpis.ui.figures import Row
from kpis.ui.html import Html, element
from kpis.ui.marks import mark
from kpis.ui.report import Report, tally
from kpis.ui.tiles import unrated_words

EVERY_ID = "every"
_NO_THEME = ""  # what measures without a theme have for one in PERFORMANCE
_EVERY = Theme(
    id=EVERY_ID,
    title="Supports every theme",
    board="Measures that belong to no single theme: they serve all of them.",
)


def themes_of(plan: Plan) -> tuple[Theme, ...]:
    """The plan's themes, then the one for measures that support them all, when there are any."""
    if any(not measure.themes for measure in plan.measures):
        return (*plan.themes, _EVERY)
    return plan.themes


def theme_notes(plan: Plan, theme_id: str) -> dict[str, str]:
    """Why each measure belongs to a theme, by measure id: "Assigned: doing well at school"."""
    return {
        measure.id: f"{link_.basis.value.capitalize()}: {link_.reason}"
        for measure in plan.measures
        for link_ in measure.themes
        if link_.theme == theme_id
    }


def rows_of_theme(report: Report, theme_id: str) -> tuple[Row, ...]:
    """The rows of one quarter that belong to a theme of `themes_of`."""
    return report.of_theme(_NO_THEME if theme_id == EVERY_ID else theme_id)


def theme_list(themes: Sequence[Theme], report: Report, quarter_id: str) -> Html:
    """A table of themes with their boards and counts in one quarter's report."""
    head = [
        element("th", "Theme", scope="col", role="columnheader"),
        element("th", "Board", scope="col", role="columnheader"),
        *(
            element(
                "th",
                mark(status, spoken=False),
                " ",
                STATUS_WORDS[status],
                scope="col",
                role="columnheader",
                class_="k-figure",
            )
            for status in RATED
        ),
        element("th", "Not rated", scope="col", role="columnheader"),
    ]
    return element(
        "table",
        element(
            "caption",
            f"Measures rated for {report.quarter.label}, by theme. A measure may serve several "
            "themes and counts in each.",
        ),
        element("thead", element("tr", head, role="row"), role="rowgroup"),
        element("tbody", [_row(theme, report, quarter_id) for theme in themes], role="rowgroup"),
        class_="k-table k-measures k-themes",
        role="table",
    )


def _row(theme: Theme, report: Report, quarter_id: str) -> Html:
    now = tally(rows_of_theme(report, theme.id))
    return element(
        "tr",
        element(
            "th",
            link(theme_address(theme.id, quarter_id), theme.title),
            scope="row",
            role="rowheader",
        ),
        element("td", theme.board, role="cell", data_label="Board"),
        [
            element(
                "td",
                str(now[status]),
                role="cell",
                class_="k-figure",
                data_label=STATUS_WORDS[status],
            )
            for status in RATED
        ],
        element("td", unrated_words(now) or "–", role="cell", data_label="Not rated"),
        role="row",
    )
