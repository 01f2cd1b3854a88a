"""`kpis export`: what is published, as open data in a folder."""

import hashlib
from pathlib import Path

import click

from kpis.cli import options
from kpis.cli.opening import illustrative_for, open_chain, open_store
from kpis.cli.output import print_json, say
from kpis.clock import utc_now


@click.command("export")
@options.release_number("of that release (default: the newest that stands)")
@click.option(
    "--measure",
    default="",
    metavar="MEASURE",
    help="the figures of one measure alone: its id, code or title",
)
@click.option(
    *("--all", "everything"),
    is_flag=True,
    help="every release, every measure and the catalogues, as a site holds them",
)
@click.option(
    *("-o", "--output"),
    type=options.PATH,
    required=True,
    metavar="FOLDER",
    help="where the files are written; made where it is not there",
)
@options.as_json
@options.store_and_plan
def export(
    release: int | None,
    measure: str,
    everything: bool,
    output: Path,
    as_json: bool,
    store_path: Path,
    plan_folder: Path,
) -> int:
    """Write what is published as open data.

    Figures as pages show them, small counts withheld; beside them measures, targets, activities
    and what the codes stand for, each as CSV and Parquet, described for machines as CSV on the
    Web, Data Package, schema.org and DCAT, with a version number and what changed. What is not
    published is in no file. Text stands as it was typed: open the files as data, not by a double
    click.
    """
    from kpis.errors import UsageError
    from kpis.use_cases.publishing.export_data import export_data

    if everything and (measure or release is not None):
        raise UsageError("--all is not allowed with --measure or --release.")
    chain = open_chain(plan_folder)
    done = export_data(
        open_store(store_path, chain),
        chain,
        output,
        utc_now(),
        illustrative_for=illustrative_for(store_path),
        release=release,
        measure=measure,
        everything=everything,
    )
    about, changed = done.about, done.versioned.differences
    if as_json:
        print_json(
            {
                "folder": str(output),
                "release": about.release,
                "period": about.quarter_id,
                "published_at": about.published_at,
                "version": about.version,
                "standing": about.standing.kind.value,
                "title": about.title,
                "figures": done.figures,
                "illustrative": done.made_up,
                "next_on": about.next_on,
                "compared_with": done.versioned.since.number if done.versioned.since else None,
                "changes": {
                    "removed": len(changed.removed),
                    "redefined": len(changed.redefined),
                    "added": len(changed.added),
                    "corrected": len(changed.corrected),
                },
                "files": [
                    {
                        "path": path,
                        "bytes": len(content),
                        "sha256": hashlib.sha256(content).hexdigest(),
                    }
                    for path, content in done.files.items()
                ],
            }
        )
        return 0
    say(f"{len(done.files):,} files written to {output}.")
    print(f"{about.title}, version {about.version}")
    if about.made_up:
        print(about.made_up_words)
    print(about.standing_words)
    return 0
