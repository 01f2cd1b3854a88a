"""Tables of totals to date: which may be shown beside those of the same year shown already.

The difference between two such tables is a table itself. Where those between two shown ones are
withheld, they are not quite unknown: somebody who knows what each group came to between the two
(R, together T) and what all groups came to in a part of that time (C) knows that in this part a
group came to between max(0, R + C − T) and min(R, C). These are the bounds of a cell of a two-way
table of which all margins are known (Fréchet bounds; Dobra and Fienberg 2000, PNAS 97,
11885-11892). So a table is shown only if they leave each small count behind it open.

The whole year is worth more than a part of it, and what is shown of a part may have to be paid
for with gaps in the year's last table. So within the year a table is shown only where at its pace
each group will come on by enough to be shown again.
"""

import numpy as np

from kpis.analysis.groups.secondary_suppression import is_small

_ROUNDING = 1e-9  # a third of fifteen is five


def shown_before(
    levels: np.ndarray,
    gaps: np.ndarray,
    totals: np.ndarray,
    years: np.ndarray,
    elapsed: np.ndarray,
    threshold: int,
) -> tuple[np.ndarray, np.ndarray]:
    """What the public knows of the year when each table comes, and which tables it never sees.

    levels: (periods, groups, kinds), totals to date in order of time, 0 for a group that was not
        returned, NaN for one withheld by its service. gaps: (periods, groups) that are not to be
        shown, for themselves. totals: (periods, kinds) of all groups; NaN where not known.
        years: of each period. elapsed: (periods,) the part of its year that is over; 1 = all.
    Returns the counts of the year's last table shown before, nought where there is none, and
    (periods,) which tables are withheld as a whole.
    """
    before, withheld = np.zeros_like(levels), np.full(len(levels), False)
    sums = np.where(np.isnan(totals), np.nansum(levels, axis=1), totals)
    nothing = np.zeros_like(levels[0]), np.zeros_like(sums[0])
    since = [nothing]  # the last table shown, and those withheld after it
    final = elapsed == 1
    to_come = levels * (1 / elapsed - 1)[:, None, None]
    slow = np.asarray(((levels > 0) & (to_come < threshold - _ROUNDING)).any(axis=(1, 2)))
    for period, table in enumerate(levels):
        if period and years[period] != years[period - 1]:
            since = [nothing]
        shown = since[0][0]
        before[period] = shown
        come_on = (is_small(table - shown, threshold)).any()
        gives_away = _gives_away([*since, (table, sums[period])], threshold)
        withheld[period] = gives_away or (
            (gaps[period].any() or come_on or slow[period]) and not final[period]
        )
        if withheld[period] or final[period]:
            since = [*since, (table, sums[period])]
        else:
            since = [(table, sums[period])]
    return before, withheld


def _gives_away(tables: list[tuple[np.ndarray, np.ndarray]], threshold: int) -> bool:
    """Whether showing the last of these, beside the first, tells too much of those between."""
    groups = tables[-1][0] - tables[0][0]
    together = tables[-1][1] - tables[0][1]
    for first, (earlier, earlier_sum) in enumerate(tables):
        for later, later_sum in tables[first + 1 :]:
            part, sum_of_part = later - earlier, later_sum - earlier_sum
            lowest = groups + sum_of_part - together
            highest = np.minimum(groups, sum_of_part)
            open_to_guess = (lowest <= 1) & (lowest < highest)
            behind = (is_small(part, threshold) | np.isnan(part)) & ~is_small(groups, threshold)
            if (behind & ~open_to_guess & ~np.isnan(groups)).any():
                return True
    return False
