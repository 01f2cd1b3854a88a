"""Check a plan's folder: every fault at once, and what is due for review.

`load.py` refuses a plan with faults. This module is for those who mend them (`kpis check-plan`)
and does not stop at the first, nor at the first file. A review that is overdue is no fault: the
definition still holds, so it is a reminder.
"""

from datetime import date
from pathlib import Path

from kpis.model import Plan
from kpis.plan.adding_rules import adding_faults, whole_faults
from kpis.plan.borough.rules import borough_faults
from kpis.plan.chance_rules import chance_faults
from kpis.plan.crosswalk.rules import crosswalk_faults
from kpis.plan.faults import fault
from kpis.plan.files import MEASURES, PLAN, PlanFiles, read_plan_files
from kpis.plan.measure_references import measure_reference_faults
from kpis.plan.measure_rules import measure_faults
from kpis.plan.names.owners import owner_faults
from kpis.plan.partnership.rules import partnership_faults
from kpis.plan.plan_rules import plan_faults
from kpis.plan.publication.files import named_file_faults
from kpis.plan.publication.rules import publication_faults
from kpis.plan.surveys.rules import survey_faults
from kpis.words.days import day_in_words


def check_plan(folder: Path) -> list[str]:
    """Every fault of a plan, "file: key: sentence", by file; [] when there is none.

    With what is amiss in the logo and the template it names. Only documents need these, so for no
    other purpose is a plan refused because of them.
    """
    files = read_plan_files(folder)
    return _by_file([*faults_of(files), *named_file_faults(files)])


def faults_of(files: PlanFiles) -> list[str]:
    """Those of single files as read, and those between keys and between files."""
    plan = files.tables.get(PLAN, {})
    faults = [
        *files.faults,
        *plan_faults(files),
        *measure_reference_faults(files),
        *whole_faults(files),
        *owner_faults(files),
        *crosswalk_faults(files),
        *survey_faults(files),
        *partnership_faults(files),
        *borough_faults(files),
        *publication_faults(files),
    ]
    for file, table in files.measures():
        faults.extend(
            fault(file, key, sentence)
            for key, sentence in (
                *measure_faults(table, plan),
                *adding_faults(table),
                *chance_faults(table),
            )
        )
    return _by_file(faults)


def _by_file(faults: list[str]) -> list[str]:
    return sorted(
        faults, key=lambda sentence: (sentence.startswith(MEASURES), sentence.split(": ")[0])
    )


def review_reminders(plan: Plan, today: date) -> list[str]:
    """Measures whose next review was due before today, longest overdue first.

    Parts are reviewed with their measure.
    """
    overdue = sorted(
        (measure.next_review, measure.id, measure.owner)
        for measure in plan.measures
        if not measure.part_of and measure.next_review is not None and measure.next_review < today
    )
    return [
        fault(
            f"{MEASURES}/{measure_id}.toml",
            "next_review",
            f"The review was due on {day_in_words(due)}. It is for the {owner}.",
        )
        for due, measure_id, owner in overdue
    ]
