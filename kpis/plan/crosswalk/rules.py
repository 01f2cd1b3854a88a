"""What must hold between a plan and the plan before it.

History is one line across plans only if every measure's fate is told: one that is gone without a
word would take its figures with it, and one that comes back under the id of another would show
that one's figures as its own. So each id that is not in both plans has to be named, once.
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from kpis.model import ONE_LINE, Continuation
from kpis.plan.crosswalk.links import (
    EarlierPlan,
    earlier_plan,
    folders_before,
    is_relative,
    previous_folder,
)
from kpis.plan.faults import fault
from kpis.plan.files import CROSSWALK, MEASURES, PLAN, PlanFiles, Table
from kpis.plan.measure_references import id_of_file
from kpis.plan.measure_rules import KeyFault, entries
from kpis.plan.rating.aim_rules import is_financial_year

_ONE, _NONE, _SEVERAL = "one", "none", "two or more"
# How many measures of the plan before, and of this one, a change takes.
_TAKES = {
    Continuation.CONTINUED: (_ONE, _ONE),
    Continuation.CONTINUED_WITH_BREAK: (_ONE, _ONE),
    Continuation.SPLIT: (_ONE, _SEVERAL),
    Continuation.MERGED: (_SEVERAL, _ONE),
    Continuation.REPLACED: (_ONE, _ONE),
    Continuation.DROPPED: (_ONE, _NONE),
    Continuation.ADDED: (_NONE, _ONE),
}
_SAME = ("unit", "frequency")  # without which two figures cannot stand in one line


def crosswalk_faults(files: PlanFiles) -> Iterator[str]:
    """Every fault of `previous` and of crosswalk.toml; none where a plan has neither."""
    plan, crosswalk = files.tables.get(PLAN, {}), files.tables.get(CROSSWALK, {})
    name = plan.get("previous")
    if name is None:
        if "previous" not in plan and PLAN in files.tables and crosswalk.get("changes"):
            words = "does nothing: plan.toml names no previous plan. Name it, or remove the file."
            yield fault(CROSSWALK, "changes", words)
        return
    before = previous_folder(files.folder, name)
    if before is None:
        yield fault(PLAN, "previous", _not_there(name))
        return
    if circle := _circle(files.folder, before):
        yield fault(PLAN, "previous", circle)
        return
    earlier = earlier_plan(before)
    if plan.get("id") and plan["id"] == earlier.id:
        yield fault(PLAN, "id", f'"{earlier.id}" is the id of the plan before. Give it its own.')
    first = plan.get("first_year")
    if isinstance(first, str) and is_financial_year(first) and first <= earlier.first_year:
        words = f"{first} is not after the first year of the plan before, {earlier.first_year}."
        yield fault(PLAN, "first_year", words)
    yield from _Crosswalk(files, earlier, name).faults()


def _not_there(name: str) -> str:
    if not is_relative(name):
        return f'must be relative to the plan\'s own folder, as in "../2019-22"; found "{name}".'
    return f'"{name}" is no folder of a plan: there is no plan.toml in it.'


def _circle(folder: Path, before: Path) -> str | None:
    """The sentence for plans each of which says another is the one before; None for others."""
    if before == folder.resolve():
        return "names the plan itself. Name the plan before it."
    met = [folder.resolve()]
    for each in (before, *folders_before(before)):
        met.append(each)
        if each in met[:-1]:
            names = " → ".join(one.name for one in met)
            return (
                f"The plans before lead round in a circle: {names}. One of them must name no other."
            )
    return None


class _Named(NamedTuple):
    """An id in a change. key: where it stands: "changes[2].from"."""

    id: str
    key: str
    kind: str


class _Crosswalk:
    def __init__(self, files: PlanFiles, earlier: EarlierPlan, name: str) -> None:
        self._files, self._earlier, self._name = files, earlier, name
        self._now = _measures_of(files)
        self._part_of = {
            part["id"]: id_of_file(file)
            for file, table in files.measures()
            for _, part in entries(table, "parts")
            if part.get("id") is not None
        }
        changes = files.tables.get(CROSSWALK, {}).get("changes", [])
        # What cannot be read as a whole has been told; nothing is missing from it then.
        self._readable = CROSSWALK not in files.unreadable and changes is not None
        self._changes = [
            (f"changes[{place}]", entry)
            for place, entry in entries({"changes": changes}, "changes")
        ]
        self._from = list(self._ids("from"))
        self._to = list(self._ids("to"))

    def faults(self) -> Iterator[str]:
        for key, entry in self._changes:
            for below, sentence in _of_one(entry):
                yield fault(CROSSWALK, f"{key}.{below}", sentence)
        for key, sentence in (*self._unknown(), *self._twice(), *self._ids_that_stay()):
            yield fault(CROSSWALK, key, sentence)
        if self._readable:
            yield from self._untold()
        yield from self._of_another_kind()
        yield from self._taken()

    def _ids(self, side: str) -> Iterator[_Named]:
        for key, entry in self._changes:
            for each in entry.get(side) or ():
                if each is not None and entry.get("kind") is not None:
                    yield _Named(each, f"{key}.{side}", entry["kind"])

    def _unknown(self) -> Iterator[KeyFault]:
        for named in self._from:
            if named.id not in self._earlier.measures:
                where = f'the plan before, "{self._name}"'
                yield named.key, _no_measure(named.id, where, self._earlier.measures)
        for named in self._to:
            if named.id not in self._now:
                yield named.key, _no_measure(named.id, "this plan", self._now)

    def _twice(self) -> Iterator[KeyFault]:
        for side in (self._from, self._to):
            first: dict[str, str] = {}
            for named in side:
                if named.id in first:
                    there = first[named.id]
                    where = "there twice" if there == named.key else f"in {there} already"
                    yield named.key, f'"{named.id}" is {where}. A measure changes once.'
                first.setdefault(named.id, named.key)

    def _ids_that_stay(self) -> Iterator[KeyFault]:
        """Ids of both plans where one side has to be gone or new."""
        goes_on = {
            (entry["from"][0], entry["to"][0])
            for _, entry in self._changes
            if entry.get("kind") in ONE_LINE and entry.get("from") and entry.get("to")
        }
        for named in self._from:
            if named.id in self._now and (named.id, named.id) not in goes_on:
                yield (
                    named.key,
                    f'"{named.id}" is still in this plan. {_instead(named.kind, named.id)}',
                )
        for named in self._to:
            if named.id in self._earlier.measures and (named.id, named.id) not in goes_on:
                yield (
                    named.key,
                    f'"{named.id}" is a measure of the plan before too, with figures of its own. '
                    "Take an id that is new.",
                )

    def _untold(self) -> Iterator[str]:
        """Ids that are in one plan only and that no change names."""
        told = {named.id for named in self._from}
        for each in self._earlier.measures:
            of = self._earlier.part_of.get(each)
            if each in self._now or each in told or of in told:
                continue
            if of is None or of in self._now:
                yield fault(
                    CROSSWALK,
                    "changes",
                    f'"{each}" of the plan before is not in this plan, and no change says what '
                    "became of it. Add one.",
                )
        told = {named.id for named in self._to}
        for each in self._now:
            of = self._part_of.get(each)
            if each in self._earlier.measures or each in told or of in told:
                continue
            if of is None or of in self._earlier.measures:
                yield fault(
                    CROSSWALK,
                    "changes",
                    f'"{each}" is not in the plan before, and no change says where it comes from. '
                    'Add one; its kind is "added" where it is new.',
                )

    def _of_another_kind(self) -> Iterator[str]:
        """Measures that go on in one line though their figures are of another unit or period."""
        for was, now in self._lines():
            before, after = self._earlier.measures[was], self._now[now]
            for key in _SAME:
                old, new = before.get(key), after.get(key)
                if old is not None and new is not None and old != new:
                    file = f"{MEASURES}/{self._part_of.get(now, now)}.toml"
                    yield fault(
                        file,
                        key,
                        f"is {new}, and was {old} in the plan before: figures of both cannot stand "
                        'in one line. Give the measure another id and say "replaced" in '
                        f"{CROSSWALK}.",
                    )

    def _lines(self) -> Iterator[tuple[str, str]]:
        """(id in the plan before, id in this plan) of what goes on; of a measure, not its parts."""
        gone = {named.id for named in self._from}
        for each in self._earlier.measures:
            if each in self._now and each not in gone and each not in self._part_of:
                yield each, each
        for _, entry in self._changes:
            was, now = (entry.get("from") or [None])[0], (entry.get("to") or [None])[0]
            known = was in self._earlier.measures and now in self._now
            if entry.get("kind") in ONE_LINE and known and now not in self._part_of:
                yield was, now

    def _taken(self) -> Iterator[str]:
        """Ids that are new in this plan, and were another measure's in a plan further back."""
        new = [each for each in self._now if each not in self._earlier.measures]
        if not new:
            return
        for folder in folders_before(self._earlier.folder):
            there = earlier_plan(folder).measures
            for each in new:
                if each in there:
                    yield fault(
                        f"{MEASURES}/{self._part_of.get(each, each)}.toml",
                        "id",
                        f'"{each}" was the id of a measure in {folder.name}, whose figures would '
                        "be taken for this one's. Take an id that is new.",
                    )


def _of_one(entry: Table) -> Iterator[KeyFault]:
    """What is wrong with a change whatever the plans hold."""
    kind = entry.get("kind")
    if kind is None:
        return
    sides = [entry.get(side, []) for side in ("from", "to")]
    if None not in sides:
        counts = tuple(map(len, sides))
        if not all(map(_fits, counts, _TAKES[kind])):
            before, after = _TAKES[kind]
            yield (
                "from" if not _fits(counts[0], before) else "to",
                f"{kind} takes {before} of the plan before and {after} of this plan; found "
                f"{counts[0]} and {counts[1]}.",
            )
        elif kind == Continuation.REPLACED and sides[0] == sides[1]:
            yield "to", "is the same id. What replaces a measure has another."
    if kind != Continuation.CONTINUED and entry.get("reason", "") == "":
        yield "reason", "is missing. Say why, for readers."


def _fits(count: int, takes: str) -> bool:
    return {_NONE: count == 0, _ONE: count == 1}.get(takes, count > 1)


def _instead(kind: str, measure: str) -> str:
    if kind in ONE_LINE:
        return "It cannot go on as another measure as well."
    return (
        f"Remove its file, {MEASURES}/{measure}.toml; or say continued_with_break, where it goes "
        "on under this id and is defined anew."
    )


def _no_measure(each: str, where: str, known: Iterable[str]) -> str:
    near = get_close_matches(each, sorted(known), n=1)
    return f'"{each}" is no measure of {where}.' + (f" Did you mean {near[0]}?" if near else "")


def _measures_of(files: PlanFiles) -> dict[str, Table]:
    """Tables by id of measure and part; {} of a file that cannot be read."""
    measures: dict[str, Table] = {
        id_of_file(file): {} for file in files.unreadable if file.startswith(f"{MEASURES}/")
    }
    for file, table in files.measures():
        measures[id_of_file(file)] = table
        for _, part in entries(table, "parts"):
            if part.get("id") is not None:
                measures[part["id"]] = {**table, **part}
    return measures
