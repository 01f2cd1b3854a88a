"""docs/architecture.md and its drawing are what the imports say."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from docs.scripts.draw_rooms import DRAWING, drawing, floors, rooms, without_implied
from docs.scripts.import_graph import GROUND

PAGE = (Path(__file__).parents[2] / "docs/architecture.md").read_text(encoding="utf-8")


def table(header: str) -> list[list[str]]:
    """The rows of the table with this header."""
    after = PAGE.split(f"| {header} |\n")[1].split("\n\n")[0].splitlines()[1:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in after]


def test_the_drawing_is_as_make_docs_makes_it():
    assert drawing() == DRAWING.read_text(encoding="utf-8"), "run `make docs`"


def test_the_drawing_is_sound_and_says_in_words_what_it_shows():
    root = ElementTree.fromstring(DRAWING.read_text(encoding="utf-8"))
    words = "".join(root.itertext())
    for room, used in rooms().items():
        assert f"{room} imports {', '.join(sorted(used)) or 'nothing'}" in words


def test_the_table_of_rooms_is_what_they_import():
    told = {
        re.findall(r"`(\w+)`", room)[0]: set(re.findall(r"`(\w+)`", imports))
        for room, _, imports in table("Room | Is for | Imports, beside the ground")
    }
    assert told == rooms()


def test_every_part_of_the_ground_is_explained():
    names = " ".join(names for names, _ in table("Part | Is for"))
    assert sorted(re.findall(r"`(\w+)`", names)) == sorted(GROUND)


def test_an_arrow_that_follows_from_others_is_left_out():
    assert without_implied({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == {
        "a": {"b"},
        "b": {"c"},
        "c": set(),
    }


@pytest.mark.parametrize(
    ("graph", "expected"),
    [
        ({"a": {"b"}, "b": set()}, {"a": 0, "b": 1}),
        ({"a": {"c"}, "b": {"a", "c"}, "c": set()}, {"b": 0, "a": 1, "c": 2}),
        ({}, {}),
    ],
)
def test_a_room_stands_right_below_the_lowest_that_imports_it(graph, expected):
    assert floors(graph) == expected
