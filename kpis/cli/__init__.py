"""The `kpis` command. What people script against it is a contract: see README, "The command line".

With `--json` a command prints one JSON document on standard output and nothing else; messages
go to standard error; the exit code is 0 or that of the error (`kpis.errors`). Each command
lives in a module that is imported only when it runs, so the command starts fast.
"""

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout

import click

from kpis.cli.command_table import kpis
from kpis.cli.visible import visible
from kpis.errors import KpisError, PlanError, UsageError

OBJECTS_BEFORE_COLLECTION = 100_000  # a command makes few cycles, and many objects that stay


def program() -> int:
    """`main` for a process that ends with it.

    Collecting the many objects of the imported packages, again and again while they load and once
    more at the end, would take a fifth of a command's time. So cycles are looked for less often,
    and what is there at the end is left to the operating system.
    """
    gc.set_threshold(OBJECTS_BEFORE_COLLECTION)
    try:
        return main()
    finally:
        gc.freeze()


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code; prints errors as one sentence, never a traceback.

    argv: what follows `kpis`; None takes it from the process.
    """
    with redirect_stdout(visible(sys.stdout)), redirect_stderr(visible(sys.stderr)):
        return _told(list(sys.argv[1:] if argv is None else argv))


def _told(argv: list[str]) -> int:
    try:
        _refuse_no_text(argv)
        return _run(argv)
    except click.UsageError as error:
        _report_wrong_use(error)
        return UsageError.exit_code
    except PlanError as error:
        print(f"kpis: {error}", *error.faults, sep="\n  ", file=sys.stderr)
        return error.exit_code
    except KpisError as error:
        print(f"kpis: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _refuse_no_text(argv: Sequence[str]) -> None:
    """Raises UsageError where something is no text in UTF-8: nothing that is kept could say it."""
    for each in argv:
        try:
            each.encode()
        except UnicodeEncodeError as error:
            shown = each.encode(errors="surrogateescape").decode(errors="replace")
            raise UsageError(
                f"{shown!r} is no text in UTF-8. Type it anew; where it is the name of a file, "
                "give the file another."
            ) from error


def _run(argv: list[str]) -> int:
    """As click's own way in, which would end a broken pipe and an interruption with codes of its
    own."""
    try:
        with kpis.make_context("kpis", argv) as context:
            code: int = kpis.invoke(context)
    except click.exceptions.Exit as done:  # help or the version was shown
        code = done.exit_code
    sys.stdout.flush()  # here, where a reader who has gone away is no fault
    return code


def _report_wrong_use(error: click.UsageError) -> None:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()  # the help itself
        return
    print(f"kpis: {error.format_message()}", file=sys.stderr)
    command = error.ctx.command_path if error.ctx else "kpis"
    print(f"{command} --help tells what it takes.", file=sys.stderr)
