"""A backup becomes a store that is equal to the one it was made of, or nothing at all."""

import hashlib
import json
import os
import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kpis.errors import BackupError
from kpis.store import Store, files
from kpis.store.database.connect import opened
from kpis.store.database.migrations import LATEST
from kpis.store.keeping import container, restore
from kpis.store.keeping.tables import differences, extents
from tests.backups import NIGHT, backed_up, restored, silent
from tests.keeping import copy_store


def of_store(store: Path):
    with opened(store, writing=False) as connection:
        return extents(connection)


def kept(store: Path) -> dict[str, bytes]:
    folder = files.folder_of(store)
    return {
        each.relative_to(folder).as_posix(): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file()
    }


@pytest.fixture(scope="module")
def again(backup, tmp_path_factory) -> Path:
    store = tmp_path_factory.mktemp("again") / "kpis.duckdb"
    done = restored(backup, store)
    assert not done.brought_up_to_date
    return store


def test_every_table_and_every_file_is_as_it_was(again, eventful):
    assert differences(of_store(eventful), of_store(again)) == []
    assert kept(again) == kept(eventful)


def test_the_journal_is_as_it_was(again, eventful):
    one, other = (
        {
            each.relative_to(folder): each.read_bytes()
            for each in folder.rglob("*")
            if each.is_file()
        }
        for folder in (eventful.with_suffix(".journal"), again.with_suffix(".journal"))
    )
    assert one
    assert one == other


def test_what_is_asked_of_it_is_answered_as_before(again, eventful):
    one, other = Store(eventful), Store(again)
    assert one.outturns().equals(other.outturns())
    assert one.submissions().equals(other.submissions())
    for number in (1, 2, 3, 4):
        assert one.outturns(release=number).equals(other.outturns(release=number))
        assert one.release_plan(number) == other.release_plan(number)
    assert other.audit_faults() == []


def test_it_is_a_store_to_go_on_with(backup, tmp_path):
    store = Store(restored(backup, tmp_path / "kpis.duckdb").path)
    numbers = store.audit_extent().count
    submission_id = str(store.submissions()["submission_id"][0])
    store.withdraw(submission_id, by="Head", why="Wrong")
    assert store.audit_extent().count == numbers + 1
    assert store.audit_faults() == []


def test_only_its_owner_can_read_it_and_nothing_else_is_left(backup, tmp_path):
    restored(backup, tmp_path / "house/kpis.duckdb", plans=tmp_path / "house/plans")
    there = sorted(each.name for each in (tmp_path / "house").iterdir())
    assert there == ["kpis.duckdb", "kpis.duckdb.queue", "kpis.files", "kpis.journal", "plans"]
    for each in (tmp_path / "house").rglob("*"):
        assert not stat.S_IMODE(each.stat().st_mode) & 0o077, each


def test_plans_are_written_where_a_folder_is_named_for_them(backup, tmp_path):
    done = restored(backup, tmp_path / "kpis.duckdb", plans=tmp_path / "plans")
    assert done.plans == (tmp_path / "plans/2023-25",)
    assert (done.plans[0] / "measures/frogs.toml").read_text("utf-8") == 'title = "Frogs"\n'


def test_mails_in_a_folder_come_back(eventful, tmp_path):
    store = copy_store(eventful, tmp_path / "kpis.duckdb")
    mail = store.with_suffix(".outbox") / "1.eml"
    mail.parent.mkdir()
    mail.write_text("To: chair@north.example")
    backup = backed_up(store, tmp_path / "b.zip").path
    restored(backup, tmp_path / "new.duckdb")
    assert (tmp_path / "new.outbox/1.eml").read_text() == "To: chair@north.example"


@pytest.mark.parametrize("taken", ["kpis.duckdb", "kpis.duckdb.wal", "kpis.files", "kpis.outbox"])
def test_nothing_that_lies_there_is_written_over(backup, tmp_path, taken):
    (tmp_path / taken).write_text("somebody's")
    with pytest.raises(BackupError, match=f"{taken} is there already"):
        restored(backup, tmp_path / "kpis.duckdb")
    assert (tmp_path / taken).read_text() == "somebody's"
    assert not (tmp_path / "kpis.duckdb.restoring").exists()


def test_a_link_that_leads_nowhere_is_something_that_lies_there(backup, tmp_path):
    (tmp_path / "kpis.files").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BackupError, match=r"kpis.files is there already"):
        restored(backup, tmp_path / "kpis.duckdb")


def test_plans_are_not_written_over_either(backup, tmp_path):
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/plan.toml").touch()
    with pytest.raises(BackupError, match="new or an empty folder"):
        restored(backup, tmp_path / "kpis.duckdb", plans=tmp_path / "plans")
    assert not (tmp_path / "kpis.duckdb").exists()


def test_one_of_an_earlier_version_is_restored_and_brought_up_to_date(
    eventful, tmp_path, as_first_version
):
    store = copy_store(eventful, tmp_path / "kpis.duckdb")
    as_first_version(store)
    before = of_store(store)
    done = restored(backed_up(store, tmp_path / "b.zip").path, tmp_path / "new.duckdb")
    assert done.brought_up_to_date
    after = of_store(done.path)
    assert {name: after[name] for name in ("revision", "submission", "withdrawal")} == {
        name: before[name] for name in ("revision", "submission", "withdrawal")
    }
    assert after["schema_version"].rows == LATEST


def test_where_it_cannot_be_written_nothing_is_left(backup, tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BackupError, match=r"Nothing was restored to .*No space left on device"):
        restored(backup, tmp_path / "kpis.duckdb", plans=tmp_path / "plans")
    assert [each.name for each in tmp_path.iterdir()] == ["kpis.duckdb.queue"]


def test_where_the_last_step_fails_what_was_moved_is_taken_away_again(
    backup, tmp_path, monkeypatch
):
    rename = Path.rename

    def all_but_the_database(self: Path, target: Path) -> Path:
        if self.name == "store.duckdb":
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", all_but_the_database)
    with pytest.raises(BackupError, match="Input/output error"):
        restored(backup, tmp_path / "kpis.duckdb", plans=tmp_path / "plans")
    assert [each.name for each in tmp_path.iterdir()] == ["kpis.duckdb.queue"]


def test_after_one_that_was_killed_the_next_begins_anew(backup, tmp_path, monkeypatch):
    """Killed when files were in their place and the database was not."""
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    monkeypatch.setattr(restore, "settle", stopped_at(tmp_path / "kpis.files"))
    with pytest.raises(KeyboardInterrupt):
        restored(backup, tmp_path / "kpis.duckdb")
    monkeypatch.undo()
    left = {each.name for each in tmp_path.iterdir()}
    assert {"kpis.files", "kpis.duckdb.restoring"} <= left
    assert not (tmp_path / "kpis.duckdb").exists()
    restored(backup, tmp_path / "kpis.duckdb")
    left = {each.name for each in tmp_path.iterdir()}
    assert left == {"kpis.duckdb", "kpis.duckdb.queue", "kpis.files", "kpis.journal"}


def stopped_at(place: Path) -> Callable[[Path], None]:
    def settle(folder: Path) -> None:
        if place.exists():
            raise KeyboardInterrupt

    return settle


def test_a_folder_of_somebody_elses_is_left_although_a_restore_was_stopped(backup, tmp_path):
    (tmp_path / "kpis.duckdb.restoring").mkdir()
    (tmp_path / "kpis.files").mkdir()
    with pytest.raises(BackupError, match=r"kpis\.files is there already"):
        restored(backup, tmp_path / "kpis.duckdb")
    assert (tmp_path / "kpis.files").is_dir()


# Damaged, cut short, foreign


def checked(backup: Path, work: Path):
    work.mkdir(exist_ok=True)
    return restore.check_backup(backup, work, silent)


def test_a_whole_one_is_said_to_be_whole_and_nothing_is_made(backup, tmp_path):
    manifest = checked(backup, tmp_path / "work")
    assert manifest.made_at == NIGHT
    assert [*(tmp_path / "work").iterdir()] == []


@given(some.data())
def test_a_byte_that_changed_anywhere_is_told(backup, tmp_path_factory, data):
    content = bytearray(backup.read_bytes())
    place = data.draw(some.integers(0, len(content) - 1))
    content[place] ^= data.draw(some.integers(1, 255))
    refused(tmp_path_factory.getbasetemp() / "changed.zip", bytes(content), "damaged or cut short")


@given(some.data())
def test_an_end_that_is_missing_is_told(backup, tmp_path_factory, data):
    content = backup.read_bytes()
    length = data.draw(some.integers(0, len(content) - 1))
    words = "damaged or cut short" if length > 40 else "is no backup of this program"
    refused(tmp_path_factory.getbasetemp() / "cut.zip", content[:length], words)


@pytest.mark.parametrize(
    "content", [b"", b"measure,period\n", b"PK\x03\x04", b"\0" * 4096], ids=len
)
def test_another_file_is_told_to_be_no_backup(tmp_path, content):
    refused(tmp_path / "other.zip", content, "is no backup of this program")


def test_what_is_no_file_or_not_there_is_told(tmp_path):
    with pytest.raises(BackupError, match="is no file"):
        checked(tmp_path, tmp_path / "work")
    with pytest.raises(BackupError, match="There is no backup"):
        checked(tmp_path / "none.zip", tmp_path / "work")


def refused(path: Path, content: bytes, words: str) -> None:
    path.write_bytes(content)
    with pytest.raises(BackupError, match=words) as told, container.opened_backup(path):
        pass
    assert str(told.value).startswith((f"{path} ", f"The backup {path} "))


# Hostile


def sealed(path: Path, members: dict[str, bytes], change: Callable | None = None) -> Path:
    """A file with these members that ends with the right checksum. change: of their infos."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            if change:
                change(info)
            archive.writestr(info, content)
        archive.comment = container._COMMENT + b"0" * 64
    body = path.read_bytes()[:-64]
    path.write_bytes(body + hashlib.sha256(body).hexdigest().encode())
    return path


def members_of(backup: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(backup) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def listed_anew(members: dict[str, bytes], change: Callable[[dict], None] | None = None):
    """The same with a list that says what is in it now."""
    document = json.loads(members["manifest.json"])
    document["members"] = {
        name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in members.items()
        if name != "manifest.json"
    }
    if change:
        change(document)
    return members | {"manifest.json": json.dumps(document).encode()}


NAMES = (
    "../kpis.duckdb",
    "/etc/passwd",
    "files/../../x",
    "plans/../../x.toml",
    "plans/a/./x",
    "plans//x",
    "plans/a\\..\\x",
    "plans/a\x1bb",
    "C:/x",
    "tables/../x.parquet",
    f"files/00/{'1' * 64}",
    "outbox/",
    f"plans/{'x/' * 20}x",
    f"plans/{'x' * 256}",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_leads_elsewhere_is_refused(backup, tmp_path, name):
    members = listed_anew(members_of(backup) | {name: b"hush"})
    path = sealed(tmp_path / "hostile.zip", members)
    with pytest.raises(BackupError, match="was not written by kpis backup"):
        restored(path, tmp_path / "house/kpis.duckdb", plans=tmp_path / "house/plans")
    assert b"hush" not in b"".join(
        each.read_bytes() for each in tmp_path.rglob("*") if each.is_file() and each != path
    )


def as_link(info: zipfile.ZipInfo) -> None:
    if info.filename == "plans/2023-25/plan.toml":
        info.external_attr = (stat.S_IFLNK | 0o777) << 16


def as_packed(info: zipfile.ZipInfo) -> None:
    info.compress_type = zipfile.ZIP_DEFLATED


@pytest.mark.parametrize(
    ("change", "words"), [(as_link, "a link or no file"), (as_packed, "packed or encrypted")]
)
def test_links_and_what_could_swell_are_refused(backup, tmp_path, change, words):
    path = sealed(tmp_path / "hostile.zip", members_of(backup), change)
    with pytest.raises(BackupError, match=words):
        restored(path, tmp_path / "kpis.duckdb")


def other_schema(document: dict) -> None:
    document["schema"] = 3


def no_rows(document: dict) -> None:
    document["tables"]["revision"]["rows"] = 0


def other_hash(document: dict) -> None:
    document["tables"]["revision"]["hash"] = "0" * 32


def less_tables(document: dict) -> None:
    del document["tables"]["remark"]


def other_size(document: dict) -> None:
    document["members"]["READ_ME.txt"]["bytes"] += 1


def other_sha(document: dict) -> None:
    document["members"]["plans/2023-25/plan.toml"]["sha256"] = "0" * 64


def table_called(document: dict) -> None:
    document["tables"]['x"; DROP TABLE revision; --'] = {"rows": 0, "hash": "0"}


def negative(document: dict) -> None:
    document["tables"]["revision"]["rows"] = -1


def no_time(document: dict) -> None:
    document["made_at"] = "yesterday"


def no_tables(document: dict) -> None:
    document["tables"] = None


UNTRUE = (
    (other_schema, "its tables are not those of a store"),
    (no_rows, "damaged or cut short"),
    (other_hash, "damaged or cut short"),
    (less_tables, "its tables are not those that it lists"),
    (other_size, "its files are not those that it lists"),
    (other_sha, "damaged or cut short"),
    (table_called, "its list of files cannot be understood"),
    (negative, "its list of files cannot be understood"),
    (no_time, "its list of files cannot be understood"),
    (no_tables, "its list of files cannot be understood"),
)


@pytest.mark.parametrize(
    ("change", "words"), UNTRUE, ids=lambda each: getattr(each, "__name__", "")
)
def test_a_list_that_says_what_is_not_so_is_refused(backup, tmp_path, change, words):
    path = sealed(tmp_path / "hostile.zip", listed_anew(members_of(backup), change))
    with pytest.raises(BackupError, match=words):
        restored(path, tmp_path / "kpis.duckdb")
    assert not (tmp_path / "kpis.duckdb").exists()
    with pytest.raises(BackupError, match=words):
        checked(path, tmp_path / "work")


def test_a_kept_file_under_anothers_name_is_refused(backup, tmp_path):
    members = members_of(backup)
    name = next(name for name in members if name.startswith("files/"))
    path = sealed(tmp_path / "hostile.zip", listed_anew(members | {name: b"other figures"}))
    with pytest.raises(BackupError, match="is not the one it is called"):
        restored(path, tmp_path / "kpis.duckdb")


@pytest.mark.parametrize("content", [b"no parquet", b"PAR1" + b"\0" * 60 + b"PAR1"], ids=len)
def test_a_table_that_is_no_table_is_refused(backup, tmp_path, content):
    members = listed_anew(members_of(backup) | {"tables/revision.parquet": content})
    with pytest.raises(BackupError):
        restored(sealed(tmp_path / "hostile.zip", members), tmp_path / "kpis.duckdb")


def test_a_table_of_other_columns_is_refused(backup, tmp_path):
    members = members_of(backup)
    other = members["tables/withdrawal.parquet"]
    members = listed_anew(members | {"tables/comment_resolution.parquet": other})
    with pytest.raises(BackupError, match="other columns than a store's"):
        restored(sealed(tmp_path / "hostile.zip", members), tmp_path / "kpis.duckdb")


def test_a_file_twice_is_refused(backup, tmp_path):
    path = sealed(tmp_path / "hostile.zip", members_of(backup))
    with zipfile.ZipFile(path, "a") as archive:
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("READ_ME.txt", "other")
        archive.comment = container._COMMENT + b"0" * 64
    body = path.read_bytes()[:-64]
    path.write_bytes(body + hashlib.sha256(body).hexdigest().encode())
    with pytest.raises(BackupError, match="is in it twice"):
        restored(path, tmp_path / "kpis.duckdb")


def test_one_of_a_later_program_is_told_to_be_that(backup, tmp_path):
    members = members_of(backup)

    def later_format(document: dict) -> None:
        document |= {"format": 2, "program": "9.1.0", "tables": "in another way"}

    def later_schema(document: dict) -> None:
        document |= {"schema": LATEST + 1, "program": "9.1.0"}

    for number, change in enumerate((later_format, later_schema)):
        path = sealed(tmp_path / f"{number}.zip", listed_anew(members, change))
        with pytest.raises(BackupError, match=r"later version of this program \(9\.1\.0\)"):
            restored(path, tmp_path / "kpis.duckdb")
