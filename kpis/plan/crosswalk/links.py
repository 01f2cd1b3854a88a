"""The plans before a plan, found with as little reading of them as that needs.

What is asked for here is asked whenever a plan is loaded or checked, so a plan that follows none
costs the search for one word.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from kpis.plan.files import CROSSWALK, MEASURES, PLAN, Table

_WORD = b"previous"


@dataclass(frozen=True, slots=True)
class EarlierPlan:
    """What is known of a plan before by its files, faulty or not.

    measures: the table of each by its id, of parts likewise; {} for one that cannot be read.
    part_of: id of the measure of each part.
    """

    folder: Path
    id: str  # "" where it cannot be read, as the first year
    first_year: str
    measures: dict[str, Table]
    part_of: dict[str, str]


def is_relative(name: str) -> bool:
    """Whether it is written relative to the plan's own folder, on any machine."""
    return not (PurePosixPath(name).is_absolute() or PureWindowsPath(name).is_absolute())


def previous_folder(folder: Path, name: object) -> Path | None:
    """The folder that `previous` names; None where it is no name of a plan's folder."""
    if not isinstance(name, str) or not is_relative(name):
        return None
    found = (folder / name).resolve()
    return found if (found / PLAN).is_file() else None


def previous_of(folder: Path) -> Path | None:
    """The folder of the plan before, as plan.toml says it; None without one, or where the file
    cannot be read."""
    return previous_folder(folder, plan_table(folder, only_with=_WORD).get("previous"))


def plan_table(folder: Path, only_with: bytes = b"") -> dict[str, Any]:
    """plan.toml of a folder as a table; {} where it cannot be read, or lacks the word."""
    try:
        content = (folder / PLAN).read_bytes()
        return tomllib.loads(content.decode("utf-8-sig")) if only_with in content else {}
    except (OSError, ValueError, RecursionError):
        return {}


def crosswalk_table(folder: Path) -> Table:
    """crosswalk.toml of a folder as a table; {} where it is not there or cannot be read."""
    return _table(folder / CROSSWALK)


def folders_before(folder: Path) -> Iterator[Path]:
    """The folders of the plans before, the nearest first. Ends where they lead round in a circle,
    with the one that was met again."""
    met, before = {folder.resolve()}, previous_of(folder)
    while before is not None:
        yield before
        if before in met:
            return
        met.add(before)
        before = previous_of(before)


def earlier_plan(folder: Path) -> EarlierPlan:
    """The measures and parts of a plan before. A file that cannot be read has its id all the
    same, and no parts."""
    measures: dict[str, Table] = {}
    part_of: dict[str, str] = {}
    for path in sorted((folder / MEASURES).glob("*.toml")):
        table = _table(path)
        measures[path.stem] = table
        for part in _parts(table):
            measures[part["id"]] = {**table, **part}
            part_of[part["id"]] = path.stem
    plan = plan_table(folder)
    plan_id, first = (str(plan.get(key, "")) for key in ("id", "first_year"))
    return EarlierPlan(folder, plan_id, first, measures, part_of)


def _parts(table: Table) -> Iterator[Table]:
    parts = table.get("parts")
    for part in parts if isinstance(parts, list) else ():
        if isinstance(part, dict) and isinstance(part.get("id"), str):
            yield part


def _table(path: Path) -> Table:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
