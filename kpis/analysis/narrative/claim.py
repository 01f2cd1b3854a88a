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
    SIGNALS = "signals"  # what stands out by more than chance?
    OUTLOOK = "outlook"  # which targets are unlikely to be met?


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One sentence. `values` are those of `columns`; about several measures, by measure id."""

    kind: ClaimKind
    text: str
    columns: tuple[str, ...]  # of INSIGHTS
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence without capital and full stop, and the columns it rests on."""

    text: str
    columns: tuple[str, ...] = field(default=())


def sentences(kind: ClaimKind, row: Row, clauses: Iterable[Clause]) -> tuple[Claim, ...]:
    """Clauses about one measure, each as a sentence of its own; () for none."""
    return tuple(
        Claim(
            kind=kind,
            text=as_sentence(clause.text),
            columns=tuple(dict.fromkeys(clause.columns)),
            values={name: getattr(row, name) for name in clause.columns},
        )
        for clause in clauses
    )


def about_several(
    kind: ClaimKind, words: str, rows: Iterable[Row], columns: tuple[str, ...]
) -> Claim:
    """A sentence on an outcome or a quarter. rows: all that it was worked out from."""
    values = {row.measure_id: {name: getattr(row, name) for name in columns} for row in rows}
    return Claim(kind=kind, text=as_sentence(words), columns=columns, values=values)


def as_sentence(words: str) -> str:
    """With a capital and a full stop."""
    return f"{words[0].upper()}{words[1:]}."
