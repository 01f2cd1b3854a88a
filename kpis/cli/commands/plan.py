"""`kpis plan` and `kpis check-plan`."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.opening import open_plan
from kpis.cli.output import print_json, print_table, say, write_file
from kpis.cli.partnership_documents import partnership_document
from kpis.cli.rating_documents import own_rule_document, rule_document
from kpis.errors import PlanError, UsageError
from kpis.model import Measure, Plan
from kpis.words.lists import counted

if TYPE_CHECKING:
    from kpis.use_cases.plans.workbook import PlanProposed

ACTIONS = ("list", "changes", "export", "import", "roll", "agree")


@click.command("plan")
@click.argument(
    "action",
    type=click.Choice(ACTIONS),
    default="list",
    metavar="[ACTION]",
    help="list (what is done without one), changes, export, import, roll or agree",
)
@click.argument(
    *("named",),
    type=options.PATH,
    required=False,
    metavar="[FILE]",
    help="import: the workbook; agree: the folder of the plan",
)
@click.option(
    *("-o", "--output"),
    type=options.PATH,
    metavar="FILE",
    help="export: the .xlsx to write; roll: the folder, else beside the plan's own",
)
@click.option(
    *("--to", "to"),
    metavar="FOLDER",
    help="import: the folder of the plan to write; may be a new one; roll: the years, 2020-23",
)
@click.option("--check", "only_check", is_flag=True, help="import: say what would change, no more")
@click.option(
    "--minimum-from-target/--no-minimum-from-target",
    default=None,
    help="roll: last year's target becomes this year's minimum expectation, proposed (default: "
    "where the plan rates by minimum expectation)",
)
@click.option("--by", default="", metavar="POST", help="agree: the post or body that agreed it")
@click.option("--reason", default="", metavar="TEXT", help="agree: why, or where it is recorded")
@click.option("--on", "on", default="", metavar="DAY", help="agree: when (default: today)")
@options.as_json
@options.plan_only
def plan(
    action: str,
    named: Path | None,
    output: Path | None,
    to: str | None,
    only_check: bool,
    minimum_from_target: bool | None,
    by: str,
    reason: str,
    on: str,
    as_json: bool,
    plan_folder: Path,
) -> int:
    """List the plan: outcomes, themes, measures, activities.

    As JSON with the definition, owner and targets of each measure. Parts stand inside their
    measure.

    `changes` tells what the plan changed of the one before it: measures, targets, activities; and
    how targets move over its years.

    `export` writes the plan's files as a workbook to be edited in Excel: a sheet for each kind of
    thing, with drop-downs and what each field means. `import` reads it back and lists every fault
    by sheet and cell, or what it changes, and writes the files of the plan in the folder of `--to`:
    all of them or none, and in each only what differs. With `--check` nothing is written; without
    `--to` the workbook is then held against the plan of `--plan`.

    `roll` writes next year's plan as a folder beside this one, as a proposal with no target
    invented. `agree` says in a plan by whom it was agreed: from its first year on it is in force.
    """
    if action == "export":
        return _export(plan_folder, output)
    if action == "import":
        if to is None and not only_check:
            raise UsageError("Say which plan is to be written, --to FOLDER, or --check only.")
        return _import(named, Path(to) if to else plan_folder, only_check, as_json)
    if action == "roll":
        from kpis.cli.plan_years import roll

        return roll(plan_folder, to, output, minimum_from_target, as_json)
    if action == "agree":
        from kpis.cli.plan_years import agree

        return agree(named, by, reason, on, as_json)
    plan = open_plan(plan_folder)
    if action == "changes":
        return _changes(plan, plan_folder, as_json)
    if as_json:
        print_json(plan_document(plan))
        return 0
    print(f"{plan.council}: {plan.title}")
    print_table(
        ("Code", "Measure", "Themes"),
        (
            (measure.code, measure.title, " ".join(link.theme for link in measure.themes))
            for measure in plan.measures
        ),
    )
    return 0


def _changes(plan: Plan, plan_folder: Path, as_json: bool) -> int:
    from kpis.analysis.report.plan_to_plan import plan_to_plan
    from kpis.cli.plan_changes_document import plan_changes_document, plan_changes_lines
    from kpis.plan.chain.chain import load_chain
    from kpis.use_cases.plans.before import plan_before

    changes = plan_to_plan(plan, plan_before(load_chain(plan_folder), plan))
    if as_json:
        print_json(plan_changes_document(changes))
        return 0
    for line in plan_changes_lines(changes):
        print(line)
    return 0


def _export(plan_folder: Path, output: Path | None) -> int:
    from kpis.use_cases.plans.workbook import export_plan

    if output is None:
        raise UsageError("Say where the workbook is to be written: -o plan.xlsx.")
    write_file(output, export_plan(plan_folder))
    say(f"Wrote {output}.")
    return 0


@click.command("check-plan")
@options.as_json
@options.plan_only
def check_plan(as_json: bool, plan_folder: Path) -> int:
    """List every fault in the plan's files.

    Each with file and key. Measures whose review is due are told as reminders, which are no faults.
    """
    from kpis.plan.check import check_plan, review_reminders

    faults = check_plan(plan_folder)
    reminders = [] if faults else review_reminders(open_plan(plan_folder), date.today())
    if as_json:
        print_json({"faults": faults, "reminders": reminders})
    else:
        for line in faults:
            print(line)
    say(*(f"reminder: {line}" for line in reminders))
    many = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    say(many if faults else "The plan has no faults.")
    return PlanError.exit_code if faults else 0


def _import(workbook: Path | None, folder: Path, only_check: bool, as_json: bool) -> int:
    from kpis.use_cases.plans.workbook import check_plan_workbook, import_plan_workbook

    if workbook is None:
        raise UsageError("Name the workbook: kpis plan import plan.xlsx --to FOLDER.")
    act = check_plan_workbook if only_check else import_plan_workbook
    proposed = act(content_of(workbook), folder)
    written = not only_check and not proposed.faults
    if as_json:
        print_json(
            {
                "faults": [asdict(each) for each in proposed.faults],
                "notes": [asdict(each) for each in proposed.notes],
                "changes": [asdict(each) for each in proposed.changes],
                "files": proposed.files,
                "written": written,
                "stale": proposed.stale,
            }
        )
    else:
        for each in proposed.faults or proposed.changes:
            print(each)
    say(*(f"note: {each}" for each in proposed.notes))
    if proposed.stale:
        say(
            "The files were changed after this workbook was made of them. Where it says what they "
            "said before, those changes are taken back: see the list, or export anew."
        )
    say(_outcome(proposed, folder if written else None))
    return PlanError.exit_code if proposed.faults else 0


def _outcome(proposed: "PlanProposed", written_to: Path | None) -> str:
    """What came of it in a sentence."""
    if proposed.faults:
        return f"{counted(len(proposed.faults), 'fault')}, so nothing was written."
    changes = counted(len(proposed.changes), "change").capitalize()
    if written_to is None or not proposed.files:
        return f"{changes}."
    return f"{changes}, written to {counted(len(proposed.files), 'file')} in {written_to}."


def content_of(workbook: Path) -> bytes:
    """Raises UsageError where it cannot be read."""
    try:
        return workbook.read_bytes()
    except OSError as error:
        raise UsageError(f"{workbook} cannot be read: {error.strerror}.") from error


def plan_document(plan: Plan) -> dict[str, Any]:
    """The plan as `kpis plan --json` prints it. Parts stand inside their measure."""
    return {
        "id": plan.id,
        "title": plan.title,
        "council": plan.council,
        "previous": plan.previous or None,
        "agreed": asdict(plan.agreed) if plan.agreed else None,
        "crosswalk": [
            {"kind": each.kind, "from": each.from_, "to": each.to, "reason": each.reason}
            for each in plan.changes
        ],
        "priorities": [asdict(priority) for priority in plan.priorities],
        "outcomes": [asdict(outcome) for outcome in plan.outcomes],
        "themes": [asdict(theme) for theme in plan.themes],
        "measures": [
            _measure(plan, measure)
            | {"parts": [_measure(plan, p) for p in plan.parts_of.get(measure.id, ())]}
            for measure in plan.measures
            if not measure.part_of
        ],
        "activities": [asdict(activity) for activity in plan.activities],
        "principles": [asdict(principle) for principle in plan.principles],
        "surveys": [asdict(survey) for survey in plan.surveys],
        "rating_rule": rule_document(plan.rating_rule, plan),
        "comparator_sets": [asdict(among) for among in plan.comparator_sets],
        **partnership_document(plan),
    }


def _measure(plan: Plan, measure: Measure) -> dict[str, Any]:
    return {
        "id": measure.id,
        "code": measure.code,
        "title": measure.title,
        "outcome": measure.outcome,
        "themes": [link.theme for link in measure.themes],
        "theme_links": [asdict(link) for link in measure.themes],
        "definition": measure.definition,
        "numerator": measure.numerator,
        "denominator": measure.denominator,
        "unit": measure.unit,
        "unit_label": measure.unit_label,
        "decimals": measure.decimals,
        "polarity": measure.polarity,
        "frequency": measure.frequency,
        "basis": measure.basis,
        "directorate": measure.directorate,
        "service": measure.service,
        "team": measure.team,
        "survey": measure.survey,
        "question": measure.question,
        "owner": measure.owner,
        "partners": measure.partners,
        "source": measure.source,
        "data_only": measure.data_only,
        "rating_rule": own_rule_document(plan, measure),
        "aims": {year: asdict(aim) for year, aim in measure.aims.items()},
    }
