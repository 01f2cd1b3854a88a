"""`kpis marked`."""

from pathlib import Path

import click

from kpis.cli import options
from kpis.cli.opening import READER
from kpis.cli.output import say, write_file
from kpis.cli.reading import open_reading, say_mapping, say_period_wanted
from kpis.errors import UsageError


@click.command("marked")
@click.argument(
    "file", type=options.PATH, metavar="FILE", help="a return: an Excel workbook, .ods or .csv"
)
@options.output("the .xlsx to write")
@options.reading("whose kept mappings are used", required=False)
@options.store_and_plan
def marked(file: Path, output: Path, reading: options.ReadingAsked) -> int:
    """Hand a return back with its faulty cells marked.

    The copy has all issues on a first sheet. Nothing is stored.
    """
    from kpis.use_cases.check import check_return
    from kpis.use_cases.kept.last_opened import open_file
    from kpis.use_cases.mappings import mapping_for
    from kpis.use_cases.marked_copy import marked_copy_of

    read = open_reading(reading)
    if not file.is_file():
        raise UsageError(f"There is no file {file}.")
    opened = open_file(file.read_bytes())
    used = mapping_for(read.store, read.post, opened, read.choice, actor=READER)
    check = check_return(
        read.store, read.chain, file.name, opened, actor=READER, mapping=used, answers=read.answers
    )
    _, copy = marked_copy_of(check.checked, opened, used)
    write_file(output, copy)
    say_mapping(file.name, used)
    say_period_wanted(file.name, used)
    errors, warnings = len(check.checked.errors), len(check.checked.warnings)
    questions = len(check.checked.questions)
    say(f"Wrote {output}: errors {errors}, questions {questions}, warnings {warnings}.")
    return 0
