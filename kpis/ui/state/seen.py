"""The one door to the store: pages get it as whoever looks may see it, and in no other way.

What pages show of it is kept for all readers by `cache`, `groups` and other modules beside this
one, which ask before they hand it out. Everything else is asked through here, of the roles of who
asks.
"""

from collections.abc import Callable
from typing import TypeVar

from kpis.model import About, Act, Plan
from kpis.ui.state import cache, visitor
from kpis.use_cases.allow import measures_for, write_down_refused
from kpis.use_cases.seen_store import SeenStore, seen_by

Made = TypeVar("Made")


def store(plan: Plan) -> SeenStore:
    """The store as whoever looks may see it. plan: says whose measures are."""
    return seen_by(
        cache.whole_store(), plan, visitor.looks(), illustrative_for=visitor.illustrative_for()
    )


def when_asked(plan: Plan, make: Callable[[SeenStore], Made]) -> Callable[[], Made]:
    """What makes a file of the store once somebody asks for it, as they may see it by then.

    A page may stand open for long. Whoever lost a role since, or signed out, gets no file.
    """
    whole, asks = cache.whole_store(), visitor.asks_later()
    shown_to = visitor.illustrative_for()
    return lambda: make(seen_by(whole, plan, asks(), illustrative_for=shown_to))


def write_down(act: Act, about: str) -> None:
    """Put into the audit that whoever looks was refused an act. about: what it was about."""
    write_down_refused(cache.whole_store(), visitor.looks(), act, About(words=about))


def own_measures(plan: Plan) -> tuple[str, ...] | None:
    """The ids of the measures whose returns whoever looks may read, sorted; None for all."""
    looks = visitor.looks()
    if looks.may(Act.READ_RETURNS):
        return None
    return tuple(sorted(measures_for(plan, looks, Act.READ_RETURNS)))
