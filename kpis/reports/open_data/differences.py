"""What changed between two releases of the data, and how much it matters to who reads them.

Worked out of the tables that are published, so it can tell nothing that they do not. A figure that
was there and is withheld now is told without what it was.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

import pandas as pd

from kpis.model import Marker
from kpis.model.record import Record
from kpis.reports.open_data.plan_tables import MEASURES, OF_A_RELEASE
from kpis.reports.open_data.tables import FIGURES, REPORT

# What a figure means. Whoever changes one of these speaks of something else under the same name.
_MEANING = frozenset(
    {
        *("definition", "numerator", "denominator", "unit", "unit_label"),
        *("polarity", "frequency", "basis", "breaks"),
    }
)
# What rows of figures repeat of their measure, and of the release they came with.
_TOLD_ELSEWHERE = frozenset(
    {
        *("code", "title", "outcome", "unit", "unit_label", "basis"),
        *("release", "published_at", "quarter", "area_code"),
    }
)
_FIGURES_THEMSELVES = frozenset(
    {"outturn", "numerator", "denominator", "interval_low", "interval_high"}
)
_Key = tuple[str, ...]  # of a row: the texts of the columns it is known by
# What disappears from the figures, or is added to them, as a whole: the largest first.
_WHOLES = (
    ("measure", ("measure",)),
    ("area", ("measure", "area")),
    ("breakdown", ("measure", "breakdown")),
    ("group", ("measure", "breakdown", "category")),
    ("period", ("measure", "period")),
    ("figure", FIGURES.key),
)


class Step(StrEnum):
    """Which number of a version grows."""

    MAJOR = "major"  # something disappeared or was redefined
    MINOR = "minor"  # something was added
    PATCH = "patch"  # values or words were corrected


class Difference(Record):
    """One thing that changed.

    what: "column", "measure", "area", "breakdown", "group", "period", "figure", or "row" of another
    table than that of figures. table: its name. where: by column what it is known by. column,
    before, after: of what was redefined or corrected; before is "" too for a figure that is
    withheld now.
    """

    what: str
    table: str
    where: Mapping[str, str]
    column: str = ""
    before: str = ""
    after: str = ""


class Differences(Record):
    """All that changed between two releases of the data."""

    removed: tuple[Difference, ...] = ()
    redefined: tuple[Difference, ...] = ()
    added: tuple[Difference, ...] = ()
    corrected: tuple[Difference, ...] = ()

    @property
    def step(self) -> Step:
        if self.removed or self.redefined:
            return Step.MAJOR
        return Step.MINOR if self.added else Step.PATCH


def differences(
    before: Mapping[str, pd.DataFrame], after: Mapping[str, pd.DataFrame]
) -> Differences:
    """What changed between two releases of the data.

    before, after: by name of a table its frame, as in `DataSet.tables`. Rows of the quarter's
    report are passed over: they follow from the figures, and each quarter has its own.
    """
    removed: list[Difference] = []
    redefined: list[Difference] = []
    added: list[Difference] = []
    corrected: list[Difference] = []
    for table in OF_A_RELEASE:
        was, now = before[table.name], after[table.name]
        removed += _columns_only_in(was, now, table.name)
        added += _columns_only_in(now, was, table.name)
        if table is REPORT or not {*table.key} <= {*was.columns} & {*now.columns}:
            continue  # without a column of its key nothing tells which rows are the same
        were, are = _Rows(was, table.key), _Rows(now, table.key)
        listed = _wholes_only_in if table is FIGURES else _rows_only_in
        removed += listed(were, are, table.name)
        added += listed(are, were, table.name)
        for each in _changed(were, are, table.name):
            meant = table is MEASURES and each.column in _MEANING
            (redefined if meant else corrected).append(each)
    redefined += _areas_redefined(before[FIGURES.name], after[FIGURES.name])
    return Differences(
        removed=_each_once(removed),
        redefined=tuple(redefined),
        added=_each_once(added),
        corrected=tuple(corrected),
    )


class _Rows:
    """The rows of a table by their key, as plain values: None is what is missing."""

    def __init__(self, frame: pd.DataFrame, key: Sequence[str]) -> None:
        self.key = key
        self.names = [str(name) for name in frame.columns]
        self.columns = {name: _values(frame[name]) for name in self.names}
        keys = zip(*(map(str, self.columns[name]) for name in key), strict=True)
        self.places = {each: place for place, each in enumerate(keys)}

    def only_here(self, others: "_Rows") -> list[_Key]:
        return [key for key in self.places if key not in others.places]

    def where(self, key: _Key) -> dict[str, str]:
        return {name: value for name, value in zip(self.key, key, strict=True) if value}


def _values(column: pd.Series) -> list[Any]:
    if column.dtype.kind == "f":
        return [None if value != value else value for value in column.tolist()]
    if column.isna().any():
        column = column.astype(object).where(column.notna(), None)
    return column.tolist()


def _columns_only_in(these: pd.DataFrame, those: pd.DataFrame, table: str) -> Iterator[Difference]:
    for name in these.columns:
        if name not in those.columns:
            yield Difference(what="column", table=table, where={"column": str(name)})


def _rows_only_in(these: _Rows, those: _Rows, table: str) -> Iterator[Difference]:
    what = "measure" if table == MEASURES.name else "row"
    for key in these.only_here(those):
        yield Difference(what=what, table=table, where=these.where(key))


def _wholes_only_in(these: _Rows, those: _Rows, table: str) -> Iterator[Difference]:
    """Figures that only one release has: whole measures, areas, groups and periods where they are
    missing as a whole, else one by one."""
    left = these.only_here(those)
    for what, names in _WHOLES:
        places = [FIGURES.key.index(name) for name in names]

        def part(key: _Key, places: Sequence[int] = places) -> _Key:
            return tuple(key[place] for place in places)

        if not left:
            return
        there = {part(key) for key in those.places}
        for whole in dict.fromkeys(part(key) for key in left if part(key) not in there):
            where = {name: value for name, value in zip(names, whole, strict=True) if value}
            yield Difference(what=what, table=table, where=where)
        left = [key for key in left if part(key) in there]


def _changed(were: _Rows, are: _Rows, table: str) -> Iterator[Difference]:
    """Cells of rows that both releases have, where they say something else."""
    passed_over = {*were.key, *(_TOLD_ELSEWHERE if table != MEASURES.name else ())}
    names = [name for name in are.names if name in were.columns and name not in passed_over]
    both = [(key, were.places[key], now) for key, now in are.places.items() if key in were.places]
    found: dict[int, list[str]] = {}
    for name in names:
        was, now = were.columns[name], are.columns[name]
        for number, (_, then, at) in enumerate(both):
            if was[then] != now[at]:
                found.setdefault(number, []).append(name)
    for number in sorted(found):
        key, then, at = both[number]
        withheld = Marker.CONFIDENTIAL.value in (are.columns.get("marker") or {at: ""})[at]
        for name in found[number]:
            hidden = withheld and name in _FIGURES_THEMSELVES
            yield Difference(
                what="figure" if table == FIGURES.name else "row",
                table=table,
                where=are.where(key),
                column=name,
                before="" if hidden else cell_text(were.columns[name][then]),
                after=cell_text(are.columns[name][at]),
            )


def _areas_redefined(was: pd.DataFrame, now: pd.DataFrame) -> Iterator[Difference]:
    """Areas that have another code than before."""
    by = ["area", "area_code"]
    if not {*by} <= {*was.columns} & {*now.columns}:
        return
    codes, codes_now = (
        dict(frame[by].drop_duplicates().itertuples(index=False, name=None)) for frame in (was, now)
    )
    for area, code in codes.items():
        if code and codes_now.get(area, code) != code:
            yield Difference(
                what="area",
                table=FIGURES.name,
                where={"area": area},
                column="area_code",
                before=code,
                after=codes_now[area],
            )


def _each_once(found: Sequence[Difference]) -> tuple[Difference, ...]:
    """Without the figures of measures that are listed as such: one line tells of both."""
    measures = {each.where["measure"] for each in found if each.table == MEASURES.name}
    return tuple(
        each
        for each in found
        if not (
            each.table == FIGURES.name
            and each.what == "measure"
            and each.where["measure"] in measures
        )
    )


def cell_text(value: object) -> str:
    """A cell as text: "" for what is missing, numbers without a point that says nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    return str(value)
