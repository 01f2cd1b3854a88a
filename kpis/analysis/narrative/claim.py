"""A sentence and what proves it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Row = Any  # a named tuple of kpis.frames.INSIGHTS, as `itertuples` makes them


class ClaimKind(StrEnum):
    """Which question a sentence answers."""

    LEVEL = "level"  # where does it stand?
    MOVEMENT = "movement"  # is it moving, and is that more than chance?
    CONTEXT = "context"  # where will it end, and how do others do?
    COUNTS = "counts"  # how many stand where?
    CHANGE = "change"  # how did the counts move?
    SIGNALS = "signals"  # what moved by more than chance?
    OUTLOOK = "outlook"  # which targets are out of reach?


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One sentence. `values` are those of `columns`; about several measures, by measure id."""

    kind: ClaimKind
    text: str
    columns: tuple[str, ...]  # of INSIGHTS
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Clause:
    """Part of a sentence, without capital or full stop, and the columns it rests on."""

    text: str
    columns: tuple[str, ...] = field(default=())


def sentence(kind: ClaimKind, row: Row, clauses: Iterable[Clause], text: str = "") -> Claim:
    """Clauses as one sentence about one measure. text: how they are joined; by "; " if not said."""
    said = list(clauses)
    words = text or "; ".join(clause.text for clause in said)
    columns = tuple(dict.fromkeys(name for clause in said for name in clause.columns))
    return Claim(
        kind=kind,
        text=f"{words[0].upper()}{words[1:]}.",
        columns=columns,
        values={name: getattr(row, name) for name in columns},
    )
