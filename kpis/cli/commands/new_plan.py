"""`kpis new-plan`."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from kpis.cli import options
from kpis.cli.output import say, write_file
from kpis.errors import PlanError, UsageError
from kpis.model import Frequency, RagRule
from kpis.model.record import Record
from kpis.periods import period_containing, slashed
from kpis.words.empty_plan import NO_MEASURE_YET
from kpis.words.lists import counted

RULES = (RagRule.MINIMUM_EXPECTATION.value, RagRule.TOLERANCE.value)


class _FinancialYear(click.ParamType[int]):
    """2026/27, or 2026-27, as the year it starts in."""

    name = "year"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        text = str(value).strip().replace("-", "/")
        start = text[:4]
        if not (start.isdecimal() and len(start) == 4 and text == slashed(int(start))):
            self.fail(f"{value!r} is no financial year. Write it as 2026/27.", param, ctx)
        return int(start)


class _Words(click.ParamType[str]):
    """A text that says something, without the blanks around it."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not str(value).strip():
            self.fail("It is empty. Write its name.", param, ctx)
        return str(value).strip()


class _Question(Record):
    """What must be known of a new plan. default: with the names of what is known before it in
    braces, and `folder`, `this_year` and `id`."""

    name: str
    option: str
    words: str  # as it is asked
    help: str
    kind: Any
    default: str
    only_of: str = ""  # the rule that needs it


_QUESTIONS = (
    _Question(
        name="council",
        option="--council",
        words="Whose plan is it",
        help="the council's name, as readers know it",
        kind=_Words(),
        default="{folder}",
    ),
    _Question(
        name="area",
        option="--area",
        words="What returns call its area",
        help="the area whose figures are rated; all others are compared with",
        kind=_Words(),
        default="{council}",
    ),
    _Question(
        name="first_year",
        option="--first-year",
        words="The plan's first financial year",
        help="as in 2026/27, from April to March",
        kind=_FinancialYear(),
        default="{this_year}",
    ),
    _Question(
        name="years",
        option="--years",
        words="How many years it lasts",
        help="a whole number; each year has targets of its own",
        kind=click.IntRange(1, 10),
        default="3",
    ),
    _Question(
        name="title",
        option="--title",
        words="What the plan is called",
        help="stands at the head of every page",
        kind=_Words(),
        default="{council} Strategic Plan {id}",
    ),
    _Question(
        name="rule",
        option="--rule",
        words="How a figure below its target is coloured",
        help="minimum_expectation: amber down to a second figure; tolerance: amber within some "
        "per cent of the target",
        kind=click.Choice(RULES),
        default=RULES[0],
    ),
    _Question(
        name="tolerance",
        option="--tolerance",
        words="How many per cent from the target is still amber",
        help="a number, such as 5",
        kind=click.FloatRange(0, min_open=True),
        default="5",
        only_of=RULES[1],
    ),
)


def _all_questions(function: Callable[..., int]) -> Callable[..., int]:
    for each in reversed(_QUESTIONS):
        metavar = "|".join(RULES) if each.name == "rule" else each.name.upper().replace("_", "-")
        function = click.option(
            each.option, each.name, type=each.kind, metavar=metavar, help=each.help
        )(function)
    return function


@click.command("new-plan")
@click.argument(
    "folder", type=options.PATH, required=False, metavar="[FOLDER]", help="where the plan goes"
)
@click.option(
    *("--from", "workbook"),
    type=options.PATH,
    metavar="FILE",
    help="a workbook that says the whole plan",
)
@_all_questions
@click.option("--blank-workbook", is_flag=True, help="write the workbook to fill in, and no plan")
@click.option(
    *("-o", "--output"), type=options.PATH, metavar="FILE", help="the .xlsx of --blank-workbook"
)
@options.plan_only
def new_plan(
    folder: Path | None,
    workbook: Path | None,
    blank_workbook: bool,
    output: Path | None,
    plan_folder: Path,  # noqa: ARG001 # which every command takes
    **known: Any,
) -> int:
    """Make a new plan, without a measure yet, or of a workbook.

    What is not given as an option is asked for where a person sits at a terminal. The files are
    without fault, and their comments say what belongs where. With `--from` they are made of a
    workbook as `kpis plan export` or `--blank-workbook` writes it: every fault is listed by sheet
    and cell, and nothing is written while there is one. A folder that holds a plan is left alone.
    """
    from kpis.use_cases.plans import new_plan as make

    known = {name: value for name, value in known.items() if value is not None}
    if blank_workbook:
        if output is None or folder is not None or workbook is not None or known:
            raise UsageError("Write: kpis new-plan --blank-workbook -o plan.xlsx, and no more.")
        write_file(output, make.blank_workbook())
        say(f"Wrote {output}. Fill it in, then: kpis new-plan FOLDER --from {output}")
        return 0
    if folder is None or output is not None:
        raise UsageError("Name the folder of the new plan: kpis new-plan FOLDER.")
    make.refuse_plan_in(folder)
    if workbook is not None:
        if known:
            options_given = ", ".join(each.option for each in _QUESTIONS if each.name in known)
            raise UsageError(f"The workbook says the whole plan. Leave out {options_given}.")
        return _of_workbook(folder, workbook)
    known = _answered(known, folder)
    make.make_plan(
        folder,
        make.PlanWanted(
            council=known["council"],
            area=known["area"],
            title=known["title"],
            starts_in=known["first_year"],
            years=known["years"],
            rule=RagRule(known["rule"]),
            tolerance=known.get("tolerance", 0.0),
        ),
    )
    say(f"Wrote an empty plan to {folder}.", NO_MEASURE_YET)
    return 0


def _of_workbook(folder: Path, workbook: Path) -> int:
    from kpis.cli.commands.plan import content_of
    from kpis.use_cases.plans.new_plan import make_plan_of_workbook

    proposed = make_plan_of_workbook(folder, content_of(workbook))
    for fault in proposed.faults:
        print(fault)
    if proposed.faults:
        say(f"{counted(len(proposed.faults), 'fault')}, so nothing was written.")
        return PlanError.exit_code
    measures = sum(file.startswith("measures/") for file in proposed.tables)
    say(f"Wrote a plan of {counted(measures, 'measure')} to {folder}.")
    if not measures:
        say(NO_MEASURE_YET)
    return 0


def _answered(known: dict[str, Any], folder: Path) -> dict[str, Any]:
    """All that must be known: as given, else as answered at the terminal.

    Raises UsageError with what is missing where there is none.
    """
    if "tolerance" in known and known.get("rule", RULES[1]) != RULES[1]:
        raise UsageError("--tolerance belongs to --rule tolerance. Leave one of them out.")
    if "tolerance" in known:
        known = {**known, "rule": RULES[1]}
    if (missing := _missing(known)) and not sys.stdin.isatty():
        listed = "\n".join(f"  {each.option}: {each.help}" for each in missing)
        raise UsageError(f"There is no terminal to ask at. Say as options:\n{listed}")
    while missing := _missing(known):
        known = {**known, missing[0].name: _ask(missing[0], known, folder)}
    return known


def _missing(known: dict[str, Any]) -> list[_Question]:
    return [
        each
        for each in _QUESTIONS
        if each.name not in known and each.only_of in ("", known.get("rule"))
    ]


def _ask(question: _Question, known: dict[str, Any], folder: Path) -> Any:
    """Ask until the answer is one. Raises KeyboardInterrupt where the person goes away."""
    click.echo(f"\n{question.words}? ({question.help})", err=True)
    try:
        return click.prompt(
            " ",
            type=question.kind,
            default=_default(question, known, folder),
            show_choices=False,
            prompt_suffix=" ",
            err=True,
        )
    except click.Abort:
        raise KeyboardInterrupt from None


def _default(question: _Question, known: dict[str, Any], folder: Path) -> str:
    from kpis.use_cases.plans.new_plan import plan_id

    words = {
        "folder": folder.resolve().name.replace("-", " ").title(),
        "this_year": period_containing(date.today(), Frequency.YEAR).financial_year,
    }
    if "years" in known:
        words["id"] = plan_id(known["first_year"], known["years"])
    return question.default.format_map(words | known)
