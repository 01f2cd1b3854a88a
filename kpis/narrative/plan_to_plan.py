"""What a plan changed of the plan before it, in one sentence with its counts."""

from collections import Counter
from collections.abc import Iterable

from kpis.analysis.report.aims_over_years import MeasureAims, Step
from kpis.analysis.report.plan_to_plan import PlanToPlan
from kpis.model import Continuation
from kpis.words.lists import counted, listed

KIND_WORDS = {
    Continuation.CONTINUED_WITH_BREAK: "Defined anew",
    Continuation.SPLIT: "Split",
    Continuation.MERGED: "Merged",
    Continuation.REPLACED: "Replaced",
    Continuation.DROPPED: "Dropped",
    Continuation.ADDED: "Added",
}
STEP_WORDS = {
    Step.MORE: "asks more",
    Step.LESS: "asks less",
    Step.KEPT: "kept",
    Step.OTHER: "another range",
    Step.ANEW: "defined anew",
    Step.FIRST: "first target",
}
_COUNTED = {Step.MORE: "more", Step.LESS: "less"}


def plan_to_plan_sentence(changes: PlanToPlan) -> str:
    """ "Since X, 1 measure was split ...; of 16 targets 12 ask more ...; 1 activity is new." """
    plan, before = changes.plan, changes.before
    if before is None:
        steps = targets_sentence(changes.aims, since_first_year=False)
        first = f"{plan.title} is the first plan here, so there is none to compare it with"
        return f"{first}; over its years, {steps}." if steps else f"{first}."
    parts = [
        measures_sentence(changes),
        targets_sentence(changes.aims, since_first_year=True),
        _activities(len(changes.activities_added), len(changes.activities_gone)),
    ]
    told = "; ".join(filter(None, parts)) or "nothing changed that readers see"
    return f"Since {before.title}: {told}."


def measures_sentence(changes: PlanToPlan) -> str:
    """How many measures became what; "" for none."""
    words = []
    for kind, word in KIND_WORDS.items():
        of_kind = [each for each in changes.changed if each.kind is kind]
        count = sum(max(len(each.before), 1) for each in of_kind)
        if count:
            words.append((count, word.lower()))
    if changes.renamed:
        words.append((len(changes.renamed), "renamed"))
    if not words:
        return ""
    (first, word), *others = words
    begins = f"{counted(first, 'measure')} {_was(first)} {word}"
    return listed([begins, *(f"{count} {each}" for count, each in others)])


def targets_sentence(aims: Iterable[MeasureAims], *, since_first_year: bool) -> str:
    """Of how many targets how many ask more; "" where none has two to compare.

    since_first_year: from the plan before to this plan's first year; else over all its years.
    """
    counts: Counter[Step] = Counter()
    for each in aims:
        step = each.years[1].step if since_first_year and each.before else each.over_all
        if since_first_year and not each.before:
            step = None
        if step not in (None, Step.FIRST):
            counts[step] += 1
    total = sum(counts.values())
    if not total:
        return ""
    words = [
        f"{counts[step]} {'asks' if counts[step] == 1 else 'ask'} {word}"
        for step, word in _COUNTED.items()
        if counts[step]
    ]
    if counts[Step.KEPT]:
        words.append(f"{counts[Step.KEPT]} {_is(counts[Step.KEPT])} kept")
    if other := counts[Step.OTHER] + counts[Step.ANEW]:
        words.append(f"{other} cannot be compared")
    return f"of {counted(total, 'target')} {listed(words)}"


def _activities(added: int, gone: int) -> str:
    words = []
    if added:
        words.append(f"{counted(added, 'activity', 'activities')} {_is(added)} new")
    if gone:
        named = counted(gone, "activity", "activities") if not added else str(gone)
        words.append(f"{named} {_is(gone)} no longer in it")
    return listed(words)


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
