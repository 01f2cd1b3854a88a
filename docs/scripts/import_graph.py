"""Who imports whom in this repository, read from the source: nothing of it is run.

Every import counts, wherever it stands: inside a function, and behind TYPE_CHECKING.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[2]
Graph = Mapping[str, set[str]]
# The parts of `kpis` that every room may import, and that import nothing but each other.
GROUND = {"answering", "cell_addresses", "clock", "default_paths", "errors", "formulas", "frames"}
GROUND |= {
    "lake_address",
    "markup",
    "memory",
    "model",
    "often",
    "period_text",
    "periods",
    "regardless",
    "rounding",
}
GROUND |= {"settings_lines", "statistics", "words"}


def modules(*folders: str, root: Path = ROOT) -> dict[str, Path]:
    """Dotted name → file of every module below these folders: "kpis.store.write", "pages.x"."""
    files = [path for folder in folders for path in (root / folder).rglob("*.py")]
    return {_name(path.relative_to(root)): path for path in sorted(files)}


def _name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imported_by(path: Path) -> frozenset[str]:
    """Every dotted name a file imports; of `from a import b` both "a" and "a.b"."""
    names: set[str] = set()
    for node in _statements(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                raise ValueError(f"{path}: imports are written in full")
            names |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(names)


def _statements(tree: ast.Module) -> Iterator[ast.AST]:
    """Every statement, also those within others: expressions hold none, and are most of a tree."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        for name in ("body", "orelse", "finalbody", "handlers", "cases"):
            waiting += getattr(node, name, ())


def module_graph(*folders: str, root: Path = ROOT) -> dict[str, set[str]]:
    """Module → the modules of these folders it imports; a package is its `__init__`."""
    files = modules(*folders, root=root)
    graph = {}
    for name, path in files.items():
        found = imported_by(path)
        # `from a.b import c` where c is a module imports c, and a.b only to find it.
        known = {
            each
            for each in found
            if each in files
            and not (_is_package(files[each]) and _only_a_way_to(each, found, files))
        }
        graph[name] = known - {name}
    return graph


def _is_package(path: Path) -> bool:
    return path.name == "__init__.py"


def _only_a_way_to(package: str, found: AbstractSet[str], files: Mapping[str, Path]) -> bool:
    within = [each for each in found if each.rpartition(".")[0] == package]
    return bool(within) and all(each in files for each in within)


def folded(graph: Graph, place_of: Mapping[str, str]) -> dict[str, set[str]]:
    """The graph between places: modules that have one place are one."""
    places: dict[str, set[str]] = {place: set() for place in place_of.values()}
    for name, used in graph.items():
        if name in place_of:
            places[place_of[name]] |= {place_of[each] for each in used if each in place_of}
    return {place: used - {place} for place, used in places.items()}


def children_of(folder: str, names: Iterable[str]) -> dict[str, str]:
    """Module → the part of a folder it stands in: "kpis.store.x.y" below "kpis.store" → "x"."""
    prefix = f"{folder}."
    return {
        name: name.removeprefix(prefix).split(".")[0] for name in names if name.startswith(prefix)
    }


def circle_in(graph: Graph) -> list[str]:
    """Places that import each other in a ring, the first one found; [] where there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        ring: list[str] = error.args[1]
        return ring
    return []
