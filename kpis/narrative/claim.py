"""A sentence and what proves it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kpis.frames import InsightsRow


class ClaimKind(StrEnum):
    """Which question a sentence answers: three of a measure, four of a group of measures."""

    LEVEL = "level"  # where does it stand?
    MOVEMENT = "movement"  # is it moving, and is that more than chance?
    CONTEXT = "context"  # where will it end, and how do others do?
    COUNTS = "counts"  # how many stand where, and how did that change?
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
    """A sentence, or a part of one, without capital and full stop; and the columns it rests on."""

    text: str
    columns: tuple[str, ...] = field(default=())


def sentence(kind: ClaimKind, row: InsightsRow, clauses: Iterable[Clause]) -> tuple[Claim, ...]:
    """Clauses about one measure as one sentence; () for none."""
    columns, text = _joined(clauses)
    values = {name: getattr(row, name) for name in columns}
    return (Claim(kind=kind, text=text, columns=columns, values=values),) if text else ()


def about_several(
    kind: ClaimKind, rows: Sequence[InsightsRow], clauses: Iterable[Clause]
) -> tuple[Claim, ...]:
    """Clauses on an outcome or a quarter as one sentence; () for none.

    rows: all that it was worked out from.
    """
    columns, text = _joined(clauses)
    values = {row.measure_id: {name: getattr(row, name) for name in columns} for row in rows}
    return (Claim(kind=kind, text=text, columns=columns, values=values),) if text else ()


def _joined(clauses: Iterable[Clause]) -> tuple[tuple[str, ...], str]:
    """What they rest on, and one sentence of them with a capital and a full stop."""
    listed = list(clauses)
    columns = tuple(dict.fromkeys(name for clause in listed for name in clause.columns))
    words = "; ".join(clause.text for clause in listed)
    return columns, f"{words[0].upper()}{words[1:]}." if words else ""
