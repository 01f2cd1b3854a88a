"""`kpis audit`: who did what to the store, and when."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.opening import open_plan, open_store
from kpis.cli.output import print_json, print_table, say
from kpis.words.acts import about, called

if TYPE_CHECKING:
    from kpis.frames import AuditRow


@click.command("audit")
@click.option("--find", default="", metavar="TEXT", help="only those with these words in them")
@options.as_json
@options.store_and_plan
def audit(find: str, as_json: bool, store_path: Path, plan_folder: Path) -> int:
    """Who did what to the store, and when.

    One line for every act that changed it, the newest first. Times are in UTC. What the program
    did by itself is told as done by "kpis", the first figures as loaded by "first start".
    """
    from kpis.frames import AUDIT

    frame = open_store(store_path, open_plan(plan_folder)).audit()
    words = find.casefold().split()
    acts = [act for act in map(_act, AUDIT.rows(frame)) if _has(act, words)]
    if as_json:
        print_json({"acts": acts})
        return 0
    if not acts:
        say(f"No act has the words {find!r}.")
    print_table(
        ("When", "By", "Act", "Of what"),
        ((f"{act['at']:%Y-%m-%d %H:%M}", act["by"], act["act"], act["about"]) for act in acts),
    )
    return 0


def _act(row: "AuditRow") -> dict[str, Any]:
    particulars = json.loads(row.what)
    return {
        "at": row.recorded_at,
        "by": row.who,
        "act": called(row.action),
        "submission": row.submission_id or None,
        "about": about(row.action, row.submission_id, particulars),
        "particulars": particulars,
    }


def _has(act: dict[str, Any], words: list[str]) -> bool:
    """Whether every word stands somewhere in what is written of the act, whatever its case."""
    texts = (act["at"], act["by"], act["act"], act["about"], *act["particulars"].values())
    text = " ".join(map(str, texts)).casefold()
    return all(word in text for word in words)
