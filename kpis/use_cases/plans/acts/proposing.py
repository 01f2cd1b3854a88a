"""What an act would change in a plan's files, and everything that is wrong with it."""

from datetime import date
from pathlib import Path
from typing import ClassVar, Protocol

from kpis.errors import UsageError
from kpis.model.record import Record
from kpis.plan.agreed.changed import untold_changes
from kpis.plan.check import faults_of
from kpis.plan.files import check_tables
from kpis.use_cases.plans.acts.draft import Draft, FieldFault
from kpis.use_cases.plans.workbook import PlanProposed, new_texts, sound_files


class PlanAct(Protocol):
    """Something to be done with a plan."""

    agrees: ClassVar[bool]  # whether it only agrees what others proposed

    @property
    def words(self) -> str:
        """What is done, as the audit tells it: "retire recycling"."""

    def change(self, draft: Draft) -> None:
        """Change the tables of a draft, and tell what is wrong with the form itself."""


class ActProposed(Record):
    """What an act would make of a plan. proposed: as a workbook's that says the same; without
    changes where there are faults. state: a mark of the files as they were read. notes: sentences
    on what goes with the change, or is to be looked at, beside what `proposed` lists."""

    faults: tuple[FieldFault, ...]
    proposed: PlanProposed
    state: str
    notes: tuple[str, ...] = ()


def propose(folder: Path, act: PlanAct, today: date) -> ActProposed:
    """What an act would change in the plan of a folder on a day. Writes nothing.

    Raises PlanError where the plan in the folder has faults itself.
    """
    from kpis.plan_book.building import as_in_a_workbook, state_of
    from kpis.plan_book.differences import differences
    from kpis.plan_book.faults import Addresses

    held = sound_files(folder).tables
    draft = Draft.of(held, today)
    act.change(draft)
    faults = tuple(draft.faults) or _faults_of_plan(draft, folder)
    untold = () if faults else tuple(untold_changes(held, draft.tables, today))
    faults += tuple(
        FieldFault(
            field="reason",
            about=each.aim.owner,
            message=f"The aim for {each.aim.year} was agreed, and the year has begun. Say why it "
            "is changed.",
        )
        for each in untold
    )
    before = as_in_a_workbook(held)
    after = before if faults else as_in_a_workbook(draft.tables)
    return ActProposed(
        faults=faults,
        proposed=PlanProposed(
            faults=(),
            changes=differences(before, after, Addresses()),
            before=before,
            tables=after,
        ),
        state=state_of(held),
        notes=() if faults else tuple(draft.notes),
    )


def _faults_of_plan(draft: Draft, folder: Path) -> tuple[FieldFault, ...]:
    from copy import deepcopy

    # Checking puts None in the place of what is faulty.
    sentences = faults_of(check_tables(deepcopy(draft.tables), folder))
    return tuple(dict.fromkeys(map(draft.told, sentences)))


def changed_files(folder: Path, proposed: PlanProposed) -> dict[str, bytes]:
    """By file that changes what it would hold; b"" for one that goes."""
    texts = new_texts(folder, proposed)
    return {file: new or b"" for file, (_, new) in texts.items()}


def write(folder: Path, proposed: ActProposed) -> None:
    """Write what was proposed into the files of a plan: all of it, or nothing.

    Raises UsageError where the plan is another by now than the one it was proposed for, or a file
    cannot be written.
    """
    from kpis.plan_book.building import state_of
    from kpis.use_cases.plans.together import write_together

    if state_of(sound_files(folder).tables) != proposed.state:
        raise UsageError(
            "The plan was changed meanwhile, so nothing was written. Look at it again, and try "
            "once more."
        )
    write_together(folder, new_texts(folder, proposed.proposed))
