"""Whether somebody may do what they ask for. Whatever changes a store asks here first.

The act itself is written down where it is done, in one transaction with it; what is refused is
written down here, as long as nobody is refused again and again.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Set
from contextlib import suppress

from kpis.errors import AccessRefused, StoreError
from kpis.model import NO_OUTCOME, NOTHING, About, Act, Actor, Belonging, Measure, Plan, of_measures
from kpis.often import Often
from kpis.store import Store
from kpis.words.access import refusal

# Refused acts of one person, or from one address, and of all: what is written is kept for good, so
# nobody may fill a store by asking for what they may not do. Those of people the store knows are
# counted apart: else whoever comes from many addresses could keep theirs from being written down.
AN_HOUR = 60
OF_ALL_AN_HOUR = 600
_of_one, _of_all = Often(AN_HOUR, 3600), Often(OF_ALL_AN_HOUR, 3600)
_counted: Counter[str] = Counter()  # by the store's path, since its last entry of one

log = logging.getLogger(__name__)


def allow(store: Store, actor: Actor, act: Act, about: About = NOTHING) -> None:
    """Return where an actor may do it. Raises AccessRefused, and writes that down.

    about: with whose things it is. It is refused all the same where it cannot be written down.
    """
    if not actor.may(act, about):
        _refuse(store, actor, act, about)


def allow_some(store: Store, actor: Actor, act: Act, about: About = NOTHING) -> None:
    """The same, asked before it is known whose things it is about: may they with any at all?

    Whoever asks this asks `allow` too, once it is known.
    """
    if not actor.may_some(act):
        _refuse(store, actor, act, about)


def of_things(
    plan: Plan, measures: Iterable[Measure], activity_codes: Set[str]
) -> tuple[Belonging, ...]:
    """Whose measures and activities are: an activity is its outcome's.

    A commitment of the partnership is that of the outcomes it supports, or else nobody's.
    """
    outcomes = {
        outcome
        for each in plan.tracked
        if each.code in activity_codes
        for outcome in ([each.outcome] if each.outcome else each.also_supports or [NO_OUTCOME])
    }
    activities = (Belonging(outcome=outcome) for outcome in sorted(outcomes))
    return (*of_measures(measures), *activities)


def measures_for(plan: Plan, actor: Actor, act: Act) -> frozenset[str]:
    """The ids of the measures with which an actor may do an act."""
    return frozenset(
        each.id for each in plan.measures if actor.may(act, About(belongs=of_measures([each])))
    )


def write_down_refused(store: Store, actor: Actor, act: Act, about: About = NOTHING) -> None:
    """Put into the audit that an actor was refused; nothing where the store cannot be written."""
    with suppress(StoreError):
        _write_down(store, actor, act, about)


def _refuse(store: Store, actor: Actor, act: Act, about: About) -> None:
    write_down_refused(store, actor, act, about)
    raise AccessRefused(refusal(actor, act, about.words))


def _write_down(store: Store, actor: Actor, act: Act, about: About) -> None:
    """In the audit; or, where somebody asks again and again, as one more that is only counted."""
    path, who = str(store.path), actor.person or actor.address or actor.post
    known = "known" if actor.person else "unknown"
    if _of_one.allows(f"{path} {who}") and _of_all.allows(f"{path} {known}"):
        store.refuse(act, about, by=actor, counted=_counted.pop(path, 0))
        return
    if not _counted[path]:
        log.warning("Refused acts come too often to be written down: they are counted from now on.")
    _counted[path] += 1
