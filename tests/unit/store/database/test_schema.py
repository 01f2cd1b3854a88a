"""Making a store, bringing it up to date, and refusing what is none or is beyond us."""

import os
import re
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from kpis.errors import StoreError
from kpis.model import Provenance
from kpis.store import Incoming, Store
from kpis.store.database import schema
from kpis.store.database.connect import in_turn, opened
from kpis.store.database.migrations import LATEST, MIGRATIONS

NOON = datetime(2019, 10, 14, 12)


def test_preparing_twice_changes_nothing(store):
    version = store.version()
    store.prepare()
    assert store.version() == version
    assert len(store.audit()) == 1


def test_preparing_makes_the_folders_on_the_way(tmp_path):
    made = Store(tmp_path / "data" / "store" / "kpis.duckdb")
    made.prepare()
    assert made.exists()
    assert sorted(each.name for each in made.path.parent.iterdir()) == [
        "kpis.duckdb",
        "kpis.duckdb.queue",
        "kpis.journal",
    ]


def test_a_start_that_was_cut_short_leaves_nothing_in_the_way(tmp_path):
    (tmp_path / "kpis.duckdb.new").write_bytes(b"half of a store")
    made = Store(tmp_path / "kpis.duckdb")
    made.prepare()
    assert made.outturns().empty
    assert not (tmp_path / "kpis.duckdb.new").exists()


def test_a_store_that_cannot_be_filled_is_not_made(tmp_path):
    def fail(_: duckdb.DuckDBPyConnection) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        schema.prepare(tmp_path / "kpis.duckdb", NOON, timeout=1, fill=fail)
    assert not (tmp_path / "kpis.duckdb").exists()


def test_a_store_whose_log_cannot_be_worked_into_its_file_is_not_made(tmp_path):
    """As on a disk that fills: closing alone would say nothing, and leave all of it in the log."""

    def fill(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("SET debug_checkpoint_abort = 'before_header'")

    with pytest.raises(StoreError, match=r"read or written\. Nothing of this was kept"):
        schema.prepare(tmp_path / "kpis.duckdb", NOON, timeout=1, fill=fill)
    assert {each.name for each in tmp_path.iterdir()} == {"kpis.duckdb.queue", "kpis.journal"}
    Store(tmp_path / "kpis.duckdb").prepare()


def test_a_log_that_an_earlier_start_left_is_not_taken_for_the_new_ones(tmp_path):
    (tmp_path / "kpis.duckdb.new.wal").write_bytes(b"of a store that was never made")
    made = Store(tmp_path / "kpis.duckdb")
    made.prepare()
    assert made.audit()["action"].tolist() == ["prepare"]
    there = {each.name for each in tmp_path.iterdir()}
    assert there == {"kpis.duckdb", "kpis.duckdb.queue", "kpis.journal"}


@pytest.mark.parametrize("lost", ["rows", "all of it"])
def test_a_store_that_is_not_all_there_when_it_is_looked_at_is_not_made(
    tmp_path, monkeypatch, lost
):
    counted = schema._counted

    def count(connection: duckdb.DuckDBPyConnection) -> list[int]:
        (mode,) = connection.execute("SELECT current_setting('access_mode')").fetchall()[0]
        if mode != "read_only":
            return counted(connection)
        if lost == "all of it":
            raise duckdb.IOException("Could not read enough bytes")
        return [each - 1 for each in counted(connection)]

    monkeypatch.setattr(schema, "_counted", count)
    with pytest.raises(StoreError, match="what was written was not all there"):
        schema.prepare(tmp_path / "kpis.duckdb", NOON, timeout=1)
    assert {each.name for each in tmp_path.iterdir()} == {"kpis.duckdb.queue", "kpis.journal"}


def test_an_empty_database_becomes_a_store(tmp_path):
    duckdb.connect(str(tmp_path / "kpis.duckdb")).close()
    made = Store(tmp_path / "kpis.duckdb")
    assert made.outturns().empty


@pytest.mark.parametrize("act", [Store.prepare, Store.outturns, Store.submissions])
def test_a_store_of_an_earlier_version_is_brought_up_to_date(store, submit, monkeypatch, act):
    submit({"outturn": 1.0})
    later = LATEST + 1
    monkeypatch.setattr(schema, "LATEST", later)
    monkeypatch.setitem(MIGRATIONS, later, "ALTER TABLE submission ADD COLUMN seal VARCHAR")
    act(store)
    assert store.outturns()["outturn"].tolist() == [1.0]
    assert store.audit()["what"].iloc[0] == f'{{"version": {later}}}'
    with opened(store.path, writing=False) as connection:
        assert connection.execute("SELECT seal FROM submission").fetchall() == [(None,)]


@pytest.fixture
def first_version(tmp_path):
    """A store as the first version of the program made it, with one submission."""
    path = tmp_path / "old.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute(MIGRATIONS[1])
        connection.execute("INSERT INTO schema_version VALUES (1, $noon)", {"noon": NOON})
        connection.execute(
            """
            INSERT INTO submission VALUES
            (1, 'S-20191014-a1b2', 'return', 'q1.csv', 'ab', 'Ranger', 'In time', $noon, 1, 0, 0)
            """,
            {"noon": NOON},
        )
        connection.execute(
            """
            INSERT INTO revision VALUES
            (1, 'S-20191014-a1b2', $noon, 'recycling', '2019-20-Q1', 'Northmere', '', '',
            'quarter', '2019-04-01', '2019-06-30', 23.4, NULL, NULL, '', '', 'Return', 'D14')
            """,
            {"noon": NOON},
        )
    return Store(path, timeout=5)


@pytest.mark.parametrize("act", [Store.prepare, Store.outturns, Store.submissions, Store.audit])
def test_a_store_of_the_first_version_is_taken_on_without_a_word(first_version, act):
    act(first_version)
    assert first_version.outturns()["outturn"].tolist() == [23.4]
    (row,) = first_version.submissions().to_dict("records")
    assert (row["note"], row["reason"], row["approved_by"]) == ("In time", "", "")
    assert row["approved_at"] is pd.NaT
    assert first_version.audit()["what"].tolist()[0] == f'{{"version": {LATEST}}}'


def test_the_entries_of_an_earlier_audit_are_sealed_as_they_are_found(first_version):
    with duckdb.connect(first_version.path) as connection:
        for number, action in ((1, "prepare"), (2, "submit")):
            connection.execute(
                "INSERT INTO audit VALUES (?, ?, 'Ranger', ?, 'S-20191014-a1b2', '{}')",
                [number, NOON, action],
            )
    first_version.prepare()
    assert first_version.audit()["hash"].tolist()[1:] == ["", ""]
    assert first_version.audit_faults() == []
    with opened(first_version.path, writing=True) as connection:
        connection.execute("UPDATE audit SET who = 'Another' WHERE number = 2")
    (fault,) = first_version.audit_faults()
    assert fault.sentence == "Entry 3 does not follow from what stands before it."


def test_writing_first_brings_a_store_of_the_first_version_up_to_date_too(first_version):
    done = first_version.withdraw("S-20191014-a1b2", by="Officer", why="Wrong", now=NOON)
    assert done.withdrawn_at == NOON
    assert first_version.audit()["action"].tolist() == ["withdraw", "prepare"]


def test_a_step_that_fails_leaves_the_store_as_it_was(store, submit, monkeypatch):
    submit({"outturn": 1.0})
    broken = "ALTER TABLE submission ADD COLUMN seal VARCHAR; ALTER TABLE nothing RENAME TO more"
    with monkeypatch.context() as patched:
        patched.setattr(schema, "LATEST", LATEST + 1)
        patched.setitem(MIGRATIONS, LATEST + 1, broken)
        with pytest.raises(StoreError, match=r"refused what was asked of it.*nothing"):
            store.prepare()
    assert store.outturns()["outturn"].tolist() == [1.0]
    with opened(store.path, writing=False) as connection:
        columns = connection.execute("DESCRIBE submission").fetchall()
    assert "seal" not in [name for name, *_ in columns]


@pytest.mark.parametrize("act", [Store.prepare, Store.outturns])
def test_a_store_of_a_later_version_is_refused_and_left_alone(store, act):
    with opened(store.path, writing=True) as connection:
        connection.execute("INSERT INTO schema_version VALUES (99, now()::TIMESTAMP)")
    version = store.version()
    with pytest.raises(StoreError, match="made by a later version of this program"):
        act(store)
    assert store.version() == version


@pytest.mark.parametrize("act", [Store.prepare, Store.outturns])
def test_a_database_of_something_else_is_refused_and_left_alone(tmp_path, act):
    other = Store(tmp_path / "payroll.duckdb")
    with duckdb.connect(str(other.path)) as connection:
        connection.execute("CREATE TABLE wages (amount DOUBLE)")
    content = other.path.read_bytes()
    with pytest.raises(StoreError, match="a database of something else"):
        act(other)
    assert other.path.read_bytes() == content


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def scratched(content: bytes) -> bytes:
    """With a scratch in every block behind the three headers."""
    scratches = bytearray(content)
    for start in range(3 * 4096 + 1000, len(content), 4096):
        scratches[start : start + 16] = os.urandom(16)
    return bytes(scratches)


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"A letter, not a store.",
        lambda _: os.urandom(50_000),
        lambda content: content[:5000],
        cut,
        scratched,
    ],
    ids=["empty", "text", "random", "headers only", "cut", "scratched"],
)
@pytest.mark.parametrize("act", [Store.prepare, Store.outturns])
def test_a_damaged_file_is_told_in_a_sentence_and_left_alone(store, submit, damage, act):
    submit({"outturn": 1.0})
    broken = damage(store.path.read_bytes())
    store.path.write_bytes(broken)
    with pytest.raises(StoreError) as raised:
        act(store)
    assert str(raised.value) == (
        f"The store {store.path} is damaged or is not a store. Nothing was changed. "
        "Put the latest backup in its place."
    )
    assert raised.value.exit_code == 14
    assert store.path.read_bytes() == broken


def test_a_missing_store_is_told_in_a_sentence_and_not_made(tmp_path, figures):
    absent = Store(tmp_path / "typo.duckdb")
    sentence = r"There is no store at .*typo\.duckdb\. Check the name"
    for act in (absent.outturns, absent.submissions, absent.audit):
        with pytest.raises(StoreError, match=sentence):
            act()
    with pytest.raises(StoreError, match=sentence):
        absent.withdraw("S-20191014-a1b2", by="Officer", why="Wrong")
    with pytest.raises(StoreError, match=sentence):
        absent.submit(
            Incoming(
                rows=figures({"outturn": 1.0}),
                file_name="a.csv",
                content=b"a",
                provenance=Provenance.RETURN,
                by="Officer",
            )
        )
    assert not absent.exists()


def test_a_folder_is_no_store(tmp_path):
    with pytest.raises(StoreError, match="could not be opened"):
        Store(tmp_path).prepare()


def test_a_place_where_no_folder_can_be_made_is_told_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="could not be opened: "):
        Store(tmp_path / "file" / "kpis.duckdb").prepare()


def test_the_tables_are_such_as_a_lake_can_hold():
    forbidden = re.compile(
        r"PRIMARY KEY|UNIQUE|FOREIGN|CHECK *\(|SEQUENCE|CREATE INDEX|CREATE TYPE|ENUM|RETURNING|"
        r"ON CONFLICT|GENERATED|OR REPLACE INTO",
        re.IGNORECASE,
    )
    package = Path(schema.__file__).parents[1]
    for statement in MIGRATIONS.values():
        assert not forbidden.search(statement)
    modules = [path for path in sorted(package.rglob("*.py")) if path.name != "migrations.py"]
    assert len(modules) > 15
    for path in modules:
        for text in re.findall(r'"""(.*?)"""', path.read_text(), re.DOTALL):
            if re.search(r"\b(SELECT|INSERT|CREATE)\b", text):
                assert not forbidden.search(text), path.name


def test_what_must_be_unique_is(store, submit):
    """The tables cannot promise it, so it is asked for after all kinds of writing."""
    for outturn in (1.0, 2.0, 2.0):
        submit({"outturn": outturn}, {"measure_id": "air", "outturn": outturn})
    made = submit({"outturn": 3.0}, provenance=Provenance.ILLUSTRATIVE)
    store.withdraw(made.id, by="Officer", why="Wrong")
    with opened(store.path, writing=False) as connection:

        def doubled(table: str, column: str) -> int:
            query = f"SELECT count(*) - count(DISTINCT {column}) FROM {table}"
            return connection.execute(query).fetchall()[0][0]

        for table, column in (
            ("submission", "submission_id"),
            ("submission", "number"),
            ("withdrawal", "submission_id"),
            ("revision", "number"),
            ("audit", "number"),
            ("schema_version", "version"),
        ):
            assert doubled(table, column) == 0, (table, column)
        gaps = connection.execute("SELECT max(number) - count(*) FROM revision").fetchall()
        assert gaps == [(0,)]


def test_whoever_comes_second_to_make_a_store_finds_it_made_and_touches_nothing(
    tmp_path, monkeypatch
):
    path = tmp_path / "kpis.duckdb"

    @contextmanager
    def after_another(place, timeout):
        path.write_bytes(b"made by the first")
        with in_turn(place, timeout):
            yield

    monkeypatch.setattr(schema, "in_turn", after_another)
    schema._make(path, NOON, 1, None)
    assert path.read_bytes() == b"made by the first"
