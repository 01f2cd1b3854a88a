"""Who did what, when, and whether the record of it is whole."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kpis.errors import UsageError
from kpis.model import Act, Actor, AuditFault
from kpis.store import (
    AuditEntry,
    AuditExtent,
    FaultFound,
    Store,
    WantedActs,
    entry_of,
    faults_in,
    sealed,
)
from kpis.use_cases.allow import allow
from kpis.words.acts import about, called

if TYPE_CHECKING:
    from kpis.frames import AuditRow

EXPORTED_AS = ("csv", "json")
_SAME = {"number": "number", "person": "person", "refused": "refused", "old": "old", "new": "new"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """Whether an audit is whole. faults: () where it is. last: its last entry, None for none."""

    faults: tuple[FaultFound, ...]
    entries: int
    last: AuditEntry | None


def acts(
    store: Store,
    wanted: WantedActs,
    *,
    limit: int | None = None,
    offset: int = 0,
    actor: Actor,
) -> list[dict[str, Any]]:
    """Acts of the audit, the newest first; each by the names its document has.

    limit: how many at most, after the first `offset`; None for all. Raises AccessRefused,
    StoreError and StoreBusy.
    """
    from kpis.frames import AUDIT

    allow(store, actor, Act.READ_AUDIT)
    return [*map(_told, AUDIT.rows(store.audit(wanted, limit=limit, offset=offset)))]


def extent(store: Store, wanted: WantedActs, *, actor: Actor) -> AuditExtent:
    """How many acts are as wanted, and what there is to choose from. Raises as `acts` does."""
    allow(store, actor, Act.READ_AUDIT)
    return store.audit_extent(wanted)


def exported(store: Store, wanted: WantedActs, kind: str, *, actor: Actor) -> tuple[bytes, int]:
    """Acts as a file, "csv" or "json", each with the text that is hashed; and how many they are.

    What a spreadsheet might work out is kept from it. A JSON of all acts can be checked without
    the store by `verify_file`. Raises UsageError for another kind, and as `acts` does.
    """
    if kind not in EXPORTED_AS:
        raise UsageError(f"{kind!r} is neither .json nor .csv, which the audit is written as.")
    found = acts(store, wanted, actor=actor)
    texts = {each.number: sealed(each) for each in store.audit_entries()}
    told = [each | {"sealed": texts[each["number"]]} for each in found]
    if kind == "csv":
        return _csv_of(told), len(told)
    written = [each | {"at": each["at"].isoformat()} for each in told]
    return json.dumps({"acts": written}, ensure_ascii=False, indent=1).encode(), len(told)


def verify(store: Store, noted: str = "", *, actor: Actor) -> Verified:
    """Whether the audit of a store is whole.

    noted: number and hash of an entry, as they were written down elsewhere ("12:ab…"); "" for
    none. Raises UsageError where that is no such thing; AccessRefused, StoreError and StoreBusy.
    """
    allow(store, actor, Act.READ_AUDIT)
    count = store.audit_extent().count
    entries = store.audit_entries(after=0 if noted else count - 1)
    found = (*store.audit_faults(), *_noted_faults(entries, noted))
    return Verified(faults=tuple(found), entries=count, last=entries[-1] if entries else None)


def verify_file(content: bytes, noted: str = "") -> Verified:
    """The same of a file of all acts as `kpis audit --export` writes it, without any store.

    Raises UsageError where it is none.
    """
    try:
        told = sorted(json.loads(content)["acts"], key=lambda each: each["number"])
        entries = [entry_of(each["sealed"], each["hash"]) for each in told]
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            "The file is no audit: write one with kpis audit --export FILE.json."
        ) from error
    differs = (
        FaultFound(
            kind=AuditFault.CHANGED,
            number=entry.number,
            sentence=f"Entry {entry.number} is told otherwise than it was sealed.",
        )
        for each, entry in zip(told, entries, strict=True)
        if any(each.get(name) != getattr(entry, of) for name, of in _SAME.items())
        or (each.get("by"), each.get("at")) != (entry.post, entry.at.isoformat())
        or json.loads(entry.particulars) != each.get("particulars")
    )
    return Verified(
        faults=(*faults_in(entries), *differs, *_noted_faults(entries, noted)),
        entries=len(entries),
        last=entries[-1] if entries else None,
    )


def _noted_faults(entries: list[AuditEntry], noted: str) -> Iterator[FaultFound]:
    """What an entry that was noted elsewhere tells: that the end was cut, or written anew."""
    if not noted:
        return
    number, _, hash_noted = noted.partition(":")
    if not number.strip().isdecimal() or not hash_noted.strip():
        raise UsageError(f"{noted!r} is no number and hash of an entry, such as 12:ab34.")
    wanted = int(number)
    hashes = {each.number: each.hash for each in entries}
    if wanted not in hashes:
        yield FaultFound(
            kind=AuditFault.CUT,
            number=wanted,
            sentence=f"There was an entry {wanted}, and there is none.",
        )
    elif hashes[wanted] != hash_noted.strip().lower():
        yield FaultFound(
            kind=AuditFault.CHANGED,
            number=wanted,
            sentence=f"Entry {wanted} has another hash than the one that was noted.",
        )


def _told(row: "AuditRow") -> dict[str, Any]:
    particulars = json.loads(row.what)
    return {
        "number": int(row.number),
        "at": row.recorded_at.to_pydatetime(),
        "by": row.who,
        "person": row.person,
        "name": row.name,
        "origin": row.origin,
        "address": row.address,
        "act": called(row.action),
        "refused": bool(row.refused),
        "submission": row.submission_id or None,
        "about": about(row.action, row.submission_id, particulars),
        "old": row.old,
        "new": row.new,
        "particulars": particulars,
        "hash_before": row.hash_before,
        "hash": row.hash,
    }


def _csv_of(told: Iterable[Mapping[str, Any]]) -> bytes:
    """One act a row; the particulars as JSON."""
    from kpis.exports.csv_files import audit_csv

    rows = [
        dict(each)
        | {
            "at": each["at"].isoformat(),
            "submission": each["submission"] or "",
            "particulars": json.dumps(each["particulars"], ensure_ascii=False),
        }
        for each in told
    ]
    return audit_csv(rows)
