"""Open the store that a command names, and make one only where none can be meant.

A new store begins with the plan's first figures. Of a misspelt name it would be a store of made-up
figures, and what is submitted to it would not be where it is looked for: so whatever stores
something needs a store that is there, unless it is told to make one, and a command that reads
makes none where one of nearly that name is beside it.
"""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpis.cli.output import say
from kpis.errors import StoreError, StoreGone
from kpis.model import Plan
from kpis.store import Store
from kpis.words.lists import listed

if TYPE_CHECKING:
    from kpis.plan.chain.chain import Chain

NAMED = 3  # stores of a folder, in a sentence

new_store = click.option(
    "--new", is_flag=True, help="make the store, with the plan's first figures, where there is none"
)


def open_store(path: Path, plan: "Plan | Chain", *, makes: bool = True, new: bool = False) -> Store:
    """The store; one that is not there yet is made with the plan's first figures.

    Of a chain they are those of its first plan that has some. makes: False for a command that
    stores something, which makes no store. new: the person said that one is to be made. Raises
    StoreError where none is made.
    """
    store = Store(path)
    if store.exists():
        if trouble := store.trouble():
            say(f"kpis: {trouble}")
        return store
    if not new:
        refuse_mistaken(store, path, makes=makes)
    from kpis.use_cases.first_figures import load_first_figures

    beginning = plan if isinstance(plan, Plan) else plan.beginning
    holding = "with the plan's first figures" if beginning.first_figures else "that is empty"
    say(f"No store at {path} yet: making one {holding}.")
    load_first_figures(store, beginning, anew=new)
    return store


def refuse_mistaken(store: Store, path: Path, *, makes: bool) -> None:
    """Raise StoreError where a store that is not there is hardly meant to be made.

    makes: whether the command makes one at all.
    """
    beside = _stores_beside(path)
    near = get_close_matches(path.stem, [each.stem for each in beside], n=NAMED)
    if store.is_gone():
        raise StoreGone(
            f"There was a store at {path}, and it is not there now: it was moved or lost, or its "
            f"folder is not mounted. {_advice(path, beside, near)}"
        )
    if near or not makes:
        raise StoreError(f"There is no store at {path}. {_advice(path, beside, near)}")


def _advice(path: Path, beside: Sequence[Path], near: Sequence[str]) -> str:
    """Which stores are in that folder, the nearest by name first, and how to make one all the
    same."""
    new = "To make a new one there, give --new to kpis submit or kpis serve."
    if not beside:
        return f"Check the name. {new}"
    first = [each for name in near for each in beside if each.stem == name]
    names = [each.name for each in dict.fromkeys((*first, *beside))][:NAMED]
    verb = "is" if len(names) == 1 else "are"
    return f"In {path.absolute().parent} {verb} {listed(names)}. {new}"


def _stores_beside(path: Path) -> list[Path]:
    """Files in that folder that are called as stores are; [] where it cannot be looked into."""
    try:
        return sorted(each for each in path.absolute().parent.glob("*.duckdb") if each.is_file())
    except OSError:
        return []
