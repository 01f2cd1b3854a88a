"""What two plans in a chain published in four releases, for tests of what leaves the house.

Releases 1 of Q4 2023/24 by the plan before, 2 of Q2 2024/25, 3 which corrects it, and 4 of Q3
2024/25. More is approved and not released, and more again is only returned.
"""

from datetime import datetime, timedelta

import pandas as pd

from kpis.frames import RETURN_ROWS, SUBMISSIONS
from kpis.model import AnnotationKind, Provenance, ReleaseWarning, local_administrator
from kpis.periods import period_of_id
from kpis.plan.chain.chain import Chain
from kpis.store import Incoming, Store
from kpis.use_cases.signoff import approve_submission, publish_release
from tests.whole import OFFICER

HEAD = local_administrator("Head of Performance")
FIRST_DAY = datetime(2024, 5, 1, 9, 30)
UNRELEASED = 97_531.0  # what must be nowhere
BEFORE_ITS_CORRECTION = 87.0
NOTED = "+1 street, counted twice"
WARDS = {"East": (3, 40), "North": (60, 140), "South": (52, 110), "West": (14, 30)}


def publish_four(store: Store, chain: Chain) -> None:
    """Publish them. store: as `tests.whole.fill` leaves it."""
    _approve_all(store, chain)
    _submit(store, _wards("places_clean", "2024-25-Q2"))
    store.add_annotation(
        "places_clean", "2024-25-Q2", AnnotationKind.NOTE, NOTED, by=HEAD, now=FIRST_DAY
    )
    _publish(store, chain, "2023-24-Q4", 0)
    _publish(store, chain, "2024-25-Q2", 1, note='=1+1, "quoted"\nand on a second line')
    _submit(store, [_row("places_clean", "2024-25-Q2", 86.4)])
    _publish(store, chain, "2024-25-Q2", 2, reason="A street was counted twice.")
    _publish(store, chain, "2024-25-Q3", 3)
    _submit(store, [_row("homes_visited", "2024-25-Q4", UNRELEASED)])
    _submit(store, [_row("homes_visited", "2024-25-Q3", UNRELEASED)], approved=False)


def _approve_all(store: Store, chain: Chain) -> None:
    for row in SUBMISSIONS.rows(store.submissions()):
        if row.state == "submitted":
            approve_submission(store, chain.known, row.submission_id, actor=HEAD)


def _publish(
    store: Store, chain: Chain, quarter: str, days: int, *, note: str = "", reason: str = ""
) -> None:
    of = period_of_id(quarter)
    publish_release(
        store,
        chain.in_force(of),
        of,
        actor=HEAD,
        note=note,
        reason=reason,
        accepted=set(ReleaseWarning),
        now=FIRST_DAY + timedelta(days=365 + days),
    )


def _submit(store: Store, rows: list[dict[str, object]], *, approved: bool = True) -> None:
    stored = store.submit(
        Incoming(
            rows=RETURN_ROWS.conform(pd.DataFrame(rows)),
            file_name="more.csv",
            content=repr(rows).encode(),
            provenance=Provenance.RETURN,
            by=OFFICER,
        )
    )
    if approved:
        store.approve(stored.submission.id, by=HEAD, note="")


def _wards(measure: str, period: str) -> list[dict[str, object]]:
    """Of four wards one has three cases, so that it and another are withheld."""
    return [
        _row(measure, period, 100 * some / whole)
        | {"breakdown": "Ward", "category": ward, "numerator": some, "denominator": whole}
        for ward, (some, whole) in WARDS.items()
    ] + [_row(measure, period, BEFORE_ITS_CORRECTION)]


def _row(measure: str, period_id: str, outturn: float) -> dict[str, object]:
    period = period_of_id(period_id)
    return dict.fromkeys(RETURN_ROWS.columns, "") | {
        "measure_id": measure,
        "period_id": period_id,
        "frequency": period.frequency.value,
        "period_start": period.start,
        "period_end": period.end,
        "area": "Saltmarsh",
        "outturn": outturn,
        "numerator": None,
        "denominator": None,
        "commentary": '=HYPERLINK("x"), "said"\nשלום',
        "returned_on": pd.NaT,
        "sheet": "",
        "cell": "D14",
    }
