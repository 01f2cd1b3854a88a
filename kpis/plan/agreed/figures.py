"""The figures of an aim, to be compared and told."""

from collections.abc import Mapping
from typing import Any

from kpis.plan.rating.aim_rules import ASKED

Figures = dict[str, Any]


def figures_of(aim: Mapping[str, Any]) -> Figures:
    """Every figure that an aim says, by its key; {} where it asks nothing.

    aim: a table of a plan's files, or the fields of an `Aim` or `EarlierAim`.
    """
    said = {key: aim.get(key) for key in ASKED}
    return {
        key: list(value) if isinstance(value, list | tuple) else value
        for key, value in said.items()
        if value is not None and value not in ([], ())
    }


def figures_in_words(figures: Figures) -> str:
    """ "target 75, minimum expectation 70"; "nothing" for none."""
    return ", ".join(
        f"{key.replace('_', ' ')} {_shown(each)}" for key, each in figures.items()
    ) or ("nothing")


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(f"{each:.15g}" for each in value)
    return f"{value:.15g}"
