"""What becomes of measures in next year's plan: dropped, split, merged, replaced, continued.

Each is an act on the folder of a plan that follows another and is not agreed yet: the files of
measures come and go, and its crosswalk says which and why. What else of the plan names a measure
that goes, a board, the borough or a whole, goes with it: see `references`.
"""

from collections.abc import Sequence
from copy import deepcopy
from typing import ClassVar

from kpis.model import Continuation
from kpis.model.record import Record
from kpis.plan.files import MEASURES, PLAN, Table
from kpis.use_cases.plans.acts.aims import NOT_THERE
from kpis.use_cases.plans.acts.changes import changes_in, say_change
from kpis.use_cases.plans.acts.draft import Draft
from kpis.use_cases.plans.acts.measures import id_for
from kpis.use_cases.plans.acts.references import carry_references, ids_of

# What a measure that takes another's place does not take over: it is about the old one's figures.
_OF_THE_OLD = (
    *(
        "years",
        "every_year",
        "parts",
        "breaks",
        "baselines",
        "suspensions",
        "published",
        "short_title",
    ),
    *("introduced", "retired", "retired_reason", "whole"),
)


class NewMeasure(Record):
    """A measure in the place of others: as the first of them, without what is about its figures.

    id: "" for one made of the title. definition: "" for that of the measure it follows.
    """

    title: str
    id: str = ""
    definition: str = ""


class DropMeasure(Record):
    """A measure that is in the plan no more."""

    agrees: ClassVar[bool] = False
    measure_id: str
    reason: str

    @property
    def words(self) -> str:
        return f"drop {self.measure_id}"

    def change(self, draft: Draft) -> None:
        if _is_ready(draft, [self.measure_id], self.reason):
            gone = _remove(draft, self.measure_id)
            carry_references(draft, dict.fromkeys(ids_of(self.measure_id, gone), ()))
            say_change(draft, Continuation.DROPPED, [self.measure_id], [], self.reason)


class SplitMeasure(Record):
    """A measure in whose place there are several."""

    agrees: ClassVar[bool] = False
    measure_id: str
    into: tuple[NewMeasure, ...]
    reason: str

    @property
    def words(self) -> str:
        return f"split {self.measure_id}"

    def change(self, draft: Draft) -> None:
        if len(self.into) < 2:
            draft.fault("into", "Name two measures or more that it is split into.")
        elif _is_ready(draft, [self.measure_id], self.reason):
            new = _put_in_place(draft, [self.measure_id], self.into)
            say_change(draft, Continuation.SPLIT, [self.measure_id], new, self.reason)


class MergeMeasures(Record):
    """Several measures in whose place there is one."""

    agrees: ClassVar[bool] = False
    measure_ids: tuple[str, ...]
    into: NewMeasure
    reason: str

    @property
    def words(self) -> str:
        return f"merge {', '.join(self.measure_ids)}"

    def change(self, draft: Draft) -> None:
        if len(dict.fromkeys(self.measure_ids)) < 2:
            draft.fault("measure_ids", "Choose two measures or more that are merged.")
        elif _is_ready(draft, self.measure_ids, self.reason):
            new = _put_in_place(draft, self.measure_ids, [self.into])
            say_change(draft, Continuation.MERGED, self.measure_ids, new, self.reason)


class ReplaceMeasure(Record):
    """A measure in whose place there is another."""

    agrees: ClassVar[bool] = False
    measure_id: str
    by: NewMeasure
    reason: str

    @property
    def words(self) -> str:
        return f"replace {self.measure_id}"

    def change(self, draft: Draft) -> None:
        if _is_ready(draft, [self.measure_id], self.reason):
            new = _put_in_place(draft, [self.measure_id], [self.by])
            say_change(draft, Continuation.REPLACED, [self.measure_id], new, self.reason)


class ContinueMeasure(Record):
    """A measure that goes on: defined anew, so that figures compare no longer with those before,
    or under another id. new_id: "" where it keeps its own."""

    agrees: ClassVar[bool] = False
    measure_id: str
    with_break: bool
    reason: str = ""
    new_id: str = ""

    @property
    def words(self) -> str:
        return f"continue {self.measure_id}{' with a break' if self.with_break else ''}"

    def change(self, draft: Draft) -> None:
        if not self.with_break and not self.new_id:
            draft.fault("new_id", "A measure that goes on as it is needs no word. Give an id.")
            return
        if not _is_ready(draft, [self.measure_id], self.reason if self.with_break else "none"):
            return
        now = self.new_id or self.measure_id
        if now != self.measure_id:
            if _file(now) in draft.tables:
                draft.fault("new_id", f"{now} is the id of another measure.")
                return
            draft.tables[_file(now)] = draft.tables.pop(_file(self.measure_id))
            carry_references(draft, {self.measure_id: [now]})
        draft.came_from("new_id", _file(now), ())
        kind = Continuation.CONTINUED_WITH_BREAK if self.with_break else Continuation.CONTINUED
        say_change(draft, kind, [self.measure_id], [now], self.reason)


def _file(measure_id: str) -> str:
    return f"{MEASURES}/{measure_id}.toml"


def _is_ready(draft: Draft, measure_ids: Sequence[str], reason: str) -> bool:
    """Whether the plan can say what becomes of these measures; else that is told."""
    plan = draft.tables[PLAN]
    if "previous" not in plan:
        words = "This plan follows no other. Roll it forward first: kpis plan roll."
        draft.fault("", words)
    elif "agreed" in plan:
        draft.fault("", "This plan was agreed. What becomes of a measure is said in the next.")
    for each in measure_ids:
        if _file(each) not in draft.tables:
            draft.fault("measure_id", NOT_THERE, each)
    told = {one for change in changes_in(draft) for one in change.get("to", ())}
    for each in measure_ids:
        if each in told:
            draft.fault("measure_id", "The crosswalk says already where it comes from.", each)
    if not reason.strip():
        draft.fault("reason", "Say why, for readers.")
    return not draft.faults


def _remove(draft: Draft, measure_id: str) -> Table:
    """Take a measure out; the codes of its outcome close up behind it."""
    gone = draft.tables.pop(_file(measure_id))
    for _, each in draft.measures():
        if each["outcome"] == gone["outcome"] and each["number"] > gone["number"]:
            each["number"] -= 1
    return gone


def _put_in_place(draft: Draft, measure_ids: Sequence[str], new: Sequence[NewMeasure]) -> list[str]:
    """Put measures in the place of others, last of the first one's outcome; their ids."""
    gone = [_remove(draft, each) for each in measure_ids]
    taken = {
        file.removeprefix(f"{MEASURES}/").removesuffix(".toml") for file, _ in draft.measures()
    }
    taken |= {*measure_ids}
    ids = []
    for each in new:
        title = each.title.strip()
        if not title:
            draft.fault("into", "Say what the measure is called.")
            continue
        measure_id = each.id.strip() or id_for(title, taken)
        if measure_id in taken:
            draft.fault("into", f"{measure_id} is the id of another measure.", measure_id)
            continue
        taken.add(measure_id)
        table = deepcopy(gone[0])
        for key in _OF_THE_OLD:
            table.pop(key, None)
        same = [one["number"] for _, one in draft.measures() if one["outcome"] == table["outcome"]]
        said = {"title": title, "number": max(same, default=0) + 1}
        draft.put(
            table, said | ({"definition": each.definition.strip()} if each.definition else {})
        )
        draft.tables[_file(measure_id)] = table
        draft.came_from("into", _file(measure_id), (), measure_id)
        ids.append(measure_id)
    if not draft.faults:
        all_gone = zip(measure_ids, gone, strict=True)
        names = [name for measure_id, table in all_gone for name in ids_of(measure_id, table)]
        carry_references(draft, dict.fromkeys(names, ids))
    return ids
