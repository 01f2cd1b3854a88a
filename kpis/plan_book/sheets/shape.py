"""What a sheet of a plan's workbook is: entries of one kind, and the columns they have.

A sheet is a list of entries that have one model in `kpis.plan.schema`: a row for each. What an
entry belongs to (the measure of an aim, its year) stands in the first columns, its lead; the others
are the keys of the model. Beside an id or a number stands, for reading only, whose it is. The sheet
Plan alone stands upright: a row for each key.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any

from kpis.plan import schema
from kpis.plan.faults import Location
from kpis.plan_book.meanings import MEANINGS
from kpis.plan_book.values import NO, YES, Kind

_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_KINDS = {
    "string": Kind.TEXT,
    "integer": Kind.WHOLE,
    "number": Kind.NUMBER,
    "boolean": Kind.YES_NO,
}
_FURTHER: dict[str, type[schema.Entry]] = {
    "agreed": schema.AgreedEntry,
    "first_figures": schema.FirstFigures,
    "rating": schema.RatingEntry,
    "publisher": schema.PublisherEntry,
    "contact": schema.PublicContactEntry,
    "accessibility": schema.PublicContactEntry,
    "licence": schema.LicenceEntry,
}
_LISTS = {Kind.TEXT: Kind.TEXTS, Kind.WHOLE: Kind.WHOLES, Kind.NUMBER: Kind.NUMBERS}


class Where(StrEnum):
    """Where the entries of a sheet are in the files."""

    KEYS = "keys"  # the keys of a file, and of tables in it
    LIST = "list"  # a list of a file: [[priorities]] in plan.toml
    NAMED = "named"  # tables by name: [quarters.2019-20-Q2]
    FILES = "files"  # a file for each: measures/ID.toml
    OF_MEASURE = "of measure"  # a list in the file of a measure: [[breaks]]
    ONE_OF_MEASURE = "one of measure"  # one table in it: [published]
    ONE_OF_BOTH = "one of both"  # one table of a measure or a part: [rating]
    OF_YEAR = "of year"  # a list of such a table of one year: [[years."2019/20".earlier]]
    BY_YEAR = "by year"  # tables by year of a measure or a part, and the one of every year


class Names(StrEnum):
    """What an id or a number is of: the sheets on which it and its title stand."""

    PRIORITIES = "priorities"
    OUTCOMES = "outcomes"
    THEMES = "themes"
    MEASURES = "measures"
    MEASURES_AND_PARTS = "measures and parts"
    SURVEYS = "surveys"
    BOARDS = "boards"
    TOPICS = "topics"  # known by their titles


# Keys that name a thing of another sheet.
_NAMES = {
    "priority": Names.PRIORITIES,
    "outcome": Names.OUTCOMES,
    "theme": Names.THEMES,
    "whole": Names.MEASURES,
    "measure": Names.MEASURES,
    "survey": Names.SURVEYS,
    "board": Names.BOARDS,
    "topic": Names.TOPICS,
}
_FREE = {(schema.ThemeEntry, "board")}  # the title of a board, which need be nowhere else


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    header: str
    kind: Kind
    meaning: str
    path: Location = ()  # in the entry; () for what an entry belongs to
    choices: tuple[str, ...] = ()
    required: bool = False
    names: Names | None = None  # what its ids or numbers are of

    @property
    def is_titled(self) -> bool:
        """Whether what it names has a title that tells more than its name."""
        return self.names not in (None, Names.TOPICS)


@dataclass(frozen=True, slots=True)
class Beside:
    """A column for reading only: the titles of what the ids of another column are of."""

    column: Column

    @property
    def header(self) -> str:
        return f"{self.column.header}: title"

    @property
    def meaning(self) -> str:
        return "for reading only: what that is called. Nothing typed here is kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    name: str
    about: str
    where: Where
    model: type[schema.Entry]
    file: str = ""
    key: str = ""  # of the list or table in its file
    how: str = ""  # how to add, change or end a row, in a sentence or two
    lead: tuple[Column, ...] = ()
    tables: tuple[str, ...] = ()  # keys of further tables whose keys stand here too

    @property
    def columns(self) -> tuple[Column, ...]:
        return (*self.lead, *_columns(self.model, self.tables))

    @property
    def written(self) -> "tuple[Column | Beside, ...]":
        """The columns with those for reading only, as they stand in a workbook."""
        return tuple(
            each
            for column in self.columns
            for each in ((column, Beside(column)) if column.is_titled else (column,))
        )


def lead(header: str, meaning: str, names: Names | None = None) -> Column:
    """A column that says what an entry belongs to."""
    return Column(header=header, kind=Kind.TEXT, meaning=meaning, required=True, names=names)


MEASURE = lead("Measure", "the id of the measure", Names.MEASURES)
MEASURE_OR_PART = lead(
    "Measure or part", "the id of the measure, or of the part", Names.MEASURES_AND_PARTS
)


@cache
def _columns(model: type[schema.Entry], tables: tuple[str, ...]) -> tuple[Column, ...]:
    shape = model.model_json_schema()
    found = list(_of_shape(shape, shape.get("$defs", {}), MEANINGS[model], ()))
    for name in tables:
        inner = _FURTHER[name]
        shape = inner.model_json_schema()
        found += _of_shape(shape, shape.get("$defs", {}), MEANINGS[inner], (name,))
    if model is schema.RatingEntry or "rating" in tables:
        names = schema.ColourNamesEntry
        above: Location = ("rating", "names") if "rating" in tables else ("names",)
        found += _of_shape(names.model_json_schema(), {}, MEANINGS[names], above)
    return tuple(
        replace(each, names=None) if (model, each.path[-1]) in _FREE else each for each in found
    )


def _of_shape(
    shape: Mapping[str, Any],
    models: Mapping[str, Any],
    meanings: Mapping[str, str],
    above: Location,
) -> Iterator[Column]:
    """Columns of the keys that hold a value, or a list of values."""
    required = set(shape.get("required", ()))
    for key, inner in shape["properties"].items():
        found = _kind(inner, models)
        if found is not None:
            kind, choices = found
            yield Column(
                header=_header((*above, key)),
                kind=kind,
                meaning=_plain(meanings[key]),
                path=(*above, key),
                choices=choices,
                required=key in required and not above,
                names=_NAMES.get(key) if kind in (Kind.TEXT, Kind.WHOLE) and not choices else None,
            )


def _header(path: Location) -> str:
    *above, key = (str(step).replace("_", " ") for step in path)
    words = ": ".join([*above, key])
    return words[0].upper() + words[1:]


def _kind(
    shape: Mapping[str, Any], models: Mapping[str, Any]
) -> tuple[Kind, tuple[str, ...]] | None:
    """What a key holds, and what may be chosen; None for tables."""
    if "$ref" in shape:
        return _kind(models[str(shape["$ref"]).rpartition("/")[2]], models)
    if "anyOf" in shape:
        return _kind(shape["anyOf"][0], models)
    if "enum" in shape:
        return Kind.TEXT, tuple(shape["enum"])
    if shape.get("format") == "date":
        return Kind.DAY, ()
    if shape["type"] == "array":
        inner = _kind(shape["items"], models)
        return None if inner is None else (_LISTS[inner[0]], ())
    kind = _KINDS.get(shape["type"])
    return None if kind is None else (kind, (YES, NO) if kind is Kind.YES_NO else ())


def _plain(meaning: str) -> str:
    """A meaning without the signs that a page marks code and links with."""
    return _LINK.sub(r"\1", meaning).replace("`", "")
