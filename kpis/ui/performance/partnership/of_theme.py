"""What the page of a theme says of the board that delivers it."""

from kpis.model import Plan, Theme
from kpis.plan.partnership.boards import board_of_theme
from kpis.ui.kit.html import Html, element
from kpis.ui.performance.partnership.board import draw_activities_of_board
from kpis.ui.performance.themes import EVERY_ID, board_name
from kpis.ui.state.publication import Shown


def delivered_by(plan: Plan, theme: Theme, quarter_id: str) -> Html:
    """ "Delivered by" and the board, a link to its page; what it is about, for no theme's own."""
    name = board_name(plan, theme, quarter_id)
    words = [name] if theme.id == EVERY_ID else ["Delivered by ", name, "."]
    return element("p", words, class_="k-quiet k-line")


def draw_activities_of_theme(shown: Shown, theme: Theme) -> None:
    """The activities of the board that delivers it; nothing for measures that serve every theme."""
    if (board := board_of_theme(shown.plan, theme)) is not None:
        draw_activities_of_board(shown, board)
