"""`kpis serve`: the dashboard, on this machine unless told otherwise."""

import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from click.core import ParameterSource

from kpis.cli import options
from kpis.cli.opening import open_chain, plan_now
from kpis.cli.opening_store import new_store, open_store, refuse_mistaken
from kpis.cli.output import say
from kpis.default_paths import ROOT
from kpis.errors import PlanError, SettingsError, StoreGone, UsageError
from kpis.model import Holding
from kpis.sign_in.ways_in import settings


@click.command("serve")
@click.option("--port", type=int, default=8501, metavar="N", help="8501 without it")
@click.option("--address", default="127.0.0.1", metavar="IP", help="0.0.0.0 lets other machines in")
@click.option(
    "--host",
    "hosts",
    multiple=True,
    envvar="KPIS_HOSTS",
    metavar="NAME",
    help="a further name that it answers to; may be repeated",
)
@click.option("--no-browser", is_flag=True, help="do not open a browser")
@click.option(
    "--councils",
    type=options.PATH,
    metavar="FILE",
    help="the dashboards of every council this file lists, side by side",
)
@new_store
@options.store_and_plan
@click.pass_context
def serve(
    context: click.Context,
    port: int,
    address: str,
    hosts: tuple[str, ...],
    no_browser: bool,
    new: bool,
    councils: Path | None,
    store_path: Path,
    plan_folder: Path,
) -> int:
    """Open the dashboard.

    It runs until it is stopped. A new store is made as it starts. It answers to localhost, to the
    address it listens at and, where others can reach it, to the machine's name; to any other name
    only if that is given, here or in KPIS_HOSTS.

    Without access.toml beside the store nobody signs in: on this machine whoever opens it has
    every role, and where others can reach it everybody reads published releases alone.

    With --councils it begins a process for each council of the file, with a plan, a store and a
    port of its own, and begins those anew that end. docs/several_councils.md says how the file is
    written.
    """
    if councils is not None:
        return _serve_several(councils, context)
    store_path = store_path.resolve()
    found = settings(store_path)  # what is wrong with them is told before anything is started
    if found is not None:
        _tell_of_roles_for_nothing(found.roles, plan_folder)
    _make_or_refuse(store_path, plan_folder, new=new)
    _tell_what_others_read(store_path)
    _tell_of_mails(store_path)
    _require_dashboard()
    _require_free(address, port, "with --port")
    command = [
        *("-m", "kpis.server.start"),
        address,
        str(port),
        *(f"--host={name}" for name in hosts),
        *([] if no_browser else ["--open"]),
    ]
    # Series of some dozen figures are faster worked out in one thread than handed round in many.
    environment = (
        {"OPENBLAS_NUM_THREADS": "1"}
        | os.environ
        | {
            "KPIS_STORE": str(store_path),
            "KPIS_PLAN": str(plan_folder.resolve()),
            # The server starts in another folder.
            **{
                name: str(Path(os.environ[name]).resolve())
                for name in ("KPIS_ACCESS", "KPIS_MAIL", "KPIS_LOCAL", "KPIS_STORE_DATA")
                if os.environ.get(name) and "://" not in os.environ[name]
            },
        }
    )
    return _become(command, environment)


def _serve_several(path: Path, context: click.Context) -> int:
    """Everything that is wrong is told before anything is started."""
    of_file = ("port", "address", "hosts", "store_path", "plan_folder")
    for name in of_file:
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise UsageError("With --councils the file says port, address, names, store and plan.")
    from kpis.councils.council import of_house
    from kpis.councils.councils_file import read_councils

    taken: list[str] = []
    for each in read_councils(path):
        try:
            _require_free(each.address, each.port, "in the file")
        except UsageError as error:
            taken.append(f"- [{each.name}] {error}")
        _tell_what_others_read(each.store)
    if taken:
        raise UsageError("\n".join(["Not every council can be opened.", *taken]))
    _require_dashboard()
    # What the house was started with may be one council's secret: each is told its own alone.
    environment = of_house(os.environ)
    return _become(["-m", "kpis.server.several.house", str(path.resolve())], environment)


def _require_dashboard() -> None:
    app = ROOT / "app.py"
    if not app.is_file():
        raise UsageError(f"There is no dashboard at {app}: run kpis from its own checkout.")


def _become(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run this Python with these arguments in the checkout; on Windows its exit code."""
    command = [sys.executable, *arguments]
    if os.name == "posix":
        # The server takes this process's place, so that stopping the command stops the server.
        os.chdir(ROOT)
        os.execvpe(command[0], command, environment)  # noqa: S606 this Python, our module
    return subprocess.call(command, env=environment, cwd=ROOT)  # noqa: S603 as above


def _make_or_refuse(store_path: Path, plan_folder: Path, *, new: bool) -> None:
    """Make the store where that is asked for, and refuse one whose name is likely a mistake.

    One that is gone is no reason not to start: pages say so, and go on once it is back.
    """
    from kpis.store import Store

    store = Store(store_path)
    if store.exists():
        return
    if new:
        open_store(store_path, open_chain(plan_folder), new=True)
        return
    try:
        refuse_mistaken(store, store_path, makes=True)
    except StoreGone as error:
        say(f"kpis: {error}")


def _tell_of_roles_for_nothing(roles: Mapping[str, Holding], plan_folder: Path) -> None:
    """Say which roles are for what the plan does not have.

    They are no reason not to start: whoever has one may do the less, and the next year's plan may
    have other outcomes than the file. Of a plan that cannot be used every page tells.
    """
    try:
        plan = plan_now(open_chain(plan_folder))
    except PlanError:
        return
    from kpis.use_cases.access import not_in_plan, reaches_nothing

    for name, holding in roles.items():
        told = not_in_plan(plan, holding)
        if reaches_nothing(plan, holding):
            told.append(f"No measure of {plan.title} belongs to {holding.post}.")
        for sentence in told:
            say(f"kpis: The role {name!r} in the file of sign-in is for nothing here. {sentence}")


def _tell_what_others_read(store_path: Path) -> None:
    """Nothing is changed: who looks after the machine may have let others in, for backups say."""
    from kpis.store.database.private import open_to_others

    if found := open_to_others(store_path):
        paths = " ".join(map(str, found))
        say(
            "kpis: Other accounts of this machine may look into the store, and small counts are in "
            f"it. To close it: chmod -R go= {paths}"
        )


def _tell_of_mails(store_path: Path) -> None:
    """Say what keeps mails from being sent: no reason not to start, for pages are read without."""
    from kpis.store import Store
    from kpis.use_cases.publishing.mails import settings_for

    try:
        settings_for(Store(store_path))
    except SettingsError as error:
        say(f"kpis: No mail is sent. {error}")


def _require_free(address: str, port: int, where: str) -> None:
    """Raise UsageError when the dashboard could not be reached there."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as tried:
        if os.name == "posix":  # a port whose last connections are just closing is free
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((address, port))
        except OverflowError:
            raise UsageError(f"{port} is no port: choose one from 1024 to 65535.") from None
        except OSError as error:
            raise UsageError(
                f"The dashboard cannot be opened at {address}, port {port}: {error.strerror}. If "
                f"it is open there already, use that one; else choose another port {where}."
            ) from error
