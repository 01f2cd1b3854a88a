"""The chain of the audit: each entry carries the hash of the one before, so a change shows.

The hash of an entry is the SHA-256 of its content as JSON, in ASCII, with sorted keys and no
blanks, the hash of the entry before among it. Whoever changes or removes an entry would have to
write all that follow anew; the last hash, kept elsewhere, shows that too. No name and no address of
a person goes into it, so those can be erased. Nothing here knows a database: a file of entries is
checked in the same way.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from kpis.model import AuditFault


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """An entry, as it is hashed. hash, hash_before: "" in one of before there was a chain."""

    number: int
    at: datetime  # UTC
    post: str
    person: str
    origin: str
    act: str  # as it is stored
    submission: str
    particulars: str  # JSON
    refused: bool
    old: str
    new: str
    hash_before: str = ""
    hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultFound:
    """What is wrong, at which entry (0: at none), as a sentence."""

    kind: AuditFault
    number: int
    sentence: str


# Made once: `json.dumps` would make one for each entry.
_canonical = json.JSONEncoder(ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode
_SEALED = tuple(name for name in AuditEntry.__slots__ if name != "hash")


def sealed(entry: AuditEntry) -> str:
    """The text that is hashed: all that an entry holds but its own hash."""
    content = {name: getattr(entry, name) for name in _SEALED}
    content["at"] = entry.at.isoformat()
    return _canonical(content)


def entry_of(sealed_text: str, hash: str) -> AuditEntry:
    """The entry of such a text and its hash. Raises ValueError where it is none."""
    try:
        content = json.loads(sealed_text)
        return AuditEntry(**content | {"at": datetime.fromisoformat(content["at"]), "hash": hash})
    except (ValueError, TypeError, KeyError) as error:
        raise ValueError(f"{sealed_text!r} is no entry of an audit.") from error


def hash_of(entry: AuditEntry) -> str:
    """The hash of an entry, of all it holds but its own hash."""
    return _sha256(sealed(entry))


def hash_of_earlier(entries: Iterable[AuditEntry]) -> str:
    """What the first entry of the chain has as the hash before it: of all that are older."""
    return _sha256(_canonical([hash_of(each) for each in entries]))


def faults_in(entries: Iterable[AuditEntry]) -> Iterator[FaultFound]:
    """What is wrong with a whole chain, in its order; nothing where it holds.

    That entries at its end are gone, it cannot tell by itself.
    """
    earlier: list[AuditEntry] = []
    last, expected = 0, ""  # the hash that the next entry must name; "" until the chain begins
    for entry in entries:
        in_place = entry.number == last + 1
        if not in_place:
            yield _out_of_place(last, entry.number)
        if not entry.hash and not expected:
            earlier.append(entry)
        else:
            expected = expected or hash_of_earlier(earlier)
            if entry.hash != hash_of(entry):
                yield _changed(entry.number, "is not as it was written")
            elif in_place and entry.hash_before != expected:
                yield _changed(entry.number, "does not follow from what stands before it")
            expected = entry.hash or "none"
        last = entry.number
    if not expected:
        yield FaultFound(
            kind=AuditFault.CUT, number=0, sentence="The audit has no entry with a hash."
        )


def _out_of_place(last: int, number: int) -> FaultFound:
    if number <= last:
        return _changed(number, "stands where another should")
    gone = (
        f"Entry {last + 1} is" if number == last + 2 else f"Entries {last + 1} to {number - 1} are"
    )
    return FaultFound(kind=AuditFault.MISSING, number=last + 1, sentence=f"{gone} missing.")


def _changed(number: int, how: str) -> FaultFound:
    return FaultFound(kind=AuditFault.CHANGED, number=number, sentence=f"Entry {number} {how}.")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("ascii")).hexdigest()
