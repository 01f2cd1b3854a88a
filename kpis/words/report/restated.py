"""How a figure and the one it restates are shown side by side, so that a change is seen.

Figures are published with as many decimals as their measure has. Where that makes two different
figures look alike, as 23 and 23.4 without decimals, both are written in full and the change says
that the published figure stays the same.
"""

import math
from decimal import Decimal

from kpis.words.figures import NO_BREAK, difference, figure

_MOST = 12  # decimals: beyond them there is binary noise only
NOT_SEEN = "too small to show in the published figure"


def decimals_apart(before: float, after: float, decimals: int) -> int:
    """The decimals with which two figures are written: those published, unless they hide a change.

    before, after: NaN where there is none. Returns the decimals that both have in full where they
    differ and would look alike.
    """
    if not hides_a_change(before, after, decimals):
        return decimals
    return max(decimals, *(_decimals_of(each) for each in (before, after)))


def hides_a_change(before: float, after: float, decimals: int) -> bool:
    """Whether two figures differ, and not as published."""
    from kpis.rounding import round_figure  # brings pandas, which the help of a command waits for

    if math.isnan(before) or math.isnan(after) or before == after:
        return False
    return round_figure(before, decimals) == round_figure(after, decimals)


def both_written(before: float, after: float, unit: str, decimals: int) -> tuple[str, str]:
    """The two figures, as `figures.figure` writes them: "23.0%" and "23.4%"."""
    enough = decimals_apart(before, after, decimals)
    return figure(before, unit, enough), figure(after, unit, enough)


def change_between(before: float, after: float, unit: str, decimals: int) -> str:
    """ "+1.4 points", "+0.4 points, too small to show in the published figure", "no difference".

    Taken of the figures as they are written, so that a reader who works it out again agrees. ""
    where one of them is NaN.
    """
    old, new, enough = _as_written(before, after, decimals)
    change = difference(new - old, unit, enough)
    return f"{change}, {NOT_SEEN}" if hides_a_change(before, after, decimals) else change


def percentage_between(before: float, after: float, decimals: int) -> str:
    """ "+5.1%", "−50.0%", "under 0.1%"; "" from or to nothing, for there is no such percentage."""
    from kpis.rounding import round_figure

    old, new, _ = _as_written(before, after, decimals)
    if math.isnan(old) or math.isnan(new) or old == 0:
        return ""
    share = (new - old) / abs(old) * 100
    if share and not round_figure(share, 1):
        return f"under{NO_BREAK}0.1%"
    written = figure(share, "percent", 1)
    return f"+{written}" if share > 0 else written


def _as_written(before: float, after: float, decimals: int) -> tuple[float, float, int]:
    """Both rounded as they are written, and to how many decimals that is."""
    from kpis.rounding import round_figure

    enough = decimals_apart(before, after, decimals)
    return round_figure(before, enough), round_figure(after, enough), enough


def _decimals_of(value: float) -> int:
    exponent = Decimal(repr(float(value))).normalize().as_tuple().exponent
    return min(_MOST, max(0, -exponent)) if isinstance(exponent, int) else 0
