"""Extracts of other systems, from their bytes to the figures that would be stored."""

from datetime import datetime

import pytest

from kpis.frames import OUTTURNS
from kpis.model import Provenance
from kpis.readers import read_return
from kpis.readers.mapping.find_header import mapping_of
from kpis.readers.mapping.preview import sheet_cells
from kpis.validation import CheckContext, check_rows

BENCHMARK = b"""Key,Code,Council,Period,Value
SW08_19Q1,SW08,Tower Hamlets,2019-20;Q1,9.8
SW08_19Q2,SW08,Tower Hamlets,2019-20;Q2,9.7
CORP09_19Q1,CORP 09,Tower Hamlets,2019-20;Q1,95
HS01_19Q1,HS01,Tower Hamlets,2019-20;Q1,45
SW08_19Q1,SW08,Hackney,2019-20;Q1,9.1
"""
HEALTH = b"""Indicator,Area Name,Sex,Age,Time period,Value
Adults who are active,Tower Hamlets,Persons,19+ yrs,2018/19,61.2
Adults who are active,Tower Hamlets,Male,19+ yrs,2018/19,66
Waste recycled,Tower Hamlets,Persons,All ages,2018/19,21.1
Waste recycled,Hackney,Persons,All ages,2018/19,27.9
"""


@pytest.fixture
def checked(strategic_plan):
    context = CheckContext(
        now=datetime(2019, 10, 20), provenance=Provenance.RETURN, stored=OUTTURNS.empty()
    )

    def check(content, **choices):
        mapping = mapping_of(sheet_cells("extract.csv", content)[0], header_row=1, **choices)
        return check_rows(read_return("extract.csv", content, mapping), strategic_plan, context)

    return check


def landed(checked):
    return checked.rows[["measure_id", "period_id", "area", "outturn", "cell"]].values.tolist()


OF_BENCHMARK = {
    "columns": {2: "measure", 3: "area", 4: "period", 5: "outturn"},
    "rows": {3: ["Tower Hamlets"]},
}


def test_a_benchmark_lands_under_the_measures_its_names_mean(checked):
    names = {"SW08": "11.2", "CORP 09": "5.1", "HS01": ""}
    found = checked(BENCHMARK, names=names, **OF_BENCHMARK)
    assert found.ok
    assert landed(found) == [
        ["staff_sickness", "2019-20-Q1", "Tower Hamlets", 9.8, "E2"],
        ["staff_sickness", "2019-20-Q2", "Tower Hamlets", 9.7, "E3"],
        ["public_realm_cleanliness", "2019-20-Q1", "Tower Hamlets", 95.0, "E4"],
    ]


def test_a_name_that_nobody_matched_keeps_the_file_waiting(checked):
    found = checked(BENCHMARK, names={"SW08": "11.2", "CORP 09": "5.1"}, **OF_BENCHMARK)
    assert not found.ok
    assert [issue.found for issue in (*found.errors, *found.questions)] == ["HS01"]
    assert len(found.rows) == 3


def test_one_group_of_each_indicator_lands(checked):
    found = checked(
        HEALTH,
        columns={1: "measure", 2: "area", 5: "period", 6: "outturn"},
        rows={2: ["Tower Hamlets"], 3: ["Persons"], 4: ["All ages", "19+ yrs"]},
        names={"Waste recycled": "5.2", "Adults who are active": ""},
    )
    assert found.ok
    assert landed(found) == [["recycling", "2018-19", "Tower Hamlets", 21.1, "F4"]]
