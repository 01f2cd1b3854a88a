"""The plan as a workbook and back: what the command line and a page share."""

from pathlib import Path

from kpis.errors import PlanError
from kpis.plan.check import faults_of
from kpis.plan.files import PlanFiles, read_plan_files


def export_plan(folder: Path) -> bytes:
    """The workbook of the plan in a folder.

    Raises PlanError where the plan has faults, UsageError where a text has no room in a cell.
    """
    from kpis.plan_book.write import plan_workbook

    return plan_workbook(sound_files(folder).tables)


def sound_files(folder: Path) -> PlanFiles:
    """The files of a plan as they are now. Raises PlanError where any has a fault."""
    files = read_plan_files(folder)
    if faults := faults_of(files):
        count = "one fault" if len(faults) == 1 else f"{len(faults)} faults"
        raise PlanError(
            f"The plan in {folder} has {count}. Mend the files first: kpis check-plan lists them.",
            faults,
        )
    return files
