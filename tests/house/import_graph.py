"""Who imports whom in this repository, read from the source: nothing of it is run.

Every import counts, wherever it stands: inside a function, and behind TYPE_CHECKING.
"""

import ast
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
Graph = Mapping[str, set[str]]


def modules(*folders: str) -> dict[str, Path]:
    """Dotted name → file of every module below these folders: "kpis.store.write", "app"."""
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return {_name(path.relative_to(ROOT)): path for path in sorted(files)}


def _name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_by(path: Path) -> set[str]:
    """Every dotted name a file imports; of `from a import b` both "a" and "a.b"."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            names |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def module_graph(*folders: str) -> dict[str, set[str]]:
    """Module → the modules of these folders it imports; a package is its `__init__`."""
    files = modules(*folders)
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


def _only_a_way_to(package: str, found: set[str], files: Mapping[str, Path]) -> bool:
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


def circles(graph: Graph) -> list[list[str]]:
    """Places that import each other, directly or by way of others: each group once, sorted."""
    return sorted(sorted(group) for group in _strongly_connected(graph) if len(group) > 1)


def _strongly_connected(graph: Graph) -> list[list[str]]:
    """Tarjan's algorithm, "Depth-first search and linear graph algorithms" (1972)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(place: str) -> None:
        index[place] = low[place] = len(index)
        stack.append(place)
        for used in graph[place]:
            if used not in index:
                visit(used)
                low[place] = min(low[place], low[used])
            elif used in stack:
                low[place] = min(low[place], index[used])
        if low[place] == index[place]:
            group = []
            while not group or group[-1] != place:
                group.append(stack.pop())
            found.append(group)

    for place in graph:
        if place not in index:
            visit(place)
    return found
