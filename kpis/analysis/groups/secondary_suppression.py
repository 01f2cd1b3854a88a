"""Which further groups to withhold, so that what is withheld cannot be worked out again.

The arithmetic of `disclosure.py`, over many tables at once. A table is a list of groups whose
counts add up to a total that is known. Somebody who knows the total and the groups shown knows
the sum S of those withheld; at worst also which of these are the small ones, the *p* counts of 1
to m = threshold − 1, and so that the *q* large ones, withheld to hide them, are m + 1 or more. For
one sum of whole numbers, none of them negative, a small count then lies between

    max(1, S − m (p − 1))   (or 1, where others are withheld with it)
    and   min(m, S − (p − 1) − (m + 1) q)

and these bounds are exact. It may be any number from 1 to m if and only if
S ≥ p − 1 + m + (m + 1) q and, where no others are withheld, S ≤ m (p − 1) + 1 (Handbook on
Statistical Disclosure Control, chapter 4: the feasibility interval of a withheld cell). Numerators,
denominators and what is left between them are three such sums; numerators and what is left share
no number, so the bounds hold for each of the three whatever is known of the others.

Without the *q*, one and five would be withheld together as six, and whoever knows the rule would
know that one of them is one: two and four, or three and three, would have taken a third group.
"""

import numpy as np


def is_small(counts: np.ndarray, threshold: int) -> np.ndarray:
    """Which counts, or differences of counts, are of so few; NaN is not known to be."""
    size = np.abs(counts)
    return (size > 0) & (size < threshold)


def with_secondary_suppression(
    counts: np.ndarray,
    small: np.ndarray,
    hidden: np.ndarray,
    present: np.ndarray,
    unknown: np.ndarray,
    threshold: int,
) -> np.ndarray:
    """`hidden` and what else must be: the smallest group that does, else the largest and more.

    counts: (tables, groups, kinds), the first kind but one being what a group's size is told by,
        or the only one; NaN where withheld before it came here. small: the same shape, which of
        them are. hidden, present: (tables, groups). unknown: (tables, kinds), what those of NaN
        come to together; NaN where not known.
    Returns (tables, groups). All groups of a table where nothing else does.
    """
    hidden = hidden & present
    size = counts[..., min(1, counts.shape[2] - 1)]
    spare = np.where(counts >= threshold, counts - threshold, 0.0)
    while True:
        lacking, missing = _lacking(counts, small, hidden, unknown, threshold)
        tables = lacking.any(axis=1)
        if not tables.any():
            break
        may = (lacking[:, None] & (counts > 0)).any(axis=2) & present & ~hidden
        does = ~lacking[:, None] | ((counts > 0) & (spare >= missing[:, None]))
        will_do = may & does.all(axis=2)
        smallest = np.where(will_do, size, np.inf).argmin(axis=1)
        largest = np.where(may, size, -np.inf).argmax(axis=1)
        helped = tables & may.any(axis=1)
        chosen = np.where(will_do.any(axis=1), smallest, largest)
        hidden[helped, chosen[helped]] = True
        given_up = tables & ~helped
        if not helped.any() and (hidden[given_up] == present[given_up]).all():
            break
        hidden[given_up] = present[given_up]
    return hidden


def _lacking(
    counts: np.ndarray,
    small: np.ndarray,
    hidden: np.ndarray,
    unknown: np.ndarray,
    threshold: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Which kinds of count, (tables, kinds), have a small one that is not well hidden yet; and
    how much more than the threshold one more group must have to hide it, 0 where nothing."""
    of_hidden = hidden[..., None] & np.full(counts.shape, True)
    small = of_hidden & small
    unseen = of_hidden & np.isnan(counts)
    others = (of_hidden & ~small & ~unseen).sum(axis=1)
    large = (of_hidden & ~small & (counts >= threshold)).sum(axis=1)
    # Whoever withheld them may have had any reason: each may be one of the small.
    few = small.sum(axis=1) + unseen.sum(axis=1)
    unknown_rest = np.where(unseen.any(axis=1), unknown, 0.0)
    total = np.where(of_hidden & ~unseen, counts, 0.0).sum(axis=1) + unknown_rest
    most = threshold - 1
    total_known = ~np.isnan(total)
    missing = np.where(total_known, few - 1 + most + threshold * large - total, 0.0)
    too_much = total_known & (others == 0) & (total > most * (few - 1) + 1)
    too_much &= ~(unseen.any(axis=1) & (total > most * few))
    alone = hidden.sum(axis=1)[:, None] < 2
    return (few > 0) & (alone | (missing > 0) | too_much), np.maximum(missing, 0.0)
