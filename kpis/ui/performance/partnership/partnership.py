"""The page of the group that leads the partnership."""

import streamlit as st

from kpis.analysis.report.latest_figure import latest_of
from kpis.model import Plan
from kpis.narrative.activities import COMMITMENTS, activity_sentence, carried_sentence
from kpis.plan.partnership.boards import boards_of, measures_of_any_board
from kpis.ui.kit.addresses import link, theme_address
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import section, show
from kpis.ui.performance.activities.list import tracked_by_code
from kpis.ui.performance.activities.summary import activity_small_print, illustrative_activities
from kpis.ui.performance.group import show_standing
from kpis.ui.performance.partnership.board_list import (
    activities_of_any_board,
    board_list,
    rows_of_any_board,
)
from kpis.ui.performance.partnership.executive import (
    commitment_list,
    executive_words,
    partner_list,
)
from kpis.ui.performance.small_print import illustrative_banner, small_print
from kpis.ui.performance.themes import EVERY_ID, theme_list, themes_of
from kpis.ui.state import analyses, cache
from kpis.ui.state.publication import Shown
from kpis.words.lists import counted


def title_of(plan: Plan) -> str:
    executive = plan.partnership.executive if plan.partnership else None
    return executive.title if executive else "Partnership"


def draw_partnership(shown: Shown) -> None:
    """Everything beneath the head."""
    plan, report, partnership = shown.plan, shown.report, shown.plan.partnership
    rows, tracked = rows_of_any_board(plan, report), tracked_by_code(shown)
    in_tables = report.of_measures(_in_tables(plan))
    counted = activities_of_any_board(plan, tracked)
    show(illustrative_banner([latest_of(row) for row in in_tables], counted))
    show_standing(shown, rows)
    _say_what_is_counted(shown, len(report.rows) - len(rows))
    if partnership is not None and partnership.executive is not None:
        show(executive_words(partnership.executive))
    section("Themes")
    show(theme_list(plan, report, shown.in_links, plan.themes))
    section("Boards")
    boards_place = st.container()
    if partnership is not None and partnership.commitments:
        _draw_commitments(shown)
    if partnership is not None and partnership.partners:
        section("Members")
        show(partner_list(partnership.partners, (*plan.measures, *plan.tracked), shown.in_links))
    show(small_print(plan, in_tables))
    with boards_place:  # last: what lies ahead takes a moment's work, and nothing else has to wait
        ids = [row.measure_id for row in rows]
        insights = analyses.insight_rows(shown.figures, shown.quarter, ids)
        if boards_of(plan):
            show(board_list(plan, report, tracked, insights, shown.in_links))
        else:
            show(element("p", "The plan names no boards.", class_="k-quiet"))


def _in_tables(plan: Plan) -> set[str]:
    """The ids of measures that the tables of themes and of boards count."""
    of_themes = {measure.id for measure in plan.measures if measure.themes}
    return of_themes | set(measures_of_any_board(plan))


def _say_what_is_counted(shown: Shown, others: int) -> None:
    """That a measure of several boards counts once, and where those of no board are."""
    once = "Counted here once, whatever the number of themes and boards a measure serves."
    to_others = None
    if others > 0 and any(theme.id == EVERY_ID for theme in themes_of(shown.plan)):
        words = f"{counted(others, 'measure')} of no board"
        address = theme_address(EVERY_ID, shown.in_links)
        to_others = [" Left out: ", link(address, words), "."]
    show(element("p", once, to_others, class_="k-foot"))


def _draw_commitments(shown: Shown) -> None:
    plan, quarter = shown.plan, shown.quarter
    rows = cache.commitments(shown.figures, quarter)
    section("Commitments")
    show(illustrative_activities(rows))
    show(element("p", activity_sentence(rows, quarter.label, COMMITMENTS)))
    told = any(row.status for row in rows)  # else the sentence above says it
    if told and (carried := carried_sentence(rows, quarter.label, COMMITMENTS)):
        show(element("p", carried, class_="k-foot"))
    by_code = {row.activity_code: row for row in rows}
    assert plan.partnership is not None  # noqa: S101 asked by the caller
    show(commitment_list(plan, plan.partnership.commitments, by_code, shown.in_links))
    show(activity_small_print())
