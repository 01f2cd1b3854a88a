"""Who may read a release before its time: its pre-release readers, in their hours, and staff."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from kpis.model import Actor, Holding, Role, ScheduledRelease, may_read_early, read_early, somebody

DUE = datetime(2026, 12, 1, 9, 30)
SCHEDULED = ScheduledRelease(
    number=3,
    quarter_id="2026-27-Q2",
    due_at=DUE,
    approved_at=DUE - timedelta(days=9),
    approved_by="Head",
    note="",
    reason="",
    early_readers=("Mayor", "Chair of the Board"),
    early_hours=24,
)
MAYOR = Holding(role=Role.PRE_RELEASE_READER, post="mayor ")


def may(holding, before: timedelta, due=SCHEDULED) -> bool:
    return may_read_early(Actor(post=holding.post, holdings=(holding,)), due, DUE - before)


@pytest.mark.parametrize(
    ("before", "reads"),
    [
        (timedelta(hours=24, microseconds=1), False),
        (timedelta(hours=24), True),
        (timedelta(minutes=1), True),
    ],
)
def test_a_pre_release_reader_reads_it_in_their_hours_and_not_before(before, reads):
    assert may(MAYOR, before) is reads
    assert may(replace(MAYOR, deputy=True), before) is reads  # whoever holds the post


def test_what_was_approved_within_their_hours_is_theirs_from_then_on():
    late = replace(SCHEDULED, approved_at=DUE - timedelta(hours=3))
    assert late.early_from == late.approved_at
    assert not may(MAYOR, timedelta(hours=4), late)
    assert may(MAYOR, timedelta(hours=3), late)


def test_another_post_and_the_public_read_nothing_of_it():
    other = replace(MAYOR, post="Mayoress", directorate="Place", outcomes=(1,))
    assert not may(other, timedelta(hours=1))
    assert not may(MAYOR, timedelta(hours=1), replace(SCHEDULED, early_readers=()))
    assert not may_read_early(somebody(), SCHEDULED, DUE - timedelta(hours=1))


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.PUBLIC, MAYOR.role)])
def test_staff_read_it_from_when_it_is_approved(role):
    assert may(Holding(role=role, post="Clerk"), timedelta(days=8))


def test_of_several_those_are_read_that_name_the_post():
    other = replace(SCHEDULED, number=4, early_readers=("Clerk",))
    actor = Actor(post="Mayor", holdings=(MAYOR,))
    assert read_early(actor, [other, SCHEDULED], DUE) == (SCHEDULED,)


def test_its_number_is_none_that_a_release_could_have():
    assert SCHEDULED.release_number == -3
    assert SCHEDULED.as_release().published_at == DUE
