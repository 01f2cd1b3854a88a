"""`kpis template`: the workbook a service fills in, or one for each in a .zip."""

from pathlib import Path
from typing import Literal

import click

from kpis.cli import options
from kpis.cli.opening import (
    READER,
    find_survey,
    open_chain,
    open_store,
    parse_quarter,
    quarter_of_wave,
)
from kpis.cli.output import say, write_file
from kpis.errors import UsageError


@click.command("template")
@options.period("the quarter, such as 2019-20-Q2; with --survey also its wave", required=True)
@click.option("--directorate", default="", metavar="NAME", help="only measures of this directorate")
@click.option("--owner", default="", metavar="POST", help="only measures of this post")
@click.option("--survey", default="", metavar="ID", help="only the questions of this survey")
@click.option(
    "--each",
    type=click.Choice(("directorate", "owner")),
    help="a workbook for each of them, in one .zip",
)
@options.output("the .xlsx to write; with --each the .zip")
@options.store_and_plan
def template(
    period: str,
    directorate: str,
    owner: str,
    survey: str,
    each: Literal["directorate", "owner"] | None,
    output: Path,
    store_path: Path,
    plan_folder: Path,
) -> int:
    """Write the workbook a service fills in.

    It lists what is due with the quarter: everything, or what is due from a directorate or post.
    With --each it is one workbook for each of them, in one .zip. With --survey it is the questions
    of a survey, whoever owns them, and how many answered is said once.
    """
    from kpis.use_cases.templates import template_for, template_pack_for

    if each:
        _refuse_contradictions(directorate or owner or survey, output)
    if survey and (directorate or owner):
        raise UsageError("Give --survey for all its questions, or --directorate or --owner.")
    chain = open_chain(plan_folder, for_figures=True)
    asked = find_survey(chain.newest, survey) if survey else None
    quarter = quarter_of_wave(asked, period) if asked else parse_quarter(period)
    store, plan = open_store(store_path, chain), chain.in_force(quarter)
    if each:
        content = template_pack_for(store, plan, quarter, each, actor=READER)
    elif asked:
        content = template_for(store, plan, quarter, survey=asked, actor=READER)
    else:
        content = template_for(store, plan, quarter, directorate, owner, actor=READER)
    write_file(output, content)
    say(f"Wrote {output}.")
    return 0


def _refuse_contradictions(narrowed: str, output: Path) -> None:
    """What cannot be asked together with --each. narrowed: a directorate, post or survey."""
    if narrowed:
        raise UsageError(
            "Give --each for everyone, or --directorate, --owner or --survey for one, not both."
        )
    if output.suffix.lower() != ".zip":
        raise UsageError("--each puts the workbooks into one .zip: give it a name like pack.zip.")
