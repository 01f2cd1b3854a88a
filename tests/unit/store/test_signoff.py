"""Approving a submission: once, while it stands, and for ever in the audit."""

import json
from datetime import datetime

import pytest

from kpis.errors import StoreError, UnknownSubmission
from kpis.model import Provenance

MONDAY, TUESDAY = datetime(2019, 10, 21, 9, 30), datetime(2019, 10, 22, 9, 30)


def states(store) -> list[str]:
    return store.submissions()["state"].tolist()


def test_a_submission_is_submitted_then_approved_then_published(store, submit):
    made = submit({"outturn": 1.0})
    assert made.approved_at is None
    assert states(store) == ["submitted"]
    store.approve(made.id, by="Head of Performance")
    assert states(store) == ["approved"]
    store.publish("2019-20-Q1", by="Head of Performance")
    assert states(store) == ["published"]


def test_what_was_published_and_then_withdrawn_is_withdrawn(store, submit):
    made = submit({"outturn": 1.0})
    store.approve(made.id, by="Head of Performance")
    store.publish("2019-20-Q1", by="Head of Performance")
    store.withdraw(made.id, by="Head of Performance", why="Wrong file")
    assert states(store) == ["withdrawn"]


def test_an_approval_is_kept_with_post_time_and_note(store, submit):
    made = submit({"outturn": 1.0}, file_name="q1.csv")
    done = store.approve(made.id, by="Head of Performance", note="Looked at", now=MONDAY)
    assert (done.approved_at, done.approved_by) == (MONDAY, "Head of Performance")
    assert done == store.submission(made.id)
    row = store.submissions().iloc[0]
    assert (row["approved_at"], row["approved_by"]) == (MONDAY, "Head of Performance")
    line = store.audit().iloc[0]
    assert (line["who"], line["action"]) == ("Head of Performance", "approve")
    assert line["submission_id"] == made.id
    assert json.loads(line["what"]) == {"file": "q1.csv", "note": "Looked at"}


def test_approving_twice_is_told_and_changes_nothing(store, submit):
    made = submit({"outturn": 1.0})
    store.approve(made.id, by="Head of Performance", now=MONDAY)
    with pytest.raises(
        StoreError, match="was approved already, on 21/10/2019 at 09:30 UTC by Head"
    ):
        store.approve(made.id, by="Director", now=TUESDAY)
    assert store.submission(made.id).approved_by == "Head of Performance"
    assert store.audit()["action"].tolist().count("approve") == 1


def test_a_withdrawn_submission_cannot_be_approved(store, submit):
    made = submit({"outturn": 1.0})
    store.withdraw(made.id, by="Head of Performance", why="Wrong file", now=MONDAY)
    with pytest.raises(StoreError, match="was withdrawn on 21/10/2019 at 09:30 UTC by Head"):
        store.approve(made.id, by="Head of Performance")
    assert states(store) == ["withdrawn"]


@pytest.mark.parametrize("provenance", [Provenance.PUBLISHED, Provenance.ILLUSTRATIVE])
def test_what_is_no_return_counts_as_approved_by_nobody(store, submit, provenance):
    made = submit({"outturn": 1.0}, provenance=provenance, now=MONDAY)
    assert made == store.submission(made.id)
    assert (made.approved_at, made.approved_by) == (MONDAY, "")
    assert states(store) == ["approved"]
    with pytest.raises(StoreError, match="needs no approval"):
        store.approve(made.id, by="Head of Performance")


def test_an_unknown_submission_cannot_be_approved(store, submit):
    made = submit({"outturn": 1.0})
    with pytest.raises(UnknownSubmission, match=made.id):
        store.approve(made.id[:-1], by="Head of Performance")
