"""What became of a measure from one plan to the next, in sentences for readers."""

from collections.abc import Sequence

from kpis.model import Continuation, PlanChange
from kpis.words.lists import listed

# What stands where the new measures are named after it.
_GAVE_WAY = {
    Continuation.SPLIT: "It was split into",
    Continuation.MERGED: "It was merged with others into",
    Continuation.REPLACED: "It was replaced by",
}
_TOOK_OVER = {
    Continuation.SPLIT: "it is a part of what was",
    Continuation.MERGED: "it is merged from",
    Continuation.REPLACED: "it takes the place of",
}
# The kinds after which a measure of the plan before has no figures any more.
ENDS = (*_GAVE_WAY, Continuation.DROPPED)


def went_sentence(change: PlanChange, begins: str, names: Sequence[str]) -> str:
    """What the next plan made of a measure, for its place in the plan that had it.

    begins: the first year of the next plan. names: of the measures that change leads to, in words.
    """
    reason = _reason(change)
    if change.kind is Continuation.DROPPED:
        return f"It is no measure of the plan from {begins} on{reason}"
    if change.kind in _GAVE_WAY:
        return f"{_GAVE_WAY[change.kind]} {listed(names)} from {begins} on{reason}"
    if change.kind is Continuation.CONTINUED_WITH_BREAK:
        return f"It is defined anew from {begins} on{_as(names)}{reason}"
    return f"It goes on from {begins} on{_as(names)}{reason}"


def came_sentence(change: PlanChange, begins: str, names: Sequence[str], before: str) -> str:
    """Where a measure comes from, for its place in the plan that has it.

    begins: the first year of that plan. names: of the measures it comes from. before: the title
    of the plan that had them.
    """
    reason = _reason(change)
    if change.kind is Continuation.ADDED:
        return f"It is new in the plan from {begins} on{reason}"
    if change.kind in _TOOK_OVER:
        return (
            f"From {begins} on {_TOOK_OVER[change.kind]} {listed(names)}{reason} Earlier figures "
            f"are in {before}."
        )
    if change.kind is Continuation.CONTINUED_WITH_BREAK:
        return f"It was defined anew with {begins}{_as(names, 'before as')}{reason}"
    return f"Before {begins} it was {listed(names)}{reason}"


def _as(names: Sequence[str], word: str = "as") -> str:
    return f", {word} {listed(names)}" if names else ""


def _reason(change: PlanChange) -> str:
    return f": {change.reason.rstrip('.')}." if change.reason else "."
