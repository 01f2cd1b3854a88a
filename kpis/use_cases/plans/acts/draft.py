"""A plan's files while an act changes them: a copy of their tables, and where its fields went.

An act puts what a form says into the tables, and says of each value in which field of the form it
was typed. The whole plan is checked afterwards, and what is wrong is told beside that field.
"""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kpis.model.record import Record
from kpis.plan.faults import Location, in_words
from kpis.plan.files import MEASURES, Table


class FieldFault(Record):
    """What is wrong with what a form says.

    field: of the form; "" where it is none in particular. about: whose row of the form, the id of
    a measure or part; "" for a form without rows.
    """

    field: str
    message: str
    about: str = ""


class Held(Record):
    """A measure or part in the tables: its place in its file. measure: the table of the measure."""

    file: str
    path: Location
    table: Table
    measure: Table

    @property
    def shared(self) -> Table:
        """What all years have in common."""
        return (self.measure.get("every_year") or {}) | (self.table.get("every_year") or {})

    @property
    def years(self) -> dict[str, Table]:
        """Its aims by year, which may be changed."""
        years: dict[str, Table] = self.table.setdefault("years", {})
        return years


@dataclass(slots=True)
class Draft:
    """tables: by file, as in `PlanFiles.tables`; an act changes them. notes: sentences on what goes
    with it, or is for a person to look at, which is no fault."""

    tables: dict[str, Table]
    today: date
    faults: list[FieldFault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _places: list[tuple[str, str, str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, tables: dict[str, Table], today: date) -> "Draft":
        return cls(tables=deepcopy(tables), today=today)

    def put(self, table: Table, values: dict[str, Any]) -> None:
        """Set keys of a table; those that are None or empty are taken out of it."""
        for key, value in values.items():
            if value is None or value in ("", []):
                table.pop(key, None)
            else:
                table[key] = value

    def came_from(self, field: str, file: str, path: Location, about: str = "") -> None:
        """Say in which field of the form a key was typed; what is below the key goes with it."""
        self._places.append((file, in_words(path), field, about))

    def fault(self, field: str, message: str, about: str = "") -> None:
        self.faults.append(FieldFault(field=field, message=message, about=about))

    def find(self, measure_id: str) -> Held | None:
        """A measure or part by its id."""
        own = f"{MEASURES}/{measure_id}.toml"
        if own in self.tables:
            table = self.tables[own]
            return Held(file=own, path=(), table=table, measure=table)
        for file, table in self.measures():
            for place, part in enumerate(table.get("parts", ())):
                if part["id"] == measure_id:
                    return Held(file=file, path=("parts", place), table=part, measure=table)
        return None

    def measures(self) -> list[tuple[str, Table]]:
        """(file, table) of every measure."""
        return [each for each in self.tables.items() if each[0].startswith(f"{MEASURES}/")]

    def told(self, sentence: str) -> FieldFault:
        """A fault of the plan's files beside its field. sentence: as `kpis.plan.faults.fault`."""
        file, key, message = sentence.split(": ", 2)
        inside = [
            (len(words), name, about)
            for of_file, words, name, about in self._places
            if of_file == file and (key == words or key.startswith((f"{words}.", f"{words}[")))
        ]
        if not inside:
            return _elsewhere(file, key, message)
        _, name, about = max(inside)
        return FieldFault(field=name, message=message, about=about)


def _elsewhere(file: str, key: str, message: str) -> FieldFault:
    """A fault of what the form is not about, by where it stands in the plan's workbook."""
    from kpis.plan_book.sheets import SHEETS

    if file.startswith(f"{MEASURES}/"):
        words = key.replace("_", " ").replace(".", ", ")
        owner = file.removeprefix(f"{MEASURES}/").removesuffix(".toml")
        return FieldFault(field="", about=owner, message=f"{words}: {message}")
    of_file = [each for each in SHEETS if each.file == file]
    named = [each for each in of_file if each.key and key.startswith(each.key)] or of_file
    where = f"Sheet {named[0].name} of the workbook: " if named else ""
    return FieldFault(field="", message=f"{where}{message[:1].upper()}{message[1:]}")
