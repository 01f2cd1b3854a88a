"""What must hold of partnership.toml, and of what other files name it by.

Boards, partners and commitments are named from five places: the themes, the calendar, measures,
activities and the business of boards. Where the file is missing, nothing may be named; where it
cannot be read, nothing is said about names.
"""

from collections.abc import Iterator

from kpis.plan.faults import fault, shown
from kpis.plan.files import (
    ACTIVITIES,
    CALENDAR,
    MEASURES,
    OUTCOMES,
    PARTNERSHIP,
    THEMES,
    PlanFiles,
    Table,
)
from kpis.plan.measure_rules import KeyFault, entries
from kpis.plan.names.folding import folded
from kpis.plan.plan_rules import known_values, number_faults, unknown

Known = set[object] | None  # None where not all could be read


def partnership_faults(files: PlanFiles) -> Iterator[str]:
    """Every fault of partnership.toml, and of references to it."""
    if PARTNERSHIP in files.unreadable:
        return
    table = files.tables.get(PARTNERSHIP, {})
    boards = known_values(table | {"boards": table.get("boards", [])}, "boards", "id")
    partners = known_values(table | {"partners": table.get("partners", [])}, "partners", "id")
    for key, sentence in (
        *_once(table, "boards", "id"),
        *_once(table, "boards", "title"),
        *_once(table, "partners", "id"),
        *number_faults({"commitments": [], **table}, "commitments"),
        *_commitment_faults(table, files.tables.get(OUTCOMES), partners),
        *_business_faults(table, boards, files),
    ):
        yield fault(PARTNERSHIP, key, sentence)
    if PARTNERSHIP in files.tables:
        yield from _theme_faults(table, files.tables.get(THEMES, {}))
    yield from _meeting_faults(files.tables.get(CALENDAR, {}), boards)
    yield from _partner_faults(files, partners)


def _once(table: Table, list_key: str, key: str) -> Iterator[KeyFault]:
    """Case and blanks tell no two apart: ids stand in addresses, titles in lists."""
    seen: dict[str, int] = {}
    for position, entry in entries(table, list_key):
        name = entry.get(key)
        if isinstance(name, str) and seen.setdefault(folded(name), position) != position:
            first = f"{list_key}[{seen[folded(name)]}]"
            yield f"{list_key}[{position}].{key}", f"{shown(name)} is already the {key} of {first}."


def _commitment_faults(table: Table, outcomes: Table | None, partners: Known) -> Iterator[KeyFault]:
    numbers = known_values(outcomes, "outcomes", "number")
    for position, entry in entries(table, "commitments"):
        key = f"commitments[{position}]"
        if entry.get("sources") == []:
            yield f"{key}.sources", "is empty. Say in which document the commitment stands."
        for outcome in entry.get("supports") or ():
            if sentence := unknown(outcome, numbers, OUTCOMES):
                yield f"{key}.supports", sentence
        for partner in entry.get("partners") or ():
            if sentence := unknown(partner, partners, PARTNERSHIP):
                yield f"{key}.partners", sentence


def _business_faults(table: Table, boards: Known, files: PlanFiles) -> Iterator[KeyFault]:
    """A board, measures and activities that there are, each once in the business of a board."""
    measures, codes = _measure_ids(files), _activity_codes(table, files)
    seen: dict[tuple[str, str], int] = {}
    for position, entry in entries(table, "business"):
        key, board = f"business[{position}]", entry.get("board")
        if sentence := unknown(board, boards, PARTNERSHIP):
            yield f"{key}.board", sentence
        if entry.get("measures", []) == [] and entry.get("activities", []) == []:
            yield key, "It names no measure and no activity. Name one, or remove it."
        for list_key, known, where in (
            ("measures", measures, f"{MEASURES}/"),
            ("activities", codes, f"{ACTIVITIES} or {PARTNERSHIP}"),
        ):
            for name in entry.get(list_key) or ():
                if name is not None and known is not None and name not in known:
                    yield f"{key}.{list_key}", f"{shown(name)} is not in {where}."
                elif name is not None and board is not None:
                    first = seen.setdefault((board, name), position)
                    if first != position:
                        sentence = f"{shown(name)} is business of {board} already, by"
                        yield f"{key}.{list_key}", f"{sentence} business[{first}]. Remove one."


def _measure_ids(files: PlanFiles) -> set[str]:
    """Of measures and parts; a file that cannot be read still has its name."""
    ids = {
        file.removeprefix(f"{MEASURES}/").removesuffix(".toml")
        for file in (*files.tables, *files.unreadable)
        if file.startswith(f"{MEASURES}/")
    }
    parts = (part.get("id") for _, table in files.measures() for _, part in entries(table, "parts"))
    return ids | {each for each in parts if isinstance(each, str)}


def _activity_codes(table: Table, files: PlanFiles) -> set[str] | None:
    """None where not all activities could be read."""
    activities = files.tables.get(ACTIVITIES)
    if activities is None or activities.get("activities") is None:
        return None
    found = {
        f"A{entry.get('outcome')}.{entry.get('number')}"
        for _, entry in entries(activities, "activities")
    }
    return found | {f"P{entry.get('number')}" for _, entry in entries(table, "commitments")}


def _theme_faults(table: Table, themes: Table) -> Iterator[str]:
    """A theme's board is one of the boards, by its title."""
    titles = known_values(table | {"boards": table.get("boards", [])}, "boards", "title")
    for position, theme in entries(themes, "themes"):
        if sentence := unknown(theme.get("board"), titles, PARTNERSHIP):
            yield fault(THEMES, f"themes[{position}].board", sentence)


def _meeting_faults(calendar: Table, boards: Known) -> Iterator[str]:
    seen: set[tuple[object, object]] = set()
    for position, meeting in entries(calendar, "meetings"):
        board, day = meeting.get("board"), meeting.get("day")
        if sentence := unknown(board, boards, PARTNERSHIP):
            yield fault(CALENDAR, f"meetings[{position}].board", sentence)
        elif None not in (board, day) and (board, day) in seen:
            sentence = f"{board} meets on {day} already. Remove one."
            yield fault(CALENDAR, f"meetings[{position}].day", sentence)
        seen.add((board, day))


def _partner_faults(files: PlanFiles, partners: Known) -> Iterator[str]:
    """Partners that measures, parts and activities name, each once."""
    for file, key, table in _with_partners(files):
        named = table.get("partners") or []
        for partner in named:
            if sentence := unknown(partner, partners, PARTNERSHIP):
                yield fault(file, key, sentence)
        twice = {each for each in named if each is not None and named.count(each) > 1}
        for partner in sorted(twice):
            yield fault(file, key, f"{shown(partner)} is there twice. Remove one.")


def _with_partners(files: PlanFiles) -> Iterator[tuple[str, str, Table]]:
    for file, table in files.measures():
        yield file, "partners", table
        for position, part in entries(table, "parts"):
            yield file, f"parts[{position}].partners", part
    for position, entry in entries(files.tables.get(ACTIVITIES, {}), "activities"):
        yield ACTIVITIES, f"activities[{position}].partners", entry
