"""The partners that deliver a measure or do an activity, by name."""

from kpis.model import Activity, Commitment, Measure, Plan
from kpis.words.lists import listed


def partners_of(plan: Plan, thing: Measure | Activity | Commitment) -> tuple[str, ...]:
    """Their titles, in the order they are named; () for none."""
    known = plan.partnership.partners if plan.partnership else ()
    titles = {each.id: each.title for each in known}
    return tuple(titles[each] for each in thing.partners if each in titles)


def partners_in_words(plan: Plan, thing: Measure | Activity | Commitment) -> str:
    """ "Partners: NHS and Metropolitan Police."; "" for none."""
    named = partners_of(plan, thing)
    return f"{'Partner' if len(named) == 1 else 'Partners'}: {listed(named)}." if named else ""
