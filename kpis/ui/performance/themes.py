"""Themes as readers see them: those of the plan, and one for what supports every theme.

A measure without a theme of its own (how the council runs itself) serves all of them. It gets a
group of its own, so that no measure drops out of sight when the plan is read by theme.
"""

from collections.abc import Sequence

from kpis.frames import PerformanceRow
from kpis.model import Plan, Theme
from kpis.narrative.position import noun
from kpis.plan.partnership.boards import board_of_theme
from kpis.ui.kit.addresses import board_address, link, theme_address
from kpis.ui.kit.html import Html, element
from kpis.ui.performance.group_list import Group, group_list
from kpis.ui.state.report import Report
from kpis.words.statuses import BASIS_WORDS

EVERY_ID = "every"
_NO_THEME = ""  # what measures without a theme have for one in PERFORMANCE
_EVERY = Theme(
    id=EVERY_ID,
    title="Supports every theme",
    board="Council-wide measures.",
)


def themes_of(plan: Plan) -> tuple[Theme, ...]:
    """The plan's themes, then the one for measures that support them all, when there are any."""
    if any(not measure.themes for measure in plan.measures):
        return (*plan.themes, _EVERY)
    return plan.themes


def purpose_of_themes(plan: Plan) -> Html:
    """Whose themes they are and what for; that there are none, where the plan names none."""
    if not plan.themes:
        words = "The plan names no themes."
    else:
        named = ": ".join(filter(None, (plan.partnership_plan, plan.objective)))
        words = f"{named}." if named else ""
    return element("p", words, class_="k-quiet k-line")


def theme_notes(plan: Plan, theme_id: str) -> dict[str, str]:
    """Why each measure belongs to a theme, by measure id: "Added here: doing well at school"."""
    return {
        measure.id: f"{BASIS_WORDS[link_.basis]}: {link_.reason}"
        for measure in plan.measures
        for link_ in measure.themes
        if link_.theme == theme_id
    }


def rows_of_theme(report: Report, theme_id: str) -> tuple[PerformanceRow, ...]:
    """The rows of one quarter that belong to a theme of `themes_of`."""
    return report.of_theme(_NO_THEME if theme_id == EVERY_ID else theme_id)


def board_name(plan: Plan, theme: Theme, quarter_id: str) -> Html | str:
    """The board that delivers a theme, a link to its page where it has one."""
    board = board_of_theme(plan, theme)
    return link(board_address(board.id, quarter_id), board.title) if board else theme.board


def theme_list(
    plan: Plan, report: Report, quarter_id: str, themes: Sequence[Theme] | None = None
) -> Html:
    """A table of themes with their boards and counts in one quarter's report.

    themes: some of `themes_of`, which are all listed without it. Where the report is of some
    measures alone, themes that have none of them are left out.
    """
    caption = (
        f"{noun(report.now.latest).capitalize()} by their latest rating at "
        f"{report.quarter.label}. One that serves several themes counts in each."
    )
    is_whole = len(report.rows) == len(plan.measures)
    lines = [
        Group(
            link(theme_address(theme.id, quarter_id), theme.title),
            board_name(plan, theme, quarter_id),
            rows,
        )
        for theme in (themes_of(plan) if themes is None else themes)
        if (rows := rows_of_theme(report, theme.id)) or is_whole
    ]
    return group_list(caption, ("Theme", "Board"), lines)
