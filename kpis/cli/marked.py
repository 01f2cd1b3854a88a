"""`kpis marked`."""

import argparse

from kpis.cli.opening import open_plan, open_store
from kpis.cli.output import say, write_file
from kpis.errors import UsageError


def marked(arguments: argparse.Namespace) -> int:
    from kpis.use_cases.check import check_return
    from kpis.use_cases.marked_copy import marked_copy_of

    if not arguments.file.is_file():
        raise UsageError(f"There is no file {arguments.file}.")
    plan = open_plan(arguments)
    content = arguments.file.read_bytes()
    check = check_return(open_store(arguments, plan), plan, arguments.file.name, content)
    _, copy = marked_copy_of(check.checked, content)
    write_file(arguments.output, copy)
    errors, warnings = len(check.checked.errors), len(check.checked.warnings)
    say(f"Wrote {arguments.output}: errors {errors}, warnings {warnings}.")
    return 0
