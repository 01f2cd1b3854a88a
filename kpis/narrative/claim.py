"""A sentence and what proves it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kpis.frames import InsightsRow


class ClaimKind(StrEnum):
    """Which question a sentence answers: three of a measure, five of a group of measures."""

    LEVEL = "level"  # where does it stand?
    MOVEMENT = "movement"  # is it moving, and is that more than chance?
    CONTEXT = "context"  # where will it end, and how do others do?
    POSITION = "position"  # how many stand where, by the latest figure of each?
    COUNTS = "counts"  # how many were reported this quarter, and how did that change?
    PROVENANCE = "provenance"  # how much of what they rest on is made up?
    DIRECTIONS = "directions"  # who is better, and who is worse?
    SIGNALS = "signals"  # who stands out by more than chance, and which targets are unlikely?


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One sentence. `values` are those of `columns`; about several measures, by measure id."""

    kind: ClaimKind
    text: str
    columns: tuple[str, ...]  # of INSIGHTS
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence without capital and full stop; and the columns it rests on."""

    text: str
    columns: tuple[str, ...] = field(default=())


def sentences(kind: ClaimKind, row: InsightsRow, clauses: Iterable[Clause]) -> tuple[Claim, ...]:
    """Clauses about one measure, each as a sentence; () for none.

    What is said second may depend on what was said first, so each rests on the columns of all.
    """
    listed = list(clauses)
    columns = _columns(listed)
    values = {name: getattr(row, name) for name in columns}
    return tuple(
        Claim(kind=kind, text=_sentence(clause), columns=columns, values=values)
        for clause in listed
    )


def about_several(
    kind: ClaimKind, rows: Sequence[InsightsRow], clauses: Iterable[Clause]
) -> tuple[Claim, ...]:
    """Clauses on an outcome or a quarter, each as a sentence; () for none.

    rows: all that they were worked out from.
    """
    listed = list(clauses)
    columns = _columns(listed)
    values = {row.measure_id: {name: getattr(row, name) for name in columns} for row in rows}
    return tuple(
        Claim(kind=kind, text=_sentence(clause), columns=columns, values=values)
        for clause in listed
    )


def _columns(clauses: Iterable[Clause]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for clause in clauses for name in clause.columns))


def _sentence(clause: Clause) -> str:
    return f"{clause.text[0].upper()}{clause.text[1:]}."
