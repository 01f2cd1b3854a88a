"""Every command by name: where it stands, and the line of help that `kpis --help` gives it.

To add a command, write it in a module of `commands/` as the others are, and add its line here.
Its function is called as the command is, with "_" for "-".
"""

from importlib import import_module
from typing import Any

import click

from kpis import __version__
from kpis.cli.of_council import of_council

# The lines repeat what stands at the head of each command's help (a test holds them together), so
# that they can be listed without importing pandas and the rest.
COMMANDS = {
    "plan": ("plan", "List the plan: outcomes, themes, measures, activities."),
    "new-plan": ("new_plan", "Make a new plan, without a measure yet, or of a workbook."),
    "check-plan": ("plan", "List every fault in the plan's files."),
    "template": ("templates", "Write the workbook a service fills in."),
    "check": ("check_returns", "Check returns and say what they would change."),
    "marked": ("marked", "Hand a return back with its faulty cells marked."),
    "submit": ("submit", "Check returns and store them, each whole or not."),
    "withdraw": ("returns", "Take a submission back, keeping it."),
    "approve": ("signoff", "Vouch for the figures of submissions."),
    "prepare": ("publishing.prepare", "Prepare a release, or list what is in preparation."),
    "release": ("publishing.release", "Publish the approved figures of a quarter."),
    "publish-due": ("publishing.due", "Publish the releases whose time has come."),
    "releases": ("publishing.releases", "List what was published."),
    "pack": ("publishing.pack", "Write the board pack, of the whole plan or of some of it."),
    "mail": ("publishing.mail", "List who gets mails of releases, send what is due."),
    "export": ("publishing.export", "Write what is published as open data."),
    "site": ("publishing.site", "Write everything published as web pages."),
    "submissions": ("returns", "List what was submitted."),
    "mappings": ("mappings", "List the mappings kept for layouts of a post's own."),
    "answers": ("mappings", "List the answers kept for a post, or forget some."),
    "status": ("status", "Rate every measure and part for a quarter."),
    "history": ("history", "Every revision of a measure's figures."),
    "spc": ("spc", "A measure's control chart: signals told from noise."),
    "outlook": ("outlook", "Where the year will end, and the chance of it."),
    "benchmark": ("benchmark", "How a measure stands among other areas."),
    "breakdown": ("breakdown", "A measure by group, small counts withheld."),
    "views": ("views", "A measure's year so far, last 12 months and years."),
    "survey": ("around.survey", "A survey's questions in its latest wave and the one before."),
    "activities": ("activities", "How every activity and commitment stands in a quarter."),
    "borough": ("around.borough", "What the plan says of its borough, beside official figures."),
    "progress": ("collection", "Who has returned, who is late."),
    "quality": ("collection", "What does not look right in the figures."),
    "audit": ("people.audit", "Who did what to the store, and when."),
    "verify": ("keeping.verify", "Whether the store and all that it keeps are whole."),
    "backup": ("keeping.backup", "Copy the store into one file, while people work."),
    "restore": ("keeping.backup", "Make a store of a backup, where there is none."),
    "access": ("people.access", "List who has which role, give one, take one."),
    "rebuild": ("keeping.rebuild", "Make the store again from its journal and files."),
    "move-store": ("move_store", "Move the store to another address, and see that it is whole."),
    "serve": ("serve", "Open the dashboard."),
}


def command(name: str) -> click.Command:
    """The command of this name, imported now."""
    module = import_module(f"kpis.cli.commands.{COMMANDS[name][0]}")
    loaded: click.Command = getattr(module, name.replace("-", "_"))
    return loaded


class _Lazy(click.Group):
    """Knows its commands by name and line of help, and imports the one that is run."""

    def __init__(self, **options: Any) -> None:
        listed = {
            name: click.Command(name, short_help=line) for name, (_, line) in COMMANDS.items()
        }
        super().__init__(commands=listed, **options)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.commands)  # as they are used, not by the alphabet

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, listed, rest = super().resolve_command(ctx, args)
        return name, command(name) if name else listed, rest


@click.group(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="kpis COMMAND --help tells what a command takes.",
)
@click.version_option(__version__, message="kpis %(version)s")
@click.option(
    "--council",
    metavar="NAME",
    help="where a house has several: one of the file that KPIS_COUNCILS names",
)
@click.pass_context
def kpis(context: click.Context, council: str | None) -> None:
    """Returns in, rated trends out, for a council's strategic plan."""
    if council is not None:
        context.with_resource(of_council(council))
