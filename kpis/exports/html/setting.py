"""What a page tells the blocks that stand on it."""

import re
from collections.abc import Callable
from dataclasses import field

from kpis.markup.elements import Html
from kpis.model.record import Record

_NOT_IN_ANCHORS = re.compile(r"[^a-z0-9_]+")


def nowhere(key: str) -> str | None:  # noqa: ARG001
    """For a page on which nothing leads anywhere."""
    return None


class Setting(Record):
    """link: the address that a key leads to, "#measure-recycling_rate" or "../measures/…", None
    where there is no such place. hover: points of charts say what they are when pointed at.
    phone: charts are drawn a second time for narrow screens. numbers: beneath a chart its figures.
    drawn: pictures that were drawn already, by chart and width; whoever shows the same charts on
    several pages gives each the same.
    """

    link: Callable[[str], str | None] = field(default=nowhere)
    hover: bool = False
    phone: bool = True
    numbers: bool = True
    drawn: dict[tuple[int, int], Html] = field(default_factory=dict)


def anchor(key: str) -> str:
    """The id of what has a key: "measure:recycling_rate" → "measure-recycling_rate"."""
    return _NOT_IN_ANCHORS.sub("-", key.lower()).strip("-")
