"""What fell due while nothing ran is published before anything else is, or is taken back."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from kpis.errors import UsageError
from kpis.model import local_administrator
from kpis.periods import quarter
from kpis.store import releases_in
from kpis.use_cases.publishing.scheduling import schedule_release, withdraw_release
from kpis.use_cases.signoff import ALL_WARNINGS, publish_release
from tests import three_releases

HEAD = local_administrator("Head of Performance")
APPROVED, DUE = datetime(2024, 3, 1, 9), datetime(2024, 3, 4, 9, 30)
LATER = DUE + timedelta(hours=1)
Q2 = quarter(2023, 2)


@pytest.fixture
def overdue(published, fictional_plan):
    """A correction of Q2 was approved for a time at which nothing ran."""
    line = "planning_days,Q2 2023/24,55,Two short"
    three_releases.returned(published, fictional_plan, line, now=APPROVED)
    said: dict[str, Any] = {"actor": HEAD, "accepted": ALL_WARNINGS, "now": APPROVED}
    schedule_release(
        published, fictional_plan, Q2, due_at=DUE, reason="Counted anew", early_readers=(), **said
    )
    return published


def numbered(store):
    return {each.number: each.published_at for each in releases_in(store.releases())}


def test_a_release_is_withdrawn_after_what_was_due_before_is_published(overdue):
    withdraw_release(overdue, 3, actor=HEAD, why="Wrong", now=DUE - timedelta(seconds=1))
    assert 4 not in numbered(overdue)
    withdraw_release(overdue, 4, actor=HEAD, why="Wrong too", now=LATER)
    assert overdue.release(4).published_at == DUE
    assert overdue.release(4).withdrawn_at == LATER


def test_whoever_publishes_the_same_quarter_then_corrects_what_was_due(overdue, fictional_plan):
    said: dict[str, Any] = {"actor": HEAD, "accepted": ALL_WARNINGS, "now": LATER}
    line = "planning_days,Q2 2023/24,56,One more"
    three_releases.returned(overdue, fictional_plan, line, now=APPROVED + timedelta(hours=1))
    with pytest.raises(UsageError, match="what is corrected"):
        publish_release(overdue, fictional_plan, Q2, **said)
    made = publish_release(overdue, fictional_plan, Q2, reason="One more", **said)
    assert made.number == 5
    assert numbered(overdue)[4] == DUE
