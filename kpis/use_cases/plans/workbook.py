"""The plan as a workbook and back: what the command line and a page share."""

from pathlib import Path
from typing import TYPE_CHECKING

from kpis.errors import PlanError
from kpis.model.record import Record
from kpis.plan.check import faults_of
from kpis.plan.files import PlanFiles, Table, read_plan_files

if TYPE_CHECKING:
    from kpis.plan_book.differences import BookChange
    from kpis.plan_book.faults import BookFault


class PlanProposed(Record):
    """What a workbook would make of a plan. changes: () where it has faults, for it changes
    nothing then; tables: by file, as a workbook carries them."""

    faults: "tuple[BookFault, ...]"
    changes: "tuple[BookChange, ...]" = ()
    before: dict[str, Table]
    tables: dict[str, Table]


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


def check_plan_workbook(content: bytes, folder: Path) -> PlanProposed:
    """What a workbook says otherwise than the plan in a folder, and every fault of it.

    folder: may be empty or not be there; then everything is new.
    Raises PlanError where the plan in the folder has faults itself, UnreadableReturn where the file
    is no workbook or is locked, damaged or too large.
    """
    from kpis.plan_book.building import as_in_a_workbook
    from kpis.plan_book.differences import aims_before_the_plan, differences
    from kpis.plan_book.read import in_order, read_plan_workbook

    before = as_in_a_workbook(_tables_in(folder))
    book = read_plan_workbook(content, folder)
    early = aims_before_the_plan(before, book.tables, book.addresses) if before else ()
    faults = in_order((*book.faults, *early))
    changes = () if faults else differences(before, book.tables, book.addresses)
    return PlanProposed(faults=faults, changes=changes, before=before, tables=book.tables)


def _tables_in(folder: Path) -> dict[str, Table]:
    """The tables of the plan in a folder; none where there is no plan."""
    if not folder.is_dir() or not any(folder.rglob("*.toml")):
        return {}
    return sound_files(folder).tables
