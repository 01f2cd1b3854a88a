"""The one list of columns that files and descriptions are made of."""

import re

import pytest

from kpis.model import (
    ActivityStatus,
    Basis,
    Direction,
    Frequency,
    Marker,
    Nearness,
    Polarity,
    Provenance,
    RagRule,
    RagStatus,
    ReleaseStanding,
    Unit,
)
from kpis.reports.open_data.codes import MEANINGS
from kpis.reports.open_data.plan_tables import OF_A_RELEASE, RELEASES
from kpis.reports.open_data.tables import ROUNDED

TABLES = {table.name: table for table in (*OF_A_RELEASE, RELEASES)}
ENUMERATIONS = {
    "activity_status": ActivityStatus,
    "basis": Basis,
    "direction": Direction,
    "frequency": Frequency,
    "marker": Marker,
    "nearness": Nearness,
    "polarity": Polarity,
    "provenance": Provenance,
    "rag": RagStatus,
    "rule": RagRule,
    "standing": ReleaseStanding,
    "unit": Unit,
}


def test_every_list_of_codes_is_a_whole_enumeration():
    assert {name: set(meanings) for name, meanings in MEANINGS.items()} == {
        name: set(kind) for name, kind in ENUMERATIONS.items()
    }


def test_every_list_is_that_of_a_column_and_every_column_with_one_has_it():
    named = {column.list for table in TABLES.values() for column in table.columns} - {""}
    assert named == set(MEANINGS)


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_a_table_is_described_in_full_and_does_not_begin_with_id(table):
    assert len(set(table.names)) == len(table.names)
    assert not table.names[0].lower().startswith("id")
    assert set(table.key) <= set(table.names)
    for column in table.columns:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)
        assert column.title[0].isupper() or column.title[0].isdigit()
        assert column.description.endswith((".", "2018-11-to-2019-10.")), column.name
    for each in table.leads:
        assert set(each.columns) <= set(table.names)
        assert each.to == TABLES[each.table].key


def test_figures_that_are_rounded_stand_in_the_tables_of_figures_alone():
    found = {name for table in TABLES.values() for name in table.names if name in ROUNDED}
    assert found == set(ROUNDED)
