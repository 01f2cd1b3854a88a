"""Pin a word to a period of a measure, and take it back.

A note, a break in the series, "not comparable", or a new baseline of the control chart.
"""

from datetime import datetime

from kpis.errors import UsageError, require
from kpis.model import About, Act, Actor, AnnotationKind, Belonging, Plan, of_measures
from kpis.periods import period_of_id
from kpis.store import Store
from kpis.use_cases.allow import allow, allow_some
from kpis.use_cases.typed import refuse_unreadable, require_post


def annotate(
    store: Store,
    plan: Plan,
    measure_id: str,
    period_id: str,
    kind: AnnotationKind,
    text: str,
    *,
    actor: Actor,
    now: datetime | None = None,
) -> int:
    """Pin an annotation to a period of a measure; returns its number.

    Raises UsageError without a post or a text, for a measure the plan has not and for a period
    that is none of the measure's; AccessRefused, StoreError and StoreBusy.
    """
    allow_some(store, actor, Act.ANNOTATE, About(words=measure_id))
    require_post(actor, "Say which post pins the note, for instance Head of Performance.")
    require(text, "Say what readers should know about this period.")
    refuse_unreadable(text)
    measure = plan.measures_by_id.get(measure_id)
    if measure is None:
        raise UsageError(f"There is no measure with the id {measure_id!r} in {plan.title}.")
    if period_of_id(period_id).frequency is not measure.frequency:
        raise UsageError(
            f"{period_of_id(period_id).label} is no reporting period of {measure.code} "
            f"{measure.title}."
        )
    belongs = of_measures([measure])
    allow(store, actor, Act.ANNOTATE, About(words=measure.code, belongs=belongs))
    return store.add_annotation(
        measure_id, period_id, kind, " ".join(text.split()), by=actor, now=now
    )


def withdraw_annotation(
    store: Store, number: int, *, actor: Actor, now: datetime | None = None
) -> None:
    """Take an annotation back; the record stays.

    It is the post's that wrote it. Raises NotAllowed where it does not stand; AccessRefused.
    """
    allow_some(store, actor, Act.WITHDRAW_ANNOTATION, About(words=f"annotation {number}"))
    require_post(actor, "Say which post takes the note back, for instance Head of Performance.")
    standing = store.annotations()
    posts = frozenset(standing.loc[standing["number"] == number, "noted_by"])
    about = About(words=f"annotation {number}", belongs=(Belonging(posts=posts),))
    allow(store, actor, Act.WITHDRAW_ANNOTATION, about)
    store.withdraw_annotation(number, by=actor, now=now)
