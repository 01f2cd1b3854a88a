"""Two series of one file, submitted one after the other with a mapping for each."""

from datetime import datetime

import pytest

from kpis.readers.mapping.column_mapping import ColumnMapping
from kpis.store import Store
from kpis.use_cases.check import check_return
from kpis.use_cases.mappings import MappingUsed
from kpis.use_cases.submit import submit_return
from tests.returns_cases.case import NOW
from tests.returns_cases.makers.texts import lines
from tests.returns_cases.not_yet import NOT_YET

FILE = "two_series_in_one_file.csv"
CONTENT = lines("Type,Area,Val", "Prevented,Tower Hamlets,42", "Moved on,Tower Hamlets,67")


def series(kind: str, measure: str) -> MappingUsed:
    return MappingUsed(
        mapping=ColumnMapping(
            sheet="",
            header_row=1,
            columns={2: "area", 3: "outturn"},
            headers=("Type", "Area", "Val"),
            fixed={"measure": measure, "period": "Q2 2019/20"},
            rows={1: kind},
        )
    )


@pytest.fixture
def store(tmp_path) -> Store:
    store = Store(tmp_path / "kpis.duckdb")
    store.prepare(datetime(2019, 1, 1))
    return store


@pytest.mark.xfail("second series" in NOT_YET, strict=True, reason="extracts")
def test_the_second_series_of_a_file_is_stored_beside_the_first(store, strategic_plan):
    for kind, measure in (("Prevented", "4.4"), ("Moved on", "6.2")):
        submit_return(
            *(store, strategic_plan, FILE, CONTENT),
            by="Performance Officer",
            mapping=series(kind, measure),
            now=NOW,
        )
    stored = store.outturns().set_index("measure_id")["outturn"]
    assert stored.to_dict() == {"homelessness_prevented": 42, "homeless_moved_on": 67}


def test_the_same_series_again_changes_nothing(store, strategic_plan):
    first = series("Prevented", "4.4")
    submit_return(
        *(store, strategic_plan, FILE, CONTENT), by="Performance Officer", mapping=first, now=NOW
    )
    again = check_return(store, strategic_plan, FILE, CONTENT, mapping=first, now=NOW)
    assert set(again.changes["change"]) == {"unchanged"}
