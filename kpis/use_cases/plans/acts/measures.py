"""Add a measure, define it anew, retire it."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from kpis.model import Continuation
from kpis.model.record import Record
from kpis.plan.files import MEASURES, PLAN, Table
from kpis.plan.names.folding import folded
from kpis.use_cases.plans.acts.aims import NOT_THERE, AimWanted, SetAims
from kpis.use_cases.plans.acts.changes import say_change
from kpis.use_cases.plans.acts.draft import Draft

_LONGEST_ID = 40
REVIEW_AFTER_YEARS = 1


class RetireMeasure(Record):
    """A measure that is not collected after a quarter."""

    agrees: ClassVar[bool] = False
    measure_id: str
    last_quarter: str  # as ReportingPeriod.id
    reason: str

    @property
    def words(self) -> str:
        return f"retire {self.measure_id}"

    def change(self, draft: Draft) -> None:
        held = draft.find(self.measure_id)
        if held is None or held.path:
            draft.fault("measure_id", NOT_THERE)
            return
        _require(draft, {"last_quarter": self.last_quarter, "reason": self.reason}, _RETIRING)
        said = {"retired": self.last_quarter, "retired_reason": self.reason.strip()}
        draft.put(held.table, said)
        draft.came_from("last_quarter", held.file, ("retired",))
        draft.came_from("reason", held.file, ("retired_reason",))


class RedefineMeasure(Record):
    """A measure that is counted otherwise from a period on. said: by key of the plan's file what
    it says now: definition, title, numerator and so on."""

    agrees: ClassVar[bool] = False
    measure_id: str
    said: Mapping[str, str]
    from_period: str
    reason: str

    @property
    def words(self) -> str:
        return f"redefine {self.measure_id}"

    def change(self, draft: Draft) -> None:
        held = draft.find(self.measure_id)
        if held is None or held.path:
            draft.fault("measure_id", NOT_THERE)
            return
        if all(held.table.get(key, "") == value.strip() for key, value in self.said.items()):
            draft.fault("definition", "This is what the plan says already.")
        _require(draft, {"from_period": self.from_period, "reason": self.reason}, _REDEFINING)
        draft.put(held.table, {key: value.strip() for key, value in self.said.items()})
        for key in self.said:
            draft.came_from(key, held.file, (key,))
        breaks = held.table.setdefault("breaks", [])
        breaks.append({"period": self.from_period, "reason": self.reason.strip()})
        draft.came_from("from_period", held.file, ("breaks", len(breaks) - 1))
        _reviewed(draft, held.table)


class AddMeasure(Record):
    """A new measure, last of its outcome.

    said: by key of the plan's file, as text, number or date; outcome and title among them. themes:
    with the reason why it supports them. aim: what its first year asks, for a measure that has a
    target; its measure_id counts for nothing.
    """

    agrees: ClassVar[bool] = False
    said: Mapping[str, Any]
    themes: Mapping[str, str]
    set_by: str = ""
    year: str = ""
    aim: AimWanted | None = None
    reason: str = ""  # for readers, where the plan follows another: its crosswalk says it

    @property
    def words(self) -> str:
        return f"add the measure {self.said.get('title', '')}"

    def change(self, draft: Draft) -> None:
        title = str(self.said.get("title") or "").strip()
        if not title:
            draft.fault("title", "Say what the measure is called.")
            return
        taken = {held for file, _ in draft.measures() for held in _ids(draft, file)}
        measure_id = id_for(title, taken)
        file = f"{MEASURES}/{measure_id}.toml"
        table: Table = {}
        draft.put(table, {key: _stripped(value) for key, value in self.said.items()})
        outcome = self.said.get("outcome")
        same = [each for _, each in draft.measures() if each.get("outcome") == outcome]
        table["number"] = max((each["number"] for each in same), default=0) + 1
        table["themes"] = [
            {"theme": theme, "basis": "assigned", "reason": reason.strip()}
            for theme, reason in self.themes.items()
        ]
        draft.put(table, {"themes": table["themes"]})
        _reviewed(draft, table)
        draft.tables[file] = table
        for key in (*self.said, "themes"):
            draft.came_from(key, file, (key,))
        for key in ("years", "data_only"):
            draft.came_from("target", file, (key,))
        if "previous" in draft.tables[PLAN]:
            if not self.reason.strip():
                draft.fault("reason", "Say why it is added, for readers.")
            say_change(draft, Continuation.ADDED, [], [measure_id], self.reason)
        if self.aim is not None:
            wanted = AimWanted(
                measure_id=measure_id, figures=self.aim.figures, rationale=self.aim.rationale
            )
            SetAims(year=self.year, aims=(wanted,), set_by=self.set_by).change(draft)


def id_for(title: str, taken: set[str]) -> str:
    """A name for the files and addresses: "level_of_recycling", with a number where it is taken."""
    words = re.findall(r"[a-z0-9]+", folded(title))
    name = ""
    for word in words:
        if name and len(name) + len(word) >= _LONGEST_ID:
            break
        name = f"{name}_{word}" if name else word
    name = name[:_LONGEST_ID] or "measure"
    if not name[0].isalpha():
        name = f"m_{name}"
    number = 2
    unique = name
    while unique in taken:
        unique, number = f"{name}_{number}", number + 1
    return unique


_RETIRING = {
    "last_quarter": "Say in which quarter it is due for the last time.",
    "reason": "Say to readers why it is collected no more.",
}
_REDEFINING = {
    "from_period": "Say from which period on it is counted so.",
    "reason": "Say to readers what changed, so that they do not compare what does not compare.",
}


def _require(draft: Draft, given: Mapping[str, str], otherwise: Mapping[str, str]) -> None:
    for name, text in given.items():
        if not text.strip():
            draft.fault(name, otherwise[name])


def _reviewed(draft: Draft, table: Table) -> None:
    """Whoever defines a measure has looked at it: the next review is a year away."""
    today = draft.today
    day = min(today.day, 28)
    table["reviewed_on"] = today
    table["next_review"] = date(today.year + REVIEW_AFTER_YEARS, today.month, day)


def _ids(draft: Draft, file: str) -> list[str]:
    table = draft.tables[file]
    own = file.removeprefix(f"{MEASURES}/").removesuffix(".toml")
    return [own, *(part["id"] for part in table.get("parts", ()))]


def _stripped(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value
