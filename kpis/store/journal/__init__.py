"""The journal: an entry for every act on a store, beside its database, that is only ever added to.

The files are the truth and the database is an index of them. Whoever changes a store writes, in the
turn of its one writer and before the change is committed, an entry with every row that the act adds
(`writing.py`); the same transaction adds a row to `journal_entry` that says which entry it was. So
the store can be made again from the journal and the kept files alone (`kpis.store.rebuilding`), and
compared with what the database says.

An entry is put under its number and its own SHA-256, `000000/00000042-9f86….json`, and names the
entry before it by its hash. Two entries may therefore have one number: where a process died between
writing its entry and its commit, the next act writes another of that number. Which of them is of
the store says the store's own row; without a database, the entry that follows. The other one stays
where it is, and the entry that took its number names it.

What may have to be erased (`present.py`) is in no entry.
"""

from kpis.store.journal.entries import Added, Entry
from kpis.store.journal.present import ERASABLE
from kpis.store.journal.reading import Chain, chain_of, refuse_to_begin
from kpis.store.journal.writing import JOURNAL, act

__all__ = ["ERASABLE", "JOURNAL", "Added", "Chain", "Entry", "act", "chain_of", "refuse_to_begin"]
