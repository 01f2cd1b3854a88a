"""`kpis mappings` and `kpis answers`: what is kept of a post for its next files."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.opening import READER, open_chain, open_store
from kpis.cli.output import print_json, print_table, say, shortened
from kpis.model import local_administrator

if TYPE_CHECKING:
    from kpis.use_cases.mappings import KeptMapping

WIDEST = 60  # characters of a list of headers in a table


@click.command("mappings")
@options.by("the mappings are kept for (default: every post)", required=False)
@options.as_json
@options.store_and_plan
def mappings(by: str, as_json: bool, store_path: Path, plan_folder: Path) -> int:
    """List the mappings kept for layouts of a post's own.

    What the columns of a layout mean is pointed out once, on the page for returns, and kept for
    the post that submits the file. `kpis check`, `submit` and `marked` use it with --by POST, and
    any of them by its name with --mapping NAME.
    """
    from kpis.use_cases.mappings import kept_mappings

    kept_for_post = kept_mappings(open_store(store_path, open_chain(plan_folder)), by, actor=READER)
    if as_json:
        print_json({"mappings": [_entry(kept_mapping) for kept_mapping in kept_for_post]})
        return 0
    if not kept_for_post:
        whom = f" for {by}" if by else ""
        say(f"No mapping is kept{whom}: the columns of a layout are pointed out on the page.")
    print_table(
        ("Name", "Post", "Sheet", "Headers", "Saved", "By"),
        (
            (
                kept_mapping.saved.name,
                kept_mapping.saved.sender,
                kept_mapping.mapping.sheet if kept_mapping.mapping else "",
                shortened(", ".join(kept_mapping.headers), WIDEST),
                f"{kept_mapping.saved.saved_at:%Y-%m-%d %H:%M}",
                kept_mapping.saved.saved_by,
            )
            for kept_mapping in kept_for_post
        ),
    )
    return 0


@click.command("answers")
@options.by("answered")
@click.option(
    *("--forget", "to_forget"),
    multiple=True,
    metavar="QUESTION",
    help="ask it again from the next file on; may be given several times",
)
@options.as_json
@options.store_and_plan
def answers(
    by: str, to_forget: Sequence[str], as_json: bool, store_path: Path, plan_folder: Path
) -> int:
    """List the answers kept for a post, or forget some.

    A question about a file is answered once and the answer kept for the post's next files, until
    it is forgotten, answered otherwise or its submission withdrawn. Questions about a single cell
    are asked of every file. That an answer was given stays on record.
    """
    from kpis.use_cases.answers import forget_answers

    store = open_store(store_path, open_chain(plan_folder), makes=False)
    forgotten = forget_answers(store, by, to_forget, actor=local_administrator(by))
    kept = store.answers(by)
    if as_json:
        print_json(
            {
                "post": by,
                "forgotten": forgotten,
                "answers": [
                    {
                        "question": each.question,
                        "answer": each.answer,
                        "given_at": each.given_at,
                        "submission": each.submission_id,
                    }
                    for each in kept
                ],
            }
        )
        return 0
    for question in forgotten:
        say(f"Forgotten: {question}. The next file of {by} asks it again.")
    if not kept:
        say(f"No answer is kept for {by}.")
    print_table(
        ("Question", "Answer", "Given", "With"),
        (
            (each.question, each.answer, f"{each.given_at:%Y-%m-%d %H:%M}", each.submission_id)
            for each in kept
        ),
    )
    return 0


def _entry(kept: "KeptMapping") -> dict[str, Any]:
    """saved_at is UTC; sheet, header_row and periods are null where a later program wrote it."""
    mapping = kept.mapping
    return {
        "name": kept.saved.name,
        "post": kept.saved.sender,
        "sheet": mapping.sheet if mapping else None,
        "header_row": mapping.header_row if mapping else None,
        "headers": list(kept.headers),
        "periods": list(mapping.periods_named) if mapping else None,
        "saved_at": kept.saved.saved_at,
        "saved_by": kept.saved.saved_by,
    }
