"""Tables of totals to date: which may be shown beside those of the same year shown already.

The difference between two such tables is a table itself, of what has come on since. So within a
year no table is shown with gaps, and whether one is shown must not tell what is in those that are
not. What is decided beforehand tells nothing:

- **A year shown quarter by quarter** (or month by month) is one that follows a year whose last
  table was shown without a gap, with so many in every group that at that pace each comes to twenty
  by the year's first table. Each of its tables is shown as long as nothing in it, nor in what has
  come on since the one before, is small. From the first of which that is not so nothing of that
  year is shown any more, the year's last table included. Only the last can have gaps, judged by
  what has come on since the one before.
- **Of any other year** only the last table is shown. How many had come by when in all groups
  together is known all the same. Of a group that came to L, of T in all, at least L + C − T came
  in a part of the year in which C came (Fréchet bounds; Dobra and Fienberg 2000, PNAS 97,
  11885-11892). A group is withheld from the year's table where this bound alone would leave only
  some of 1 to m = threshold − 1, that is where it lies between 2 and m; and two groups at least
  are withheld with any that is.

Whoever knows this can still not tell one small count of a part of a year from another. *Proof.* In
a year withheld from some table on any table from there will do that keeps the totals: let the
group have its v in its part, and one person or event in that first part, if that is another; the
first table is withheld for that alone. In a year of which only the last table is shown, a group
shown in it may have any number within its bounds, and these leave all of 1 to m (that the cells
of a table of known margins can be chosen so is the theorem of Fréchet bounds). For a group that
is withheld in it, take the year's table in which it comes to v, all of them in that part of the
year (`secondary_suppression.py`): exactly the same is shown. ∎
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kpis.analysis.groups.secondary_suppression import is_small

PACE = 20  # so many by a year's first table, and fewer than five in it are hardly to be feared


@dataclass(frozen=True, slots=True)
class YearToDate:
    """What becomes of tables of totals to date.

    before: (periods, groups, kinds), what the public knows of the year when each table comes;
        nought where nothing. whole: (periods,) withheld as a whole. narrowed: (periods, groups)
        to be withheld because they would tell too much of a part of the year. behind: (periods,)
        shown with parts of its year withheld behind it.
    """

    before: np.ndarray
    whole: np.ndarray
    narrowed: np.ndarray
    behind: np.ndarray


def withheld_to_date(
    levels: np.ndarray,
    gaps: np.ndarray,
    totals: np.ndarray,
    years: np.ndarray,
    elapsed: np.ndarray,
    threshold: int,
) -> YearToDate:
    """What becomes of each table.

    levels: (periods, groups, kinds), totals to date in order of time, 0 for a group that was not
        returned, NaN for one withheld by its service; the people of no group last. gaps:
        (periods, groups) that are not to be shown, for themselves. totals: (periods, kinds) of
        all groups. years: of each period. elapsed: (periods,) the part of its year that is over;
        1 = all.
    """
    found = YearToDate(
        before=np.zeros_like(levels),
        whole=np.full(len(levels), False),
        narrowed=np.full(gaps.shape, False),
        behind=np.full(len(levels), False),
    )
    shown_year, shown = None, levels[0]  # the last year that was shown without a gap
    for tables in _of_a_year(years):
        first, last = tables[0], tables[-1]
        year = years[first]
        at_pace = shown[:-1][(shown[:-1] != 0).any(axis=1)] * elapsed[first] >= PACE
        if shown_year == year - 1 and at_pace.all():
            without_gap = _table_by_table(tables, levels, gaps, elapsed, found, threshold)
        else:
            found.whole[tables[elapsed[tables] < 1]] = True
            if elapsed[last] == 1 and len(tables) > 1:
                found.behind[last] = True
                found.narrowed[last] = _narrowed(levels[last], totals[tables], threshold)
            without_gap = elapsed[last] == 1 and not (gaps[last] | found.narrowed[last]).any()
        if without_gap:
            shown_year, shown = year, levels[last]
    return found


def _of_a_year(years: np.ndarray) -> Iterator[np.ndarray]:
    """The places of each year's tables, in order of time."""
    yield from np.split(np.arange(len(years)), np.flatnonzero(np.diff(years)) + 1)


def _table_by_table(
    tables: np.ndarray,
    levels: np.ndarray,
    gaps: np.ndarray,
    elapsed: np.ndarray,
    found: YearToDate,
    threshold: int,
) -> bool:
    """Fill in `found` for a year shown table by table; whether it was so to its end."""
    shown = np.zeros_like(levels[0])
    for place, table in enumerate(tables):
        found.before[table] = shown
        come_on = is_small(levels[table] - shown, threshold).any()
        if gaps[table].any() or come_on:
            if elapsed[table] < 1:
                found.whole[tables[place:]] = True
            return False
        shown = levels[table]
    return bool(elapsed[tables[-1]] == 1)


def _narrowed(levels: np.ndarray, totals: np.ndarray, threshold: int) -> np.ndarray:
    """Of which groups the year's table leaves too few possible counts of a part of it, (groups,).

    levels: (groups, kinds) of the year's table. totals: (tables, kinds) of all tables of the year.
    """
    sums = np.concatenate([np.zeros_like(totals[:1]), totals])
    first, last = np.triu_indices(len(sums), 1)
    part = (sums[last] - sums[first])[:, None]
    bounds = np.maximum(levels + part - totals[-1], 0)
    if levels.shape[1] == 3:  # a percentage: the first and the last kind make up the second
        bounds[..., 1] = bounds[..., 0] + bounds[..., 2]
    too_few = (bounds > 1) & (bounds < threshold)
    return (too_few.any(axis=0) & (levels != totals[-1])).any(axis=1)
