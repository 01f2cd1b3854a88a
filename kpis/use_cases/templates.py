"""The workbooks that are sent out to be filled in."""

from kpis.model import Plan
from kpis.periods import ReportingPeriod
from kpis.store import Store
from kpis.template import SplitBy, template_pack, template_workbook


def template_for(
    store: Store, plan: Plan, quarter: ReportingPeriod, directorate: str = "", owner: str = ""
) -> bytes:
    """The workbook a service fills in for a quarter (.xlsx), as figures and activities stand.

    directorate, owner: only what is due from that directorate or post; "" for all. Raises
    UsageError when nothing is due, naming who has something due, StoreError and StoreBusy.
    """
    return template_workbook(
        plan,
        quarter,
        directorate=directorate,
        owner=owner,
        outturns=store.outturns(),
        activities=store.activities(),
    )


def template_pack_for(store: Store, plan: Plan, quarter: ReportingPeriod, by: SplitBy) -> bytes:
    """The templates of a quarter in one .zip, a workbook for each directorate or each post.

    Raises UsageError when nothing is due, StoreError and StoreBusy.
    """
    return template_pack(plan, quarter, store.outturns(), by=by, activities=store.activities())
