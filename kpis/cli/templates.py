"""`kpis template`: the workbook a service fills in, or one for each in a .zip."""

import argparse

from kpis.cli.opening import open_plan, open_store, parse_quarter
from kpis.cli.output import say, write_file
from kpis.errors import UsageError


def template(arguments: argparse.Namespace) -> int:
    from kpis.use_cases.templates import template_for, template_pack_for

    _refuse_contradictions(arguments)
    plan = open_plan(arguments)
    quarter = parse_quarter(arguments.period)
    store = open_store(arguments, plan)
    if arguments.each:
        content = template_pack_for(store, plan, quarter, arguments.each)
    else:
        content = template_for(store, plan, quarter, arguments.directorate, arguments.owner)
    write_file(arguments.output, content)
    say(f"Wrote {arguments.output}.")
    return 0


def _refuse_contradictions(arguments: argparse.Namespace) -> None:
    if not arguments.each:
        return
    if arguments.directorate or arguments.owner:
        raise UsageError("Give --each for everyone, or --directorate or --owner for one, not both.")
    if arguments.output.suffix.lower() != ".zip":
        raise UsageError("--each puts the workbooks into one .zip: give it a name like pack.zip.")
