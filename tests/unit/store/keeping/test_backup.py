"""A backup is one file that is whole or is not there, of one moment of the store."""

import hashlib
import json
import os
import stat
import threading
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from kpis.errors import BackupError, StoreError
from kpis.store import files
from kpis.store.database.connect import opened
from kpis.store.keeping.container import is_backup
from kpis.store.keeping.manifest import from_json
from kpis.store.keeping.tables import extents
from kpis.store.keeping.workplace import workplace
from tests.backups import NIGHT, backed_up, silent
from tests.keeping import copy_store


def manifest_of(backup: Path):
    with zipfile.ZipFile(backup) as archive:
        return from_json(archive.read("manifest.json").decode(), backup)


def of_store(store: Path):
    with opened(store, writing=False) as connection:
        return extents(connection)


def test_the_store_it_is_tried_on_has_something_in_every_table(eventful):
    assert [name for name, each in of_store(eventful).items() if not each.rows] == []


def test_any_program_opens_it_and_reads_its_tables_and_files(backup, eventful, tmp_path):
    with zipfile.ZipFile(backup) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "READ_ME.txt"
        assert "kpis restore" in archive.read("READ_ME.txt").decode()
        archive.extractall(tmp_path)
    rows = duckdb.sql(f"FROM '{tmp_path}/tables/revision.parquet'").fetchall()
    with opened(eventful, writing=False) as connection:
        assert rows == connection.execute("FROM revision").fetchall()
    kept = [each for each in (tmp_path / "files").rglob("*") if each.is_file()]
    assert len(kept) == 12  # one of them as it was sent, before it was mended
    assert all(hashlib.sha256(each.read_bytes()).hexdigest() == each.name for each in kept)


def test_its_list_says_how_much_is_in_each_table_and_what_each_file_is(backup, eventful):
    listed = manifest_of(backup)
    assert listed.tables == of_store(eventful)
    assert listed.made_at == NIGHT
    with zipfile.ZipFile(backup) as archive:
        for name, member in listed.members.items():
            content = archive.read(name)
            assert (len(content), hashlib.sha256(content).hexdigest()) == (
                member.bytes,
                member.sha256,
            )
        assert {*listed.members, "manifest.json"} == {*archive.namelist()}


def test_it_ends_with_the_checksum_of_all_before(backup):
    content = backup.read_bytes()
    assert content[-64:].decode() == hashlib.sha256(content[:-64]).hexdigest()


def test_plans_are_in_it_without_links_and_what_editors_leave(backup):
    assert manifest_of(backup).below("plans") == [
        "plans/2023-25/measures/frogs.toml",
        "plans/2023-25/plan.toml",
    ]


def test_nobody_else_on_the_machine_can_read_it(backup):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_the_same_store_at_the_same_time_gives_the_same_bytes(eventful, tmp_path):
    one, other = (backed_up(eventful, tmp_path / name).path for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()


def test_mails_in_a_folder_are_in_it_and_secrets_are_not(eventful, tmp_path):
    store = copy_store(eventful, tmp_path / "kpis.duckdb")
    mail = store.with_suffix(".outbox") / "1.eml"
    mail.parent.mkdir()
    mail.write_text("To: chair@north.example")
    for name in ("access.toml", "mail.toml"):
        (tmp_path / name).write_text('secret = "hush"')
    content = backed_up(store, tmp_path / "b.zip").path.read_bytes()
    assert b"outbox/1.eml" in content
    assert b"hush" not in content


@pytest.mark.parametrize("damage", ["gone", "altered"])
def test_a_kept_file_that_is_not_as_it_was_is_named_and_the_rest_is_kept(
    eventful, tmp_path, damage
):
    store = copy_store(eventful, tmp_path / "kpis.duckdb")
    kept = next(each for each in files.folder_of(store).rglob("*") if each.is_file())
    if damage == "gone":
        kept.unlink()
    else:
        kept.write_bytes(kept.read_bytes() + b" ")
    manifest = backed_up(store, tmp_path / "b.zip").manifest
    assert [(each.sha256, each.why) for each in manifest.not_kept] == [
        (kept.name, "missing" if damage == "gone" else "altered")
    ]
    assert len(manifest.below("files")) == 11


def test_it_takes_the_place_of_an_earlier_backup_and_of_nothing_else(eventful, tmp_path):
    target = tmp_path / "b.zip"
    first = backed_up(eventful, target).path.read_bytes()
    later = backed_up(eventful, target, now=NIGHT + timedelta(days=1)).path.read_bytes()
    assert first != later
    for name, make in {
        "book.xlsx": lambda path: path.write_bytes(b"PK\x03\x04 somebody's workbook"),
        "link.zip": lambda path: path.symlink_to(target),
        "folder": lambda path: path.mkdir(),
    }.items():
        path = tmp_path / name
        make(path)
        with pytest.raises(BackupError, match="is there and is no backup"):
            backed_up(eventful, path)
    assert (tmp_path / "book.xlsx").read_bytes() == b"PK\x03\x04 somebody's workbook"
    assert target.read_bytes() == later


def test_the_store_itself_is_never_taken_for_the_place_of_a_backup(eventful, tmp_path):
    store = copy_store(eventful, tmp_path / "kpis.duckdb")
    before = store.read_bytes()
    with pytest.raises(BackupError, match="is no backup"):
        backed_up(store, store)
    assert store.read_bytes() == before


def test_no_store_is_made_where_there_is_none(tmp_path):
    with pytest.raises(StoreError, match="There is no store"):
        backed_up(tmp_path / "none.duckdb", tmp_path / "b.zip")
    assert [each.name for each in tmp_path.iterdir()] == []


def test_where_it_cannot_be_written_nothing_of_it_is_left(eventful, tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BackupError, match=r"No space left on device.*no new file of that name"):
        backed_up(eventful, tmp_path / "b.zip")
    assert [*tmp_path.iterdir()] == []


def test_what_a_stopped_one_left_is_removed_by_the_next_and_of_one_that_runs_nothing(
    eventful, tmp_path
):
    left = tmp_path / ".kpis-backup-left"
    left.mkdir()
    (left / "draft").write_bytes(b"half")
    with workplace(tmp_path / "other.zip") as running:
        backed_up(eventful, tmp_path / "b.zip")
        assert running.is_dir()
        assert not left.exists()
    assert [each.name for each in tmp_path.iterdir()] == ["b.zip"]


def test_who_reads_is_not_kept_waiting_and_who_writes_only_while_the_database_is_copied(
    eventful, tmp_path
):
    """A submission goes in while files are being added, and is not in the backup."""
    from kpis.model import AnnotationKind
    from kpis.store import Store

    store = Store(copy_store(eventful, tmp_path / "kpis.duckdb"), timeout=60)
    written = []

    def watch(what: str, share: float) -> None:
        silent(what, share)
        if what.startswith("Adding file") and not written:
            writer = threading.Thread(
                target=lambda: written.append(
                    store.add_annotation(
                        "frogs", "2022-23", AnnotationKind.NOTE, "Late", by="Ranger"
                    )
                )
            )
            writer.start()
            writer.join(60)
            assert len(store.outturns())

    before = of_store(store.path)
    manifest = backed_up(store.path, tmp_path / "b.zip", progress=watch).manifest
    assert written == [3]
    assert manifest.tables == before
    assert of_store(store.path)["remark"].rows == before["remark"].rows + 1


def test_a_store_of_the_first_version_is_backed_up_as_it_is(eventful, tmp_path, as_first_version):
    store = copy_store(eventful, tmp_path / "kpis.duckdb")
    as_first_version(store)
    manifest = backed_up(store, tmp_path / "b.zip").manifest
    assert (manifest.schema, len(manifest.tables)) == (1, 5)
    with opened(store, writing=False) as connection:
        version = connection.execute("SELECT max(version) FROM schema_version").fetchall()
    assert version == [(1,)]


def test_an_empty_file_and_a_backup_look_like_one_and_other_files_do_not(backup, tmp_path):
    empty, other = tmp_path / "empty", tmp_path / "other"
    empty.touch()
    other.write_bytes(b"figures")
    looks = [is_backup(each) for each in (backup, empty, other, tmp_path / "none")]
    assert looks == [True, True, False, False]


def test_the_hash_of_a_table_is_of_its_rows_in_any_order_and_of_every_value():
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE t (a VARCHAR, b DOUBLE, c TIMESTAMP)")

        def hashed(*rows: tuple) -> str:
            connection.execute("DELETE FROM t")
            if rows:
                connection.executemany("INSERT INTO t VALUES (?, ?, ?)", [*rows])
            return extents(connection)["t"].hash

        at = datetime(2024, 1, 1)
        one, two = ("x", 1.5, at), ("y", None, None)
        assert hashed(one, two) == hashed(two, one)
        others = [
            hashed(),
            hashed(one),
            hashed(one, two),
            hashed(one, one),
            hashed(("x", 1.5, at + timedelta(microseconds=1))),
            hashed(("x", 1.5000000000000002, at)),
            hashed(("x1", 0.5, at)),
            hashed(("-", None, None)),
            hashed((None, None, None)),
        ]
        assert len({*others}) == len(others)


def test_its_list_is_plain_json(backup):
    with zipfile.ZipFile(backup) as archive:
        document = json.loads(archive.read("manifest.json"))
    assert document["format"] == 1
    assert document["made_at"] == "2024-02-01T02:00:00"


@pytest.fixture(autouse=True)
def _nothing_is_left_about(tmp_path):
    yield
    assert not [*tmp_path.glob(".kpis-backup-*")]
