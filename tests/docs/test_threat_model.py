"""docs/threat-model.md: each threat names tests, and they are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/threat-model.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.split("| Threat | What is done | Held by |\n")[1]
    .split("\n\n")[0]
    .splitlines()[1:]
]


@pytest.mark.parametrize(("threat", "done", "held"), ROWS, ids=[row[0] for row in ROWS])
def test_a_threat_is_held_by_tests_that_are_there(threat, done, held):
    assert threat
    assert done
    named = re.findall(r"`(?:[\w/]+/)?(test_\w+\.py)`((?:[:,] \*[^*]+\*)*)", held)
    assert named
    for file, sentences in named:
        (path,) = (ROOT / "tests").rglob(file)
        tests = re.findall(r"def test_(\w+)\(", path.read_text(encoding="utf-8"))
        for sentence in re.findall(r"\*([^*]+)\*", sentences):
            beginning = re.sub(r"\W+", "_", sentence.removesuffix(" …").strip())
            assert [name for name in tests if name.startswith(beginning)], f"{file}: {sentence}"
