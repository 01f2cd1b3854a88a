"""The journal: each entry by its hash and in its order, and what it makes against the tables."""

from pathlib import Path
from tempfile import TemporaryDirectory

from kpis.errors import JournalBroken
from kpis.store.rebuilding.compare import TableCompared
from kpis.store.rebuilding.rebuild import held_against_journal
from kpis.store.verifying.findings import Finding, FindingKind, LookedThrough


def look_at_journal(store: Path, timeout: float) -> LookedThrough:
    """Make the tables again from the journal, in a place that is removed after, and compare.

    Raises StoreBusy, and StoreError where the store itself cannot be read.
    """
    with TemporaryDirectory() as folder:
        try:
            chain, compared = held_against_journal(store, Path(folder) / "again.duckdb", timeout)
        except JournalBroken as error:
            found = Finding(kind=FindingKind.JOURNAL, where="journal", what=str(error))
            return LookedThrough(findings=(found,), looked_at={"journal_entries": 0})
    return LookedThrough(
        findings=tuple(_told(table) for table in compared if not table.is_equal),
        looked_at={"journal_entries": len(chain.names)},
    )


def _told(table: TableCompared) -> Finding:
    examples = "; ".join(
        f"only in the {'table' if is_here else 'journal'}: "
        + ", ".join(f"{name} {value}" for name, value in row.items())
        for is_here, row in table.examples
    )
    return Finding(
        kind=FindingKind.JOURNAL,
        where=f"table {table.table}",
        what=f"{table.only_here:,} rows are in no entry of the journal, and "
        f"{table.only_there:,} of the journal are not in the table ({examples}).",
        to_do="kpis rebuild makes a store of the journal.",
    )
