"""Groups of measures, each with a mark for every measure in it: the whole plan at a glance."""

from collections import Counter
from collections.abc import Iterable, Sequence

from kpis.frames import InsightsRow
from kpis.model import RATED, RagStatus
from kpis.reports.blocks import Cell, Column, Mark, Row, Table
from kpis.reports.parts import keys
from kpis.reports.parts.cells import latest_mark
from kpis.words.lists import counted
from kpis.words.statuses import STATUS_WORDS

Strip = tuple[str, str, Sequence[InsightsRow]]  # the key and the name of a group, and its rows
Above = tuple[str, str, Iterable[Strip]]  # the key and the name of what stands above some groups


MOST_MARKS = 200  # on a page; of more things counts are told, and their own pages have the marks


def strips(name: str, caption: str, what: str, groups: Iterable[Strip]) -> Table:
    """A row for each group. what: the groups are, as the head of their column."""
    told = list(groups)
    marked = sum(len(rows) for _, _, rows in told) <= MOST_MARKS
    return _table(name, caption, what, tuple(_strip(*group, marked=marked) for group in told))


def strips_above(name: str, caption: str, what: str, above: Iterable[Above]) -> Table:
    """The same under the headings of what stands above the groups."""
    told = [(key, title, list(groups)) for key, title, groups in above]
    marked = sum(len(rows) for _, _, groups in told for _, _, rows in groups) <= MOST_MARKS
    rows: list[Row] = []
    for key, title, groups in told:
        rows.append(Row(cells=(Cell(text=title, to=key),), is_group=True))
        rows += [_strip(*group, marked=marked) for group in groups]
    return _table(name, caption, what, tuple(rows))


def _table(name: str, caption: str, what: str, rows: tuple[Row, ...]) -> Table:
    return Table(
        name=name,
        caption=caption,
        columns=(
            Column(title=what),
            Column(title="Measures", is_figure=True),
            Column(title="Latest rating of each"),
        ),
        rows=rows,
    )


def _strip(key: str, title: str, rows: Sequence[InsightsRow], *, marked: bool) -> Row:
    rated = [row for row in rows if row.latest_rag != RagStatus.SEE_PARTS]
    return Row(
        cells=(
            Cell(text=title, to=key),
            Cell(text=str(len(rated)), value=float(len(rated))),
            Cell(
                text=counts_in_words(rated),
                marks=tuple(map(_mark, rated)) if marked else (),
            ),
        )
    )


def counts_in_words(rows: Sequence[InsightsRow]) -> str:
    """ "3 green, 1 red, 2 not rated": by the latest rating of each; "no measure" for none."""
    counts = Counter(RagStatus(row.latest_rag) for row in rows)
    unrated = sum(count for status, count in counts.items() if status not in RATED)
    told = [
        f"{counts[status]} {STATUS_WORDS[status].lower()}" for status in RATED if counts[status]
    ]
    told += [f"{unrated} not rated"] if unrated else []
    return ", ".join(told) or counted(0, "measure")


def _mark(row: InsightsRow) -> Mark:
    mark = latest_mark(row)
    return Mark(
        status=mark.status,
        carried=mark.carried,
        said=f"{row.code} {row.title}: {mark.said}",
        to=keys.of_measure(row.measure_id),
    )
