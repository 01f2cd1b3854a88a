"""Rows of an activities return are stored with the submission, in one transaction."""

from datetime import datetime

import pandas as pd
import pytest

from kpis.errors import StoreError
from kpis.frames import ACTIVITY_ROWS, RETURN_ROWS
from kpis.model import Provenance
from kpis.store import Incoming
from kpis.store.database.connect import opened

REFUSED = r"refused what was asked of it\. Nothing of this was kept.*NOT NULL"


def activities(*codes: str) -> pd.DataFrame:
    rows = [
        {
            "activity_code": code,
            "quarter_id": "2019-20-Q1",
            "status": "on_track",
            "percent_done": 40.0,
            "expected_on": datetime(2019, 12, 1),
            "revised_on": pd.NaT,
            "comment": "On course",
            "sheet": "Activities",
            "cell": "B4",
        }
        for code in codes
    ]
    return ACTIVITY_ROWS.conform(pd.DataFrame(rows, columns=[*ACTIVITY_ROWS.columns]))


@pytest.fixture
def submit_activities(store):
    def call(rows, content):
        return store.submit(
            Incoming(
                rows=RETURN_ROWS.empty(),
                file_name="activities.xlsx",
                content=content,
                provenance=Provenance.RETURN,
                by="Ranger",
                activities=rows,
            )
        ).submission

    return call


def stored(store) -> list[tuple]:
    query = """
        SELECT number, submission_id, activity_code, percent_done, revised_on
        FROM activity_revision ORDER BY number
    """
    with opened(store.path, writing=False) as connection:
        return connection.execute(query).fetchall()


def test_activities_are_numbered_on_in_file_order(store, submit_activities):
    first = submit_activities(activities("A1.2", "A1.1"), b"1")
    second = submit_activities(activities("A1.1"), b"2")
    assert stored(store) == [
        (1, first.id, "A1.2", 40.0, None),
        (2, first.id, "A1.1", 40.0, None),
        (3, second.id, "A1.1", 40.0, None),
    ]


def test_the_same_file_again_stores_its_activities_once(store, submit_activities):
    submit_activities(activities("A1.1"), b"1")
    submit_activities(activities("A1.1"), b"1")
    assert len(stored(store)) == 1


def test_activities_that_cannot_be_stored_leave_no_submission(store, submit_activities):
    broken = activities("A1.1")
    broken.loc[0, "comment"] = None  # text is never missing: the table refuses it
    with pytest.raises(StoreError, match=REFUSED):
        submit_activities(broken, b"1")
    assert store.submissions().empty
    assert stored(store) == []
