"""Find the entries of a store in its journal, and see that none was changed or is missing."""

from collections.abc import Iterator
from pathlib import Path

from kpis.errors import JournalBroken, StoreError
from kpis.model.record import Record
from kpis.store.journal import entries
from kpis.store.journal.entries import Added, Entry
from kpis.store.journal.writing import KIND
from kpis.store.objects import Objects, kept_beside


class Chain(Record):
    """The entries of a store: names in their order, from the last that holds the whole store on.

    set_aside: entries that are there and are not of the store: of acts that ended before their
    commit, or from after a backup that was put back. is_sure: whether the store itself says which
    entry is its last; without it the last may be of an act that ended before its commit.
    """

    names: tuple[str, ...]
    set_aside: tuple[str, ...]
    is_sure: bool

    @property
    def last(self) -> tuple[int, str]:
        """Number and hash of the last entry."""
        return _known(self.names[-1])


def chain_of(store: Path, last: tuple[int, str] | None) -> Chain:
    """The entries of the store at that path, which need not be there.

    last: number and hash of the last one, as the store says; None where nothing says so.
    Raises JournalBroken where an entry is missing or is not as it was written.
    """
    objects = kept_beside(store, KIND)
    listed = {name: found for name in objects.names() if (found := entries.number_and_hash(name))}
    if not listed:
        raise JournalBroken(
            f"There is no journal in {objects.place}, and without one no store can be made again."
        )
    name = entries.name_of(*last) if last else _latest(objects, listed)
    names: list[str] = []
    while True:
        entry = entry_at(objects, name)
        names.append(name)
        if entry.whole:
            break
        name = entries.name_of(entry.number - 1, entry.before)
    apart = sorted(set(listed) - set(names))
    first = _known(names[-1])[0]
    return Chain(
        names=tuple(reversed(names)),
        set_aside=tuple(name for name in apart if _known(name)[0] >= first),
        is_sure=last is not None,
    )


def _latest(objects: Objects, listed: dict[str, tuple[int, str]]) -> str:
    """The entry that none follows; of several, which acts that were broken off leave, the last
    that was written."""
    found = {name: entry_at(objects, name) for name in listed}
    followed = {entries.name_of(each.number - 1, each.before) for each in found.values()}
    return max(found.keys() - followed, key=lambda name: (found[name].at, name))


def entry_at(objects: Objects, name: str) -> Entry:
    """The entry of this name. Raises JournalBroken where it is not there, or was changed."""
    number, sha256 = _known(name)
    try:
        content = objects.get(name)
    except FileNotFoundError as error:
        raise JournalBroken(
            f"Entry {number} of the journal is missing: {objects.where(name)} is not there. "
            "Put it back from a backup."
        ) from error
    if entries.sha256_of(content) != sha256:
        raise _changed(number, objects.where(name))
    try:
        entry = entries.of_bytes(content)
    except ValueError as error:
        raise JournalBroken(
            f"Entry {number} of the journal, {objects.where(name)}, cannot be read: {error}"
        ) from error
    if entry.number != number:
        raise _changed(number, objects.where(name))
    return entry


def file_of(objects: Objects, number: int, added: Added) -> bytes:
    """The file of rows that an entry names. Raises JournalBroken as `entry_at`."""
    try:
        content = objects.get(added.file)
    except FileNotFoundError as error:
        raise JournalBroken(
            f"Rows of entry {number} of the journal are missing: {objects.where(added.file)} is "
            "not there. Put it back from a backup."
        ) from error
    if entries.sha256_of(content) != added.sha256:
        raise _changed(number, objects.where(added.file))
    return content


def refuse_to_begin(store: Path) -> None:
    """Raise StoreError where a journal tells of acts on a store that is not there.

    One that was to be made and never was, its process having died, may have left a first entry.
    """
    objects = kept_beside(store, KIND)
    numbers: Iterator[int] = (
        found[0] for name in objects.names() if (found := entries.number_and_hash(name))
    )
    if (last := max(numbers, default=0)) > 1:
        raise StoreError(
            f"There is no store at {store}, but its journal in {objects.place} has {last:,} acts. "
            f"Put the latest backup back, or make it again: kpis rebuild --store {store} -o NEW. "
            "To begin anew, move the journal elsewhere first."
        )


def _known(name: str) -> tuple[int, str]:
    found = entries.number_and_hash(name)
    if found is None:
        raise ValueError(f"{name!r} is no name of an entry.")
    return found


def _changed(number: int, where: str) -> JournalBroken:
    return JournalBroken(
        f"Entry {number} of the journal is not as it was written: {where} was changed. "
        "Put it back from a backup."
    )
