"""An earlier store whose update is killed is all of its old version, or all of today's."""

import sys

import pytest

from kpis.store import Store
from kpis.store.database.connect import opened
from kpis.store.database.migrations import LATEST
from tests.old_stores import COMMITS, all_is_there, expected_of, old_store, tables_in, version_in

MOMENTS = ("before", "after")  # its commit


@pytest.mark.skipif(sys.platform == "win32", reason="kills as Linux and macOS do")
@pytest.mark.parametrize(
    ("moment", "version"),
    [
        ("before", 10),
        ("after", 2),
        *(pytest.param(at, each, marks=pytest.mark.soak) for at in MOMENTS for each in COMMITS),
    ],
)
def test_killed_about_its_commit_it_is_all_of_the_old_or_all_of_the_new(
    start, tmp_path, version, moment
):
    path = old_store(version, tmp_path)
    before, said = tables_in(path), expected_of(path)
    store = Store(path, timeout=30)

    assert start("die_migrating", store, moment).hears() == ""

    with opened(path, writing=False) as connection:  # as the next process finds it
        found = connection.execute("SELECT max(version) FROM schema_version").fetchall()
    assert found == [(version if moment == "before" else LATEST,)]
    if moment == "before":
        assert tables_in(path) == before
    standing = store.outturns()
    all_is_there(before, tables_in(path))
    assert len(standing) == len(said["standing"]["rows"])
    assert store.audit_faults() == []
    assert version_in(tables_in(path)) == LATEST
