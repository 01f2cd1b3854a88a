"""Excel takes a text whose first letters are ID for SYLK, and refuses it: no CSV begins so."""

from collections.abc import Callable

import pytest

from kpis.exports import csv_files
from kpis.frames import BREAKDOWN, CHANGES, QUALITY, SERIES
from kpis.model import Measure, local_administrator
from kpis.store import Store, WantedActs
from kpis.use_cases import audit

OF_NOTHING: dict[str, Callable[[Measure], bytes]] = {
    "history_csv": lambda measure: csv_files.history_csv(SERIES.empty(), measure),
    "breakdown_csv": lambda measure: csv_files.breakdown_csv(BREAKDOWN.empty(), measure),
    "quality_csv": lambda _: csv_files.quality_csv(QUALITY.empty()),
    "issues_csv": lambda _: csv_files.issues_csv([]),
    "changes_csv": lambda _: csv_files.changes_csv(CHANGES.empty()),
}


def begins_with_id(content: bytes) -> bool:
    header = content.decode("utf-8-sig").splitlines()[0]
    return header.strip('"').lower().startswith("id")


def test_every_csv_that_is_written_is_tried_here():
    written = {name for name in vars(csv_files) if name.endswith("_csv")}
    assert {*OF_NOTHING, "audit_csv"} == written


@pytest.mark.parametrize("name", OF_NOTHING)
def test_the_first_header_of_a_csv_does_not_begin_with_id(strategic_plan, name):
    assert not begins_with_id(OF_NOTHING[name](strategic_plan.measures[0]))


def test_the_first_header_of_an_audit_does_not_begin_with_id(first_figures):
    by = local_administrator("")
    content, count = audit.exported(Store(first_figures), WantedActs(), "csv", actor=by)
    assert count
    assert not begins_with_id(content)
