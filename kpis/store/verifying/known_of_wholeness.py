"""What a store knows of whether it is whole: a part of `Store`."""

from datetime import datetime
from typing import TYPE_CHECKING

from kpis.store.database.open_store import OpenStore
from kpis.store.verifying.findings import LookedThrough

if TYPE_CHECKING:
    import pandas as pd


class Wholeness(OpenStore):
    """Questions that only read, so others go on working. Raise StoreError and StoreBusy."""

    def look_through(self) -> LookedThrough:
        """Kept files by their hash, rows against each other, tables against the journal."""
        from kpis.store.verifying.journal_check import look_at_journal
        from kpis.store.verifying.kept_files import look_at_files, named_in
        from kpis.store.verifying.row_checks import look_at_rows

        with self._reading() as connection:
            named = named_in(connection)
            rows, counts = look_at_rows(connection)
        files = look_at_files(self.path, named)
        journal = look_at_journal(self.path, self.timeout)
        return LookedThrough(
            findings=(*files.findings, *rows, *journal.findings),
            looked_at={**files.looked_at, **counts, **journal.looked_at},
        )

    def rows_of_submission(self, submission_id: str) -> "tuple[pd.DataFrame, pd.DataFrame]":
        """Revisions, then activity revisions, that a submission brought, in the order of its file.

        No rows where it brought none, or there is no such submission.
        """
        with self._reading() as connection:
            given = [submission_id]
            figures, activities = (
                connection.execute(
                    f"SELECT * FROM {table} WHERE submission_id = ? ORDER BY number", given
                ).df()
                for table in ("revision", "activity_revision")
            )
        return figures, activities

    def tables_since(self) -> datetime:
        """Since when the tables are of their present version (UTC)."""
        with self._reading() as connection:
            query = "SELECT max(applied_at) FROM schema_version"
            found: datetime = connection.execute(query).fetchall()[0][0]
        return found
