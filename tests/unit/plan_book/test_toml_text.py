"""A plan's files changed as a workbook says: what differs and no more, comments and order kept."""

import tomllib

import pytest

from kpis.plan_book.segments import segments_of
from kpis.plan_book.toml_text import edited

FILE = """\
# What the file is about.

title = "Bins"  # as in the contract
decimals = 1
areas = [
    "Ashby", "Belford",  # the near ones
    "Corsham",
]
names = [
    { name = "Ashby", also = ["A1"] },
    { name = "Belford", also = ["B1"] },
]

# The first break.
[[breaks]]
period = "2019-20"
reason = '''
[not a header]
'''

# The second break.
[[breaks]]
period = "2020-21"
reason = "A # no comment"

[years."2019/20"]
target = 28.0
"""


def changed(text: str, change) -> str:
    before, after = tomllib.loads(text), tomllib.loads(text)
    change(after)
    new = edited(text, before, after)
    assert tomllib.loads(new) == after
    return new


def lines_of_difference(old: str, new: str) -> tuple[set[str], set[str]]:
    was, now = old.splitlines(), new.splitlines()
    return set(was) - set(now), set(now) - set(was)


def test_the_segments_of_a_file_are_its_text(folder):
    for path in folder.rglob("*.toml"):
        text = path.read_text(encoding="utf-8")
        assert "".join(segment.text for segment in segments_of(text)) == text
    assert [segment.path for segment in segments_of(FILE)] == [
        (),
        ("breaks", 0),
        ("breaks", 1),
        ("years", "2019/20"),
    ]


def test_where_nothing_differs_the_text_is_the_same(folder):
    for path in folder.rglob("*.toml"):
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text)
        assert edited(text, table, table) == text


@pytest.mark.parametrize(
    ("change", "gone", "come"),
    [
        (
            lambda file: file.update(title="Lorries"),
            {'title = "Bins"  # as in the contract'},
            {'title = "Lorries"  # as in the contract'},
        ),
        (
            lambda file: file["years"]["2019/20"].update(target=29),
            {"target = 28.0"},
            {"target = 29.0"},
        ),
        (lambda file: file["areas"].insert(2, "Denby"), set(), {'    "Denby",'}),
        (lambda file: file.pop("decimals"), {"decimals = 1"}, set()),
        (lambda file: file.update(maximum=100), set(), {"maximum = 100"}),
        (
            lambda file: file["breaks"].pop(0),
            {"# The first break.", 'period = "2019-20"', "reason = '''", "[not a header]", "'''"},
            set(),
        ),
        (
            lambda file: file["years"].update({"2020/21": {"target": 30}}),
            set(),
            {'[years."2020/21"]', "target = 30"},
        ),
        (
            lambda file: file["names"][1].update(also=["B1", "B2"]),
            {'    { name = "Belford", also = ["B1"] },'},
            {'    { name = "Belford", also = ["B1", "B2"] },'},
        ),
        (lambda file: file["names"].pop(0), {'    { name = "Ashby", also = ["A1"] },'}, set()),
        (lambda file: file["breaks"].reverse(), set(), set()),
        (
            lambda file: file.update(rating={"rule": "rank", "names": {"green": "Good"}}),
            set(),
            {"[rating]", 'rule = "rank"', 'names = {green = "Good"}'},
        ),
    ],
    ids=[
        *("text", "number", "list", "removed", "added", "break", "year"),
        *("inline", "inline removed", "order", "table"),
    ],
)
def test_only_the_lines_of_what_differs_change(change, gone, come):
    assert lines_of_difference(FILE, changed(FILE, change)) == (gone, come)


def test_comments_go_with_what_they_stand_above():
    new = changed(FILE, lambda file: file["breaks"].reverse())
    assert new.index('# The second break.\n[[breaks]]\nperiod = "2020-21"') < new.index(
        '# The first break.\n[[breaks]]\nperiod = "2019-20"'
    )
    assert new.startswith("# What the file is about.\n")
    assert "# the near ones" in changed(FILE, lambda file: file["areas"].append("Denby"))


def test_tables_stand_apart_by_one_blank_line():
    def change(file):
        file["breaks"].insert(0, {"period": "2018-19", "reason": "New"})
        file["breaks"].append({"period": "2021-22", "reason": "New"})
        file["themes"] = [{"theme": "HOME"}]

    new = changed(FILE, change)
    assert "\n\n\n" not in new
    assert new.endswith('theme = "HOME"\n')
    for line in new.splitlines():
        if line.startswith("[["):
            assert f"\n\n{line}" in new or f"break.\n{line}" in new


@pytest.mark.parametrize("text", ["\ufeff" + FILE, FILE.replace("\n", "\r\n"), FILE.rstrip("\n")])
def test_marks_and_line_ends_of_windows_stay(text):
    before = tomllib.loads(text.removeprefix("\ufeff"))
    after = before | {"title": "Lorries", "breaks": []}
    new = edited(text, before, after)
    assert new.startswith("\ufeff") == text.startswith("\ufeff")
    assert new.count("\r\n") == (new.count("\n") if "\r\n" in text else 0)
    assert tomllib.loads(new.removeprefix("\ufeff")) == after


def test_a_list_that_is_emptied_and_filled_again_is_a_list():
    text = "themes = []\n"
    filled = changed(text, lambda file: file["themes"].append({"id": "HOME"}))
    assert filled == '[[themes]]\nid = "HOME"\n'
    assert changed(filled, lambda file: file["themes"].clear()) == text


def test_a_new_file_is_written_from_nothing():
    after = {"parts": [{"id": "a", "years": {"2019/20": {"target": 1.5}}}], "title": 'A "b"\n'}
    new = edited("", {}, after)
    assert tomllib.loads(new) == after
    assert new.startswith(
        'title = "A \\"b\\"\\n"\n\n[[parts]]\nid = "a"\n\n[parts.years."2019/20"]'
    )
