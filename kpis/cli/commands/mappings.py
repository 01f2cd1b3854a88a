"""`kpis mappings`, and what the commands that read returns make of a mapping."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.opening import open_plan, open_store
from kpis.cli.output import print_json, print_table, say, shortened

if TYPE_CHECKING:
    from kpis.use_cases.mappings import KeptMapping, MappingChoice, MappingUsed

GIVE_PERIOD = "Give the period of this file with --period."
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

    kept_for_post = kept_mappings(open_store(store_path, open_plan(plan_folder)), by)
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


def choice_of(mapping: str, *, no_mapping: bool, periods: Sequence[str]) -> "MappingChoice":
    """What a command was told of how to read its files. Raises UsageError where two exclude
    each other.

    The command line points out no columns; it names mappings that are kept.
    """
    from kpis.use_cases.mappings import MappingChoice

    options.refuse_both(mapping=mapping or None, no_mapping=no_mapping or None)
    options.refuse_both(no_mapping=no_mapping or None, period=periods or None)
    return MappingChoice(name=mapping, none_wanted=no_mapping, periods=tuple(periods))


def mapping_document(used: "MappingUsed | None") -> dict[str, Any] | None:
    """What a document says of the mapping a file is read with; None for none."""
    if used is None or used.saved is None:
        return None
    return {
        "name": used.saved.name,
        "saved_by": used.saved.saved_by,
        "saved_at": used.saved.saved_at,
        "unconfirmed_periods": list(used.unconfirmed_periods),
    }


def say_mapping(file_name: str, used: "MappingUsed | None") -> None:
    """Tell the person at the keyboard which kept mapping a file is read with; nothing for none."""
    from kpis.words.days import uk_day
    from kpis.words.lists import listed

    if used is None or used.saved is None:
        return
    saved, named = used.saved, ", ".join(used.mapping.periods_named)
    when = f" for the period {named}" if used.periods_given else ""
    say(
        f"{file_name}: read with the layout kept for {saved.sender} on {uk_day(saved.saved_at)} "
        f"({saved.name}){when}."
    )
    if used.others:
        names = listed([other.name for other in used.others])
        which = "another series of it is" if len(used.others) == 1 else "other series of it are"
        say(f"{file_name}: {which} read with {names}: give --mapping, or the file once more.")


def say_period_wanted(file_name: str, used: "MappingUsed | None") -> None:
    """Tell that the file will not be stored as it is read; nothing where its period is settled."""
    if used is not None and used.unconfirmed_periods:
        say(
            f"{file_name}: no column says the period. The layout does, and it was made for an "
            f"earlier file: {', '.join(used.unconfirmed_periods)}. {GIVE_PERIOD}"
        )


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
