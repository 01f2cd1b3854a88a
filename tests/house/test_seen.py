"""Nothing of a store is read without asking first who reads it.

Pages get the store by one door, as whoever looks may see it. Use cases that read take an actor and
ask what they may, before they read, or take a store that asks by itself.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpis.use_cases.seen_store import NEEDS, OF_A_RELEASE, PUBLISHED

ROOT = Path(__file__).parents[2]
DOOR = "kpis/ui/state/seen.py"
# What they read is kept for all readers, and they ask before they hand it out; or it is asked who
# it is that looks.
WHOLE = {"kpis/ui/state/cache.py", "kpis/ui/state/store_trouble.py", "kpis/ui/state/visitor.py"}
# Works out what the next release would show, once for all who may publish.
PREVIEW = "kpis/ui/publish/publishing.py"
# Are called by use cases that have asked, or for readers who were asked.
BY_WHO_HAS_ASKED = {
    "known_as": "provenances_of",
    "check_against": "outturns areas",
    "groups_of_others": "outturns",  # of which nothing is shown that is not public
    "still_published": "outturns",  # of a release, by the number that stands in a list
    "publish_due": "scheduled",  # by the program: who approved it was asked then
    "actor_of": "assignments",  # who somebody is, before anything can be asked of them
    "compare_with_file": "rows_of_submission",  # for `look_through`, which asks before it begins
}
ASKS = {"allow", "allow_some", "seen_by", "actor.may"}


def sources(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def imported(tree: ast.Module, module: str) -> set[str]:
    return {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == module
        for alias in node.names
    }


def attributes(tree: ast.Module) -> set[str]:
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def test_no_page_gets_the_store_but_by_the_door():
    for path, tree in sources("kpis/ui", "pages"):
        stores = imported(tree, "kpis.store") | imported(tree, "kpis.store.store")
        assert "Store" not in stores or path in WHOLE, path
        assert "SeenStore" not in calls(tree) or path in WHOLE, path
        if path not in WHOLE | {DOOR, PREVIEW}:
            assert not attributes(tree) & {"whole_store", "_whole"}, path
            assert "whole_store" not in imported(tree, "kpis.ui.state.cache"), path


def calls(tree: ast.AST) -> set[str]:
    return {ast.unparse(each.func) for each in ast.walk(tree) if isinstance(each, ast.Call)}


def test_nothing_that_pages_keep_for_all_readers_is_a_store():
    (figures,) = (
        node
        for path, tree in sources("kpis/ui/state")
        if path == "kpis/ui/state/figures.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.name == "Figures"
    )
    assert "Store" not in ast.unparse(figures)


def reads(function: ast.FunctionDef) -> list[ast.Call]:
    """What a function asks of a store that is not published: neither of nor in a release."""
    return [
        call
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and ast.unparse(call.func.value) == "store"
        and call.func.attr in set(NEEDS) - PUBLISHED
        and not (
            call.func.attr in OF_A_RELEASE and "release" in {each.arg for each in call.keywords}
        )
    ]


def takes_a_whole_store(function: ast.FunctionDef) -> bool:
    arguments = [*function.args.args, *function.args.kwonlyargs]
    return any(
        each.arg == "store" and each.annotation and ast.unparse(each.annotation) == "Store"
        for each in arguments
    )


READING = [
    pytest.param(function, id=f"{Path(path).stem}.{function.name}")
    for path, tree in sources("kpis/use_cases")
    for function in tree.body
    if isinstance(function, ast.FunctionDef)
    and not function.name.startswith("_")
    and takes_a_whole_store(function)
    and reads(function)
]


def test_use_cases_that_read_are_known_here():
    named = {each.id for each in READING}
    assert {"check.check_return", "templates.template_for", "figures_as_at.figures_as_at"} <= named
    assert len(READING) >= 8


@pytest.mark.parametrize("function", READING)
def test_who_reads_takes_an_actor_and_asks_before_it_reads(function):
    if function.name in BY_WHO_HAS_ASKED:
        asked_for = {call.func.attr for call in reads(function)}  # type: ignore[attr-defined]
        assert asked_for == set(BY_WHO_HAS_ASKED[function.name].split())
        return
    arguments = {each.arg: each.annotation for each in function.args.kwonlyargs}
    annotation = arguments.get("actor")
    assert annotation is not None
    assert ast.unparse(annotation) == "Actor"
    asked = [
        each.lineno
        for each in ast.walk(function)
        if isinstance(each, ast.Call)
        and (
            ast.unparse(each.func) in ASKS
            or "actor=actor" in map(ast.unparse, each.keywords)  # of another that asks
        )
    ]
    assert asked
    assert min(asked) < min(call.lineno for call in reads(function))
