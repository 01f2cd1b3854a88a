"""Read the files of a plan's folder and hold each against its schema.

A faulty file must not hide what is wrong in the others, nor one faulty key the rest of its file.
So next to the valid entries this gives every readable file as a plain table in which a faulty
value is replaced by None (TOML itself has no such value): a rule that meets None knows that the
value is there and already reported, and passes over it.
"""

import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kpis.plan.faults import Location, fault, in_words, sentence_of, unparsable
from kpis.plan.filling.of_survey import SURVEYS, with_survey

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

    from kpis.plan.schema import (
        ActivitiesFile,
        CalendarFile,
        Entry,
        MeasureFile,
        OutcomesFile,
        PlanFile,
        ThemesFile,
    )

Table = dict[str, Any]
Model = TypeVar("Model", bound="BaseModel")

PLAN, OUTCOMES, THEMES = "plan.toml", "outcomes.toml", "themes.toml"
ACTIVITIES, CALENDAR = "activities.toml", "calendar.toml"
CROSSWALK = "crosswalk.toml"  # of `schema.FURTHER_FILES`
BOROUGH = "borough.toml"  # may be left out
PUBLICATION = "publication.toml"  # likewise
MEASURES = "measures"
PARTNERSHIP = "partnership.toml"  # which a plan may leave out


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """Every file of a plan, each keeping to its schema. Measures by id, in order of file name."""

    plan: "PlanFile"
    outcomes: "OutcomesFile"
    themes: "ThemesFile"
    activities: "ActivitiesFile"
    calendar: "CalendarFile"
    measures: "dict[str, MeasureFile]"
    further: "dict[str, Entry]"  # of `schema.FURTHER_FILES`, those that are there


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFiles:
    folder: Path
    tables: dict[str, Table]  # by file ("measures/recycling.toml"); unreadable files are absent
    filled: dict[str, Table]  # those of measures, with what each takes of its survey
    unreadable: tuple[str, ...]  # files that are missing or no TOML
    entries: Entries | None  # None when any file is missing, unreadable or faulty
    faults: list[str]

    def measures(self) -> Iterator[tuple[str, Table]]:
        """(file, table) of every readable measure, with what it takes of its survey."""
        yield from self.filled.items()


def _why_not_opened(folder: Path) -> str:
    """Why nothing can be read of a folder; "" where that is not so."""
    try:
        if not folder.is_dir():
            return "There is none. Name the folder of a plan.toml."
        with os.scandir(folder) as found:
            for each in found:
                each.stat()
    except OSError as error:
        return f"It cannot be opened: {error.strerror}."
    return ""


def read_plan_files(folder: Path) -> PlanFiles:
    """Read and check every file of the folder by itself; raises nothing."""
    if sentence := _why_not_opened(folder):
        absent = fault(str(folder), "folder", sentence)
        return PlanFiles(
            folder=folder,
            tables={},
            filled={},
            unreadable=(str(folder),),
            entries=None,
            faults=[absent],
        )
    measures = sorted((folder / MEASURES).glob("*.toml"))
    return _checked(_Reading(folder), [f"{MEASURES}/{path.name}" for path in measures])


def check_tables(tables: Mapping[str, Table], folder: Path) -> PlanFiles:
    """The same of tables that come from elsewhere than the files themselves.

    tables: by file, as in `PlanFiles.tables`; changed where a value is faulty. One that is absent
    is taken for reported, and so is a value that is None.
    """
    measures = [file for file in tables if file.startswith(f"{MEASURES}/")]
    return _checked(_Given(folder, tables), sorted(measures))


def _checked(reading: "_Reading", measure_files: Iterable[str]) -> PlanFiles:
    from kpis.plan import schema

    plan = reading.entry(PLAN, schema.PlanFile)
    outcomes = reading.entry(OUTCOMES, schema.OutcomesFile)
    themes = reading.entry(THEMES, schema.ThemesFile)
    activities = reading.entry(ACTIVITIES, schema.ActivitiesFile)
    calendar = reading.entry(CALENDAR, schema.CalendarFile)
    further = {
        file: entry
        for file, model in schema.FURTHER_FILES.items()
        if reading.has(file) and (entry := reading.entry(file, model)) is not None
    }
    measures = {}
    for file in measure_files:
        measure = reading.measure(file)
        if measure is not None:
            measures[Path(file).stem] = measure
    entries = None
    if plan and outcomes and themes and activities and calendar and not reading.faults:
        entries = Entries(
            plan=plan,
            outcomes=outcomes,
            themes=themes,
            activities=activities,
            calendar=calendar,
            measures=measures,
            further=further,
        )
    return PlanFiles(
        folder=reading.folder,
        tables=reading.tables,
        filled=reading.filled,
        unreadable=tuple(file for file in reading.seen if file not in reading.tables),
        entries=entries,
        faults=reading.faults,
    )


class _Reading:
    """Collects tables and faults while the files of one folder are read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: list[str] = []
        self.tables: dict[str, Table] = {}
        self.filled: dict[str, Table] = {}
        self.faults: list[str] = []

    def has(self, file: str) -> bool:
        """Whether a file is there that a plan may leave out."""
        return (self.folder / file).exists()

    def entry(self, file: str, schema: type[Model]) -> Model | None:
        """The file's valid entry; None, and its faults collected, when there is none."""
        self.seen.append(file)
        table = self._table(file)
        if table is None:
            return None
        self.tables[file] = table
        return self._valid(file, table, schema)

    def measure(self, file: str) -> "MeasureFile | None":
        """The same of a measure, with what it takes of its survey; surveys are read before."""
        from kpis.plan.schema import MeasureFile

        self.seen.append(file)
        table = self._table(file)
        if table is None:
            return None
        self.tables[file] = table
        filled = self.filled[file] = with_survey(table, self.tables.get(SURVEYS, {}))
        entry = self._valid(file, filled, MeasureFile)
        table |= {key: None for key, value in filled.items() if value is None}
        return entry

    def _valid(self, file: str, table: Table, schema: type[Model]) -> Model | None:
        """The valid entry of a table; None where it has faults, which are collected and marked."""
        from pydantic import ValidationError

        try:
            return schema.model_validate(table)
        except ValidationError as error:
            self.faults.extend(_faults_of(file, error, schema))
            for detail in error.errors(include_url=False):
                if detail["type"] != "extra_forbidden":
                    _mark_faulty(table, detail["loc"])
            return None

    def _table(self, file: str) -> Table | None:
        try:
            return tomllib.loads((self.folder / file).read_bytes().decode("utf-8-sig"))
        except FileNotFoundError:
            self.faults.append(fault(file, "file", "It is missing. Every plan has one."))
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            self.faults.append(fault(file, f"line {line}", "It is not UTF-8. Save it as UTF-8."))
        except OSError as error:
            self.faults.append(fault(file, "file", f"It cannot be opened: {error.strerror}."))
        except ValueError as error:  # TOMLDecodeError, or a number of thousands of digits
            self.faults.append(unparsable(file, error))
        except RecursionError:
            self.faults.append(fault(file, "file", "Its lists are nested too deeply to be read."))
        return None


class _Given(_Reading):
    """The same while tables are checked that were read before."""

    def __init__(self, folder: Path, tables: Mapping[str, Table]) -> None:
        super().__init__(folder)
        self._given = tables

    def has(self, file: str) -> bool:
        return file in self._given

    def _table(self, file: str) -> Table | None:
        return self._given.get(file)


def _faults_of(file: str, error: "ValidationError", schema: "type[BaseModel]") -> Iterator[str]:
    errors = error.errors(include_url=False)
    keys = _keys_of(schema) if any(e["type"] == "extra_forbidden" for e in errors) else set()
    for detail in errors:
        if detail["input"] is None:  # marked by whoever reported it: TOML has no such value
            continue
        context = {"key": str(detail["loc"][-1]), **detail.get("ctx", {})}
        sentence = sentence_of(detail["type"], context, detail["input"], keys)
        yield fault(file, in_words(detail["loc"]), sentence)


def _keys_of(schema: "type[BaseModel]") -> set[str]:
    """Every key a file may have, in whichever of its tables."""
    definitions = schema.model_json_schema()
    tables = (definitions, *definitions.get("$defs", {}).values())
    return {name for table in tables for name in table.get("properties", {})}


def _mark_faulty(table: Table, location: Location) -> None:
    """Put None where a faulty (or missing) value is, so that rules pass over it."""
    node: Any = table
    for step in location[:-1]:
        node = node[step]
        if node is None:  # already marked as a whole
            return
    node[location[-1]] = None
