"""Nothing changes a store without asking first who does it.

Whatever the store has that writes is called in `kpis/use_cases` alone, by functions that take an
actor and ask `allow` before they write.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# The program does these by itself, when there is nothing yet that anybody could change.
# What is due was approved by somebody who was asked then.
BY_ITSELF = {"load_first_figures", "publish_due"}
FACADES = (
    "store/store.py",
    "store/releasing/known_of_releases.py",
    "store/senders/known_of_senders.py",
    "store/access/known_of_people.py",
    "store/releasing/known_of_preparations.py",
)
# Write down who somebody is, what they were refused and that a file is gone; they are asked
# before anything is allowed.
BEFORE_ASKING = {"refuse", "person", "note_missing_file"}


def functions(path: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(path.read_text("utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def calls(node: ast.AST) -> list[ast.Call]:
    return [each for each in ast.walk(node) if isinstance(each, ast.Call)]


WRITING = {
    function.name
    for facade in FACADES
    for function in functions(ROOT / "kpis" / facade)
    if any(ast.unparse(call.func) == "self._writing" for call in calls(function))
}


def writes(node: ast.AST) -> list[tuple[str, ast.Call]]:
    """Calls of a method of the store that writes, by its name, on something called a store."""
    return [
        (call.func.attr, call)
        for call in calls(node)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in WRITING
        and ast.unparse(call.func.value).endswith("store")
    ]


USE_CASES = [
    pytest.param(function, id=function.name)
    for folder in (".", "publishing")
    for path in sorted((ROOT / "kpis/use_cases" / folder).glob("*.py"))
    for function in functions(path)
    if writes(function) and function.name not in BY_ITSELF
    if not {name for name, _ in writes(function)} <= BEFORE_ASKING
]


def test_what_the_store_has_that_writes_is_known_here():
    assert {"submit", "withdraw", "approve", "publish", "add_annotation", "give_access"} <= WRITING
    assert len(USE_CASES) >= 8


@pytest.mark.parametrize("function", USE_CASES)
def test_who_writes_takes_an_actor_and_asks_before_it_writes(function):
    arguments = {each.arg: each.annotation for each in function.args.kwonlyargs}
    assert ast.unparse(arguments["actor"]) == "Actor"
    asked = [call.lineno for call in calls(function) if ast.unparse(call.func) == "allow"]
    assert asked
    for _, call in writes(function):
        assert min(asked) < call.lineno
        assert {ast.unparse(each.value) for each in call.keywords if each.arg == "by"} <= {"actor"}


def test_nobody_else_writes():
    for folder in ("kpis/ui", "kpis/cli", "pages"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            assert not writes(ast.parse(path.read_text("utf-8"))), path
