"""What stays is not looked through for cycles again and again: modules, the plan, kept figures.

Python looks through every object it knows once those that stayed are a quarter more: 230,000 from
the start and 5,000 more with each page kept ready, for 100 to 500 ms in which every reader waits.
Here what was kept is set aside (`gc.freeze`) once it has been made, and what visits leave is
looked for while nobody waits for a page.

What is set aside and given up later goes at once, as always in Python, unless it lies in a cycle:
figures do not, visits do. So that these go too, everything is taken back, looked
through and set aside anew when the store has changed or visits have ended since: while nobody is
there, or when as many have gathered as are worth a moment of everybody's time.
"""

import gc
from collections.abc import Callable, Collection

from kpis.memory import give_back

ALLOCATIONS_BETWEEN = (
    5_000,
    10,
    20,
)  # new objects before a look; looks before a longer one, and the longest
LOOK_AT = 10  # looks of the second kind: half of those after which Python stops everybody
MOST_ENDED = 50  # visits, of which each leaves some 3,000 objects
MOST_CHANGES = 20  # of the store
IMPATIENT = 40  # looks in vain, after which somebody waits a moment


class LongLived:
    """made: how many results have been kept so far. over: how many states of the store whose
    results were let go. visits: the ids of those that are not over. is_busy: whether somebody
    waits for a page now.
    """

    def __init__(
        self,
        *,
        made: Callable[[], int],
        over: Callable[[], int],
        visits: Callable[[], Collection[str]],
        is_busy: Callable[[], bool],
    ) -> None:
        self._made = made
        self._over = over
        self._visits = visits
        self._is_busy = is_busy
        self._made_before = self._set_aside = 0
        self._over_before = 0
        self._with_them: set[str] = set()  # the visits whose objects were set aside
        self._in_vain = 0

    def look(self) -> None:
        """To be asked twice in a second. Mostly it does nothing."""
        made, over, visits = self._made(), self._over(), self._visits()
        grows = made != self._made_before
        self._made_before = made
        ended = len(self._with_them.difference(visits))
        changes = over - self._over_before
        anew = changes >= MOST_CHANGES or ended >= MOST_ENDED
        anew |= not visits and bool(changes or ended)
        grown = made != self._set_aside
        if not (anew or grown or gc.get_count()[2] >= LOOK_AT):
            self._in_vain = 0
            return
        if self._in_vain < IMPATIENT and (grows or self._is_busy()):
            self._in_vain += 1
            return
        self._in_vain = 0
        if anew:
            gc.unfreeze()
        gc.collect()
        if anew or grown:
            gc.freeze()
            self._set_aside = made
            self._with_them.update(visits)
        if anew:
            self._over_before, self._with_them = over, set(visits)
        if anew and not visits:
            give_back()


def seldom() -> None:
    """Have Python itself look less often: a page makes 6,000 objects, of which nearly none stay."""
    gc.set_threshold(*ALLOCATIONS_BETWEEN)
