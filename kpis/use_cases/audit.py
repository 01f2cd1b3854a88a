"""Who did what, when, and whether the record of it is whole."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kpis.errors import UsageError
from kpis.model import Act, Actor, AuditFault
from kpis.store import AuditEntry, FaultFound, Store, entry_of, faults_in, sealed
from kpis.use_cases.allow import allow
from kpis.words.acts import about, called
from kpis.words.regardless import regardless_of_case

if TYPE_CHECKING:
    from kpis.frames import AuditRow

_SAME = {"number": "number", "person": "person", "refused": "refused", "old": "old", "new": "new"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedActs:
    """Which acts are looked for; all, unless a field is given.

    find: words that stand somewhere in what is told. person: id, or words of the name. post, act:
    the whole of it, whatever the case. since, until: UTC, both included.
    """

    find: str = ""
    person: str = ""
    post: str = ""
    act: str = ""
    since: datetime | None = None
    until: datetime | None = None
    only_refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """Whether an audit is whole. faults: () where it is. last: its last entry, None for none."""

    faults: tuple[FaultFound, ...]
    entries: int
    last: AuditEntry | None


def acts(store: Store, wanted: WantedActs, *, actor: Actor) -> list[dict[str, Any]]:
    """Acts of the audit, the newest first; each by the names its document has.

    Raises AccessRefused, StoreError and StoreBusy.
    """
    import pandas as pd

    from kpis.frames import AUDIT

    allow(store, actor, Act.READ_AUDIT)
    frame = store.audit()
    wanted_rows = pd.Series(True, index=frame.index)
    if wanted.only_refused:
        wanted_rows &= frame["refused"]
    if wanted.since is not None:
        wanted_rows &= frame["recorded_at"] >= wanted.since
    if wanted.until is not None:
        wanted_rows &= frame["recorded_at"] <= wanted.until
    found = map(_told, AUDIT.rows(frame[wanted_rows]))
    return [each for each in found if _is_wanted(each, wanted)]


def sealed_texts(store: Store, *, actor: Actor) -> dict[int, str]:
    """By the number of each entry the text that is hashed. Raises as `acts` does."""
    allow(store, actor, Act.READ_AUDIT)
    return {each.number: sealed(each) for each in store.audit_entries()}


def csv_of(told: Iterable[Mapping[str, Any]]) -> bytes:
    """Acts as a CSV file, one a row; the particulars as JSON."""
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


def verify(store: Store, noted: str = "", *, actor: Actor) -> Verified:
    """Whether the audit of a store is whole.

    noted: number and hash of an entry, as they were written down elsewhere ("12:ab…"); "" for
    none. Raises UsageError where that is no such thing; AccessRefused, StoreError and StoreBusy.
    """
    allow(store, actor, Act.READ_AUDIT)
    entries = store.audit_entries()
    found = (*store.audit_faults(), *_noted_faults(entries, noted))
    return Verified(
        faults=tuple(found), entries=len(entries), last=entries[-1] if entries else None
    )


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


def _is_wanted(act: dict[str, Any], wanted: WantedActs) -> bool:
    """Whether it is by whom and of what is looked for; its time was looked at before."""
    plain = regardless_of_case
    return (
        plain(wanted.post) in ("", plain(act["by"]))
        and plain(wanted.act) in ("", plain(act["act"]))
        and (wanted.person == act["person"] or plain(wanted.person) in plain(act["name"]))
        and _has(act, wanted.find.casefold().split())
    )


def _has(act: dict[str, Any], words: list[str]) -> bool:
    """Whether every word stands somewhere in what is written of the act, whatever its case."""
    texts = [act[name] for name in ("at", "by", "name", "act", "about", "old", "new")]
    text = " ".join(map(str, (*texts, *act["particulars"].values()))).casefold()
    return all(word in text for word in words)
