"""Every act on a store has its entry in the journal, with each row that it added."""

import errno
import json
import re
import shutil
from pathlib import Path

import duckdb
import pytest

from kpis.errors import StoreError
from kpis.model import About, Act, Actor, Holding, Role, local_administrator
from kpis.store import Store, journal
from kpis.store.database import migrations, schema
from kpis.store.database.connect import opened, transaction
from kpis.store.journal import added_rows, entries, present
from kpis.store.objects.folder import FolderObjects
from tests.unit.store.conftest import NOON

ABOUT = About(words="release 3")
OFFICER = local_administrator("Officer")
ANN = Actor(
    post="Officer",
    name="Ann Ash",
    address="192.0.2.7",
    holdings=(Holding(role=Role.ADMINISTRATOR),),
)


def folder(store: Store) -> Path:
    return store.path.with_suffix(".journal")


def written(store: Store) -> list[entries.Entry]:
    """Every entry that is there, in the order of their names."""
    return [entries.of_bytes(path.read_bytes()) for path in sorted(folder(store).glob("0*/*.json"))]


def rows_of(added: entries.Added) -> list[dict[str, object]]:
    return [dict(zip(added.columns, row, strict=True)) for row in added.rows]


def everything(store: Store) -> str:
    """All that is in the files of a journal, but not of how names and addresses stand."""
    return "".join(path.read_text() for path in folder(store).glob("0*/*.json"))


@pytest.fixture
def store(tmp_path, empty_store) -> Store:
    shutil.copytree(empty_store.with_suffix(".journal"), tmp_path / "kpis.journal")
    return Store(Path(shutil.copy(empty_store, tmp_path / "kpis.duckdb")), timeout=5)


def test_a_new_store_begins_its_journal_with_all_that_it_holds(store):
    (first,) = written(store)
    assert (first.number, first.before, first.whole) == (1, "", True)
    assert first.version == migrations.LATEST
    assert [row["action"] for row in rows_of(first.added["audit"])] == ["prepare"]
    assert first.added["schema_version"].count == migrations.LATEST


def test_an_act_has_an_entry_with_the_rows_that_it_added_and_no_others(store, submit):
    submit({"outturn": 41.5, "commentary": "Rain – wet"})
    second = submit({"outturn": 42.0}, content=b"another")
    _, first, last = written(store)
    assert set(first.added) == set(last.added) == {"audit", "revision", "submission"}
    (revision,) = rows_of(first.added["revision"])
    assert revision["outturn"] == 41.5
    assert revision["commentary"] == "Rain – wet"
    assert revision["period_end"] == "2019-06-30T00:00:00"
    (submission,) = rows_of(last.added["submission"])
    assert submission["submission_id"] == second.id


def test_an_entry_is_named_after_its_hash_and_names_the_one_before(store, submit):
    submit({"outturn": 41.5})
    first, last = sorted(folder(store).glob("0*/*.json"))
    for path in (first, last):
        assert path.stem.partition("-")[2] == entries.sha256_of(path.read_bytes())
    assert written(store)[1].before == first.stem.partition("-")[2]
    with opened(store.path, writing=False) as connection:
        found = connection.execute("SELECT * FROM journal_entry ORDER BY number").fetchall()
    assert found == [(1, first.stem.partition("-")[2]), (2, last.stem.partition("-")[2])]


def test_what_changes_nothing_has_no_entry(store, submit):
    first = submit({"outturn": 41.5}, content=b"the same")
    assert submit({"outturn": 41.5}, content=b"the same") == first
    assert len(written(store)) == 2


def test_an_act_that_fails_has_no_entry(store, submit):
    submitted = submit({"outturn": 41.5})
    store.withdraw(submitted.id, by="Officer", why="Wrong")
    with pytest.raises(StoreError):
        store.withdraw(submitted.id, by="Officer", why="Wrong")
    assert len(written(store)) == 3


def test_many_rows_are_kept_in_a_file_of_their_own(store, submit, monkeypatch):
    monkeypatch.setattr(added_rows, "MANY", 2)
    submit(*({"outturn": float(each), "area": f"A{each}"} for each in range(3)))
    revision = written(store)[1].added["revision"]
    assert (revision.count, revision.rows) == (3, ())
    content = (folder(store) / revision.file).read_bytes()
    assert entries.sha256_of(content) == revision.sha256
    query = f"SELECT area, outturn FROM read_parquet('{folder(store) / revision.file}')"
    assert duckdb.sql(query).fetchall() == [("A0", 0.0), ("A1", 1.0), ("A2", 2.0)]


def test_rows_not_committed_yet_are_told_from_all_others(tmp_path):
    """What the pinned version is relied on for, with rows taken away and of several row groups."""
    with duckdb.connect(tmp_path / "some.duckdb") as connection:
        connection.execute("CREATE TABLE figure AS SELECT range AS n FROM range(300_000)")
        connection.execute("CREATE TABLE other (n BIGINT)")
        connection.execute("DELETE FROM figure WHERE n % 3 = 0")
        with transaction(connection):
            connection.execute("INSERT INTO figure SELECT range FROM range(-5, 0)")
            tables = added_rows.Tables(connection, version=-1)
            assert tables.added_so_far() == {"figure": 5, "other": 0}
            connection.execute("INSERT INTO figure SELECT range FROM range(-130_000, -5)")
            found = dict(tables.added({"figure": 5}))
            rows = connection.execute(found.pop("figure")).fetchall()
    assert rows == [(n,) for n in range(-130_000, -5)]
    assert found == {}


def test_an_entry_of_an_act_that_never_ended_is_set_aside_and_named(store, submit):
    """As where a process dies between its entry and its commit."""

    def die_before_the_commit(connection: duckdb.DuckDBPyConnection) -> None:
        with transaction(connection):
            with journal.act(connection, store.path, migrations.LATEST):
                connection.execute("INSERT INTO remark_withdrawal VALUES (1, 1, now(), 'Officer')")
            raise ZeroDivisionError

    with opened(store.path, writing=True) as connection, pytest.raises(ZeroDivisionError):
        die_before_the_commit(connection)
    _, void = written(store)
    submit({"outturn": 41.5})
    names = [f"{path.parent.name}/{path.name}" for path in folder(store).glob("0*/00000002-*")]
    assert len(names) == 2
    (last,) = [each for each in written(store) if each.set_aside]
    assert last.number == void.number == 2
    assert set(last.set_aside) < set(names)
    submit({"outturn": 42.0}, content=b"another")
    assert written(store)[-1].set_aside == ()


def test_an_entry_that_cannot_be_written_fails_its_act_whole(store, submit, monkeypatch):
    put = FolderObjects.put

    def full(objects: FolderObjects, name: str, content: bytes) -> bool:
        if name.endswith(".json"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return put(objects, name, content)

    monkeypatch.setattr(FolderObjects, "put", full)
    with pytest.raises(StoreError, match="could not be written, so nothing of this was kept: No s"):
        submit({"outturn": 41.5})
    monkeypatch.undo()
    assert store.submissions().empty
    submit({"outturn": 41.5})
    assert [each.number for each in written(store)] == [1, 2]


def test_a_journal_that_is_gone_begins_anew_with_all_that_the_store_holds(store, submit):
    submit({"outturn": 41.5})
    shutil.rmtree(folder(store))
    submit({"outturn": 42.0}, content=b"another")
    (begins,) = written(store)
    assert (begins.number, begins.whole) == (3, True)
    assert begins.added["revision"].count == 2
    assert begins.added["journal_entry"].count == 2


def test_names_and_addresses_are_in_no_entry_and_erased_where_they_are(store):
    store.give_access(
        "ann@x.example", Holding(role=Role.CONTRIBUTOR, post="Ranger"), name="Ann Ash", by=ANN
    )
    store.refuse(Act.PUBLISH, ABOUT, by=ANN)
    assert not re.search(r"ann@x|Ann Ash|192\.0\.2\.7", everything(store))
    people = folder(store) / "present/person.json"
    assert json.loads(people.read_bytes())["rows"][0][1:3] == ["ann@x.example", "Ann Ash"]
    store.erase_name("ann@x.example", by=OFFICER)
    assert json.loads(people.read_bytes())["rows"][0][1:3] == ["", "Ranger"]
    assert not re.search(
        r"ann@x|Ann Ash", "".join(p.read_text() for p in folder(store).rglob("*.json"))
    )


def test_addresses_of_somebody_erased_are_gone_from_every_file_of_them(store, monkeypatch):
    monkeypatch.setattr(present, "_PART", 2)
    given = store.give_access("ann@x.example", Holding(role=Role.PUBLISHER), by=OFFICER)
    ann = Actor(post="Head", person=given.person, address="192.0.2.7", holdings=ANN.holdings)
    for by in (ann, ANN, ann):
        store.refuse(Act.PUBLISH, ABOUT, by=by)
    files = sorted((folder(store) / "present").glob("audit_address-*.json"))
    assert len(files) >= 2
    store.erase_name("ann@x.example", by=OFFICER)
    left = [row for path in files for row in json.loads(path.read_bytes())["rows"]]
    with opened(store.path, writing=False) as connection:
        found = connection.execute("SELECT * FROM audit_address").fetchall()
    assert sorted(map(tuple, left)) == sorted(found)
    assert len(found) == 1


def test_only_names_and_addresses_are_ever_changed_in_the_store():
    """Every other row, once added, stays: the journal knows of no other change."""
    source = Path(schema.__file__).parents[1]
    texts = [path.read_text(encoding="utf-8") for path in source.rglob("*.py")]
    changed = {
        match[1]
        for text in texts
        for match in re.finditer(r"(?:\bUPDATE|DELETE FROM|TRUNCATE)\s+([a-z_]+)\b", text)
    }
    assert changed == set(present.ERASABLE)


def test_no_store_is_made_where_a_journal_tells_of_acts(store, submit):
    submit({"outturn": 41.5})
    shutil.copytree(folder(store), store.path.with_name("another.journal"))
    with pytest.raises(StoreError, match=r"its journal in .* has 2 acts\. Put the latest backup"):
        Store(store.path.with_name("another.duckdb")).prepare(NOON)


def test_a_first_entry_of_a_store_that_never_came_to_be_is_in_nobodys_way(tmp_path):
    """As where a process dies between writing it and giving the store its name."""

    def fail(_: duckdb.DuckDBPyConnection) -> list[int]:
        raise ZeroDivisionError

    made = Store(tmp_path / "kpis.duckdb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "_counted", fail)
        with pytest.raises(ZeroDivisionError):
            made.prepare(NOON)
    assert not made.exists()
    made.prepare(NOON)
    first = written(made)
    assert [each.number for each in first] == [1, 1]
    assert sorted(len(each.set_aside) for each in first) == [0, 1]


def test_an_entry_says_the_same_when_it_is_read_again(store, submit):
    submit({"outturn": 0.1 + 0.2, "numerator": -0.0})
    for path in folder(store).glob("0*/*.json"):
        entry = entries.of_bytes(path.read_bytes())
        assert entries.to_bytes(entry) == path.read_bytes()


@pytest.mark.parametrize("content", [b"{}", b"[]", b"half of {", b'{"format": 2}'])
def test_bytes_that_are_no_entry_are_refused(content):
    with pytest.raises(ValueError, match=r"entry|later|Expecting|JSON"):
        entries.of_bytes(content)
