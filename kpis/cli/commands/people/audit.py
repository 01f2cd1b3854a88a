"""`kpis audit`: who did what to the store."""

from datetime import datetime, time
from pathlib import Path
from typing import Any

import click

from kpis.cli import options
from kpis.cli.opening import READER, find_measure, moment_of, open_chain, open_store
from kpis.cli.output import print_json, print_table, say, write_file
from kpis.store import WantedActs


@click.command("audit")
@click.option("--find", default="", metavar="TEXT", help="only those with these words in them")
@click.option("--person", default="", metavar="NAME", help="only those of this person, or their id")
@click.option("--post", default="", metavar="POST", help="only those of this post")
@click.option("--act", default="", metavar="ACT", help="only this act, such as publish")
@click.option("--measure", default="", metavar="ID", help="only on this measure: id or code")
@click.option("--submission", default="", metavar="ID", help="only on this submission")
@click.option("--release", default="", metavar="N", help="only on this release")
@click.option("--since", metavar="TIME", help="only from then on; a day from its start")
@click.option("--until", metavar="TIME", help="only up to then; a day to its end")
@click.option("--refused", is_flag=True, help="only what was refused")
@click.option(
    "--export",
    type=options.PATH,
    metavar="FILE",
    help="write them to a file, .json or .csv, that can be checked without the store",
)
@options.as_json
@options.store_and_plan
def audit(
    find: str,
    person: str,
    post: str,
    act: str,
    measure: str,
    submission: str,
    release: str,
    since: str | None,
    until: str | None,
    refused: bool,
    export: Path | None,
    as_json: bool,
    store_path: Path,
    plan_folder: Path,
) -> int:
    """Who did what to the store, and when.

    One line for every act that changed it and every one that was refused, the newest first. Times
    are in UTC. What the program did by itself is told as done by "kpis", the first figures as
    loaded by "first start". A name that was erased is told by the post its bearer last held.
    """
    from kpis.use_cases.audit import acts, exported

    chain = open_chain(plan_folder)
    wanted = WantedActs(
        find=find,
        person=person,
        post=post,
        act=act,
        since=_start_of(since),
        until=moment_of(until),
        measure=find_measure(chain.known, measure).id if measure else "",
        submission=submission,
        release=release,
        refused=True if refused else None,
    )
    store = open_store(store_path, chain)
    found = acts(store, wanted, actor=READER) if as_json or export is None else []
    if export is not None:
        content, count = exported(store, wanted, export.suffix.lower()[1:], actor=READER)
        write_file(export, content)
        say(f"{export}: {count:,} acts.")
    if as_json:
        print_json({"acts": found})
        return 0
    if export is None and not found:
        say(_nothing(wanted))
    if export is None:
        print_table(("When", "By", "Act", "Of what"), map(_line, found))
    return 0


def _start_of(text: str | None) -> datetime | None:
    moment = moment_of(text)
    if moment is None or text is None or len(text) > len("2019-11-01"):
        return moment
    return datetime.combine(moment, time.min)


def _line(act: dict[str, Any]) -> tuple[str, str, str, str]:
    who = f"{act['by']} ({act['name']})" if act["name"] else act["by"]
    what = f"{act['act']} (refused)" if act["refused"] else act["act"]
    return f"{act['at']:%Y-%m-%d %H:%M}", who, what, act["about"]


def _nothing(wanted: WantedActs) -> str:
    if wanted.find:
        return f"No act has the words {wanted.find!r}."
    return "No act is as asked for."
