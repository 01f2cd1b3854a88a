"""A command makes a store only where none can be meant: a misspelt name is told, not taken."""

import shutil
from pathlib import Path

import pytest

from kpis.store import Store
from kpis.store.database import place

RETURN = "measure,period,outturn,commentary\n1.3,Q1 2018/19,43,Steady\n"
ADVICE = "To make a new one there, give --new to kpis submit or kpis serve."
STORING = {
    "submit": ("submit", "{file}", "--by", "P"),
    "withdraw": ("withdraw", "S-20191014-a1b2", "--by", "P", "--why", "Wrong"),
    "approve": ("approve", "S-20191014-a1b2", "--by", "P"),
    "release": ("release", "--period", "2019-20-Q2", "--by", "P"),
    "prepare": ("prepare", "--period", "2019-20-Q2", "--begin", "--by", "P"),
    "publish-due": ("publish-due",),
    "mail": ("mail", "--send"),
    "access": ("access",),
    "answers": ("answers", "--by", "P"),
    "verify": ("verify",),
}


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "q1.csv"
    path.write_text(RETURN)
    return path


@pytest.mark.parametrize("act", STORING)
def test_what_stores_something_never_makes_a_store(kpis, store, file, tmp_path, act):
    """Nor does what asks for what was stored: of a store made this moment it would be nothing."""
    arguments = [each.format(file=file) for each in STORING[act]]
    told = kpis(*arguments, store=tmp_path / "other" / "tpyo.duckdb")
    assert (told.code, told.out) == (14, "")
    assert f"There is no store at {tmp_path / 'other' / 'tpyo.duckdb'}. Check the name." in told.err
    assert ADVICE in told.err
    assert not (tmp_path / "other").exists()


def test_a_misspelt_store_is_refused_with_those_of_its_folder_the_nearest_first(
    kpis, store, file, tmp_path
):
    for name in ("kpis2.duckdb", "another.duckdb"):
        shutil.copy(store, tmp_path / name)
    told = kpis("submit", file, "--by", "P", store=tmp_path / "kpsi.duckdb")
    assert told.code == 14
    named = "kpis.duckdb, kpis2.duckdb and another.duckdb"
    assert f"There is no store at {tmp_path}/kpsi.duckdb. In {tmp_path} are {named}." in told.err


def test_a_command_that_reads_makes_no_store_beside_one_of_nearly_its_name(kpis, store, tmp_path):
    told = kpis("submissions", store=tmp_path / "kpsi.duckdb")
    assert told.code == 14
    assert f"There is no store at {tmp_path}/kpsi.duckdb. In {tmp_path} is kpis.duckdb." in told.err
    assert not (tmp_path / "kpsi.duckdb").exists()


def test_a_new_store_is_made_for_a_return_where_that_is_said(kpis, file, tmp_path):
    new = tmp_path / "kpis-new.duckdb"
    done = kpis("submit", file, "--by", "P", "--reason", "New", "--new", "--json", store=new)
    assert done.code == 0
    assert "No store at" in done.err
    assert "making one with the plan's first figures" in done.err
    (stored,) = done.document["submissions"]
    assert stored["new"] + stored["restated"] == 1
    assert len(Store(new).submissions()) > 1


@pytest.mark.parametrize("command", ["submissions", "status"])
def test_where_a_store_is_gone_no_command_makes_another(kpis, store, monkeypatch, command):
    place.queue_of(store).write_bytes(place.SIGN)
    monkeypatch.setattr(place, "_met", {})
    store.unlink()
    told = kpis(command)
    assert (told.code, told.out) == (14, "")
    assert f"There was a store at {store}, and it is not there now" in told.err
    assert ADVICE in told.err
    assert not store.exists()
