"""The workbooks that are sent out to be filled in."""

from kpis.analysis.figures.lines import in_lines
from kpis.analysis.figures.rate_return import limits_of_red
from kpis.model import About, Act, Actor, Plan, Survey
from kpis.periods import ReportingPeriod
from kpis.plan.calendar import due_in
from kpis.store import Store
from kpis.template import SplitBy, template_pack, template_workbook
from kpis.use_cases.allow import allow
from kpis.use_cases.kept.wanted import of_measures


def template_for(
    store: Store,
    plan: Plan,
    quarter: ReportingPeriod,
    directorate: str = "",
    owner: str = "",
    survey: Survey | None = None,
    *,
    actor: Actor,
) -> bytes:
    """The workbook a service fills in for a quarter (.xlsx), as figures and activities stand.

    plan: the one in force in the quarter. directorate, owner: only what is due from that
    directorate or post; "" for all. survey: only its questions, without activities, whoever owns
    them. Raises UsageError when nothing is due, naming who has something due, AccessRefused,
    StoreError and StoreBusy.
    """
    allow(store, actor, Act.READ_BEFORE_RELEASE, About(words=quarter.label))
    outturns = in_lines(plan, store.outturns(of=of_measures(plan)))
    return template_workbook(
        plan,
        quarter,
        directorate=directorate,
        owner=owner,
        survey=survey,
        outturns=outturns,
        activities=store.activities(),
        not_red=limits_of_red(plan, due_in(plan, quarter), outturns),
    )


def template_pack_for(
    store: Store, plan: Plan, quarter: ReportingPeriod, by: SplitBy, *, actor: Actor
) -> bytes:
    """The templates of a quarter in one .zip, a workbook for each directorate or each post.

    Raises UsageError when nothing is due, AccessRefused, StoreError and StoreBusy.
    """
    allow(store, actor, Act.READ_BEFORE_RELEASE, About(words=quarter.label))
    outturns = in_lines(plan, store.outturns(of=of_measures(plan)))
    return template_pack(
        plan,
        quarter,
        outturns,
        by=by,
        activities=store.activities(),
        not_red=limits_of_red(plan, due_in(plan, quarter), outturns),
    )
