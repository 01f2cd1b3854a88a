"""The files that were submitted, kept under their SHA-256."""

import errno
import hashlib
import json
import os
import sys
from contextlib import nullcontext
from datetime import datetime
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.errors import StoreError
from kpis.store import Store, files
from kpis.store.durable import settle
from kpis.store.submission_ids import new_id


@pytest.mark.parametrize("content", [b"", b"x", bytes(1_000_000)])
def test_a_file_comes_back_as_it_was(tmp_path, content):
    store = tmp_path / "kpis.duckdb"
    sha256 = files.keep(store, content)
    assert sha256 == hashlib.sha256(content).hexdigest()
    assert files.fetch(store, sha256) == content


def test_files_stand_in_a_folder_beside_the_store(tmp_path):
    sha256 = files.keep(tmp_path / "kpis.duckdb", b"a return")
    assert [each.relative_to(tmp_path).as_posix() for each in tmp_path.rglob(sha256)] == [
        f"kpis.files/{sha256[:2]}/{sha256}"
    ]


def test_a_file_that_is_there_is_not_written_again(tmp_path):
    store = tmp_path / "kpis.duckdb"
    sha256 = files.keep(store, b"a return")
    (stored_file,) = tmp_path.rglob(sha256)
    before = stored_file.stat()
    files.keep(store, b"a return")
    assert stored_file.stat() == before


def test_a_file_that_was_cut_short_is_mended_when_it_comes_again(tmp_path):
    store = tmp_path / "kpis.duckdb"
    sha256 = files.keep(store, b"a return")
    (stored_file,) = tmp_path.rglob(sha256)
    stored_file.write_bytes(b"a ret")
    with pytest.raises(StoreError, match="has been altered"):
        files.fetch(store, sha256)
    files.keep(store, b"a return")
    assert files.fetch(store, sha256) == b"a return"


def test_a_file_that_was_altered_in_place_is_written_anew_when_it_comes_again(tmp_path):
    """Of the same length: by its length alone it would be taken for whole."""
    store = tmp_path / "kpis.duckdb"
    sha256 = files.keep(store, b"outturn,81")
    files.address_of(store, sha256).write_bytes(b"outturn,18")
    assert files.fault(store, sha256) == files.ALTERED
    files.keep(store, b"outturn,81")
    assert files.fetch(store, sha256) == b"outturn,81"
    assert files.fault(store, sha256) == ""


def test_a_store_named_by_a_link_keeps_its_files_beside_the_file_itself(tmp_path):
    (tmp_path / "share").mkdir()
    (tmp_path / "named.duckdb").symlink_to(tmp_path / "share" / "real.duckdb")
    linked = Store(tmp_path / "named.duckdb")
    linked.prepare()
    sha256 = files.keep(tmp_path / "named.duckdb", b"a return")
    assert Store(tmp_path / "share" / "real.duckdb").file(sha256) == b"a return"
    assert sorted(each.name for each in (tmp_path / "share").iterdir()) == [
        "real.duckdb",
        "real.duckdb.queue",
        "real.files",
        "real.journal",
    ]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["named.duckdb", "share"]


def test_a_link_that_leads_to_itself_is_told_in_a_sentence(tmp_path):
    link = tmp_path / "kpis.duckdb"
    link.symlink_to(link)
    with pytest.raises(StoreError, match="a symbolic link that leads back to itself"):
        Store(link)
    with pytest.raises(StoreError, match="a symbolic link that leads back to itself"):
        files.keep(link, b"a return")


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_name_of_a_kept_file_is_on_disk_before_it_counts_as_kept(tmp_path, monkeypatch):
    """Folder by folder, from the file's own up to the store's: a power cut forgets any other."""
    told: list[str] = []
    through = os.fsync

    def note(number: int) -> None:
        told.append(os.readlink(f"/proc/self/fd/{number}").removeprefix(f"{tmp_path}"))
        through(number)

    monkeypatch.setattr("os.fsync", note)
    store = tmp_path / "kpis.duckdb"
    sha256 = files.keep(store, b"a return")
    folder = f"/kpis.files/{sha256[:2]}"
    assert sorted(told[:2]) == ["", "/kpis.files"]
    assert told[2].startswith(f"{folder}/.{sha256}.")
    assert told[3:] == [folder]
    told.clear()
    files.keep(store, b"a return")
    assert told == [folder]


@pytest.mark.parametrize(
    ("number", "is_a_fault"),
    [(errno.EINVAL, False), (errno.ENOTSUP, False), (errno.EIO, True), (errno.ENOSPC, True)],
)
def test_a_folder_that_cannot_be_told_is_no_fault_and_one_that_fails_is(
    tmp_path, monkeypatch, number, is_a_fault
):
    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match=os.strerror(number)) if is_a_fault else nullcontext():
        settle(tmp_path)


def test_a_file_that_is_missing_is_told_in_a_sentence(tmp_path):
    with pytest.raises(StoreError, match=r"is missing from .*Put it back from the latest backup"):
        files.fetch(tmp_path / "kpis.duckdb", "0" * 64)


def test_a_file_that_cannot_be_written_leaves_no_half_of_it(tmp_path):
    store = tmp_path / "kpis.duckdb"
    files.folder_of(store).write_text("in the way")
    with pytest.raises(StoreError, match="could not be opened"):
        files.keep(store, b"a return")
    assert [each.name for each in tmp_path.iterdir()] == ["kpis.files"]


def test_a_disk_that_fills_while_a_file_is_kept_leaves_no_half_of_it(tmp_path, monkeypatch):
    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(StoreError, match="The disk is full: make room"):
        files.keep(tmp_path / "kpis.duckdb", b"a return")
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []


def test_the_file_of_every_submission_is_there(store, submit):
    submit({"outturn": 1.0}, content=b"one")
    submit({"outturn": 2.0}, content=b"two")
    contents = {store.file(sha256) for sha256 in store.submissions()["sha256"]}
    assert contents == {b"one", b"two"}
    sizes = [json.loads(particulars)["bytes"] for particulars in store.audit()["what"].iloc[:2]]
    assert sizes == [3, 3]


@pytest.mark.parametrize("damage", ["altered", "missing"])
def test_a_kept_file_that_comes_again_is_put_back_and_that_is_told(store, submit, damage):
    row = {"outturn": 1.0}
    made = submit(row, content=b"one")
    kept = files.address_of(store.path, made.sha256)
    assert store.audit_entries()[-1].act == "submit"
    if damage == "altered":
        kept.write_bytes(b"two")
    else:
        kept.unlink()
    incoming = partial(submit, row, content=b"one")
    assert incoming().id == made.id
    assert store.file(made.sha256) == b"one"
    entry = store.audit_entries()[-1]
    assert (entry.act, entry.submission) == ("put back file", made.id)
    assert json.loads(entry.particulars)["was"] == damage
    incoming()
    assert store.audit_entries()[-1] == entry
    assert store.audit_faults() == []


@given(now=st.datetimes(min_value=datetime(1990, 1, 1)))
def test_an_id_is_its_day_and_something_that_can_be_said(now):
    made = new_id(now, lambda _: False)
    assert made[:11] == f"S-{now:%Y%m%d}-"
    letters, numbers = made[11::2], made[12::2]
    assert len(made) == 15
    assert numbers.isdigit()
    assert set(letters) <= set("abcdefghjkmnpqrstuvwxyz")


def test_an_id_that_is_taken_is_not_given_again():
    ids: list[str] = []

    def taken(candidate: str) -> bool:
        ids.append(candidate)
        return len(ids) < 50

    made = new_id(datetime(2019, 10, 14), taken)
    assert made == ids[-1]
    assert len(made) == 19  # it grows rather than fail when short ones run out
