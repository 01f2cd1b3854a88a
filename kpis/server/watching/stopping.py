"""A server that was asked to stop says so first, and lets those who are here finish.

Whatever spreads visits over several servers asks `/ready` every few seconds: it sends no more once
that says no. Meanwhile everything is answered as before. It ends once nobody has a page open, and
at the latest when the time is up; whoever is still here then is led to another server by their own
browser, which connects anew.
"""

import logging
import os
from collections.abc import Callable
from time import monotonic

DRAIN = "KPIS_DRAIN_SECONDS"
NOTICED = 0.5  # of these seconds at least: a part of the time in which it is asked at all
LONGEST = 3_600.0

log = logging.getLogger("kpis.server")


def drain_seconds() -> float:
    """How long visits have: KPIS_DRAIN_SECONDS, none where it is not said or no number."""
    try:
        said = float(os.environ.get(DRAIN, ""))
    except ValueError:
        return 0.0
    return min(max(said, 0.0), LONGEST)


class Stopping:
    """say: that it is going to stop. visits: how many are open."""

    def __init__(self, say: Callable[[], None], visits: Callable[[], int]) -> None:
        self._say, self._visits = say, visits
        self._seconds = drain_seconds()
        self._began: float | None = None

    def begins(self) -> bool:
        """Whether to go on for a while: asked a second time, or given no time, it ends at once."""
        if self._began is not None or not self._seconds:
            return False
        self._began = monotonic()
        self._say()
        return True

    def is_over(self) -> bool:
        if self._began is None:
            return False
        passed = monotonic() - self._began
        if passed >= self._seconds:
            return True
        return passed >= NOTICED * self._seconds and not self._visits()
