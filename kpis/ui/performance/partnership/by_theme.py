"""The measures of an outcome as one for each theme of the partnership's plan."""

from kpis.analysis.report.latest_figure import latest_of
from kpis.frames import PerformanceRow
from kpis.model import Outcome
from kpis.plan.partnership.boards import board_of_theme
from kpis.plan.partnership.by_theme import OfTheme, one_for_each_theme
from kpis.ui.kit.addresses import board_address, link, measure_address, theme_address
from kpis.ui.kit.figure_text import provenance_note
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.latest import latest_badge
from kpis.ui.kit.layout import section, show
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.ui.state.publication import Shown
from kpis.words.lists import with_article
from kpis.words.report.shown import outturn_against_target

_COLUMNS = ("Theme", "Measure", "Latest figure", "Rating")


def draw_by_theme(shown: Shown, outcome: Outcome) -> None:
    """The section; nothing for an outcome whose measures are not one for each theme.

    Where the report is of some measures alone, the lines of the others are left out.
    """
    by_id = {each.measure_id: each for each in shown.report.of_outcome(outcome.number)}
    every = one_for_each_theme(shown.plan, outcome)
    pairs = [each for each in every if each.measure.id in by_id]
    if not pairs:
        return
    section("One measure for each theme")
    named = with_article(shown.plan.partnership_plan or "partnership's plan")
    caption = f"What the measures say of each theme of {named}."
    head = row([column(name) for name in _COLUMNS])
    lines = [_line(shown, each, by_id[each.measure.id]) for each in pairs]
    show(table(caption, head, lines, class_="k-measures k-themes"))


def _line(shown: Shown, pair: OfTheme, measure_row: PerformanceRow) -> Html:
    theme, measure = pair
    board, latest = board_of_theme(shown.plan, theme), latest_of(measure_row)
    to_board = link(board_address(board.id, shown.in_links), board.title) if board else theme.board
    return row(
        row_header(
            link(theme_address(theme.id, shown.in_links), theme.title),
            element("span", to_board, class_="k-sub"),
        ),
        cell(
            element("span", measure.code, class_="k-code"),
            link(measure_address(measure.id, shown.in_links), measure.title),
            label=_COLUMNS[1],
        ),
        cell(
            outturn_against_target(latest),
            element("span", latest.period_label, class_="k-sub"),
            provenance_note(latest),
            label=_COLUMNS[2],
        ),
        cell(latest_badge(measure_row), label=_COLUMNS[3]),
    )
