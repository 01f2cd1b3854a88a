"""Draw docs/rooms.svg, the rooms of the house and who imports whom, from the imports themselves.

Run as `python -m docs.scripts.draw_rooms`, or `make docs`. `--count` prints instead how many
modules, parts and arrows each folder has, and a circle where there is one; `--of FOLDER` asks that
of another checkout.

A floor imports from floors below it alone. A room stands right below the lowest that imports it,
an arrow that follows from others is left out, and one that passes a floor is given a place there.
"""

import argparse
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

from docs.scripts.import_graph import (
    GROUND,
    ROOT,
    Graph,
    children_of,
    circle_in,
    folded,
    module_graph,
)

DRAWING = ROOT / "docs/rooms.svg"
WIDTH, BOX, HIGH, FLOOR = 880, 132, 32, 70  # of the drawing, a room, a room, a floor: in pixels
MARGIN = 24
SWEEPS = 8  # times that the order within floors is improved
# Colours by a light and by a dark setting: room, its edge, text, quiet text, arrow.
LIGHT = ("#eef3fb", "#5b7bb0", "#16202e", "#4c5a6b", "#5d6b7d")
DARK = ("#22304a", "#86a6dc", "#eef2f8", "#b4c0cf", "#a3b0c1")
STYLE = """\
.room {{ fill: {0}; stroke: {1}; stroke-width: 1.2 }}
.name {{ fill: {2}; font: 600 15px "Segoe UI", Arial, sans-serif; text-anchor: middle }}
.part {{ fill: {3}; font: 12px "Segoe UI", Arial, sans-serif; text-anchor: middle }}
.arrow {{ fill: none; stroke: {4}; stroke-width: 1.4 }}
.head {{ fill: {4} }}"""

Slot = tuple[str, int]  # a room and its floor, or an arrow ("a b") and the floor it passes


@cache
def rooms(root: Path = ROOT) -> dict[str, set[str]]:
    """Room → the rooms it imports; without the ground, with the scripts of pages as one room."""
    graph = module_graph("kpis", "pages", root=root)
    place = children_of("kpis", graph) | {name: "pages" for name in graph if "pages." in name[:6]}
    above = folded(graph, {name: room for name, room in place.items() if room not in GROUND})
    return dict(sorted(above.items()))


def without_implied(graph: Graph) -> dict[str, set[str]]:
    """The same graph without arrows that follow from others: of a → b → c also a → c."""
    reached = {name: _reached(graph, name) for name in graph}
    return {
        name: {each for each in used if not any(each in reached[other] for other in used)}
        for name, used in graph.items()
    }


def _reached(graph: Graph, start: str) -> set[str]:
    found: set[str] = set()
    ahead = list(graph[start])
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += graph[name]
    return found


def floors(graph: Graph) -> dict[str, int]:
    """Room → its floor, counted from the top, where nobody imports it, as 0."""
    users = {name: {each for each in graph if name in graph[each]} for name in graph}
    floor: dict[str, int] = {}
    while len(floor) < len(graph):
        for name in graph:
            if name not in floor and users[name] <= set(floor):
                floor[name] = 1 + max((floor[user] for user in users[name]), default=-1)
    return floor


def _ways(graph: Graph, floor: Mapping[str, int]) -> list[list[Slot]]:
    """Every arrow as the places it passes, from the room that imports to the one imported."""
    return [
        [
            (name, floor[name]),
            *((f"{name} {used}", between) for between in range(floor[name] + 1, floor[used])),
            (used, floor[used]),
        ]
        for name in graph
        for used in sorted(graph[name])
    ]


def _ordered(floor: Mapping[str, int], ways: list[list[Slot]]) -> list[list[Slot]]:
    """What stands on each floor, from left to right, so that few arrows cross."""
    slots = sorted({*floor.items(), *(slot for way in ways for slot in way)})
    rows = [
        [slot for slot in slots if slot[1] == level] for level in range(max(floor.values()) + 1)
    ]
    beside: dict[Slot, list[Slot]] = {slot: [] for slot in slots}
    for way in ways:
        for upper, lower in pairwise(way):
            beside[upper].append(lower)
            beside[lower].append(upper)
    for sweep in range(SWEEPS):
        for row in rows if sweep % 2 else rows[::-1]:
            at = {
                slot: across(place, len(each)) for each in rows for place, slot in enumerate(each)
            }
            row.sort(key=lambda slot: (_mean([at[each] for each in beside[slot]]), slot))
    return rows


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def across(place: int, count: int) -> float:
    """The middle of one of several things that share a floor, in pixels."""
    return MARGIN + (WIDTH - 2 * MARGIN) * (place + 0.5) / count


def drawing(root: Path = ROOT) -> str:
    """The whole drawing, as SVG."""
    graph = rooms(root)
    floor = floors(graph)
    ways = _ways(without_implied(graph), floor)
    rows = _ordered(floor, ways)
    at = {
        slot: (across(place, len(row)), MARGIN + level * FLOOR)
        for level, row in enumerate(rows)
        for place, slot in enumerate(row)
    }
    ground = MARGIN + len(rows) * FLOOR
    height = ground + 62 + MARGIN
    lines = [_arrow([at[slot] for slot in way]) for way in ways]
    lines += [_room(name, *at[name, level]) for name, level in floor.items()]
    lines += _ground(ground, sorted(GROUND))
    listed = "; ".join(
        f"{name} imports {', '.join(sorted(used)) or 'nothing'}" for name, used in graph.items()
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">',
            "<title>The rooms of the house and who imports whom</title>",
            f"<desc>Apart from the ground, {escape(listed)}.</desc>",
            f"<style>\n{STYLE.format(*LIGHT)}",
            f"@media (prefers-color-scheme: dark) {{\n{STYLE.format(*DARK)}\n}}\n</style>",
            '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
            'markerHeight="7" orient="auto"><path class="head" d="M0 0 8 4 0 8z"/></marker></defs>',
            *lines,
            "</svg>\n",
        ]
    )


def _room(name: str, x: float, y: float) -> str:
    return (
        f'<rect class="room" x="{x - BOX / 2:.0f}" y="{y}" width="{BOX}" height="{HIGH}" rx="5"/>'
        f'<text class="name" x="{x:.0f}" y="{y + 21}">{escape(name)}</text>'
    )


def _arrow(points: list[tuple[float, int]]) -> str:
    """From beneath a room to above another; straight down where it passes a floor."""
    x, y = points[0]
    path = [f"M{x:.0f} {y + HIGH}"]
    for place, (to, below) in enumerate(points[1:], start=1):
        bend = (FLOOR - HIGH) / 2
        path.append(
            f"C{x:.0f} {y + HIGH + bend:.0f} {to:.0f} {below - bend:.0f} {to:.0f} {below - 1}"
        )
        if place < len(points) - 1:
            path.append(f"V{below + HIGH}")
        x, y = to, below
    return f'<path class="arrow" marker-end="url(#head)" d="{" ".join(path)}"/>'


def _ground(y: int, parts: list[str]) -> list[str]:
    wide = WIDTH - 2 * MARGIN
    half = (len(parts) + 1) // 2
    return [
        f'<rect class="room" x="{MARGIN}" y="{y}" width="{wide}" height="62" rx="5"/>',
        f'<text class="name" x="{WIDTH / 2:.0f}" y="{y + 20}">the ground: all may import it</text>',
        *(
            f'<text class="part" x="{WIDTH / 2:.0f}" y="{y + down}">{", ".join(some)}</text>'
            for down, some in ((38, parts[:half]), (54, parts[half:]))
        ),
    ]


def counts(root: Path = ROOT) -> Iterable[tuple[str, int, int, int, str]]:
    """Of every folder with parts that import each other: its name, how many modules stand in it,
    the parts, the arrows between them, and a circle of them, "" for none."""
    graph = module_graph("kpis", root=root)
    for folder in sorted({name.rpartition(".")[0] for name in graph if "." in name}):
        parts = folded(graph, children_of(folder, graph))
        beside = len(list((root / folder.replace(".", "/")).glob("*.py"))) - 1
        arrows = sum(map(len, parts.values()))
        yield folder, beside, len(parts), arrows, " → ".join(circle_in(parts))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", action="store_true", help="print numbers, draw nothing")
    parser.add_argument("--of", type=Path, default=ROOT, metavar="FOLDER", help="a checkout")
    asked = parser.parse_args()
    if asked.count:
        print(f"{'Folder':<36}{'Modules':>8}{'Parts':>7}{'Arrows':>8}  Circle")
        for folder, beside, parts, arrows, circle in counts(asked.of):
            print(f"{folder:<36}{beside:>8}{parts:>7}{arrows:>8}  {circle or 'none'}")
    else:
        DRAWING.write_text(drawing(asked.of), encoding="utf-8")


if __name__ == "__main__":
    main()
