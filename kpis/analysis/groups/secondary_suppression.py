"""Which further groups to withhold, so that what is withheld cannot be worked out again.

The arithmetic of `disclosure.py`. A table is a list of groups whose counts add up to a total that
is known. So whoever sees the other groups knows the sum S of those withheld, and whoever has read
this file knows why each of them was. A choice that looks at the figures tells of them: were the
smallest that will do withheld beside a small count, 1 and 7 would be withheld of 1, 7, 20 and 30,
and 2 would have done with any other (the minimality attack: Wong, Fu, Wang and Pei, VLDB 2007,
543-554). So the choice here looks at what is public: at names, and at what was shown before.

The rule. P are the groups withheld for themselves, m = threshold − 1 the largest small count.
Those that hid others in an earlier table come first, then those that were never shown by an order
of names, then the others by the size that was last shown, the smallest first.

1. The table is withheld whole where, in any kind of count, all groups together come to m a group
   or less (one more counted for people of no group), or where there is nobody left to hide behind.
2. Else P is withheld, everybody who hid others before, and the first of the groups that are
   neither small nor nought; then the second, and so on, until in each kind the n groups withheld
   come together to S = 0 or S ≥ n + 2 m − 1. From the next table on that first one is among those
   who hid others before.

Whoever knows it all can still not tell one small count from another. *Proof.* Let H be what rule
2 withholds, g the first of its groups that are not small. Take any table that is the same outside
H, in which all of H but g are small and g is not, with the same sum S. There P is H without g,
and the first that is neither small nor nought is g again: all that come before it are small in
the one and in the other, or nought in both. H passes the test by the same n and S, so exactly the
same is shown, and in later tables too, for they look back at g and at what was shown. Such a
table exists for each small count and each value v from 1 to m: give it v, the n − 2 others 1, and
g what is left, S − v − (n − 2) ≥ m + 1. A percentage has two such counts, numerators and what is
left between them and denominators; a group is small by either, and where one of them is nought
for all of H it is nought in both tables. Where rule 1 applies, every table of the same totals in
which any count is small is withheld whole, so the count may be whatever the total allows. Rule 2
always ends: not withheld by rule 1, all groups together pass its test. ∎

Where parts of a year are withheld behind the table of the whole year (`year_to_date_tables.py`),
two groups are withheld in any case, the first two that are not nought, be they small or not. The
proof is the same with either of them as g: so the other may be small as well.

It is so the same group that hides the small ones in every period, and is shown only where all are:
no period beside it tells how large it is.
"""

import numpy as np


def is_small(counts: np.ndarray, threshold: int) -> np.ndarray:
    """Which counts, or differences of counts, are of so few; NaN is not known to be."""
    size = np.abs(counts)
    return (size > 0) & (size < threshold)


def with_secondary_suppression(
    counts: np.ndarray,
    withheld: np.ndarray,
    may_cover: np.ndarray,
    present: np.ndarray,
    totals: np.ndarray,
    least: np.ndarray,
    threshold: int,
) -> np.ndarray:
    """`withheld` and what else must be, (tables, groups); tables in order of time.

    counts: (tables, groups, kinds), the groups in the order in which they are to hide others, the
        people of no group last; NaN where not known. withheld: (tables, groups) for themselves.
        may_cover: which can hide others. present: which there are; all of them go where the table
        is withheld whole. totals: (tables, kinds) of all groups. least: (tables,) how many hide
        others at least.
    """
    hidden = withheld & present
    known = np.where(present[..., None] & ~np.isnan(counts), counts, 0.0)
    groups = present[:, :-1].sum(axis=1, keepdims=True) + 1
    few = ((totals > 0) & (totals <= (threshold - 1) * groups)).any(axis=1)
    size = known[..., min(1, counts.shape[2] - 1)]
    hid_before = np.full(hidden.shape[1], False)
    last_shown = np.full(hidden.shape[1], -np.inf)
    for table, of_table in enumerate(present):
        if not hidden[table].any():
            last_shown[of_table] = size[table, of_table]
            continue
        old = may_cover[table] & hid_before
        new = np.flatnonzero(may_cover[table] & ~old)
        candidates = [*np.flatnonzero(old), *new[np.argsort(last_shown[new], kind="stable")]]
        for several in range(max(least[table], int(old.sum())), len(candidates) + 1):
            together = hidden[table].copy()
            together[candidates[:several]] = True
            if few[table] or _hide_each_other(together, known[table], totals[table], threshold):
                break
        else:
            few[table] = True
        hidden[table] = of_table if few[table] else together
        hid_before[candidates[: 0 if few[table] else least[table]]] = True
        shown = of_table & ~hidden[table]
        last_shown[shown] = size[table, shown]
    return hidden


def _hide_each_other(
    hidden: np.ndarray, counts: np.ndarray, totals: np.ndarray, threshold: int
) -> bool:
    """Whether those withheld in one table leave each small count open."""
    together = totals - counts[~hidden].sum(axis=0)
    enough = hidden.sum() + 2 * threshold - 3
    return bool(((together == 0) | (together >= enough)).all())
