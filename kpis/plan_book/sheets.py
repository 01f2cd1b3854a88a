"""Which table of which file stands on which sheet, with which columns.

A sheet is a list of entries that have one model in `kpis.plan.schema`: a row for each. What an
entry belongs to (the measure of an aim, its year) stands in the first columns, its lead; the others
are the keys of the model. The sheet Plan alone stands upright: a row for each key.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from kpis.plan import schema
from kpis.plan.faults import Location
from kpis.plan.files import ACTIVITIES, CALENDAR, MEASURES, OUTCOMES, PLAN, THEMES, Table
from kpis.plan_book.meanings import MEANINGS
from kpis.plan_book.values import NO, YES, Kind

EVERY_YEAR = "every year"
GUIDE, STATE = "Guide", "State of the files"
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_KINDS = {
    "string": Kind.TEXT,
    "integer": Kind.WHOLE,
    "number": Kind.NUMBER,
    "boolean": Kind.YES_NO,
}
_FURTHER: dict[str, type[schema.Entry]] = {
    "first_figures": schema.FirstFigures,
    "rating": schema.RatingEntry,
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
    BY_YEAR = "by year"  # tables by year of a measure or a part, and the one of every year


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    header: str
    kind: Kind
    meaning: str
    path: Location = ()  # in the entry; () for what an entry belongs to
    choices: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    name: str
    about: str
    where: Where
    model: type[schema.Entry]
    file: str = ""
    key: str = ""  # of the list or table in its file
    lead: tuple[Column, ...] = ()
    tables: tuple[str, ...] = ()  # keys of further tables whose keys stand here too

    @property
    def columns(self) -> tuple[Column, ...]:
        return (*self.lead, *_columns(self.model, self.tables))


class Entry(NamedTuple):
    """One row of a sheet as the files have it. path: of the entry in its file."""

    file: str
    path: Location
    lead: tuple[str, ...]
    table: Mapping[str, Any]


def _lead(header: str, meaning: str) -> Column:
    return Column(header=header, kind=Kind.TEXT, meaning=meaning, required=True)


_MEASURE = _lead("Measure", "the id of the measure")
_MEASURE_OR_PART = _lead("Measure or part", "the id of the measure, or of the part")

PLAN_SHEET = Sheet(
    name="Plan",
    about="The plan as a whole, and by which rule figures are coloured where a measure says no "
    "other.",
    where=Where.KEYS,
    model=schema.PlanFile,
    file=PLAN,
    tables=("first_figures", "rating"),
)
CALENDAR_RULE = Sheet(
    name="Calendar rule",
    about="The dates of a quarter that has none of its own: days after it ends, moved on to a "
    "working day.",
    where=Where.KEYS,
    model=schema.RuleEntry,
    file=CALENDAR,
    key="rule",
)
SHEETS = (
    PLAN_SHEET,
    Sheet(
        name="Priorities",
        about="The priorities of the plan.",
        where=Where.LIST,
        model=schema.PriorityEntry,
        file=PLAN,
        key="priorities",
    ),
    Sheet(
        name="Outcomes",
        about="The outcomes, and the priority each belongs to.",
        where=Where.LIST,
        model=schema.OutcomeEntry,
        file=OUTCOMES,
        key="outcomes",
    ),
    Sheet(
        name="Themes and boards",
        about="The themes of the partnership's plan, and the board that delivers each.",
        where=Where.LIST,
        model=schema.ThemeEntry,
        file=THEMES,
        key="themes",
    ),
    Sheet(
        name="Measures",
        about="What is measured: a row for each measure. What belongs to a measure (its themes, "
        "parts, aims) stands on the sheets that follow.",
        where=Where.FILES,
        model=schema.MeasureFile,
        lead=(_lead("Id", "its name in addresses and files, for good"),),
    ),
    Sheet(
        name="Measures and themes",
        about="The themes that each measure supports.",
        where=Where.OF_MEASURE,
        model=schema.ThemeLinkEntry,
        key="themes",
        lead=(_MEASURE,),
    ),
    Sheet(
        name="Parts",
        about="The groups a measure is returned by. What a part leaves empty it takes from its "
        "measure.",
        where=Where.OF_MEASURE,
        model=schema.PartEntry,
        key="parts",
        lead=(_MEASURE,),
    ),
    Sheet(
        name="Aims by year",
        about=f"What a year asks of a measure, in the measure's own unit. A row for {EVERY_YEAR} "
        "says what holds where a year says nothing else.",
        where=Where.BY_YEAR,
        model=schema.AimEntry,
        lead=(
            _MEASURE_OR_PART,
            _lead("Year", f"the year the aim is for, as in 2019/20; or: {EVERY_YEAR}"),
        ),
    ),
    Sheet(
        name="Rating rules",
        about="The rule a measure or part is rated by, where it is not the plan's.",
        where=Where.ONE_OF_BOTH,
        model=schema.RatingEntry,
        key="rating",
        lead=(_MEASURE_OR_PART,),
    ),
    Sheet(
        name="Official statistics",
        about="The official statistic that gives a measure's figures, where there is one.",
        where=Where.ONE_OF_MEASURE,
        model=schema.PublishedEntry,
        key="published",
        lead=(_MEASURE,),
    ),
    Sheet(
        name="Breaks",
        about="From this period on figures of the measure do not compare with those before it.",
        where=Where.OF_MEASURE,
        model=schema.BreakEntry,
        key="breaks",
        lead=(_MEASURE,),
    ),
    Sheet(
        name="Baselines",
        about="From this period on control limits are recalculated; figures go on comparing.",
        where=Where.OF_MEASURE,
        model=schema.BaselineEntry,
        key="baselines",
        lead=(_MEASURE,),
    ),
    Sheet(
        name="Suspensions",
        about="Quarters in which a measure is not collected.",
        where=Where.OF_MEASURE,
        model=schema.SuspensionEntry,
        key="suspensions",
        lead=(_MEASURE,),
    ),
    Sheet(
        name="Activities",
        about="What the council said it would do, by outcome.",
        where=Where.LIST,
        model=schema.ActivityEntry,
        file=ACTIVITIES,
        key="activities",
    ),
    CALENDAR_RULE,
    Sheet(
        name="Calendar",
        about="The dates of single quarters, where they are not as the rule says.",
        where=Where.NAMED,
        model=schema.QuarterEntry,
        file=CALENDAR,
        key="quarters",
        lead=(_lead("Quarter", "the quarter, as in 2019-20-Q2"),),
    ),
    Sheet(
        name="Areas",
        about="Other names of an area, which returns use.",
        where=Where.LIST,
        model=schema.AreaNamesEntry,
        file=PLAN,
        key="area_names",
    ),
    Sheet(
        name="Areas compared with",
        about="Whom the council is ranked among on published figures. The first is the one that "
        "reports tell of.",
        where=Where.LIST,
        model=schema.ComparatorSetEntry,
        file=PLAN,
        key="comparator_sets",
    ),
)


def entries(sheet: Sheet, tables: Mapping[str, Table]) -> Iterator[Entry]:
    """Every row of a sheet, in the order of the files; none of what is None.

    tables: as in `PlanFiles.tables`.
    """
    if sheet.where is Where.KEYS:
        table = tables.get(sheet.file, {})
        path: Location = (sheet.key,) if sheet.key else ()
        yield Entry(sheet.file, path, (), table.get(sheet.key, {}) if sheet.key else table)
    elif sheet.where is Where.LIST:
        for place, entry in enumerate(tables.get(sheet.file, {}).get(sheet.key) or []):
            yield Entry(sheet.file, (sheet.key, place), (), entry)
    elif sheet.where is Where.NAMED:
        for name, entry in (tables.get(sheet.file, {}).get(sheet.key) or {}).items():
            yield Entry(sheet.file, (sheet.key, name), (name,), entry)
    else:
        for file, table in tables.items():
            if file.startswith(f"{MEASURES}/"):
                yield from _of_measure(sheet, file, table)


def id_of(file: str) -> str:
    """The id of the measure of a file: "recycling" of "measures/recycling.toml"."""
    return file.removeprefix(f"{MEASURES}/").removesuffix(".toml")


def file_of(measure_id: str) -> str:
    return f"{MEASURES}/{measure_id}.toml"


def _of_measure(sheet: Sheet, file: str, table: Table) -> Iterator[Entry]:
    measure_id = id_of(file)
    if sheet.where is Where.FILES:
        yield Entry(file, (), (measure_id,), table)
    elif sheet.where is Where.OF_MEASURE:
        for place, entry in enumerate(table.get(sheet.key) or []):
            yield Entry(file, (sheet.key, place), (measure_id,), entry)
    elif sheet.where is Where.ONE_OF_MEASURE:
        if table.get(sheet.key) is not None:
            yield Entry(file, (sheet.key,), (measure_id,), table[sheet.key])
    else:
        yield from _of_both(sheet, file, (), measure_id, table)
        for place, part in enumerate(table.get("parts") or []):
            yield from _of_both(sheet, file, ("parts", place), part.get("id") or "", part)


def _of_both(
    sheet: Sheet, file: str, path: Location, owner: str, table: Mapping[str, Any]
) -> Iterator[Entry]:
    if sheet.where is Where.ONE_OF_BOTH:
        if table.get(sheet.key) is not None:
            yield Entry(file, (*path, sheet.key), (owner,), table[sheet.key])
        return
    if "every_year" in table:
        yield Entry(file, (*path, "every_year"), (owner, EVERY_YEAR), table["every_year"])
    for year, aim in (table.get("years") or {}).items():
        yield Entry(file, (*path, "years", year), (owner, year), aim)


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
    return tuple(found)


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
