"""Whatever stands in the files, checking them ends with sentences and not with a traceback."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.plan.check import check_plan

FICTIONAL = Path(__file__).parents[2] / "fictional_plan"
FILES = sorted(path.relative_to(FICTIONAL).as_posix() for path in FICTIONAL.rglob("*.toml"))
ODD_VALUES = [
    "0",
    "-3",
    "1e300",
    "nan",
    "inf",
    "2.5",
    "true",
    '""',
    '"x"',
    '"2023-24-Q9"',
    '"2023/24"',
    "'''\n'''",
    "2023-04-01",
    "2023-04-01T10:00:00",
    "10:00:00",
    "[]",
    "[[]]",
    "[1, [2], {}]",
    "[{}]",
    "{}",
    "{ a = 1 }",
    "99999999999999999999999999",
]
SENTENCE = re.compile(r"[^:]+: [^:]+: .+[.?]", re.DOTALL)


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("spoiled") / "plan"
    shutil.copytree(FICTIONAL, folder)
    return folder


def faults_with(folder: Path, file: str, content: bytes) -> list[str]:
    """The faults with one file's content replaced; the file is put back."""
    path = folder / file
    before = path.read_bytes()
    try:
        path.write_bytes(content)
        return check_plan(folder)
    finally:
        path.write_bytes(before)


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_any_value_in_any_place_gives_sentences(spoiled, data):
    file = data.draw(st.sampled_from(FILES))
    lines = (spoiled / file).read_text(encoding="utf-8").splitlines()
    assigning = [number for number, line in enumerate(lines) if re.match(r"\w+ = ", line)]
    for number in data.draw(st.lists(st.sampled_from(assigning), min_size=1, max_size=4)):
        key = lines[number].split(" = ")[0]
        lines[number] = f"{key} = {data.draw(st.sampled_from(ODD_VALUES))}"
    for fault in faults_with(spoiled, file, "\n".join(lines).encode()):
        assert SENTENCE.fullmatch(fault), fault


@settings(max_examples=40, deadline=None)
@given(file=st.sampled_from(FILES), content=st.binary(max_size=200))
def test_any_bytes_as_a_file_give_at_least_one_fault(spoiled, file, content):
    assert faults_with(spoiled, file, content)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_line_left_out_gives_sentences(spoiled, data):
    file = data.draw(st.sampled_from(FILES))
    lines = (spoiled / file).read_text(encoding="utf-8").splitlines()
    del lines[data.draw(st.integers(0, len(lines) - 1))]
    for fault in faults_with(spoiled, file, "\n".join(lines).encode()):
        assert SENTENCE.fullmatch(fault), fault


@pytest.mark.parametrize("depth", [50, 5000])
def test_a_deeply_nested_value_is_a_fault_and_no_crash(spoiled, depth):
    content = f"x = {'[' * depth}{']' * depth}\n".encode()
    assert faults_with(spoiled, "plan.toml", content)


@pytest.mark.parametrize("digits", [4, 30, 5000])
def test_a_huge_number_is_one_fault_and_not_a_long_list_of_gaps(spoiled, digits):
    content = (spoiled / "outcomes.toml").read_text(encoding="utf-8")
    content = content.replace("number = 3", f"number = {'9' * digits}")
    (fault,) = faults_with(spoiled, "outcomes.toml", content.encode())
    assert fault.startswith("outcomes.toml: ")


def test_the_copy_is_whole_again_after_each_try(spoiled):
    assert check_plan(spoiled) == []
    assert date(2023, 3, 1).isoformat() in (spoiled / "measures/bins_on_time.toml").read_text(
        encoding="utf-8"
    )
