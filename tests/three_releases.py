"""Northmere publishes two quarters and corrects the second; what it never approved lies beside."""

from datetime import datetime

from kpis.model import Plan, Provenance, local_administrator
from kpis.periods import quarter
from kpis.store import Store
from kpis.use_cases.signoff import ALL_WARNINGS, approve_submission, publish_release
from kpis.use_cases.submit import submit_return

HEAD = local_administrator("Head of Performance")
JULY, OCTOBER, NOVEMBER = (datetime(2023, month, 20, 9) for month in (7, 10, 11))
REASON = "A week was counted twice; see <b>register</b> & =1+1"
NOTE = "For the board of October"
# What stands in the store and in no release.
UNPUBLISHED = ("91.7", "Nobody approved this")


def returned(
    store: Store,
    plan: Plan,
    *lines: str,
    now: datetime,
    approved: bool = True,
    provenance: Provenance = Provenance.RETURN,
) -> None:
    content = "\n".join(["measure,period,outturn,commentary", *lines]).encode()
    made = submit_return(
        store, plan, "r.csv", content, actor=HEAD, now=now, provenance=provenance
    ).submission
    if approved and provenance is Provenance.RETURN:
        approve_submission(store, plan, made.id, actor=HEAD, now=now)


def publish(store: Store, plan: Plan, number: int, now: datetime, **words: str) -> None:
    publish_release(
        store,
        plan,
        quarter(2023, number),
        actor=HEAD,
        accepted=ALL_WARNINGS,
        now=now,
        **words,
    )


def first_release(store: Store, plan: Plan) -> None:
    lines = ("planning_days,Q1 2023/24,54,Steady", "2.1a,Q1 2023/24,12,Few")
    returned(store, plan, *lines, now=JULY)
    made_up = "2.1b,Q1 2023/24,20,Made up"
    returned(store, plan, made_up, now=JULY, provenance=Provenance.ILLUSTRATIVE)
    publish(store, plan, 1, JULY)


def second_release(store: Store, plan: Plan) -> None:
    lines = ("planning_days,Q2 2023/24,62,Two short", "2.1a,Q2 2023/24,50,Many")
    returned(store, plan, *lines, now=OCTOBER)
    late = f"planning_days,Q2 2023/24,{UNPUBLISHED[0]},{UNPUBLISHED[1]}"
    returned(store, plan, late, now=OCTOBER, approved=False)
    publish(store, plan, 2, OCTOBER, note=NOTE)


def correction(store: Store, plan: Plan) -> None:
    returned(store, plan, "planning_days,Q2 2023/24,55.5,Two short", now=NOVEMBER)
    publish(store, plan, 2, NOVEMBER, reason=REASON)
