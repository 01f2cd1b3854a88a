"""What must hold between the files of a plan: references, numbers, ids, years and dates.

A rule compares what could be read. Where a file it needs is missing or unreadable it says
nothing, so that one broken file does not give fifty faults elsewhere.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from kpis.model import Frequency, RagRule
from kpis.periods import find_period
from kpis.plan.faults import fault, shown
from kpis.plan.files import ACTIVITIES, CALENDAR, OUTCOMES, PLAN, THEMES, PlanFiles, Table
from kpis.plan.measure_rules import KeyFault, entries
from kpis.plan.names.folding import folded
from kpis.plan.rating.aim_rules import is_financial_year
from kpis.plan.rating.rating_rules import rating_faults

_IN_A_WORD = (RagRule.MINIMUM_EXPECTATION, RagRule.TOLERANCE)
Day = TypeVar("Day", date, int)  # a date, or days after the quarter ends


def plan_faults(files: PlanFiles) -> Iterator[str]:
    """Every fault that needs more than one key list to see; those of measures aside."""
    tables = files.tables
    for file, faults in (
        (PLAN, _plan_file_faults(tables.get(PLAN, {}))),
        (PLAN, _first_figures_faults(tables.get(PLAN, {}), files.folder)),
        (PLAN, _comparator_set_faults(tables.get(PLAN, {}))),
        (OUTCOMES, _outcome_faults(tables.get(OUTCOMES, {}), tables.get(PLAN))),
        (THEMES, _theme_faults(tables.get(THEMES, {}))),
        (ACTIVITIES, _activity_faults(tables.get(ACTIVITIES, {}), tables.get(OUTCOMES))),
        (CALENDAR, _calendar_faults(tables.get(CALENDAR, {}))),
    ):
        yield from (fault(file, key, sentence) for key, sentence in faults)


def known_values(table: Table | None, list_key: str, key: str) -> set[object] | None:
    """The values of one key in a list of tables; None when not all of them could be read."""
    if table is None or table.get(list_key) is None:
        return None
    values = {entry.get(key) for _, entry in entries(table, list_key)}
    return None if None in values else values


def unknown(reference: object, defined: set[object] | None, file: str) -> str | None:
    """The sentence for a reference to what another file does not define; None when it does."""
    if reference is None or defined is None or reference in defined:
        return None
    listed = ", ".join(sorted(map(str, defined), key=lambda text: (len(text), text)))
    return f"{shown(reference)} is not in {file}, which has {listed or 'none'}."


def number_gap(numbers: Iterable[int]) -> str | None:
    """The sentence for numbers that do not run from 1 on; None when they do."""
    present = set(numbers)
    missing = [str(number) for number in range(1, max(present, default=0)) if number not in present]
    if not missing:
        return None
    return f"The numbers do not run on from 1: {', '.join(missing)} missing."


def number_faults(table: Table, list_key: str, group: str | None = None) -> Iterator[KeyFault]:
    """Numbers given twice, or with gaps, in a list of tables (within each value of `group`)."""
    seen: dict[tuple[object, int], int] = {}
    complete = table.get(list_key) is not None
    for position, entry in entries(table, list_key):
        number, within = entry.get("number"), entry.get(group) if group else None
        if number is None or (group and within is None):
            complete = False
            continue
        first = seen.setdefault((within, number), position)
        if first != position:
            yield (
                f"{list_key}[{position}].number",
                f"{number} is already the number of {list_key}[{first}].",
            )
    if complete:
        for within in dict.fromkeys(within for within, _ in seen):
            gap = number_gap(number for key, number in seen if key == within)
            if gap:
                yield f"{list_key} of {group} {within}" if group else list_key, gap


def _first_figures_faults(table: Table, folder: Path) -> Iterator[KeyFault]:
    for key, name in (table.get("first_figures") or {}).items():
        if isinstance(name, str) and not (folder / name).resolve().is_dir():
            yield f"first_figures.{key}", f'"{name}" is no folder beside the plan\'s own.'


def _plan_file_faults(table: Table) -> Iterator[KeyFault]:
    first, last = table.get("first_year"), table.get("last_year")
    for key, year in (("first_year", first), ("last_year", last)):
        if year is not None and not is_financial_year(year):
            yield key, f'must be a financial year, such as 2019/20; found "{year}".'
    if first and last and is_financial_year(first) and is_financial_year(last) and last < first:
        yield "last_year", f"{last} is before the first year, {first}."
    yield from _rule_faults(table)
    seen = {table.get("area")}
    for position, area in enumerate(table.get("comparators") or (), start=1):
        if area is not None and area in seen:
            yield f"comparators[{position}]", f'"{area}" is there already, or is the plan\'s area.'
        seen.add(area)
    yield from _area_name_faults(table)
    yield from number_faults(table, "priorities")


def _rule_faults(table: Table) -> Iterator[KeyFault]:
    """The rule is said once: in a word, or in full by a table of its own."""
    rule = table.get("rag_rule")
    if "rating" in table:
        for key in ("rag_rule", "tolerance_percent"):
            if key in table:
                yield key, "says again what [rating] says. Remove it."
        if isinstance(table["rating"], dict):
            for key, sentence in rating_faults(table["rating"], table):
                yield f"rating.{key}", sentence
        return
    if "rag_rule" not in table:
        if table:
            yield "rag_rule", "is missing. Add it, or a table [rating]."
        return
    if rule is not None and rule not in _IN_A_WORD:
        yield "rag_rule", f"{rule} needs more than a word. Write a table [rating] in its place."
    if rule == RagRule.TOLERANCE and "tolerance_percent" not in table:
        yield "tolerance_percent", "is missing. Say how far from target, in per cent, is amber."
    if rule == RagRule.MINIMUM_EXPECTATION and "tolerance_percent" in table:
        yield "tolerance_percent", "does nothing: the rule is minimum_expectation. Remove it."


def _area_name_faults(table: Table) -> Iterator[KeyFault]:
    """Another name leads to one area only, and a name with none beside it says nothing."""
    named: dict[str, str] = {}
    for position, entry in entries(table, "area_names"):
        key, name, also = f"area_names[{position}]", entry.get("name"), entry.get("also")
        if also == []:
            yield f"{key}.also", "is empty. List other names of the area, or remove the entry."
        for number, other in enumerate(also or (), start=1):
            if other is None or name is None:
                continue
            of = named.setdefault(folded(other), name)
            if of != name:
                yield f"{key}.also[{number}]", f'"{other}" is another name of {of} already.'


def _comparator_set_faults(table: Table) -> Iterator[KeyFault]:
    ids: dict[str, int] = {}
    for position, entry in entries(table, "comparator_sets"):
        key, areas, reference = (
            f"comparator_sets[{position}]",
            entry.get("areas", []),
            entry.get("reference", ""),
        )
        first = ids.setdefault(entry.get("id") or key, position)
        if first != position:
            yield f"{key}.id", f'"{entry["id"]}" is already the id of comparator_sets[{first}].'
        if areas == [] and reference == "":
            yield f"{key}.areas", "is empty. List the areas to rank among, or name a reference."
        seen = {table.get("area")}
        for number, area in enumerate(areas or (), start=1):
            if area is not None and area in seen:
                yield (
                    f"{key}.areas[{number}]",
                    f'"{area}" is there already, or is the plan\'s area, which always belongs.',
                )
            seen.add(area)
        if reference and reference in seen:
            yield (
                f"{key}.reference",
                f'"{reference}" is one of the areas. Name the whole they belong to, or leave it.',
            )


def _outcome_faults(table: Table, plan: Table | None) -> Iterator[KeyFault]:
    yield from number_faults(table, "outcomes")
    priorities = known_values(plan, "priorities", "number")
    for position, entry in entries(table, "outcomes"):
        if sentence := unknown(entry.get("priority"), priorities, PLAN):
            yield f"outcomes[{position}].priority", sentence


def _theme_faults(table: Table) -> Iterator[KeyFault]:
    seen: dict[str, int] = {}
    for position, entry in entries(table, "themes"):
        theme = entry.get("id")
        if theme is None:
            continue
        first = seen.setdefault(theme.casefold(), position)
        if first != position:
            yield f"themes[{position}].id", f'"{theme}" is already the id of themes[{first}].'


def _activity_faults(table: Table, outcomes: Table | None) -> Iterator[KeyFault]:
    yield from number_faults(table, "activities", "outcome")
    outcome_numbers = known_values(outcomes, "outcomes", "number")
    for position, entry in entries(table, "activities"):
        own = entry.get("outcome")
        if sentence := unknown(own, outcome_numbers, OUTCOMES):
            yield f"activities[{position}].outcome", sentence
        for further in entry.get("also_supports") or ():
            sentence = unknown(further, outcome_numbers, OUTCOMES)
            if further == own:
                sentence = f"{further} is the activity's own outcome. Remove it."
            if sentence:
                yield f"activities[{position}].also_supports", sentence


def _calendar_faults(table: Table) -> Iterator[KeyFault]:
    rule = table.get("rule")
    if isinstance(rule, dict):
        yield from _out_of_order(
            "rule", [(key, rule.get(key)) for key in ("due_days", "closes_days", "published_days")]
        )
    for quarter_id, entry in (table.get("quarters") or {}).items():
        key = f"quarters.{quarter_id}"
        quarter = find_period(quarter_id)
        if quarter is None or quarter.frequency is not Frequency.QUARTER:
            yield key, f'must be a quarter, such as 2019-20-Q2; found "{quarter_id}".'
            continue
        if not isinstance(entry, dict):
            continue
        due = entry.get("due")
        if due is not None and due <= quarter.end:
            yield f"{key}.due", f"must be after the quarter ends on {quarter.end}; found {due}."
        yield from _out_of_order(
            key, [(name, entry.get(name)) for name in ("due", "closes", "published")]
        )


def _out_of_order(key: str, steps: Sequence[tuple[str, Day | None]]) -> Iterator[KeyFault]:
    for (earlier, before), (later, after) in pairwise(steps):
        if before is not None and after is not None and after < before:
            yield f"{key}.{later}", f"{after} is before {earlier}, which is {before}."
