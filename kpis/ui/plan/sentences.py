"""The sentences of the page on what changed in the plan."""

from kpis.analysis.report.plan_to_plan import PlanToPlan
from kpis.model import Plan
from kpis.narrative.plan_to_plan import plan_to_plan_sentence
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.illustrative_note import illustrative_note
from kpis.words.days import day_in_words
from kpis.words.illustrative import Share
from kpis.words.lists import counted


def lead_sentence(changes: PlanToPlan) -> str:
    """What changed, with counts; that the plan before cannot be used, where it names one."""
    if changes.plan.previous and changes.before is None:
        return (
            "The plan before this one cannot be used, so nothing is compared with it. Below is how "
            "targets move over this plan's own years."
        )
    return plan_to_plan_sentence(changes)


def agreed_words(plan: Plan) -> Html | None:
    """Who agreed the plan, or that nobody did yet; None where it does not say."""
    if plan.agreed is not None:
        agreed = plan.agreed
        reason = agreed.reason.removesuffix(".")
        words = f"Agreed by {agreed.by} on {day_in_words(agreed.on)}: {reason}."
    elif plan.proposed:
        words = "This plan is proposed: nobody has agreed it yet, and it is in force in no quarter."
    else:
        return None
    return element("p", words, class_="k-quiet k-line")


def illustrative_targets(changes: PlanToPlan) -> Html | None:
    """How many of the targets that are shown are made up; None where none is."""
    shown = [
        each.aim.illustrative
        for aims in changes.aims
        for each in aims.years
        if each.aim is not None and each.asked
    ]
    return illustrative_note([Share(sum(shown), len(shown), "target")])


def without_targets(changes: PlanToPlan) -> Html | None:
    """How many measures have no target in any year, and why; None where all have."""
    with_targets = {each.measure.id for each in changes.aims}
    others = [each for each in changes.plan.counted if each.id not in with_targets]
    if not others:
        return None
    data_only = sum(bool(each.data_only) for each in others)
    rest = len(others) - data_only
    words = []
    if data_only:
        words.append(
            f"{counted(data_only, 'measure').capitalize()} {_has(data_only)} no target by design."
        )
    if rest:
        words.append(
            f"{counted(rest, 'measure').capitalize()} {_is(rest)} held against other figures, or "
            f"{_has(rest)} no target set."
        )
    return element("p", " ".join(words), class_="k-foot")


def _has(count: int) -> str:
    return "has" if count == 1 else "have"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
