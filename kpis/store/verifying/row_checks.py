"""Checks of rows against rows, worked out from the names of tables and columns as they stand.

The tables have no keys (`migrations.py` says why), so what a key would guarantee is asked here:
`mail_number` is the number of a row of `mail`, `submission_id` the id of one of `submission`, and
so on. A table that a later step adds is checked by its columns' names; a column that names
something and is not known here fails a test. Each check is one question to the database.
"""

from collections.abc import Iterator, Mapping

import duckdb

from kpis.model import Provenance
from kpis.model.record import Record
from kpis.store.verifying.findings import Finding, FindingKind

EXAMPLES = 3
TO_DO = "Keep the store as it is, and compare it with what kpis rebuild or a backup gives."

# Column → the table and column that it names, where the name of the column does not say it.
NAMES = {
    "submission_id": ("submission", "submission_id"),
    "remark_number": ("remark", "number"),
    "preparation_number": ("release_preparation", "number"),
    "comment_number": ("review_comment", "number"),
    "scheduled_number": ("scheduled_release", "number"),
    "plan_sha256": ("plan_content", "sha256"),
    "address_id": ("mail_address", "address_id"),
}
OTHERWISE = {("release_activity", "revision_number"): ("activity_revision", "number")}

# Of each table the columns that no two rows have alike, beside `number`.
ALIKE_IN_NONE: Mapping[str, tuple[str, ...]] = {
    "schema_version": ("version",),
    "submission": ("submission_id",),
    "withdrawal": ("submission_id",),
    "approval": ("submission_id",),
    "statement": ("submission_id",),
    "submission_mapping": ("submission_id",),
    "revision": (  # a file of history has a figure as often as it was returned
        *("submission_id", "measure_id", "period_id", "area", "breakdown", "category"),
        "known_at",
    ),
    "activity_revision": ("submission_id", "activity_code", "quarter_id"),
    "mended_cell": ("submission_id", "sheet", "cell"),
    "release_figure": ("release_number", "revision_number"),
    "release_history": ("release_number", "revision_number"),
    "release_activity": ("release_number", "revision_number"),
    "release_annotation": ("release_number", "remark_number"),
    "release_contents": ("release_number",),
    "release_withdrawal": ("release_number",),
    "release_scheduled": ("release_number",),
    "plan_content": ("sha256",),
    "remark_withdrawal": ("remark_number",),
    "person": ("person",),
    "assignment_end": ("assignment_number",),
    "mail_address": ("address_id",),
    "subscription_end": ("subscription_number",),
    "mail_of_withdrawal": ("mail_number",),
    "comment_resolution": ("comment_number",),
    "early_reader": ("scheduled_number", "place"),
}


class RowCheck(Record):
    """query: a row, whose first column tells which, for each that is wrong. what: "{n}" of them."""

    table: str
    what: str
    query: str


def columns_of(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """The columns of each table of the open store, tables by the alphabet."""
    found: dict[str, list[str]] = {}
    query = """
        SELECT table_name, column_name FROM duckdb_columns()
        WHERE database_name = current_database() AND schema_name = current_schema()
        ORDER BY table_name, column_index
    """
    for table, column in connection.execute(query).fetchall():
        found.setdefault(table, []).append(column)
    return found


def row_checks(tables: Mapping[str, list[str]]) -> Iterator[RowCheck]:
    """Every check of these tables, by their columns."""
    for table, columns in tables.items():
        if "number" in columns:
            yield from _numbered(table)
        if alike := ALIKE_IN_NONE.get(table):
            yield _alike(table, alike)
        for column in columns:
            if named := named_by(table, column, tables):
                yield from _orphans(table, column, *named)
    yield from _of_submissions()


def named_by(table: str, column: str, tables: Mapping[str, list[str]]) -> tuple[str, str] | None:
    """The table and the column that a column names a row by; None where it names none."""
    named = OTHERWISE.get((table, column)) or NAMES.get(column)
    if named is None and column == "person" and table != "audit":
        named = ("person", "person")
    if named is None and column.endswith("_number"):
        named = (column.removesuffix("_number"), "number")
    if named is None or named == (table, column):
        return None
    return named if named[0] in tables else None


def look_at_rows(connection: duckdb.DuckDBPyConnection) -> tuple[list[Finding], dict[str, int]]:
    """Every check done; what is wrong, and how many tables, rows and checks that were."""
    tables = columns_of(connection)
    counts = " UNION ALL ".join(f"SELECT count(*) AS n FROM {table}" for table in tables)
    rows = connection.execute(f"SELECT sum(n) FROM ({counts})").fetchall()[0][0]
    checks = [*row_checks(tables)]
    findings = [found for check in checks if (found := _done(connection, check))]
    looked_at = {"tables": len(tables), "rows": int(rows or 0), "row_checks": len(checks)}
    return findings, looked_at


def _done(connection: duckdb.DuckDBPyConnection, check: RowCheck) -> Finding | None:
    query = f"""
        SELECT count(*), count(DISTINCT which), list_sort(list(DISTINCT which))[1:{EXAMPLES}]
        FROM (SELECT CAST(which AS VARCHAR) AS which FROM ({check.query}) AS wrong(which))
    """
    count, kinds, examples = connection.execute(query).fetchall()[0]
    if not count:
        return None
    told = f"{', '.join(examples)}{' and others' if kinds > len(examples) else ''}"
    what = check.what.format(rows="1 row" if count == 1 else f"{count:,} rows", which=told)
    return Finding(kind=FindingKind.ROW, where=f"table {check.table}", what=what, to_do=TO_DO)


def _numbered(table: str) -> Iterator[RowCheck]:
    yield _alike(table, ("number",))
    # Below nought are releases that wait for their time, as many as there are scheduled ones.
    yield RowCheck(
        table=table,
        what="numbers are missing, the last of each gap is {which}.",
        query=f"""
            SELECT number - 1 FROM (
                SELECT number, lag(number, 1, 0) OVER (ORDER BY number) AS before
                FROM {table} WHERE number > 0
            ) WHERE number > before + 1
        """,
    )


def _alike(table: str, columns: tuple[str, ...]) -> RowCheck:
    listed = ", ".join(columns)
    return RowCheck(
        table=table,
        what=f"{{rows}} of the same {' and '.join(columns)} as another: {{which}}.",
        query=f"""
            SELECT concat_ws(' ', {listed}) FROM {table} GROUP BY {listed} HAVING count(*) > 1
        """,
    )


def _orphans(table: str, column: str, other: str, key: str) -> Iterator[RowCheck]:
    what = f"{{rows}} of {column} {{which}}, and {other} has none of it."
    is_text = not column.endswith("_number")
    some = f"AND CAST({column} AS VARCHAR) <> ''" if is_text else ""
    if column == "release_number":
        some = "AND release_number > 0"
        yield RowCheck(
            table=table,
            what="{rows} of release_number {which}, and scheduled_release has none of it.",
            query=f"""
                SELECT release_number FROM {table} WHERE release_number <= 0
                AND -release_number NOT IN (SELECT number FROM scheduled_release)
            """,
        )
    yield RowCheck(
        table=table,
        what=what,
        query=f"""
            SELECT {column} FROM {table}
            WHERE {column} IS NOT NULL {some} AND {column} NOT IN (SELECT {key} FROM {other})
        """,
    )


def _of_submissions() -> Iterator[RowCheck]:
    yield RowCheck(
        table="revision",
        what="has another number of figures than was stored, of {rows} of submission: {which}.",
        query="""
            SELECT submission_id FROM submission LEFT JOIN revision USING (submission_id)
            GROUP BY submission_id
            HAVING count(revision.number) <> any_value(new + restated + unchanged)
        """,
    )
    yield RowCheck(
        table="activity_revision",
        what="has another number of activities than the audit says, of {rows}: {which}.",
        query="""
            SELECT submission_id FROM (
                SELECT submission_id,
                    CAST(json_extract_string(what, '$.activities') AS BIGINT) AS said
                FROM audit
                WHERE action = 'submit' AND json_extract_string(what, '$.activities') IS NOT NULL
            ) LEFT JOIN activity_revision USING (submission_id)
            GROUP BY submission_id HAVING count(activity_revision.number) <> any_value(said)
        """,
    )
    kinds = ", ".join(f"'{each.value}'" for each in Provenance)
    yield RowCheck(
        table="submission",
        what="{rows} of a provenance there is not: {which}.",
        query=f"SELECT submission_id FROM submission WHERE provenance NOT IN ({kinds})",
    )
    yield RowCheck(
        table="plan_content",
        what="{rows} of another content than its SHA-256 says: {which}.",
        query="SELECT sha256 FROM plan_content WHERE sha256(content) <> sha256",
    )
    yield RowCheck(
        table="release_figure",
        what="{rows} of a figure that was stored after its release was published: {which}.",
        query="""
            SELECT revision_number FROM release_figure
            JOIN release ON release.number = release_number
            JOIN revision ON revision.number = revision_number
            JOIN submission USING (submission_id)
            WHERE submission.recorded_at > published_at
        """,
    )
