"""What must hold between measures, and between them and the rest of the plan.

Ids, codes and titles are what a return names a measure by, so each must lead to one measure
only. Apart from `plan_rules.py` because these rules look across many files at once.
"""

import re
from collections.abc import Iterator

from kpis.model import AGAINST_OTHERS
from kpis.plan.faults import ID_PATTERN, PATTERN_WORDS, fault
from kpis.plan.files import MEASURES, OUTCOMES, PLAN, THEMES, PlanFiles, Table
from kpis.plan.measure_rules import KeyFault, entries
from kpis.plan.names.folding import folded
from kpis.plan.plan_rules import known_values, number_gap, unknown
from kpis.plan.rating.aim_rules import is_financial_year
from kpis.plan.rating.rating_rules import rule_in_force


def measure_reference_faults(files: PlanFiles) -> Iterator[str]:
    outcomes = known_values(files.tables.get(OUTCOMES), "outcomes", "number")
    themes = known_values(files.tables.get(THEMES), "themes", "id")
    plan = files.tables.get(PLAN, {})
    for file, table in files.measures():
        if sentence := unknown(table.get("outcome"), outcomes, OUTCOMES):
            yield fault(file, "outcome", sentence)
        for key, sentence in (
            *_theme_links(table, themes),
            *_letters(table),
            *_without_aims(table, plan),
        ):
            yield fault(file, key, sentence)
    yield from _ids(files)
    yield from _codes(files)
    yield from _titles(files)


def _theme_links(table: Table, themes: set[object] | None) -> Iterator[KeyFault]:
    seen = set()
    for position, link in entries(table, "themes"):
        theme = link.get("theme")
        if sentence := unknown(theme, themes, THEMES):
            yield f"themes[{position}].theme", sentence
        if theme is not None and theme in seen:
            yield f"themes[{position}].theme", f'"{theme}" is there twice. Remove one.'
        seen.add(theme)


def _letters(table: Table) -> Iterator[KeyFault]:
    letters = [part.get("letter") for _, part in entries(table, "parts")]
    for position, letter in enumerate(letters, start=1):
        expected = chr(ord("a") + position - 1)
        if letter is not None and letter != expected:
            yield (
                f"parts[{position}].letter",
                f'must be "{expected}", as parts run on from a; found "{letter}".',
            )


def _without_aims(table: Table, plan: Table) -> Iterator[KeyFault]:
    """Rated measures and parts that no year of the plan asks anything of.

    A rule that holds figures against others than the plan's needs no aims.
    """
    first, last = plan.get("first_year"), plan.get("last_year")
    if "previous" in plan and "agreed" not in plan:
        return  # a proposed plan has targets to be set, without which nobody can agree it
    if not (first and last and is_financial_year(first) and is_financial_year(last)):
        return
    holders = [(f"parts[{at}].", part) for at, part in entries(table, "parts")]
    if "parts" not in table:
        holders = [("", table)]
    for prefix, holder in holders:
        years = holder.get("years", {})
        if years is None or holder.get("data_only", table.get("data_only", "")) != "":
            continue
        if rule_in_force(plan, holder, table).rule in AGAINST_OTHERS:
            continue
        if not any(first <= year <= last for year in years):
            yield (
                f"{prefix}years",
                f"There is no aim for any year from {first} to {last}. "
                "Add one, or say in data_only why there is no target.",
            )


def _ids(files: PlanFiles) -> Iterator[str]:
    owners = {}
    for file, _ in files.measures():
        measure_id = id_of_file(file)
        owners[measure_id] = file
        if not re.fullmatch(ID_PATTERN, measure_id):
            yield fault(file, "file name", f"It {PATTERN_WORDS[ID_PATTERN]}.toml.")
    for file, table in files.measures():
        for position, part in entries(table, "parts"):
            part_id = part.get("id")
            if part_id is None:
                continue
            if part_id in owners:
                sentence = f'"{part_id}" is already an id in {owners[part_id]}.'
                yield fault(file, f"parts[{position}].id", sentence)
            owners.setdefault(part_id, file)


def _codes(files: PlanFiles) -> Iterator[str]:
    """Codes given twice, and numbers left out within an outcome."""
    owners: dict[tuple[int, int], str] = {}
    complete = not any(file.startswith(MEASURES) for file in files.unreadable)
    for file, table in files.measures():
        outcome, number = table.get("outcome"), table.get("number")
        if outcome is None or number is None:
            complete = False
            continue
        first = owners.setdefault((outcome, number), file)
        if first != file:
            yield fault(file, "number", f"{outcome}.{number} is already the code of {first}.")
    if complete:
        for outcome in sorted({outcome for outcome, _ in owners}):
            if gap := number_gap(number for of, number in owners if of == outcome):
                yield fault(MEASURES, f"outcome {outcome}", gap)


def _titles(files: PlanFiles) -> Iterator[str]:
    owners: dict[str, str] = {}
    for file, table in files.measures():
        titled = [("title", table.get("title"))]
        titled += [
            (f"parts[{at}].title", part.get("title")) for at, part in entries(table, "parts")
        ]
        for key, title in titled:
            if title is None:
                continue
            first = owners.setdefault(folded(title), f"{file}: {key}")
            if first != f"{file}: {key}":
                yield fault(
                    file, key, f"is the same as {first}. Returns could not tell them apart."
                )


def id_of_file(file: str) -> str:
    """ "measures/recycling.toml" is of the measure recycling."""
    return file.removeprefix(f"{MEASURES}/").removesuffix(".toml")
