"""Write docs/plan_files.md: every key of a plan's files.

Run as `python -m docs.scripts.plan_files_page`, or `make docs`. What a key holds and whether it
must be there comes from `kpis.plan.schema`, its meaning from `kpis.plan_book.meanings`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docs.scripts.markdown import table
from kpis.plan import schema
from kpis.plan.faults import PATTERN_WORDS, TEXT_PATTERN
from kpis.plan_book.meanings import MEANINGS, TABLES

PAGE = Path(__file__).parents[2] / "docs/plan_files.md"

INTRODUCTION = """\
# The files of a plan

<!-- Written by `make docs` from kpis/plan/schema and kpis/plan_book/meanings. -->

A plan is a folder of [TOML](https://toml.io) files: words and thresholds, never logic. A key that
is not listed here is a fault, and so is a value of another type: `"22"` is no number.
`kpis check-plan` lists every fault at once, with file and key, and what is wrong between keys too:
a minimum expectation stricter than its target, a theme nobody defined. The smallest complete
example is `tests/fictional_plan`; [the first hour](first_hour.md) says how to begin.

Periods are written by their id: `2019-20-Q2` (a quarter), `2019-20` (a financial year), `2019-M11`
(a month), `2018-19-AY` (an academic year). Years of aims are written `2019/20`. An id is small
letters, figures and underscores.
"""
# Model → how its table is headed on the page, and what it is.
_TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "`true` or `false`",
    "object": "table",
    "null": "",
}


def page() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *(section(model) for model in TABLES)])


def section(model: type[schema.Entry]) -> str:
    """Every key of one table."""
    title, about = TABLES[model]
    shape = model.model_json_schema()
    required = set(shape.get("required", ()))
    rows = (
        (
            f"`{key}`",
            f"{_holds(inner, shape.get('$defs', {}))}{'' if key in required else _default(inner)}",
            MEANINGS[model][key],
        )
        for key, inner in shape["properties"].items()
    )
    return "\n".join([f"## {title}\n", f"{about}\n", table(("Key", "Holds", "Meaning"), rows)])


def _default(shape: Mapping[str, Any]) -> str:
    default = shape.get("default")
    if default in (None, "", False, [], {}) or isinstance(default, dict):
        return "; may be left out"
    return f"; `{default}` without it"


def _holds(shape: Mapping[str, Any], models: Mapping[str, Any]) -> str:
    """ "text", "`higher` or `lower`", "list of numbers", with the bounds there are."""
    if "$ref" in shape:
        return _holds(models[str(shape["$ref"]).rpartition("/")[2]], models)
    if "anyOf" in shape:
        return next(filter(None, (_holds(each, models) for each in shape["anyOf"])))
    if "enum" in shape:
        *others, last = (f"`{value}`" for value in shape["enum"])
        return f"{', '.join(others)} or {last}"
    if shape.get("format") == "date":
        return "day, as in `2019-10-21`"
    if shape["type"] == "array":
        return f"list of {_several(_holds(shape['items'], models))}"
    if "additionalProperties" in shape and shape["additionalProperties"] is not False:
        return "tables by name"
    return f"{_TYPES[shape['type']]}{_bounds(shape)}"


def _several(one: str) -> str:
    return one if one == "text" else one.replace("number", "numbers").replace("table", "tables")


def _bounds(shape: Mapping[str, Any]) -> str:
    if "minimum" in shape and "maximum" in shape:
        return f" from {shape['minimum']:g} to {shape['maximum']:g}"
    if "exclusiveMinimum" in shape:
        return f" above {shape['exclusiveMinimum']:g}"
    if "minimum" in shape:
        return f" from {shape['minimum']:g}"
    if "maxLength" in shape:
        return f" of at most {shape['maxLength']} characters"
    pattern = shape.get("pattern", TEXT_PATTERN)
    return "" if pattern == TEXT_PATTERN else f": {PATTERN_WORDS[pattern].removeprefix('must be ')}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
