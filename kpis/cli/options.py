"""The options and arguments that several commands share, each a decorator."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from kpis import default_paths
from kpis.errors import UsageError
from kpis.model import Whose
from kpis.model.record import Record

F = TypeVar("F", bound=Callable[..., Any])

# Whether a file is there, and can be read, is said by the command that opens it.
PATH = click.Path(readable=False, path_type=Path)


class _StoreAddress(click.ParamType["Path"]):
    """A store's file, or the address of a lake: the path by which it is known."""

    name = "store"

    def convert(self, value: Any, param: Any, ctx: Any) -> Path:  # noqa: ARG002 click's own
        return value if isinstance(value, Path) else default_paths.store_at(value)


STORE = _StoreAddress()
_STORE: dict[str, Any] = {
    "type": STORE,
    "default": default_paths.store_path,
    "metavar": "FILE",
    "help": f"the store (default: {default_paths.DEFAULT_STORE}, or KPIS_STORE)",
}
_plan = click.option(
    *("--plan", "plan_folder"),
    type=PATH,
    default=default_paths.plan_folder,
    metavar="FOLDER",
    help=f"the plan's folder (default: {default_paths.DEFAULT_PLAN}, or KPIS_PLAN)",
)
as_json = click.option(
    *("--json", "as_json"), is_flag=True, help="one JSON document on standard output"
)
measure = click.argument("measure", metavar="MEASURE", help="its id, code or title")
files = click.argument(
    *("files",),
    nargs=-1,
    required=True,
    type=PATH,
    metavar="FILE...",
    help="one return or several: an Excel workbook, .ods, .csv, or a .zip of them",
)
outcome = click.option("--outcome", type=int, metavar="N", help="only this outcome")


def whose(what: str) -> Callable[[F], F]:
    """`--directorate` and `--owner` in one argument `whose`, a Whose. what: "measures"."""

    def decorate(function: F) -> F:
        @wraps(function)
        def called(*, directorate: str | None, owner: str | None, **given: Any) -> Any:
            return function(**given, whose=Whose(directorate=directorate or "", owner=owner or ""))

        of_post = click.option("--owner", metavar="POST", help=f"only {what} that this post owns")
        of_all = click.option(
            "--directorate", metavar="NAME", help=f"only {what} of this directorate"
        )
        return of_all(of_post(cast("F", called)))

    return decorate


def board(what: str) -> Callable[[F], F]:
    """`--board`. what: is narrowed to its business: "measures"."""
    return click.option(
        "--board", metavar="ID", help=f"only {what} that are this partnership board's business"
    )


def store_and_plan(function: F) -> F:
    """`--store` and `--plan`, which every command takes, as `store_path` and `plan_folder`."""
    return click.option("--store", "store_path", **_STORE)(_plan(function))


def plan_only(function: F) -> F:
    """The same for a command that needs no store: it takes `--store` and makes nothing of it."""
    return click.option("--store", expose_value=False, **_STORE)(_plan(function))


def period(help: str, *, required: bool = False) -> Callable[[F], F]:
    return click.option("--period", required=required, metavar="QUARTER", help=help)


def as_at(help: str) -> Callable[[F], F]:
    return click.option("--as-at", metavar="TIME", help=help)


def release_number(help: str = "as that release shows it") -> Callable[[F], F]:
    return click.option("--release", type=int, metavar="N", help=help)


def by(does: str, *, required: bool = True) -> Callable[[F], F]:
    """`--by`; "" where it is not required and not given."""
    default: dict[str, Any] = {} if required else {"default": ""}
    words = f"the post that {does}" if required else f"the post {does}"
    return click.option("--by", required=required, metavar="POST", help=words, **default)


class ReadingAsked(Record):
    """The options of how files are to be read, as given; opened by `kpis.cli.reading`."""

    by: str
    mapping: str
    no_mapping: bool
    periods: Sequence[str]
    answers_file: Path | None
    answers: Sequence[str]
    store_path: Path
    plan_folder: Path


def reading(does: str, *, required: bool) -> Callable[[F], F]:
    """`--by`, those of mappings and of answers, and with `store_and_plan` below them all in one
    argument `reading`, a ReadingAsked."""

    def decorate(function: F) -> F:
        gathered = _gathered(ReadingAsked, "reading", function)
        return by(does, required=required)(_mapping(_answers(gathered)))

    return decorate


class FiguresAsked(Record):
    """The options of which figures are shown, as given; opened by `kpis.cli.opening`."""

    period: str | None
    as_at: str | None
    release: int | None
    store_path: Path
    plan_folder: Path


def figures(of_period: str) -> Callable[[F], F]:
    """`--period`, `--as-at` and `--release`, and with `store_and_plan` below them all in one
    argument `asked`, a FiguresAsked. of_period: what a period means to the command."""

    def decorate(function: F) -> F:
        gathered = _gathered(FiguresAsked, "asked", function)
        return period(of_period)(as_at("as figures stood: 2019-11-01")(release_number()(gathered)))

    return decorate


def _gathered(kind: type, name: str, function: F) -> F:
    """The function with the options that make up a dataclass given as one argument."""
    parts = [field.name for field in fields(kind)]

    @wraps(function)
    def called(**given: Any) -> Any:
        whole = kind(**{part: given.pop(part) for part in parts})
        return function(**given, **{name: whole})

    return cast("F", called)


def _mapping(function: F) -> F:
    """How to read a file of a post's own layout, as `mapping`, `no_mapping` and `periods`."""
    name = click.option(
        *("--mapping",),
        default="",
        metavar="NAME",
        help="read with this one of `kpis mappings`, such as m3",
    )
    none = click.option("--no-mapping", is_flag=True, help="read as if no mapping was kept")
    periods = click.option(
        *("--period", "periods"),
        multiple=True,
        metavar="PERIOD",
        help="the period of the figures, where no column says it but a kept mapping; what it then "
        "says is kept for the post of --by",
    )
    return name(none(periods(function)))


def _answers(function: F) -> F:
    """What a person answers to the questions a check asks, as `answers_file` and `answers`."""
    of_file = click.option(
        *("--answers", "answers_file"),
        type=PATH,
        metavar="FILE",
        help="answers to questions of `kpis check --json`, as JSON: question and answer",
    )
    single = click.option(
        *("--answer", "answers"),
        multiple=True,
        metavar="QUESTION=ANSWER",
        help="one answer; may be given several times",
    )
    return of_file(single(function))


def note(on: str) -> Callable[[F], F]:
    return click.option("--note", default="", metavar="TEXT", help=f"a note kept with the {on}")


def output(help: str) -> Callable[[F], F]:
    return click.option("-o", "--output", type=PATH, required=True, metavar="FILE", help=help)


def refuse_both(**options: object) -> None:
    """Raises UsageError where more than one of these options is given: they exclude each other."""
    named = [f"--{name.replace('_', '-')}" for name, value in options.items() if value is not None]
    if len(named) > 1:
        raise UsageError(f"{named[1]} is not allowed with {named[0]}.")
