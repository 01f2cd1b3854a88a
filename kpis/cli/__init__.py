"""The `kpis` command. What people script against it is a contract: see README, "The command line".

With `--json` a command prints one JSON document on standard output and nothing else; messages
go to standard error; the exit code is 0 or that of the error (`kpis.errors`). Each command
lives in a module that is imported only when it runs, so the command starts fast.
"""

import argparse
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from kpis.default_paths import DEFAULT_PLAN, DEFAULT_STORE, plan_folder, store_path
from kpis.errors import KpisError, PlanError

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
    """Run one command. Returns its exit code; prints errors as one sentence, never a traceback."""
    arguments = parser().parse_args(argv)
    module, function = arguments.run.split(":")
    try:
        return getattr(importlib.import_module(f"kpis.cli.{module}"), function)(arguments)
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


class _InColumns(argparse.HelpFormatter):
    """Every command and option stands beside its words."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30)
        self._action_max_length = 15  # argparse leaves out that commands are indented


def parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(
        prog="kpis",
        description="Returns in, rated trends out, for a council's strategic plan.",
        epilog="kpis COMMAND --help tells what a command takes.",
        formatter_class=_InColumns,
    )
    commands = root.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name: str, run: str, help: str) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name,
            help=help,
            description=f"{help[0].upper()}{help[1:]}.",
            formatter_class=_InColumns,
        )
        made.set_defaults(run=run)
        made.add_argument(
            "--store",
            type=Path,
            metavar="FILE",
            default=store_path(),
            help=f"the store (default: {DEFAULT_STORE}, or KPIS_STORE)",
        )
        made.add_argument(
            "--plan",
            type=Path,
            metavar="FOLDER",
            default=plan_folder(),
            help=f"the plan's folder (default: {DEFAULT_PLAN}, or KPIS_PLAN)",
        )
        return made

    def json_flag(made: argparse.ArgumentParser) -> None:
        made.add_argument(
            "--json", action="store_true", help="one JSON document on standard output"
        )

    def quarter(made: argparse.ArgumentParser, help: str, *, required: bool = False) -> None:
        made.add_argument("--period", required=required, metavar="QUARTER", help=help)

    def measure(made: argparse.ArgumentParser) -> None:
        made.add_argument("measure", metavar="MEASURE", help="its id, code or title")

    def files(made: argparse.ArgumentParser) -> None:
        words = "one return or several: .xlsx or .csv"
        made.add_argument("files", nargs="+", type=Path, metavar="FILE", help=words)

    def post(made: argparse.ArgumentParser, does: str) -> None:
        made.add_argument("--by", required=True, metavar="POST", help=f"the post that {does}")

    def note(made: argparse.ArgumentParser, on: str) -> None:
        words = f"a note kept with the {on}"
        made.add_argument("--note", default="", metavar="TEXT", help=words)

    json_flag(command("plan", "plan:show", "list the plan: outcomes, themes, measures, activities"))
    json_flag(command("check-plan", "plan:check", "list every fault in the plan's files"))

    template = command("template", "templates:template", "write the workbook a service fills in")
    quarter(template, "the quarter, such as 2019-20-Q2", required=True)
    template.add_argument(
        "--directorate", default="", metavar="NAME", help="only measures of this directorate"
    )
    template.add_argument("--owner", default="", metavar="POST", help="only measures of this post")
    template.add_argument(
        "--each", choices=("directorate", "owner"), help="a workbook for each of them, in one .zip"
    )
    template.add_argument(
        *("-o", "--output"),
        type=Path,
        required=True,
        metavar="FILE",
        help="the .xlsx to write; with --each the .zip",
    )

    check = command("check", "returns:check", "check returns and say what they would change")
    files(check)
    json_flag(check)

    marked = command("marked", "marked:marked", "hand a return back with its faulty cells marked")
    marked.add_argument("file", type=Path, metavar="FILE", help="a return: .xlsx or .csv")
    marked.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="the .xlsx to write"
    )

    submit = command("submit", "returns:submit", "check returns and store them, each whole or not")
    files(submit)
    post(submit, "submits")
    note(submit, "submission")
    submit.add_argument("--reason", default="", metavar="TEXT", help="why figures are restated")
    submit.add_argument(
        "--warnings-note", default="", metavar="TEXT", help="why warnings do not stand in the way"
    )
    json_flag(submit)

    withdraw = command("withdraw", "returns:withdraw", "take a submission back, keeping it")
    which = withdraw.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "id", nargs="?", metavar="ID", help="the submission, as `kpis submit` names it"
    )
    which.add_argument(
        "--illustrative", action="store_true", help="everything illustrative that stands"
    )
    post(withdraw, "withdraws")
    withdraw.add_argument(
        "--why", required=True, metavar="TEXT", help="the reason, kept with the withdrawal"
    )
    json_flag(withdraw)

    approve = command("approve", "signoff:approve", "vouch for the figures of submissions")
    approve.add_argument("ids", nargs="+", metavar="ID", help="as `kpis submit` names them")
    post(approve, "approves")
    note(approve, "approval")
    json_flag(approve)

    release = command("release", "signoff:release", "publish the approved figures of a quarter")
    quarter(release, "the quarter, such as 2019-20-Q2", required=True)
    post(release, "publishes")
    note(release, "release")
    json_flag(release)

    json_flag(command("releases", "signoff:releases", "list what was published"))

    submissions = command("submissions", "returns:submissions", "list what was submitted")
    submissions.add_argument(
        "--find", default="", metavar="TEXT", help="only those with these words in them"
    )
    json_flag(submissions)

    status = command("status", "status:show", "rate every measure and part for a quarter")
    quarter(status, "the quarter (default: the latest mostly returned)")
    status.add_argument("--outcome", type=int, metavar="N", help="only this outcome")
    status.add_argument("--theme", metavar="ID", help="only measures of this theme")
    stood = status.add_mutually_exclusive_group()
    stood.add_argument(
        "--as-at", metavar="TIME", help="as figures stood: 2019-11-01 or 2019-11-01T09:30"
    )
    stood.add_argument("--release", type=int, metavar="N", help="as that release showed them")
    status.add_argument(
        "--figures-only",
        action="store_true",
        help="with --json: figures and ratings at once, without analysis and sentences",
    )
    json_flag(status)

    history = command("history", "status:history", "every revision of a measure's figures")
    measure(history)
    json_flag(history)

    spc = command("spc", "spc:show", "a measure's control chart: signals told from noise")
    measure(spc)
    quarter(spc, "seen from this quarter (default: every figure known)")
    spc.add_argument("--as-at", metavar="TIME", help="as figures stood: 2019-11-01")
    json_flag(spc)

    outlook = command("outlook", "outlook:show", "where the year will end, and the chance of it")
    outlook.add_argument(
        "measure", nargs="?", metavar="MEASURE", help="only this one, and its way there"
    )
    quarter(outlook, "seen from this quarter (default: as for status)")
    outlook.add_argument("--as-at", metavar="TIME", help="as figures stood: 2019-11-01")
    json_flag(outlook)

    benchmark = command("benchmark", "benchmark:show", "how a measure stands among other areas")
    measure(benchmark)
    quarter(benchmark, "the quarter of the report (default: as for status)")
    json_flag(benchmark)

    groups = command("breakdown", "breakdown:show", "a measure by group, small counts withheld")
    measure(groups)
    groups.add_argument("--release", type=int, metavar="N", help="as that release showed it")
    json_flag(groups)

    views = command("views", "views:show", "a measure's year so far, last 12 months and years")
    measure(views)
    views.add_argument(
        "--view",
        choices=("year_to_date", "rolling_12_months", "annual"),
        help="only this one (default: all three, and parts beside their whole)",
    )
    json_flag(views)

    activities = command("activities", "activities:show", "how every activity stands in a quarter")
    quarter(activities, "the quarter (default: as for status)")
    activities.add_argument("--outcome", type=int, metavar="N", help="only this outcome")
    activities.add_argument("--as-at", metavar="TIME", help="as they stood: 2019-11-01")
    json_flag(activities)

    progress = command("progress", "collection:progress", "who has returned, who is late")
    quarter(progress, "the quarter (default: the one being collected now)")
    progress.add_argument("--directorate", metavar="NAME", help="only measures of this directorate")
    json_flag(progress)

    json_flag(command("quality", "collection:quality", "what does not look right in the figures"))

    serve = command("serve", "serve:serve", "open the dashboard")
    serve.add_argument("--port", type=int, default=8501, metavar="N", help="8501 without it")
    serve.add_argument(
        "--address", default="127.0.0.1", metavar="IP", help="0.0.0.0 lets other machines in"
    )
    serve.add_argument("--no-browser", action="store_true", help="do not open a browser")
    return root
