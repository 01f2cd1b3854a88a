"""Excel takes a text whose first letters are ID for SYLK, and refuses it: no CSV begins so."""

from collections.abc import Callable

import pytest

from kpis.exports import csv_files
from kpis.frames import BREAKDOWN, CHANGES, QUALITY, SERIES
from kpis.model import Measure

WRITTEN: dict[str, Callable[[Measure], bytes]] = {
    "history_csv": lambda measure: csv_files.history_csv(SERIES.empty(), measure),
    "breakdown_csv": lambda measure: csv_files.breakdown_csv(BREAKDOWN.empty(), measure),
    "quality_csv": lambda _: csv_files.quality_csv(QUALITY.empty()),
    "issues_csv": lambda _: csv_files.issues_csv([]),
    "changes_csv": lambda _: csv_files.changes_csv(CHANGES.empty()),
}


def test_every_csv_that_is_written_is_tried_here():
    assert set(WRITTEN) == {name for name in vars(csv_files) if name.endswith("_csv")}


@pytest.mark.parametrize("name", WRITTEN)
def test_the_first_header_of_a_csv_does_not_begin_with_id(strategic_plan, name):
    header = WRITTEN[name](strategic_plan.measures[0]).decode("utf-8-sig").splitlines()[0]
    assert not header.strip('"').lower().startswith("id")
