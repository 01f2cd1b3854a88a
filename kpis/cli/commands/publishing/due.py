"""`kpis publish-due`: publish what is approved for a time that has come."""

from pathlib import Path

import click

from kpis.cli import options
from kpis.cli.commands.publishing.documents import release_document
from kpis.cli.opening import open_chain, open_store
from kpis.cli.output import print_json, say
from kpis.cli.sending import send_after_publishing
from kpis.periods import period_of_id
from kpis.words.days import uk_time


@click.command("publish-due")
@options.as_json
@options.store_and_plan
def publish_due(as_json: bool, store_path: Path, plan_folder: Path) -> int:
    """Publish the releases whose time has come.

    Each once, whoever tries, as published at the time it was approved for. The dashboard does the
    same while it runs; where it does not, have the system call this every minute.
    """
    from kpis.use_cases.due import publish_due as publish_all_due

    chain = open_chain(plan_folder)
    store = open_store(store_path, chain, makes=False)
    made = publish_all_due(store)
    if made:
        send_after_publishing(store, lambda: chain)
    if as_json:
        print_json({"releases": [release_document(each) for each in made]})
        return 0
    if not made:
        say("No release is due.")
    for each in made:
        quarter, due = period_of_id(each.quarter_id).label, uk_time(each.published_at)
        print(f"Release {each.number} of {quarter} is published, as of {due}.")
    return 0
