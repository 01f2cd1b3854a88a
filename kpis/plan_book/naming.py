"""What the ids and numbers of a plan are called, for the columns that show titles beside them."""

from collections.abc import Mapping
from typing import Any

from kpis.plan.files import MEASURES, OUTCOMES, PARTNERSHIP, PLAN, THEMES, Table
from kpis.plan.filling.of_survey import SURVEYS
from kpis.plan_book.sheets import Names
from kpis.plan_book.sheets.rows import id_of
from kpis.plan_book.values import Kind, as_carried

Titles = dict[Names, dict[str, str]]


def titles_of(tables: Mapping[str, Table]) -> Titles:
    """By what they are of the titles of all ids and numbers, these as text; those that have none
    are left out.

    tables: as in `PlanFiles.tables`, where a value may be None.
    """
    measures: dict[Any, Mapping[str, Any]] = {
        id_of(file): table for file, table in tables.items() if file.startswith(f"{MEASURES}/")
    }
    parts: dict[Any, Mapping[str, Any]] = {
        part.get("id"): part
        for table in measures.values()
        for part in table.get("parts") or []
        if isinstance(part, Mapping)
    }
    return {
        Names.PRIORITIES: _titles(_by(tables, PLAN, "priorities", "number")),
        Names.OUTCOMES: _titles(_by(tables, OUTCOMES, "outcomes", "number")),
        Names.THEMES: _titles(_by(tables, THEMES, "themes", "id")),
        Names.SURVEYS: _titles(_by(tables, SURVEYS, "surveys", "id")),
        Names.BOARDS: _titles(_by(tables, PARTNERSHIP, "boards", "id")),
        Names.TOPICS: {},
        Names.MEASURES: _titles(measures),
        Names.MEASURES_AND_PARTS: _titles({**measures, **parts}),
    }


def _by(
    tables: Mapping[str, Table], file: str, key: str, known_by: str
) -> dict[Any, Mapping[str, Any]]:
    entries = tables.get(file, {}).get(key) or []
    return {entry.get(known_by): entry for entry in entries if isinstance(entry, Mapping)}


def _titles(entries: Mapping[Any, Mapping[str, Any]]) -> dict[str, str]:
    return {
        str(name): as_carried(title, Kind.TEXT)
        for name, entry in entries.items()
        if isinstance(title := entry.get("title"), str) and name is not None
    }
