"""Every kept file by its hash: what is missing, what was changed, what nothing names."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb

from kpis.store import files
from kpis.store.verifying.findings import Finding, FindingKind, LookedThrough

PUT_BACK = "Put it back from a backup; the figures themselves are unharmed."
_NAMED = """
    SELECT sha256, min(submission_id || ' (' || file_name || ')') FROM (
        SELECT sha256, submission_id, file_name FROM submission
        UNION ALL
        SELECT original_sha256, submission_id, file_name || ' as it was sent'
        FROM mended_cell JOIN submission USING (submission_id)
    ) GROUP BY sha256 ORDER BY 2
"""


def named_in(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The SHA-256 of each file that a submission names, and which one does."""
    return dict(connection.execute(_NAMED).fetchall())


def look_at_files(store: Path, named: Mapping[str, str]) -> LookedThrough:
    """Read every kept file. named: as `named_in` gives them, of a moment before."""
    kept = files.kept(store)
    there = {name.rpartition("/")[2]: name for name in kept.names()}
    sound: dict[str, int] = {}  # bytes, of each that is as it was kept
    findings: list[Finding] = []
    for sha256, name in there.items():
        try:
            content = kept.get(name)
        except OSError as error:
            findings.append(_fault(kept.where(name), f"cannot be read: {error.strerror or error}."))
            continue
        if hashlib.sha256(content).hexdigest() == sha256:
            sound[sha256] = len(content)
        elif sha256 in named:
            what = f"was changed; it is the file of {named[sha256]}."
            findings.append(_fault(kept.where(name), what))
    findings += (
        _fault(kept.where(files.name_of(sha256)), f"is missing; it is the file of {whose}.")
        for sha256, whose in named.items()
        if sha256 not in there
    )
    findings += _unnamed(there, named, kept.place)
    return LookedThrough(
        findings=tuple(findings),
        looked_at={"kept_files": len(there), "bytes_of_files": sum(sound.values())},
    )


def _unnamed(there: Mapping[str, str], named: Mapping[str, str], place: str) -> Iterator[Finding]:
    for sha256, name in there.items():
        if sha256 not in named:
            yield Finding(
                kind=FindingKind.FILE,
                where=f"{place}/{name}",
                what="is the file of no submission.",
                to_do="A return that was never finished leaves one. It harms nothing.",
                is_fault=False,
            )


def _fault(where: str, what: str) -> Finding:
    return Finding(kind=FindingKind.FILE, where=where, what=what, to_do=PUT_BACK)
