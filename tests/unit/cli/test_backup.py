"""`kpis backup` and `kpis restore`, as a nightly job and somebody after a disaster use them."""

import json
import re
import stat

import pytest

from kpis.store import Store, files

PLAN = ("--plan", "tests/fictional_plan")


@pytest.fixture
def store(eventful, tmp_path):
    from tests.keeping import copy_store

    return copy_store(eventful, tmp_path / "kpis.duckdb")


def test_a_backup_says_what_is_in_it_and_becomes_the_same_store(kpis, store, tmp_path):
    file, new = tmp_path / "b.zip", tmp_path / "new.duckdb"
    made = kpis("backup", "-o", file, *PLAN)
    assert made.code == 0, made.err
    assert re.fullmatch(
        rf"{file}: 0\.\d MB, of \S+ at \S+ UTC with 40 tables \(\d+ rows\), "
        r"12 submitted files and the plan fictional_plan\.\n",
        made.out,
    )
    assert made.err == ""
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    done = kpis("restore", file, store=new)
    assert done.code == 0, done.err
    assert f"{new}: made of it, each of 40 tables" in done.out
    assert "--plans-into FOLDER writes them" in done.out
    assert Store(new).submissions().equals(Store(store).submissions())


def test_in_a_folder_it_has_the_time_in_its_name_and_old_ones_go(kpis, tmp_path):
    nightly = tmp_path / "nightly"
    nightly.mkdir()
    old = [nightly / f"kpis-2020010{day}T020000Z.zip" for day in (1, 2, 3)]
    others = [nightly / name for name in ("kpis-before-upgrade.zip", "other-20200101T020000Z.zip")]
    for each in (*old, *others):
        each.touch()
    done = kpis("backup", "-o", nightly, "--keep", "2", *PLAN)
    assert done.code == 0
    assert done.out.splitlines()[1:] == [f"{each}: removed." for each in old[:2]]
    left = {each.name for each in nightly.iterdir()}
    new = {name for name in left if re.fullmatch(r"kpis-202\d{5}T\d{6}Z\.zip", name)}
    assert len(new - {old[2].name}) == 1
    assert left - new == {each.name for each in others}


def test_without_a_folder_nothing_is_there_to_be_removed(kpis, tmp_path):
    done = kpis("backup", "-o", tmp_path / "b.zip", "--keep", "2", *PLAN)
    assert (done.code, done.err) == (
        2,
        "kpis: --keep needs a folder: name one that is there with -o.\n",
    )


def test_a_job_is_told_by_the_code_that_a_submitted_file_is_lost_and_the_backup_is_there(
    kpis, store, tmp_path
):
    sha256 = str(Store(store).submissions()["sha256"][0])
    files.address_of(store, sha256).unlink()
    done = kpis("backup", "-o", tmp_path / "b.zip", "--without-plans")
    assert done.code == 26
    assert "Of 1 submitted file the store holds the figures, but not the file" in done.err
    again = kpis("restore", tmp_path / "b.zip", "--check", "--json")
    assert again.code == 0
    assert again.document["not_kept"] == [{"sha256": sha256, "why": "missing"}]
    assert again.document["plans"] == []


def test_a_faulty_plan_is_in_it_as_it_is_and_one_that_is_not_there_is_told(kpis, tmp_path):
    plan = tmp_path / "plan"
    plan.mkdir()
    (plan / "plan.toml").write_text('previous = "', "utf-8")
    made = kpis("backup", "-o", tmp_path / "b.zip", "--plan", plan, "--json")
    assert (made.code, made.document["plans"]) == (0, ["plan"])
    none = kpis("backup", "-o", tmp_path / "c.zip", "--plan", tmp_path / "none")
    assert none.code == 2
    assert "There is no plan" in none.err
    assert not (tmp_path / "c.zip").exists()


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        (("restore", "NONE"), 25, "There is no backup"),
        (("restore", "NONE", "--check", "--plans-into", "x"), 2, "is not allowed with --check"),
        (("backup", "-o", "TAKEN", *PLAN), 25, "is there and is no backup"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(kpis, tmp_path, given, code, words):
    taken = tmp_path / "taken"
    taken.write_text("somebody's")
    places = {"NONE": tmp_path / "none.zip", "TAKEN": taken}
    elsewhere = {"store": tmp_path / "new.duckdb"} if given[0] == "restore" else {}
    done = kpis(*(places.get(each, each) for each in given), **elsewhere)
    assert (done.code, done.out) == (code, "")
    assert words in done.err
    assert taken.read_text() == "somebody's"


def test_no_store_is_made_only_to_be_backed_up(kpis, tmp_path):
    done = kpis("backup", "-o", tmp_path / "b.zip", *PLAN, store=tmp_path / "none.duckdb")
    assert (done.code, (tmp_path / "none.duckdb").exists()) == (14, False)


def test_a_restore_into_a_place_that_is_taken_changes_nothing(kpis, store, tmp_path):
    kpis("backup", "-o", tmp_path / "b.zip", *PLAN)
    before = store.read_bytes()
    done = kpis("restore", tmp_path / "b.zip", "--json")
    assert done.code == 25
    assert "is there already" in done.err
    assert store.read_bytes() == before
    with pytest.raises(json.JSONDecodeError):
        json.loads(done.out)
