"""`kpis prepare`: a release before it is published, from draft to review, with its comments."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpis.cli import options
from kpis.cli.commands.publishing.documents import preparation_document
from kpis.cli.opening import READER, open_chain, open_store, parse_quarter
from kpis.cli.output import print_json, say
from kpis.errors import UsageError
from kpis.model import Actor, Preparation, local_administrator
from kpis.periods import ReportingPeriod, period_of_id
from kpis.words.releasing.preparation import comment_line, state_sentence

if TYPE_CHECKING:
    from kpis.plan.chain.chain import Chain
    from kpis.store import Store

_ACTS = ("--begin", "--ready", "--back", "--comment", "--resolve")


@click.command("prepare")
@options.period("the quarter whose release is meant; without it all are listed")
@click.option("--begin", is_flag=True, help="begin to prepare it, as a draft")
@click.option("--ready", is_flag=True, help="say that the draft is ready for review")
@click.option("--back", is_flag=True, help="make it a draft again, with --why")
@click.option("--why", default="", metavar="TEXT", help="why it goes back to draft")
@click.option("--comment", default="", metavar="TEXT", help="say what is to be looked at")
@click.option("--resolve", type=int, metavar="N", help="say that what comment N asks for is done")
@options.by("that does it", required=False)
@options.as_json
@options.store_and_plan
def prepare(
    period: str | None,
    begin: bool,
    ready: bool,
    back: bool,
    why: str,
    comment: str,
    resolve: int | None,
    by: str,
    as_json: bool,
    store_path: Path,
    plan_folder: Path,
) -> int:
    """Prepare a release, or list what is in preparation.

    A release is a draft, then ready for review, then approved for a time (`kpis release --at`) or
    published (`kpis release`). A comment blocks it until it is resolved. What is ready or approved
    can be made a draft again. What stands in its way `kpis release --check` lists.
    """
    from kpis.use_cases.publishing.preparing import in_preparation

    done = (begin, ready, back, bool(comment), resolve is not None)
    asked = [name for name, given in zip(_ACTS, done, strict=True) if given]
    if len(asked) > 1:
        raise UsageError(f"{asked[1]} is not allowed with {asked[0]}.")
    if asked and not period:
        raise UsageError(f"{asked[0]} needs --period: say of which quarter.")
    chain = open_chain(plan_folder, for_figures=True)
    quarter = parse_quarter(period) if period else None
    store = open_store(store_path, chain, makes=False)
    if quarter and asked:
        actor = local_administrator(by)
        _act(store, chain, quarter, asked[0], actor, why=why, comment=comment, resolve=resolve)
    found = in_preparation(store, quarter, actor=READER)
    _tell(found, as_json)
    return 0


def _act(
    store: "Store",
    chain: "Chain",
    quarter: ReportingPeriod,
    act: str,
    actor: Actor,
    *,
    why: str,
    comment: str,
    resolve: int | None,
) -> None:
    from kpis.use_cases.publishing import preparing

    if act == "--begin":
        preparing.begin_release(store, chain.in_force(quarter), quarter, actor=actor)
    elif act == "--ready":
        preparing.put_release_forward(store, quarter, actor=actor)
    elif act == "--back":
        preparing.send_release_back(store, quarter, actor=actor, why=why)
    elif act == "--comment":
        preparing.comment_on_release(store, quarter, actor=actor, text=comment)
    elif resolve is not None:
        preparing.resolve_comment(store, quarter, resolve, actor=actor)


def _tell(found: Sequence[Preparation], as_json: bool) -> None:
    if as_json:
        print_json({"releases": [preparation_document(each) for each in found]})
        return
    if not found:
        say("No release is in preparation.")
    for each in found:
        print(f"{period_of_id(each.quarter_id).label}: {state_sentence(each)}")
        for comment in each.comments:
            print(f"  {comment_line(comment)}")
