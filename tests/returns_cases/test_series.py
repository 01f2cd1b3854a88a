"""Several series of one file, submitted one after the other with a mapping for each."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest

from kpis.model import local_administrator
from kpis.readers.mapping.column_mapping import ColumnMapping
from kpis.store import Store
from kpis.use_cases.check import check_return
from kpis.use_cases.mappings import MappingUsed
from kpis.use_cases.submit import submit_return
from tests.returns_cases.case import NOW
from tests.returns_cases.makers.books import book
from tests.returns_cases.makers.texts import lines
from tests.returns_cases.not_yet import NOT_YET

BY = "Performance Officer"
Q2 = {"period": "Q2 2019/20"}


@dataclass(frozen=True)
class Series:
    """A file, a mapping for each of its series, and what both bring: outturns by key."""

    file: str
    content: bytes
    mappings: tuple[ColumnMapping, ColumnMapping]
    right: dict[tuple[str, str], float]


def mapped(columns, headers, sheet="", rows=None, **fixed) -> ColumnMapping:
    return ColumnMapping(
        sheet=sheet, header_row=1, columns=columns, headers=headers, fixed=fixed, rows=rows or {}
    )


FILTERED = mapped(
    {2: "area", 3: "outturn"},
    ("Type", "Area", "Val"),
    rows={1: ("Prevented",)},
    measure="4.4",
    **Q2,
)
YEARS = ("Area", "2019/20", "2018/19")
SHEET: list[list[Any]] = [["Area", "Val"], ["Tower Hamlets", 42]]
SERIES = {
    "two kinds of rows": Series(
        "kinds.csv",
        lines("Type,Area,Val", "Prevented,Tower Hamlets,42", "Moved on,Tower Hamlets,67"),
        (FILTERED, replace(FILTERED, rows={1: ("Moved on",)}, fixed={"measure": "6.2", **Q2})),
        {("homelessness_prevented", "2019-20-Q2"): 42, ("homeless_moved_on", "2019-20-Q2"): 67},
    ),
    "two columns": Series(
        "columns.csv",
        lines("Area,Prevented,Moved on", "Tower Hamlets,42,67"),
        (
            mapped({1: "area", 2: "outturn"}, ("Area", "Prevented"), measure="4.4", **Q2),
            mapped({1: "area", 3: "outturn"}, ("Area", "Moved on"), measure="6.2", **Q2),
        ),
        {("homelessness_prevented", "2019-20-Q2"): 42, ("homeless_moved_on", "2019-20-Q2"): 67},
    ),
    "two sheets": Series(
        "sheets.xlsx",
        book(*SHEET, sheet="Prevented", after={"Moved on": [SHEET[0], ["Tower Hamlets", 67]]}),
        (
            mapped({1: "area", 2: "outturn"}, ("Area", "Val"), "Prevented", measure="4.4", **Q2),
            mapped({1: "area", 2: "outturn"}, ("Area", "Val"), "Moved on", measure="6.2", **Q2),
        ),
        {("homelessness_prevented", "2019-20-Q2"): 42, ("homeless_moved_on", "2019-20-Q2"): 67},
    ),
    "two years": Series(
        "years.csv",
        lines(",".join(YEARS), "Tower Hamlets,24,23"),
        (
            mapped({1: "area", 2: "outturn"}, YEARS[:2], measure="5.2", period="2019/20"),
            mapped({1: "area", 3: "outturn"}, YEARS[::2], measure="5.2", period="2018/19"),
        ),
        {("recycling", "2019-20"): 24, ("recycling", "2018-19"): 23},
    ),
    "two areas": Series(
        "areas.csv",
        lines("Where,Val", "Tower Hamlets,42", "London,61"),
        (
            mapped(
                {2: "outturn"}, ("Where", "Val"), rows={1: ("Tower Hamlets",)}, measure="4.4", **Q2
            ),
            mapped(
                {2: "outturn"}, ("Where", "Val"), rows={1: ("London",)}, measure="4.4",
                area="London", **Q2,
            ),
        ),
        {("homelessness_prevented", "2019-20-Q2"): 42, ("London", "2019-20-Q2"): 61},
    ),
    "one measure for another": Series(
        "again.csv",
        lines("Area,Val", "Tower Hamlets,42"),
        (
            mapped({1: "area", 2: "outturn"}, ("Area", "Val"), measure="4.4", **Q2),
            mapped({1: "area", 2: "outturn"}, ("Area", "Val"), measure="1.4", **Q2),
        ),
        {
            ("homelessness_prevented", "2019-20-Q2"): 42,
            ("adult_learners_completing", "2019-20-Q2"): 42,
        },
    ),
}  # fmt: skip


@pytest.fixture
def store(without_history, tmp_path) -> Store:
    there = tmp_path / "kpis.duckdb"
    there.write_bytes(without_history.path.read_bytes())
    store = Store(there)
    store.prepare(datetime(2019, 1, 1))
    return store


@pytest.mark.parametrize("series", SERIES.values(), ids=SERIES)
@pytest.mark.xfail("second series" in NOT_YET, strict=True, reason="extracts")
def test_a_second_series_of_a_file_is_stored_beside_the_first(series, store, strategic_plan):
    for mapping in series.mappings:
        submit_return(
            *(store, strategic_plan, series.file, series.content),
            actor=local_administrator(BY),
            mapping=MappingUsed(mapping=mapping),
            now=NOW,
        )
    stored = {
        (row.measure_id if row.area == strategic_plan.area else row.area, row.period_id): (
            row.outturn
        )
        for row in store.outturns().itertuples()
    }
    assert stored == series.right


def test_the_same_series_again_changes_nothing(store, strategic_plan):
    series = SERIES["two kinds of rows"]
    first = MappingUsed(mapping=series.mappings[0])
    what = (store, strategic_plan, series.file, series.content)
    submit_return(*what, actor=local_administrator(BY), mapping=first, now=NOW)
    again = check_return(*what, mapping=first, now=NOW, actor=local_administrator(""))
    assert set(again.changes["change"]) == {"unchanged"}
