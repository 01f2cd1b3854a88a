"""The plan as a workbook and back: what the command line and a page share."""

import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kpis.clock import utc_now
from kpis.errors import FrameError, PlanError
from kpis.model.record import Record
from kpis.plan.check import faults_of
from kpis.plan.files import PlanFiles, Table, read_plan_files

if TYPE_CHECKING:
    from kpis.plan_book.differences import BookChange
    from kpis.plan_book.faults import BookFault


class PlanProposed(Record):
    """What a workbook would make of a plan. changes: () where it has faults, for it changes
    nothing then. before, tables: what the files and the workbook say, by file, as a workbook
    carries it. stale: whether the files were changed after the workbook was made of them, so that
    what it changes may take back what was written since. notes: what of the workbook is not kept,
    or left out, which is no fault."""

    faults: "tuple[BookFault, ...]"
    notes: "tuple[BookFault, ...]" = ()
    changes: "tuple[BookChange, ...]" = ()
    before: dict[str, Table]
    tables: dict[str, Table]
    stale: bool = False

    @property
    def files(self) -> list[str]:
        """The files that change; none where it has faults."""
        from kpis.plan_book.differences import equal

        if self.faults:
            return []
        every = dict.fromkeys((*self.before, *self.tables))
        return [file for file in every if not equal(self.before.get(file), self.tables.get(file))]


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


def check_plan_workbook(content: bytes, folder: Path, today: date | None = None) -> PlanProposed:
    """What a workbook says otherwise than the plan in a folder, and every fault of it.

    folder: may be empty or not be there; then everything is new. today: the clock's if not given.
    Raises PlanError where the plan in the folder has faults itself, UnreadableReturn where the file
    is no workbook or is locked, damaged or too large.
    """
    from kpis.plan_book.building import as_in_a_workbook, state_of
    from kpis.plan_book.differences import (
        aims_before_the_plan,
        differences,
        untold_changes_of_aims,
    )
    from kpis.plan_book.read import in_order, read_plan_workbook

    held = _tables_in(folder)
    before = as_in_a_workbook(held)
    book = read_plan_workbook(content, folder, held)
    early = aims_before_the_plan(before, book.tables, book.addresses) if before else ()
    untold: tuple[BookFault, ...] = ()
    if before and not book.faults:
        day = today or utc_now().date()
        untold = untold_changes_of_aims(before, book.tables, book.addresses, day)
    faults = in_order((*book.faults, *early, *untold))
    changes = () if faults else differences(before, book.tables, book.addresses)
    return PlanProposed(
        faults=faults,
        notes=book.notes,
        changes=changes,
        before=before,
        tables=book.tables,
        stale=bool(held and book.state and changes) and book.state != state_of(held),
    )


def _tables_in(folder: Path) -> dict[str, Table]:
    """The tables of the plan in a folder; none where there is no plan."""
    if not folder.is_dir() or not any(folder.rglob("*.toml")):
        return {}
    return sound_files(folder).tables


def import_plan_workbook(content: bytes, folder: Path, today: date | None = None) -> PlanProposed:
    """Write what a workbook says into the files of a plan: all of it, or nothing.

    A file that the workbook says nothing else of stays as it is to the byte; in the others what
    differs is changed. Nothing is written where `faults` of what is returned has any.
    Raises what `check_plan_workbook` raises, and UsageError where a file cannot be written.
    """
    from kpis.use_cases.plans.together import write_together

    proposed = check_plan_workbook(content, folder, today)
    if not proposed.faults:
        write_together(folder, new_texts(folder, proposed))
    return proposed


def new_texts(folder: Path, proposed: PlanProposed) -> dict[str, tuple[bytes | None, bytes | None]]:
    """By file that changes what it holds and shall hold; None where it is not there.

    Raises FrameError where a text would not say what the workbook says: a fault of ours.
    """
    from kpis.plan_book.toml_text import edited

    texts: dict[str, tuple[bytes | None, bytes | None]] = {}
    for file in proposed.files:
        was, now = proposed.before.get(file), proposed.tables.get(file)
        path = folder / file
        there = was is not None or path.exists()  # a file that says nothing may be there too
        held = path.read_bytes() if there else None
        text = "" if held is None else held.decode("utf-8")
        texts[file] = held, None if now is None else edited(text, was or {}, now).encode()
    after = dict(_tables_in(folder))
    for file, (_, new) in texts.items():
        after.pop(file, None)
        if new is not None:
            after[file] = tomllib.loads(new.decode("utf-8-sig"))
    refuse_other_words(after, proposed.tables)
    return texts


def refuse_other_words(after: dict[str, Table], tables: dict[str, Table]) -> None:
    """Raises FrameError where files that shall be written do not say what a workbook says."""
    from kpis.plan_book.building import as_in_a_workbook
    from kpis.plan_book.differences import equal

    say = as_in_a_workbook(after)
    for file, table in tables.items():
        if not equal(say[file], table):
            raise FrameError(
                f"{file} would not say what the workbook says, so nothing was written. Change the "
                "file itself, and please report it."
            )
