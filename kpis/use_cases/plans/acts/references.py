"""What else of a plan names measures that go: it names those in their place from then on.

Boards, the borough and measures with a whole name others by id. Where a list names one, it names
all that came in its place, each once; an entry that is left with nothing goes. Where one is wanted
and several came, or what came is counted otherwise, none is named, and that is told: which one it
is only a person can say.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kpis.plan.adding_rules import SAME_AS_WHOLE
from kpis.plan.files import BOROUGH, MEASURES, PARTNERSHIP, Table
from kpis.use_cases.plans.acts.draft import Draft
from kpis.words.lists import listed

# By the id of a measure or part that goes, those in its place: () where it is dropped.
InPlace = Mapping[str, Sequence[str]]


class Named(NamedTuple):
    """A key that names measures or parts, in the tables of a list of a file."""

    file: str
    entries: str
    key: str


IN_LISTS = (Named(PARTNERSHIP, "business", "measures"), Named(BOROUGH, "topics", "measures"))
ONE = (Named(BOROUGH, "facts", "measure"),)  # beside `whole` of a measure


def ids_of(measure_id: str, table: Table) -> list[str]:
    """Of a measure and its parts."""
    return [measure_id, *(part["id"] for part in table.get("parts", ()))]


def carry_references(draft: Draft, in_place: InPlace) -> None:
    """Let the plan name what came in the place of measures that were taken out of it."""
    for named in IN_LISTS:
        for entry in _entries(draft, named):
            _carry_list(draft, entry, named.key, in_place)
    _leave_out_what_is_named_twice(draft, {new for each in in_place.values() for new in each})
    _take_out_what_is_left_with_nothing(draft, in_place)
    for named in ONE:
        for entry in _entries(draft, named):
            _carry_one(draft, entry, named.key, in_place, f"the fact “{entry['text']}”")
    for _, table in draft.measures():
        _carry_one(draft, table, "whole", in_place, f"the whole of “{table['title']}”")
        _refuse_another_whole(draft, table, in_place)


def _entries(draft: Draft, named: Named) -> list[Table]:
    entries: list[Table] = draft.tables.get(named.file, {}).get(named.entries, [])
    return entries


def _carry_list(draft: Draft, entry: Table, key: str, in_place: InPlace) -> None:
    was = entry.get(key, [])
    if not in_place.keys().isdisjoint(was):
        now = dict.fromkeys(new for each in was for new in in_place.get(each, (each,)))
        draft.put(entry, {key: list(now)})


def _leave_out_what_is_named_twice(draft: Draft, new: set[str]) -> None:
    """Of the business of a board, in which each stands once: two were merged, maybe."""
    seen: set[tuple[str, str]] = set()
    for entry in _entries(draft, IN_LISTS[0]):
        board, names = entry["board"], entry.get("measures", [])
        kept = [each for each in names if each not in new or (board, each) not in seen]
        seen |= {(board, each) for each in kept}
        if kept != names:
            draft.put(entry, {"measures": kept})


def _take_out_what_is_left_with_nothing(draft: Draft, in_place: InPlace) -> None:
    table = draft.tables.get(PARTNERSHIP, {})
    left = [each for each in table.get("business", ()) if _names_something(each)]
    for each in table.get("business", ()):
        if not _names_something(each):
            draft.notes.append(
                f"The business of {each['board']} that named {listed(list(in_place))} and nothing "
                f"else goes, with its reason: “{each['reason']}”"
            )
    draft.put(table, {"business": left})


def _names_something(business: Table) -> bool:
    return bool(business.get("measures") or business.get("activities"))


def _carry_one(draft: Draft, entry: Table, key: str, in_place: InPlace, what: str) -> None:
    was = entry.get(key, "")
    if was not in in_place:
        return
    now = in_place[was]
    draft.put(entry, {key: now[0] if len(now) == 1 else None})
    if len(now) > 1:
        draft.notes.append(
            f"To be looked at: {what} named {was}. It may name {listed(list(now), 'or')}, and "
            "names none of them until somebody chooses, in the plan's files or its workbook."
        )


def _refuse_another_whole(draft: Draft, table: Table, in_place: InPlace) -> None:
    """A new measure that is counted otherwise is no whole that parts can be held against."""
    new = table.get("whole", "")
    if not any(new in each for each in in_place.values()):
        return
    whole = draft.tables[f"{MEASURES}/{new}.toml"]
    if any(table.get(key, 0) != whole.get(key, 0) for key in SAME_AS_WHOLE):
        table.pop("whole")
        draft.notes.append(
            f"To be looked at: “{table['title']}” has no whole any more, for {new} is counted "
            "otherwise."
        )
