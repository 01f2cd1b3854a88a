"""The workbooks that are sent out to be filled in."""

from kpis.model import Plan
from kpis.periods import ReportingPeriod
from kpis.readers.template import template_workbook
from kpis.store import Store


def template_for(
    store: Store, plan: Plan, quarter: ReportingPeriod, directorate: str = ""
) -> bytes:
    """The workbook a service fills in for a quarter (.xlsx), showing the figures as they stand.

    directorate: only what is due from it; "" for all. Raises UsageError when nothing is due,
    naming the directorates that have something due, StoreError and StoreBusy.
    """
    return template_workbook(plan, quarter, directorate=directorate, outturns=store.outturns())
