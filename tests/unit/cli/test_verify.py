"""`kpis verify`: a sound store has no finding, and each kind of damage is found and named."""

import hashlib
import re
from pathlib import Path

import duckdb
import pytest

from kpis.frames import SUBMISSIONS
from kpis.store import FindingKind, Store, files
from kpis.store.database.connect import opened
from kpis.store.verifying import row_checks
from kpis.store.verifying.journal_check import look_at_journal
from kpis.store.verifying.row_checks import columns_of, look_at_rows, named_by
from kpis.use_cases.verifying.figures import compare_with_file
from tests.keeping import copy_store
from tests.old_stores import old_store

PLAN = ("--plan", "tests/fictional_plan")
# Columns called as if they named a row, which name what is outside of the tables.
NAME_NO_ROW = {
    *("sha256", "original_sha256"),  # kept files, and entries of the journal
    *("measure_id", "period_id", "quarter_id", "person"),  # of plan, calendar, and people erased
}


@pytest.fixture
def store(eventful, tmp_path) -> Path:
    return copy_store(eventful, tmp_path / "kpis.duckdb")


def state_of(folder: Path) -> dict[Path, str]:
    return {
        path: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".queue"
    }


def change(path: Path, *statements: str) -> None:
    """As somebody does who has the database and no scruples."""
    with duckdb.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)


def rows_of(path: Path) -> list[str]:
    with opened(path, writing=False) as connection:
        found, _ = look_at_rows(connection)
    return [each.sentence for each in found]


def test_a_sound_store_has_no_finding_and_is_only_read(kpis, store, tmp_path):
    before = state_of(tmp_path)
    done = kpis("verify", "--json", *PLAN)
    assert (done.code, done.err) == (0, "")
    document = done.document
    assert (document["whole"], document["store_whole"], document["findings"]) == (True, True, [])
    with opened(store, writing=False) as connection:
        tables = columns_of(connection)
        counts = {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0]
            for name in tables
        }
    at = document["looked_at"]
    assert at["tables"] == len(tables)
    assert at["rows"] == sum(counts.values())
    assert at["submissions"] == counts["submission"]
    assert at["journal_entries"] == counts["journal_entry"]
    assert at["rows_compared"] == counts["revision"] + counts["activity_revision"]
    assert at["rows_not_compared"] == 0
    assert at["kept_files"] == sum(1 for each in store.with_suffix(".files").rglob("*/*"))
    assert state_of(tmp_path) == before


def test_each_damage_is_found_and_named(kpis, store):
    kept = sorted(
        (number, sha256)
        for number, sha256 in duckdb.connect(store, read_only=True)
        .execute("SELECT number, sha256 FROM submission")
        .fetchall()
    )
    changed, gone = (files.address_of(store, sha256) for _, sha256 in kept[:2])
    content = changed.read_bytes()
    changed.chmod(0o600)
    changed.write_bytes(content[:-2] + bytes([content[-2] ^ 1]) + content[-1:])
    gone.unlink()
    files.keep(store, b"nobody's")
    change(
        store,
        "UPDATE revision SET outturn = 56.5 WHERE outturn = 55.5",
        "DELETE FROM revision WHERE measure_id = 'pool_occupancy'",
        "DELETE FROM release WHERE number = 1",
        "INSERT INTO statement VALUES ('S-0', '', '')",
        "UPDATE plan_content SET content = content || ' '",
    )
    done = kpis("verify", *PLAN)
    assert done.code == 26
    assert "The store is not whole. Nothing was changed" in done.err
    for said in (
        rf"{changed}: was changed; it is the file of S-\S+ \(r\.csv\)\. Put it back",
        rf"{gone}: is missing; it is the file of S-\S+ \(r\.csv\)\. Put it back",
        r"is the file of no submission\. A return that was never finished",
        r"planning_days, 2023-24-Q2, \S+: outturn is 56\.5 in the store and 55\.5 in the file",
        r"pool_occupancy, 2023-24-Q2, Northmere is in the file and not in the store",
        r"S-\S+ \(r\.csv\): not compared with its file, for its file is not as it was kept\.",
        r"table release_figure: \d+ rows? of release_number 1, and release has none of it\.",
        r"table statement: 1 row of submission_id S-0, and submission has none of it\.",
        r"table revision: numbers are missing",
        r"table revision: has another number of figures than was stored, of 1 row of submission",
        r"table plan_content: \d+ rows? of another content than its SHA-256 says",
        r"table revision: 1 rows are in no entry of the journal, and 2 of the journal are not in",
    ):
        assert re.search(f"(?m)^.*{said}", done.out), said


def test_a_journal_that_was_changed_or_lacks_an_entry_is_told(store):
    entries = sorted(store.with_suffix(".journal").glob("0*/*.json"))
    text = entries[3].read_text(encoding="utf-8")
    entries[3].chmod(0o600)
    entries[3].write_text(text.replace("Head", "Boss", 1), encoding="utf-8")
    (found,) = look_at_journal(store, 10).findings
    assert (found.kind, found.is_fault) == (FindingKind.JOURNAL, True)
    assert "Entry 4 of the journal is not as it was written" in found.what
    entries[3].unlink()
    (found,) = look_at_journal(store, 10).findings
    assert "Entry 4 of the journal is missing" in found.what


def test_every_row_that_another_names_is_missed_when_it_is_gone(store):
    """Table by table, whatever the names of their columns say that they name."""
    with opened(store, writing=False) as connection:
        tables = columns_of(connection)
    named = {
        found
        for table, columns in tables.items()
        for column in columns
        if (found := named_by(table, column, tables))
    }
    change(store, *(f"DELETE FROM {table}" for table, _ in named))
    told = "\n".join(rows_of(store))
    gone = {table for table, _ in named}
    for table, columns in tables.items():
        for column in columns:
            other = named_by(table, column, tables)
            if other and table not in gone:
                assert re.search(rf"table {table}: .* of {column} .*has none of it", told), table


def test_every_row_that_is_there_twice_is_told(store):
    with opened(store, writing=False) as connection:
        tables = columns_of(connection)
    change(store, *(f"INSERT INTO {table} FROM {table} LIMIT 1" for table in tables))
    told = "\n".join(rows_of(store))
    alike = {table for table, columns in tables.items() if "number" in columns}
    for table in alike | row_checks.ALIKE_IN_NONE.keys():
        assert re.search(rf"table {table}: .* of the same .* as another", told), table


def test_no_column_that_names_something_is_left_unchecked(store):
    with opened(store, writing=False) as connection:
        tables = columns_of(connection)
    assert tables.keys() >= row_checks.ALIKE_IN_NONE.keys()
    unknown = {
        (table, column)
        for table, columns in tables.items()
        for column in columns
        if re.search(r"_number$|_id$|sha256$|^person$", column)
        and column not in NAME_NO_ROW
        and named_by(table, column, tables) is None
        and column not in row_checks.ALIKE_IN_NONE.get(table, ())
    }
    assert unknown == set()


def test_what_an_earlier_program_read_otherwise_is_not_called_wrong(tmp_path, fictional_plan):
    store = Store(old_store(3, tmp_path))
    store.prepare()
    change(store.path, "UPDATE revision SET outturn = 56.5 WHERE outturn = 55.5")
    (row,) = [
        row for row in SUBMISSIONS.rows(store.submissions()) if row.file_name == "q2 again.csv"
    ]
    done = compare_with_file(store, fictional_plan, row, store.tables_since())
    (found,) = done.findings
    assert (found.kind, found.is_fault, done.compared) == (FindingKind.NOT_COMPARED, False, 0)
    assert "earlier version of the program" in found.what
    assert "outturn is 56.5 in the store and 55.5 in the file" in found.what


def test_what_the_plan_no_longer_knows_is_not_called_wrong(store, strategic_plan):
    opened_store = Store(store)
    row = SUBMISSIONS.rows(opened_store.submissions())[-1]
    since = opened_store.tables_since()
    done = compare_with_file(opened_store, strategic_plan, row, since)
    (found,) = done.findings
    assert (found.is_fault, done.compared, done.not_compared) == (False, 0, row.new)
    assert "read by today's plan and rules it has" in found.what


def test_a_changed_answer_is_no_longer_how_the_file_was_read(store, fictional_plan):
    change(store, "DELETE FROM answer")
    seen = Store(store)
    (row,) = [row for row in SUBMISSIONS.rows(seen.submissions()) if row.file_name == "q.csv"]
    done = compare_with_file(seen, fictional_plan, row, seen.tables_since())
    assert [each.kind for each in done.findings] == [FindingKind.NOT_COMPARED]
