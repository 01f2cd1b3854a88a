"""`kpis site`: everything published as static pages."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpis.cli import options
from kpis.cli.opening import illustrative_for, open_chain, open_store
from kpis.cli.output import print_json, say
from kpis.clock import utc_now
from kpis.errors import PlanError
from kpis.periods import period_of_id

if TYPE_CHECKING:
    from kpis.plan.chain.chain import Chain


@click.command("site")
@click.option(
    *("-o", "--output", "folder"),
    type=options.PATH,
    required=True,
    metavar="FOLDER",
    help="the folder of the pages: a new or empty one, or one that this command has written",
)
@click.option(
    "--address",
    metavar="URL",
    help="where it will stand, such as https://performance.example.gov.uk (default: as the plan's "
    "publication.toml says); without one there are no addresses for search engines",
)
@click.option(
    "--sign-in",
    "dashboard",
    default="",
    metavar="URL",
    help="a dashboard's address, to which a link on every page leads whoever signs in",
)
@click.option(
    *("--with", "formats"),
    multiple=True,
    type=click.Choice(("pdf", "pptx", "xlsx", "docx")),
    help="give the report of each release in this format too, beside the web page that it is in "
    "anyway; may be given several times",
)
@options.as_json
@options.store_and_plan
def site(
    folder: Path,
    address: str | None,
    dashboard: str,
    formats: Sequence[str],
    as_json: bool,
    store_path: Path,
    plan_folder: Path,
) -> int:
    """Write everything published as web pages.

    They need no server: any can hold the folder, or none. The newest release stands on the first
    pages, and every release in a folder of its own that says how it stands today. Only what changed
    is written again, and what is gone is removed. Nothing unpublished is in any file.
    """
    from kpis.exports.formats import Format
    from kpis.use_cases.publishing.packs import look_of
    from kpis.use_cases.publishing.site import write_site

    chain = _chain(plan_folder, store_path)
    store = open_store(store_path, chain)
    made = write_site(
        store,
        chain,
        utc_now(),
        folder,
        address=address,
        dashboard=dashboard,
        illustrative_for=illustrative_for(store_path),
        formats=(Format.HTML, *map(Format, dict.fromkeys(formats))),
        look=look_of(chain.named, plan_folder),
    )
    current, files = made.current, made.files
    if as_json:
        print_json(
            {
                "folder": str(folder),
                "release": current.number,
                "period": current.quarter_id,
                "releases": made.releases,
                "written": files.written,
                "unchanged": files.unchanged,
                "removed": files.removed,
            }
        )
        return 0
    label = period_of_id(current.quarter_id).label
    print(
        f"{folder}: release {current.number} of {label} on its first pages, {made.releases:,} "
        f"in all. {files.written:,} files written, {files.unchanged:,} as they were, "
        f"{files.removed:,} removed."
    )
    return 0


def _chain(plan_folder: Path, store_path: Path) -> "Chain":
    """The plans; where their files are faulty, the one that the newest release keeps.

    So that what is withdrawn meanwhile is marked so all the same. Raises PlanError where none does.
    """
    from kpis.store import Store
    from kpis.use_cases.figures_as_at import chain_published

    try:
        return open_chain(plan_folder)
    except PlanError as error:
        store = Store(store_path)
        published = chain_published(store) if store.exists() else None
        if published is None:
            raise
        say(f"kpis: {error}", "The plan that the newest release keeps stands in for it.")
        return published
