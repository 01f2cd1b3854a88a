"""tests/whole_plan uses all that a plan can say, and goes on doing so.

With the plan before it, tests/whole_plan_before, which says in other words what a plan says once.
"""

from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar, get_args

import pytest
from pydantic import BaseModel

from kpis.plan import schema
from kpis.plan.check import check_plan
from kpis.plan.files import Entries, read_plan_files
from kpis.plan.load import load_plan

TESTS = Path(__file__).parents[2]
WHOLE, BEFORE = TESTS / "whole_plan", TESTS / "whole_plan_before"
FILES: tuple[type[BaseModel], ...] = (
    schema.PlanFile,
    schema.OutcomesFile,
    schema.ThemesFile,
    schema.ActivitiesFile,
    schema.CalendarFile,
    schema.MeasureFile,
    *schema.FURTHER_FILES.values(),
)
Kind = TypeVar("Kind", BaseModel, Enum)
Use = tuple[str, str]  # of a table and a key of it, or of an enumeration and a word of it


def kinds_in(annotation: object, kind: type[Kind]) -> Iterator[type[Kind]]:
    """The models, or enumerations, that a field may hold."""
    if isinstance(annotation, type) and issubclass(annotation, kind):
        yield annotation
    for inner in get_args(annotation):
        yield from kinds_in(inner, kind)


def possible() -> set[Use]:
    """Every key of every table, and every word of the enumerations they hold."""
    found: set[Use] = set()
    waiting: list[type[BaseModel]] = list(FILES)
    seen: set[type] = set()
    while waiting:
        model = waiting.pop()
        if model in seen:
            continue
        seen.add(model)
        for name, field in model.model_fields.items():
            found.add((model.__name__, name))
            waiting.extend(kinds_in(field.annotation, BaseModel))
            for words in kinds_in(field.annotation, Enum):
                found |= {(words.__name__, str(word)) for word in words}
    return found


def used_in(value: Any) -> Iterator[Use]:
    """What a file says itself, table by table."""
    if isinstance(value, BaseModel):
        for name in value.model_fields_set:
            inner = getattr(value, name)
            if inner not in ("", [], {}):
                yield type(value).__name__, name
                yield from used_in(inner)
    elif isinstance(value, Enum):
        yield type(value).__name__, str(value)
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from used_in(inner)


def entries_of(folder: Path) -> Entries:
    entries = read_plan_files(folder).entries
    assert entries is not None
    return entries


def used(folder: Path) -> set[Use]:
    entries = entries_of(folder)
    files = (
        *(entries.plan, entries.outcomes, entries.themes, entries.activities, entries.calendar),
        *entries.measures.values(),
        *entries.further.values(),
    )
    return {use for file in files for use in used_in(file)}


@pytest.mark.parametrize("folder", [WHOLE, BEFORE], ids=["whole", "before"])
def test_it_has_no_fault(folder):
    assert check_plan(folder) == []


def test_between_them_the_two_plans_use_every_key_and_every_word():
    unused = possible() - used(WHOLE) - used(BEFORE)
    assert not unused, "Use it in tests/whole_plan, or in tests/whole_plan_before."


def test_the_whole_plan_alone_leaves_out_only_the_rule_in_a_word():
    keys = {(table, key) for table, key in possible() if table.endswith(("Entry", "File"))}
    assert keys - used(WHOLE) == {("PlanFile", "rag_rule"), ("PlanFile", "tolerance_percent")}


def test_the_plan_before_is_the_one_before():
    plan, before = load_plan(WHOLE), load_plan(BEFORE)
    assert (WHOLE / plan.previous).resolve() == BEFORE
    assert not plan.proposed
    assert before.first_year < plan.first_year
