"""Nothing later than the date shown: no page of performance gets figures by another way.

Pages take what `publication.choose` gives them, which is cut off at the quarter. These rules keep
the ways round it closed; what comes out is held by tests/pages/performance.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
CHOOSES = "kpis/ui/state/publication.py"  # cuts the figures off, and hands out the rest as such
# The switch that shows what is known today, which labels all that it touches.
SWITCH = "kpis/ui/performance/measure/extent.py"
# What groups withhold follows from later totals too, and what comes of it is cut off there.
WITHHOLDS = {
    "kpis/ui/state/kept.py",  # names what results rest on; shows nothing of it
    "kpis/ui/state/analyses.py",
    "kpis/cli/commands/breakdown.py",
    "kpis/cli/commands/status.py",
    "kpis/use_cases/figures_as_at.py",
    "kpis/use_cases/publishing/report.py",
    "kpis/reports/quarter.py",
    "kpis/reports/open_data/figures.py",
    "kpis/use_cases/publishing/open_data.py",
}


def sources(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def names_in(tree: ast.Module) -> set[str]:
    """Every attribute that is asked for, and every name that is imported from a module."""
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    return attributes | imported


def calls_in(tree: ast.Module) -> set[str]:
    """What is called as `module.function(...)`, written so."""
    return {
        ast.unparse(node.func)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }


def test_no_page_of_performance_reads_the_figures_by_itself():
    for path, tree in sources("pages/performance", "kpis/ui/performance"):
        assert not calls_in(tree) & {"cache.figures", "cache.store"}, path
        assert "figures_as_at" not in names_in(tree), path


def test_what_a_page_is_given_is_cut_off_at_its_quarter():
    tree = dict(sources("kpis/ui/state"))[CHOOSES]
    (choose,) = (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name == "choose"
    )
    (given,) = (node for node in ast.walk(choose) if isinstance(node, ast.Return))
    assert ast.unparse(given).startswith("return Shown(cache.figures_until(")


def test_only_the_switch_asks_for_what_is_known_today():
    asking = [path for path, tree in sources("pages", "kpis/ui") if "known_today" in names_in(tree)]
    assert asking == [SWITCH]


def test_figures_beyond_the_horizon_are_read_only_where_it_is_told_what_to_withhold():
    reading = {path for path, tree in sources("pages", "kpis") if "all_outturns" in names_in(tree)}
    assert reading <= WITHHOLDS
