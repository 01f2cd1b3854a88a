"""Outcomes whose measures are one for each theme, because the plan's documents say so."""

from typing import NamedTuple

from kpis.model import Measure, Outcome, Plan, Theme, ThemeBasis


class OfTheme(NamedTuple):
    theme: Theme
    measure: Measure


def one_for_each_theme(plan: Plan, outcome: Outcome) -> tuple[OfTheme, ...]:
    """The measures of an outcome by theme, in the order of the themes.

    () unless every measure of it is linked to one theme as stated, each to another, and no theme
    is left over. Parts are their measure's.
    """
    measures = [m for m in plan.measures if m.outcome == outcome.number and not m.part_of]
    by_theme: dict[str, Measure] = {}
    for measure in measures:
        stated = [link for link in measure.themes if link.basis is ThemeBasis.STATED]
        if len(measure.themes) != 1 or len(stated) != 1 or stated[0].theme in by_theme:
            return ()
        by_theme[stated[0].theme] = measure
    if not by_theme or by_theme.keys() != {theme.id for theme in plan.themes}:
        return ()
    return tuple(OfTheme(theme, by_theme[theme.id]) for theme in plan.themes)
