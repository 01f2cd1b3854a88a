"""`kpis marked`."""

from collections.abc import Sequence
from pathlib import Path

import click

from kpis.cli import options
from kpis.cli.commands.mappings import choice_of, say_mapping, say_period_wanted
from kpis.cli.opening import open_plan, open_store
from kpis.cli.output import say, write_file
from kpis.cli.returned_files import answers_given
from kpis.errors import UsageError


@click.command("marked")
@click.argument(
    "file", type=options.PATH, metavar="FILE", help="a return: an Excel workbook, .ods or .csv"
)
@options.output("the .xlsx to write")
@options.by("whose kept mappings are used", required=False)
@options.mapping
@options.answers
@options.store_and_plan
def marked(
    file: Path,
    output: Path,
    by: str,
    mapping: str,
    no_mapping: bool,
    periods: Sequence[str],
    answers_file: Path | None,
    answers: Sequence[str],
    store_path: Path,
    plan_folder: Path,
) -> int:
    """Hand a return back with its faulty cells marked.

    The copy has all issues on a first sheet. Nothing is stored.
    """
    from kpis.use_cases.answers import answers_for
    from kpis.use_cases.check import check_return
    from kpis.use_cases.last_opened import open_file
    from kpis.use_cases.mappings import mapping_for
    from kpis.use_cases.marked_copy import marked_copy_of

    choice = choice_of(mapping, no_mapping=no_mapping, periods=periods)
    if not file.is_file():
        raise UsageError(f"There is no file {file}.")
    plan = open_plan(plan_folder)
    store, opened = open_store(store_path, plan), open_file(file.read_bytes())
    used = mapping_for(store, by, opened, choice)
    to_questions = answers_for(store, by, answers_given(answers_file, answers))
    check = check_return(store, plan, file.name, opened, mapping=used, answers=to_questions)
    _, copy = marked_copy_of(check.checked, opened, used)
    write_file(output, copy)
    say_mapping(file.name, used)
    say_period_wanted(file.name, used)
    errors, warnings = len(check.checked.errors), len(check.checked.warnings)
    questions = len(check.checked.questions)
    say(f"Wrote {output}: errors {errors}, questions {questions}, warnings {warnings}.")
    return 0
