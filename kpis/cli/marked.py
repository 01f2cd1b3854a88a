"""`kpis marked`."""

from pathlib import Path

import click

from kpis.cli import options
from kpis.cli.opening import open_plan, open_store
from kpis.cli.output import say, write_file
from kpis.errors import UsageError


@click.command("marked")
@click.argument("file", type=options.PATH, metavar="FILE", help="a return: .xlsx or .csv")
@options.output("the .xlsx to write")
@options.store_and_plan
def marked(file: Path, output: Path, store_path: Path, plan_folder: Path) -> int:
    """Hand a return back with its faulty cells marked.

    The copy has all issues on a first sheet. Nothing is stored.
    """
    from kpis.use_cases.check import check_return
    from kpis.use_cases.marked_copy import marked_copy_of

    if not file.is_file():
        raise UsageError(f"There is no file {file}.")
    plan = open_plan(plan_folder)
    content = file.read_bytes()
    check = check_return(open_store(store_path, plan), plan, file.name, content)
    _, copy = marked_copy_of(check.checked, content)
    write_file(output, copy)
    errors, warnings = len(check.checked.errors), len(check.checked.warnings)
    say(f"Wrote {output}: errors {errors}, warnings {warnings}.")
    return 0
