"""Write docs/command_line.md: every command with its options, exit codes and JSON keys.

Run as `python -m docs.scripts.command_line_page`, or `make docs`. Nothing on the page is written
twice: what a command does and takes is its own help, what its document holds is docs/schemas.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from docs.scripts.markdown import table
from kpis.cli.command_table import COMMANDS, command

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/command_line.md"
SCHEMAS = ROOT / "docs/schemas"

INTRODUCTION = """\
# The command line

<!-- Written by `make docs` from the commands and docs/schemas: change those, not this page. -->

What people script against the commands is a contract:

- With `--json` a command prints one JSON document on standard output and nothing else. Messages go
  to standard error. Figures are in the measure's own unit, and one that is not there is `null`.
- Every document has `"schema"`, a number that grows when a key of any document changes its meaning
  or goes. A new key leaves it as it is, so pass over keys you do not know. The shape of each
  document is a [JSON Schema](schemas), to check against with any validator. Of two shapes of a
  document, the heading of its table says when it has which.
- An error is told in a sentence that begins with `kpis:`, never by a traceback, and by its exit
  code.
- Every command takes `--store FILE` (or `KPIS_STORE`; `data/store/kpis.duckdb` without either) and
  `--plan FOLDER` (or `KPIS_PLAN`; `data/plans/2019-22` without either). A store that is not there
  is made, with the plan's first figures. `kpis COMMAND --help` tells what a command takes, and
  `kpis --version` which version it is.
- Where a house has several councils, `kpis --council NAME COMMAND` is for one of them, with its
  store and plan, by the file that KPIS_COUNCILS names ([how](several_councils.md)).
- Commands can be used while the dashboard runs, and beside each other.

MEASURE is the id, code or title of a measure or part; QUARTER is written as `2019-20-Q2`; TIME as
`2019-11-01`, which means the end of that day, or `2019-11-01T09:30` in UTC; POST is the post a
person holds. In documents, a *time* is in UTC and written without a zone, `2019-11-01T09:30:00`; a
*day* is `2019-11-01`; a *period* is the id of a reporting period, such as `2019-20-Q2` (a quarter),
`2019-20` (a financial year), `2019-M11` (a month) or `2018-19-AY` (an academic year).
"""

EXIT_CODES = {
    0: "Fine. Also when who reads the output goes away before its end.",
    1: "An error of no other kind.",
    2: "A wrong request: an option is missing, or something asked for does not exist.",
    10: "The plan's files are faulty; every fault is told.",
    11: "A reporting period cannot be understood.",
    12: "A file cannot be opened as a workbook or CSV: it is something else, locked or too large.",
    13: "A return has errors or open questions, so nothing of it is stored.",
    14: "The store is missing, damaged or of a later version.",
    15: "The store is busy: another process did not finish in time.",
    16: "There is no submission of that id.",
    17: "There is no release of that number.",
    18: "Nothing was published: a fault blocks it, or a warning was not accepted.",
    19: "What is stored does not allow it, or it was done already: nothing was changed.",
    20: "Whoever asks has no role for it: nothing was changed, and the audit has it.",
    21: "The audit is not whole: an entry was changed, or is missing.",
    22: "A file that says how people sign in, or mails go, cannot be used; its faults are listed.",
    23: "A document cannot be made with what it was given; the message says what to give instead.",
    24: "A mail was not sent; why is told.",
    25: "A backup is none or damaged, cannot be written, or its place is taken: nothing was made.",
    26: "The store is not whole: a file or a row is missing, or is not as it was stored.",
    27: "The journal, or a kept file, is not whole: no store can be made again from it.",
    28: "A store is not what its journal makes of it; how they differ is told.",
    70: "A fault of the program itself, never of the data: please report it.",
    130: "Interrupted from the keyboard.",
}
OF_ALL = (0, 2, 10)
OF_ANY_PROGRAM = "Codes 1, 70 and 130 can come of any command and are not named again.\n"
OF_STORE = (14, 15)
FURTHER = {  # codes of a command, beside those of all and of what opens the store
    "plan": (12,),
    "new-plan": (12,),
    "template": (11,),
    "check": (12, 13),
    "marked": (12,),
    "submit": (12, 13),
    "withdraw": (16, 19),
    "approve": (16, 19),
    "prepare": (11, 19),
    "release": (11, 18, 19),
    "releases": (17, 19),
    "export": (17,),
    "site": (17, 22, 23),
    "status": (11, 17),
    "spc": (11, 17),
    "outlook": (11, 17),
    "benchmark": (11, 17),
    "history": (17,),
    "views": (11, 17),
    "breakdown": (11, 17),
    "survey": (11, 17),
    "activities": (11, 17),
    "borough": (11, 17),
    "progress": (11,),
    "access": (19,),
    "pack": (11, 17, 23),
    "mail": (19, 22, 24),
    "verify": (21, 26),
    "backup": (25, 26),
    "restore": (25,),
    "move-store": (19,),
    "rebuild": (27, 28),
    "serve": (22,),
}
WITHOUT_STORE = ("plan", "new-plan", "check-plan", "serve")
_TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "array": "list",
    "object": "object",
    "null": "null",
}


def page() -> str:
    """The whole page."""
    codes = table(("Code", "Meaning"), ((str(code), text) for code, text in EXIT_CODES.items()))
    commands = table(
        ("Command", "Does"),
        ((f"[`kpis {name}`](#kpis-{name})", line) for name, (_, line) in COMMANDS.items()),
    )
    parts = [INTRODUCTION, "## Exit codes\n", codes, OF_ANY_PROGRAM, "## Commands\n", commands]
    return "\n".join([*parts, *(section(name) for name in COMMANDS)])


def section(name: str) -> str:
    """What one command does, takes and prints."""
    found = command(name)
    lines = [f"## kpis {name}\n", f"{_paragraphs(found.help or '')}\n", f"`{_usage(found)}`\n"]
    if told := list(_parameters(found)):
        lines.append(table(("Takes", "Meaning"), told))
    lines.append(f"Exit codes: {', '.join(map(str, exit_codes(name)))}.\n")
    path = SCHEMAS / f"{name}.json"
    if path.exists():
        schema = json.loads(path.read_text(encoding="utf-8"))
        lines.append(f"With `--json`, [schema](schemas/{name}.json):\n")
        for shape in schema.get("oneOf", [schema]):
            title = f"Key, {shape['title']}" if "oneOf" in schema else "Key"
            lines.append(table((title, "Type", "Meaning"), _keys(shape)))
    return "\n".join(lines)


def exit_codes(name: str) -> list[int]:
    """The codes a command can end with."""
    of_store = () if name in WITHOUT_STORE else OF_STORE
    return sorted({*OF_ALL, *of_store, *FURTHER.get(name, ())})


def _paragraphs(help: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in help.split("\n\n"))


def _usage(found: click.Command) -> str:
    context = click.Context(found, info_name=f"kpis {found.name}")
    return " ".join([context.command_path, *found.collect_usage_pieces(context)])


def _parameters(found: click.Command) -> Iterator[tuple[str, str]]:
    """Arguments and options, without those that every command has."""
    context = click.Context(found)
    for each in found.params:
        if {"--store", "--plan"} & set(each.opts):
            continue
        name, _ = each.get_help_record(context) or ("", "")
        meaning = getattr(each, "help", "") or ""
        needed = " (required)" if each.required and isinstance(each, click.Option) else ""
        yield f"`{name}`", f"{meaning}{needed}"


def _keys(shape: dict[str, Any], above: str = "") -> Iterator[tuple[str, str, str]]:
    for name, inner in shape.get("properties", {}).items():
        path = f"{above}{name}"
        left_out = "" if name in shape["required"] else " (not always there)"
        yield f"`{path}`", _type(inner), f"{inner['description']}{left_out}"
        yield from _below(inner, path)


def _below(shape: dict[str, Any], path: str) -> Iterator[tuple[str, str, str]]:
    yield from _keys(shape, f"{path}.")
    if "items" in shape:
        yield from _below(shape["items"], f"{path}[]")
    if isinstance(shape.get("additionalProperties"), dict):
        yield from _below(shape["additionalProperties"], f"{path}.*")


def _type(shape: dict[str, Any]) -> str:
    """ "text", "time or null", "`green`, `amber` or `red`", "list of text"."""
    if "const" in shape:
        return f"`{shape['const']}`"
    if "enum" in shape:
        return _or([_value(value) for value in shape["enum"]])
    if "$ref" in shape:
        return str(shape["$ref"]).rpartition("/")[2]
    if "anyOf" in shape:
        return _or([_type(each) for each in shape["anyOf"]])
    types = shape["type"] if isinstance(shape["type"], list) else [shape["type"]]
    if types == ["array"]:
        inner = _type(shape["items"])
        return "list of objects" if inner == "object" else f"list of {inner}"
    return _or([_TYPES[each] for each in types])


def _value(value: str | None) -> str:
    return "null" if value is None else f"`{value}`" if value else "empty"


def _or(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
