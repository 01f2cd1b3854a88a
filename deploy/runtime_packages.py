"""The part of requirements.lock that the dashboard needs to run, with its hashes: for the image.

`python deploy/runtime_packages.py lake > runtime.lock`; the arguments are extras of pyproject.toml.
The lock says of each package which others asked for it. Left out is what only tests and checks use.
"""

import re
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
_NAME = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


def plain(name: str) -> str:
    """A package's name as it is compared: "typing_extensions" is "typing-extensions"."""
    return re.sub(r"[-_.]+", "-", name).lower()


def asked_for(pyproject: str, extras: Iterable[str]) -> set[str]:
    """What the project itself names, without versions, and with these extras."""
    project = tomllib.loads(pyproject)["project"]
    named = [*project["dependencies"]]
    for extra in extras:
        named += project["optional-dependencies"][extra]
    return {plain(re.split(r"[\[<>=!~; ]", each, maxsplit=1)[0]) for each in named}


def blocks_of(lock: str) -> dict[str, str]:
    """Package → its lines in the lock."""
    starts = [(found.start(), plain(found[1])) for found in _NAME.finditer(lock)]
    ends = [start for start, _ in starts[1:]] + [len(lock)]
    return {name: lock[start:end] for (start, name), end in zip(starts, ends, strict=True)}


def runtime(lock: str, wanted: set[str]) -> str:
    """The lines of the lock of what is wanted, and of all that this needs in its turn."""
    blocks = blocks_of(lock)
    needed, more = set[str](), wanted
    while more:
        needed |= more
        more = {name for name, block in blocks.items() if _asked_by(block) & needed} - needed
    return "".join(block for name, block in blocks.items() if name in needed)


def _asked_by(block: str) -> set[str]:
    told = "".join(line for line in block.splitlines(keepends=True) if line.lstrip()[:1] == "#")
    return {plain(each) for each in re.findall(r"#\s+(?:via\s+)?([A-Za-z0-9._-]+)", told)} - {"via"}


if __name__ == "__main__":
    texts = [(ROOT / name).read_text("utf-8") for name in ("requirements.lock", "pyproject.toml")]
    sys.stdout.write(runtime(texts[0], asked_for(texts[1], sys.argv[1:])))
