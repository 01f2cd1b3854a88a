"""Counts side by side, each with its sign, its name and what it means."""

from collections.abc import Iterable

from kpis.ui.kit.html import Html, element


def tile(
    count: int, name: str, meaning: str, sign: Html | None, change: Html | None = None
) -> Html:
    """sign: the mark of what is counted; change: how far the count has moved."""
    head = element(
        "span",
        element("strong", str(count), class_="k-tile-count"),
        " ",
        sign,
        element("span", name, class_="k-tile-name"),
        class_="k-tile-head",
    )
    explained = element("span", meaning, class_="k-tile-meaning")
    return element("li", head, explained, change, class_="k-tile")


def in_a_row(tiles: Iterable[Html]) -> Html:
    return element("ul", list(tiles), class_="k-tiles")
