"""The headline: how many measures are green, amber, red and unrated, and how that moved."""

from kpis.analysis.report.position import Position
from kpis.model import Plan
from kpis.narrative.position import Count, counts_of
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.marks import mark
from kpis.ui.kit.tile import in_a_row, tile


def tiles(plan: Plan, now: Position, before: Position | None, before_label: str) -> Html:
    """Four tiles of the latest position. before: None when there is no quarter before."""
    return in_a_row([_tile(each) for each in counts_of(plan, now, before, before_label)])


def _tile(count: Count) -> Html:
    sign = mark(count.status, spoken=False) if count.status else None
    change = element("span", count.change, class_="k-tile-change") if count.change else None
    return tile(count.number, count.name, count.meaning, sign, change)
