"""Groups of measures in a table, one beneath the other: what each is and how it stands."""

from collections.abc import Sequence
from typing import NamedTuple

from kpis.analysis.report.tally import latest_tally
from kpis.frames import PerformanceRow
from kpis.model import RATED
from kpis.narrative.position import unrated_words
from kpis.ui.kit.html import Child, Html
from kpis.ui.kit.marks import mark
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.words.report.shown import NONE
from kpis.words.statuses import STATUS_WORDS


class Group(NamedTuple):
    """name: a link to its page. beside: what stands next to it. rows: of one quarter's report."""

    name: Html
    beside: Child
    rows: Sequence[PerformanceRow]


def group_list(caption: str, titles: tuple[str, str], groups: Sequence[Group]) -> Html:
    """The table, with the counts of each group. titles: of the columns of name and beside."""
    first, second = titles
    head = row(
        column(first),
        column(second),
        [
            column(mark(status, spoken=False), " ", STATUS_WORDS[status], class_="k-figure")
            for status in RATED
        ],
        column("Not rated"),
    )
    return table(
        caption, head, [_line(each, second) for each in groups], class_="k-measures k-themes"
    )


def _line(group: Group, second: str) -> Html:
    now = latest_tally(group.rows)
    return row(
        row_header(group.name),
        cell(group.beside, label=second),
        [cell(str(now[status]), class_="k-figure", label=STATUS_WORDS[status]) for status in RATED],
        cell(unrated_words(now) or NONE, label="Not rated"),
    )
