"""Look a whole store through, without trusting its database; nothing is changed."""

from kpis.frames import SUBMISSIONS
from kpis.model import Act, Actor, Plan
from kpis.plan.chain.chain import Chain
from kpis.store import Finding, LookedThrough, Store
from kpis.use_cases.allow import allow
from kpis.use_cases.verifying.figures import compare_with_file


def look_through(store: Store, plan: Plan | Chain, *, actor: Actor) -> LookedThrough:
    """Kept files, rows, journal, and each submission's figures against its file.

    Raises AccessRefused, StoreError and StoreBusy.
    """
    allow(store, actor, Act.READ_AUDIT)
    looked = store.look_through()
    since = store.tables_since()
    findings: list[Finding] = []
    counts = {"submissions": 0, "rows_compared": 0, "rows_not_compared": 0}
    for row in SUBMISSIONS.rows(store.submissions()[::-1]):
        found = compare_with_file(store, plan, row, since)
        findings += found.findings
        counts["submissions"] += 1
        counts["rows_compared"] += found.compared
        counts["rows_not_compared"] += found.not_compared
    return LookedThrough(
        findings=(*looked.findings, *findings), looked_at={**looked.looked_at, **counts}
    )
