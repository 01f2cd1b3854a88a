"""What must hold of who agreed an aim, and of what it was before it was changed."""

from collections.abc import Iterator
from itertools import pairwise

from kpis.model import AGAINST_OTHERS
from kpis.plan.agreed.figures import figures_of
from kpis.plan.files import Table
from kpis.plan.rating.rating_rules import RuleInForce


def agreed_faults(aim: Table, in_force: RuleInForce) -> Iterator[tuple[str, str]]:
    """(key below the year, sentence) of every fault of one aim.

    in_force: the rule that its figures are rated by.
    """
    proposed = aim.get("proposed") is True
    if proposed and in_force.rule in AGAINST_OTHERS:
        yield ".proposed", f"does nothing: {in_force.words}. Remove it."
    yield from _agreement_faults(aim, proposed=proposed)
    yield from _earlier_faults(aim, proposed=proposed)


def _agreement_faults(aim: Table, *, proposed: bool) -> Iterator[tuple[str, str]]:
    by, on = aim.get("agreed_by", ""), aim.get("agreed_on", "")
    if proposed:
        why = aim.get("agreed_reason", "")
        for key, value in (("agreed_by", by), ("agreed_on", on), ("agreed_reason", why)):
            if value != "":
                yield f".{key}", "does not go with proposed = true. Remove one of the two."
    elif by == "" and on == "" and aim.get("agreed_reason"):
        yield ".agreed_by", "is missing. Say who agreed it."
    elif by and on == "":
        yield ".agreed_on", "is missing. Say on which day it was agreed."
    elif by == "" and on:
        yield ".agreed_by", "is missing. Say who agreed it."


def _earlier_faults(aim: Table, *, proposed: bool) -> Iterator[tuple[str, str]]:
    earlier = aim.get("earlier")
    if not earlier or not all(isinstance(entry, dict) for entry in earlier):
        return
    for place, (one, later) in enumerate(pairwise(earlier), start=2):
        before, after = one.get("changed_on"), later.get("changed_on")
        if before and after and after < before:
            yield (
                f".earlier[{place}].changed_on",
                f"is before the change above it, of {before}. Write the oldest first.",
            )
    now = [] if proposed else [aim]  # what nobody agreed asks nothing, whatever it says
    for place, (one, later) in enumerate(pairwise([*earlier, *now]), start=1):
        if figures_of(one) == figures_of(later):
            yield (
                f".earlier[{place}]",
                "asks just what was asked after it, so nothing was changed. Remove it.",
            )
