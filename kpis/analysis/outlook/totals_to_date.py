"""Totals of the year so far: what the rest of the year will add.

Two ways to say how large the rest will be, and the one that would have been nearer in past years
is used:

- the pattern of past years: the rest was so large in the last three years, and half of this
  year's lead over them (or lag behind them) goes on, on the scale of square roots. All of it
  going on and none of it going on were both worse in the back-test.
- the profile of the target, where the plan gives one: the rest stands to the total so far as
  the plan expects.

The spread is that of the errors either way made in past years, each foreseen from the years
before it; never less than chance alone gives what is counted one by one (a Poisson count has a
standard deviation of one half on this scale), for two errors may be small by luck. A total cannot
fall below what is counted already. Totals that do not add up, such as
a percentage of the year so far, change by what they changed in past years.
"""

from dataclasses import dataclass

import numpy as np

from kpis.analysis.outlook.foreseen import Foreseen
from kpis.analysis.outlook.scale import AS_IT_IS, beyond

YEARS_NEEDED = 3
YEARS_COMPARED = 3  # of which the usual rest is taken
SPREAD_OF_COUNTS = 0.5  # of the square root of a Poisson count (Bartlett, see scale.py)
A_LITTLE = 0.5  # so that a total of nothing yet has a square root to compare with


@dataclass(frozen=True, slots=True)
class PastYears:
    """Full years before this one, oldest first: the total by now, and at the period foreseen."""

    by_now: np.ndarray
    later: np.ndarray


def rest_of_year(
    past: PastYears, so_far: float, expected_share: float | None, *, counted: bool
) -> tuple[Foreseen, bool]:
    """The total at a later period, and whether it rests on the profile.

    expected_share: the share of that total which the plan's profile expects by now; None without
            a profile. counted: what is added up is counted one by one, not weighed or paid.
    """
    rest = np.sqrt(np.maximum(past.later - past.by_now, 0.0))
    done = np.sqrt(past.by_now + A_LITTLE)
    so_far_root = np.sqrt(so_far + A_LITTLE)
    years = range(1, len(rest))
    by_pattern = np.array([_usual(rest[:year], done[:year], done[year]) for year in years])
    errors = rest[1:] - by_pattern
    centre, of_profile = _usual(rest, done, so_far_root), False
    if expected_share is not None and 0 < expected_share <= 1:
        ratio = np.sqrt((1 - expected_share) / expected_share)
        by_profile = rest[1:] - ratio * np.sqrt(past.by_now[1:])
        if (by_profile**2).mean() < (errors**2).mean():
            errors, centre, of_profile = by_profile, ratio * np.sqrt(so_far), True
    spread = max(float(np.sqrt((errors**2).mean())), SPREAD_OF_COUNTS if counted else 0.0)
    return Foreseen(float(centre), spread, len(errors), beyond(so_far)), of_profile


def change_of_rate(past: PastYears, so_far: float) -> Foreseen:
    """The same for a figure of the year so far that is no total."""
    changes = past.later - past.by_now
    errors = np.array(
        [changes[year] - changes[:year][-YEARS_COMPARED:].mean() for year in range(1, len(changes))]
    )
    centre = so_far + changes[-YEARS_COMPARED:].mean()
    return Foreseen(float(centre), float(np.sqrt((errors**2).mean())), len(errors), AS_IT_IS)


def _usual(rest: np.ndarray, done: np.ndarray, done_now: float) -> float:
    """The rest to expect, as a square root, from the years before."""
    rest, done = rest[-YEARS_COMPARED:], done[-YEARS_COMPARED:]
    return float(rest.mean() * np.sqrt(done_now / done.mean()))
