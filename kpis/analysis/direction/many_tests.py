"""Which changes hold although a report makes many tests, at a false discovery rate of 5 %.

Test thirty-five measures of which none has changed, each at 5 %, and about two come out as
changed. A headline that counts them tells of luck. So a headline counts only changes that hold at
a false discovery rate: of all that it counts, one in twenty at most is expected to be luck.

With the m p-values of one report in rising order, all up to the last of rank k with
p ≤ k / m × 5 % hold.

Source: Benjamini and Hochberg 1995, Journal of the Royal Statistical Society B 57, 289-300.
It is right also for tests that go together, as those of a whole and its parts do (Benjamini and
Yekutieli 2001, Annals of Statistics 29, 1165-1188). Comparisons with the period before and with a
year before are two families: each is told by itself.

A measure that passes its own test, and does not hold here, keeps its direction where it stands
alone: that test was made for it. Its reason says that it does not hold among all of them.
"""

import numpy as np

from kpis.model import Direction

FALSE_DISCOVERIES = 0.05
_MOVED = (Direction.IMPROVING.value, Direction.WORSENING.value)


def hold_among_many(p: np.ndarray, family: np.ndarray) -> np.ndarray:
    """Which tests hold at a false discovery rate of 5 % in their family.

    p: p-values, NaN where nothing was tested. family: a number each, of the tests made together.
    """
    holds = np.zeros(len(p), dtype=bool)
    for one in np.unique(family):
        tested = np.flatnonzero((family == one) & ~np.isnan(p))
        order = tested[np.argsort(p[tested], kind="stable")]
        ranks = np.arange(1, len(order) + 1)
        passed = np.flatnonzero(p[order] <= ranks / max(len(order), 1) * FALSE_DISCOVERIES)
        if len(passed):
            holds[order[: passed[-1] + 1]] = True
    return holds


def told_among_many(
    direction: np.ndarray, reason: np.ndarray, p: np.ndarray, family: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Which clear directions hold among all tests of their report, and each direction's reason.

    direction, reason, p: as `of_travel.directions` gives them; family: the report of each.
    Returns holds (bool; False where nothing moved) and the reasons, which of a direction that is
        clear by itself alone say so.
    """
    moved = np.isin(direction, _MOVED)
    holds = moved & hold_among_many(p, family)
    told = reason.copy()
    for row in np.flatnonzero(moved & ~holds):
        tests = int((~np.isnan(p) & (family == family[row])).sum())
        alone = f"Clear by itself, but not among all {tests} tests of this report"
        told[row] = f"{alone}; {reason[row][:1].lower()}{reason[row][1:]}" if reason[row] else alone
    return holds, told
