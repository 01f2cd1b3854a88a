"""What became of a plan's measures in the plan that follows it, and who agreed that plan."""

from datetime import date
from enum import StrEnum

from kpis.model.record import Record


class Continuation(StrEnum):
    """What became of measures of the plan before."""

    CONTINUED = "continued"  # the same under another id
    CONTINUED_WITH_BREAK = "continued_with_break"  # defined anew: figures compare no longer
    SPLIT = "split"  # one ends, several take its place
    MERGED = "merged"  # several end, one takes their place
    REPLACED = "replaced"  # one ends, another takes its place
    DROPPED = "dropped"
    ADDED = "added"


# In which a measure goes on: what was known of it is the history of the one it is now.
ONE_LINE = (Continuation.CONTINUED, Continuation.CONTINUED_WITH_BREAK)


class PlanChange(Record):
    """One line of the crosswalk between a plan and the one before it."""

    kind: Continuation
    from_: tuple[str, ...] = ()  # ids of measures or parts in the plan before
    to: tuple[str, ...] = ()  # ids in this plan
    reason: str = ""  # for readers; "" only where a measure is continued


class Agreement(Record):
    """Who agreed a plan, when and why. Until then a plan that follows another is proposed."""

    by: str  # a post or a body, never a person
    on: date
    reason: str
