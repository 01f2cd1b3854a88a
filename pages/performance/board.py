"""One board of the partnership: its measures worst first, its activities, what changed."""

import streamlit as st

from kpis.analysis.report.latest_figure import latest_of
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import page_head, show
from kpis.ui.performance.activities.list import tracked_by_code
from kpis.ui.performance.opening import open_page
from kpis.ui.performance.partnership.board import boards_by_id, draw_board, head_of_board
from kpis.ui.performance.partnership.board_list import (
    activities_of_any_board,
    board_list,
    rows_of_any_board,
)
from kpis.ui.performance.small_print import illustrative_banner, small_print
from kpis.ui.performance.take_away import take_away
from kpis.ui.state import analyses

head, chosen, shown = open_page(
    "board", lambda plan: {each.id: each.title for each in boards_by_id(plan).values()}
)
plan, report = shown.plan, shown.report

if chosen is None:
    with head:
        page_head(plan, "Boards", of_measures=not boards_by_id(plan))
    if not boards_by_id(plan):
        show(element("p", "The plan names no boards.", class_="k-quiet"))
        st.stop()
    rows, tracked = rows_of_any_board(plan, report), tracked_by_code(shown)
    counted = activities_of_any_board(plan, tracked)
    show(illustrative_banner([latest_of(row) for row in rows], counted))
    ids = [row.measure_id for row in rows]
    insights = analyses.insight_rows(shown.figures, shown.quarter, ids)
    show(board_list(plan, report, tracked, insights, shown.in_links))
    show(small_print(plan, rows))
    st.stop()

board = boards_by_id(plan)[chosen]
with head:
    page_head(plan, board.title)
    show(head_of_board(shown, board))
draw_board(shown, board)
take_away(shown, board.title, board=board.id)
