"""Make a new plan: of a few answers an empty one, or of a workbook all that it says."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kpis.errors import PlanError, UsageError
from kpis.model import RagRule
from kpis.model.record import Record
from kpis.periods import slashed
from kpis.plan.check import faults_of
from kpis.plan.files import PLAN, Table, check_tables

if TYPE_CHECKING:
    from kpis.use_cases.plans.workbook import PlanProposed

MOST_YEARS = 10


class PlanWanted(Record):
    """What must be known of a plan before anything else. area: "" where it is called as the
    council is; tolerance: per cent, for the rule of that name."""

    council: str
    area: str = ""
    title: str
    starts_in: int  # 2026 for 2026/27
    years: int
    rule: RagRule
    tolerance: float = 0.0

    @property
    def id(self) -> str:
        return plan_id(self.starts_in, self.years)


def plan_id(starts_in: int, years: int) -> str:
    """ "2026-29" for the three years from 2026/27 on."""
    return f"{starts_in}-{(starts_in + years) % 100:02}"


def refuse_plan_in(folder: Path) -> None:
    """Raises UsageError where a folder cannot be that of a new plan."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file. Name a folder for the new plan.")
    held = next(iter(sorted(folder.rglob("*.toml"))), None) if folder.is_dir() else None
    if held is not None:
        raise UsageError(
            f"{folder} holds {held.relative_to(folder)} already, so nothing was written. Name "
            "another folder for the new plan; kpis plan import changes one that is there."
        )


def make_plan(folder: Path, wanted: PlanWanted) -> None:
    """Write the files of an empty plan, without fault, into a folder that holds none.

    Raises UsageError where the folder holds one or cannot be written, PlanError where an answer is
    none that a plan can have.
    """
    from kpis.plan_book.empty import blank_tables

    refuse_plan_in(folder)
    tables = blank_tables()
    tables[PLAN] |= {
        "id": wanted.id,
        "title": wanted.title.strip(),
        "council": wanted.council.strip(),
        "area": wanted.area.strip() or wanted.council.strip(),
        "first_year": slashed(wanted.starts_in),
        "last_year": slashed(wanted.starts_in + wanted.years - 1),
        "rag_rule": wanted.rule.value,
    }
    if wanted.rule is RagRule.TOLERANCE:
        tables[PLAN]["tolerance_percent"] = wanted.tolerance
    if faults := faults_of(check_tables(tables, folder)):
        raise PlanError("No plan can be made of these answers.", faults)
    _write(folder, tables)


def make_plan_of_workbook(folder: Path, content: bytes) -> "PlanProposed":
    """Write the files of the plan that a workbook says into a folder that holds none.

    Nothing is written where `faults` of what is returned has any.
    Raises UsageError where the folder holds a plan or cannot be written, UnreadableReturn where the
    content is no workbook or is locked, damaged or too large.
    """
    from kpis.use_cases.plans.workbook import check_plan_workbook

    refuse_plan_in(folder)
    proposed = check_plan_workbook(content, folder)
    if not proposed.faults:
        _write(folder, proposed.tables)
    return proposed


def blank_workbook() -> bytes:
    """The workbook of a plan of which nothing is known yet, to be filled in."""
    from kpis.plan_book.empty import blank_tables
    from kpis.plan_book.write import plan_workbook

    return plan_workbook(blank_tables())


def _write(folder: Path, tables: Mapping[str, Table]) -> None:
    from kpis.plan_book.empty import new_texts_of
    from kpis.use_cases.plans.together import write_together
    from kpis.use_cases.plans.workbook import refuse_other_words

    texts = new_texts_of(tables)
    said = {file: tomllib.loads(text) for file, text in texts.items() if file in tables}
    refuse_other_words(said, dict(tables))
    changes = {
        file: ((folder / file).read_bytes() if (folder / file).exists() else None, text.encode())
        for file, text in texts.items()
    }
    write_together(folder, changes)
