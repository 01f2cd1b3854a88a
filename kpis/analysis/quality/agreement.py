"""Figures that contradict each other: an outturn and its ratio, a whole and its parts.

Checks at the door (`kpis.validation`) hold each return against itself. What stands in the store
may still disagree: parts and whole come in different files, and one is restated without the
other.

What a whole and its parts must have in common depends on what is counted:

- Parts that are measures of their own (women, residents over 60) may overlap and need not cover
  the whole. So a part of a count never exceeds the whole; a percentage, rate or average of the
  whole lies between those of its parts.
- The categories of a breakdown may be anything, also context that is no part at all. Nothing says
  so in the plan, but the series itself does: where categories added up to the whole (or, for a
  percentage, lay on both sides of it) in at least three periods and in three quarters of all,
  the others are exceptions. A period with a category withheld is not judged.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from kpis.analysis.figures.measures import measure_columns, places_in_plan
from kpis.analysis.figures.rows import is_own_whole
from kpis.analysis.quality.finding import finding, written
from kpis.analysis.quality.kinds import PARTS, RATIO
from kpis.frames.contract import frame_of_rows
from kpis.model import Frequency, Measure, Plan, Provenance, Severity, Unit
from kpis.periods import period_of_id
from kpis.plan.ratio import scale_of
from kpis.rounding import round_half_up

SUMS = [unit.value for unit in (Unit.COUNT, Unit.POUNDS, Unit.TONNES)]
LEARNED_FROM_PERIODS = 3  # periods in which a breakdown kept to the rule
LEARNED_FROM_SHARE = 0.75
FEWEST_AROUND = 2  # parts that can lie on both sides of a whole
_WHOLE = ["measure_id", "period_id"]
_GROUP = ["measure_id", "breakdown"]

Rows = Iterator[dict[str, Any]]


class GroupRow:
    """A whole beside its parts: one row per whole, period and set of parts, figures rounded."""

    measure_id: str  # the whole
    period_id: str
    breakdown: str  # "" for parts that are measures
    unit: str
    whole: float
    total: float  # of the parts
    lowest: float
    highest: float
    illustrative: bool  # one of the parts is


GROUPS = frame_of_rows("wholes and parts", GroupRow)


def ratios(plan: Plan, outturns: pd.DataFrame) -> Rows:
    """Outturns of the plan's own area that do not follow from numerator and denominator."""
    own = outturns[outturns["area"] == plan.area]
    position = places_in_plan(plan, own["measure_id"])
    own, position = own[position >= 0], position[position >= 0]
    scale = np.array([scale_of(measure) for measure in plan.measures])[position]
    decimals = measure_columns(plan)["decimals"][position]
    denominator = own["denominator"].where(own["denominator"] > 0).to_numpy()
    gives = round_half_up(own["numerator"].to_numpy() * scale / denominator, decimals)
    shown = round_half_up(own["outturn"].to_numpy(), decimals)
    units_apart = np.abs(np.rint((shown - gives) * 10.0**decimals))
    for row in np.flatnonzero(units_apart > 1):
        figure, measure = own.iloc[row], plan.measures[position[row]]
        period = period_of_id(figure["period_id"])
        weighted = measure.frequency is Frequency.SURVEY_WAVE
        weighted = weighted or figure["provenance"] == Provenance.PUBLISHED.value
        says = (
            f"stands at {written(measure, figure['outturn'])}, but "
            f"{figure['numerator']:,.10g} of {figure['denominator']:,.10g} give "
            f"{written(measure, gives[row])}."
        )
        if figure["category"]:
            says = "is not what numerator and denominator give."  # they may be small counts
        yield finding(
            RATIO,
            measure,
            period,
            f"{_category(figure)}{period.label} {says}",
            illustrative=figure["provenance"] == Provenance.ILLUSTRATIVE.value,
            severity=Severity.WARNING if weighted else None,
        )


def parts(plan: Plan, outturns: pd.DataFrame) -> Rows:
    """Wholes of the plan's own area that do not go with their parts or categories."""
    groups = _groups(plan, outturns)
    if groups.empty:
        return
    sums = groups["unit"].isin(SUMS)
    named = groups["breakdown"] == ""
    around = (groups["lowest"] <= groups["whole"]) & (groups["whole"] <= groups["highest"])
    follows_rule = around.where(~sums, groups["total"] == groups["whole"])
    follows_rule = follows_rule.where(~(sums & named), groups["highest"] <= groups["whole"])
    each = follows_rule.groupby([groups[name] for name in _GROUP])
    learned = (each.transform("sum") >= LEARNED_FROM_PERIODS) & (
        each.transform("mean") >= LEARNED_FROM_SHARE
    )
    judged = named | learned
    for row in GROUPS.rows(groups[judged & ~follows_rule]):
        measure = plan.measures_by_id[row.measure_id]
        period = period_of_id(row.period_id)
        yield finding(
            PARTS, measure, period, _disagreement(measure, row), illustrative=bool(row.illustrative)
        )


def _groups(plan: Plan, outturns: pd.DataFrame) -> pd.DataFrame:
    """GROUPS of the plan's own area, where every part has a figure."""
    own = outturns[outturns["area"] == plan.area]
    table = pd.DataFrame(measure_columns(plan)).set_index("measure_id")
    own = own[own["measure_id"].isin(table.index)]
    own = own.join(table[["unit", "decimals", "part_of"]], on="measure_id")
    own["shown"] = round_half_up(own["outturn"], own["decimals"])
    own["illustrative"] = own["provenance"] == Provenance.ILLUSTRATIVE.value
    is_whole = is_own_whole(plan, own)
    wholes = own.loc[is_whole & own["shown"].notna(), [*_WHOLE, "shown", "unit", "decimals"]]
    categories = own[own["breakdown"] != ""]
    named = own[is_whole & (own["part_of"] != "")]
    members = pd.concat([categories, named.assign(measure_id=named["part_of"])])
    members = members[[*_GROUP, "period_id", "shown", "illustrative"]]
    grouped = members.groupby([*_WHOLE, "breakdown"], sort=False)
    groups = grouped["shown"].agg(["sum", "min", "max", "count", "size"])
    groups["illustrative"] = grouped["illustrative"].any()
    groups = groups.reset_index().merge(wholes, on=_WHOLE)
    complete = groups["count"] == groups["size"]
    enough = (groups["count"] >= FEWEST_AROUND) | (
        groups["unit"].isin(SUMS) & (groups["breakdown"] == "")
    )
    groups = groups.rename(columns={"shown": "whole", "min": "lowest", "max": "highest"})
    groups["total"] = round_half_up(groups["sum"], groups["decimals"])
    return groups[complete & enough].sort_values([*_WHOLE, "breakdown"], ignore_index=True)


def _disagreement(measure: Measure, row: GroupRow) -> str:
    label = period_of_id(row.period_id).label
    whole, low, high = (written(measure, value) for value in (row.whole, row.lowest, row.highest))
    beginning = f"{label} stands at {whole}, but"
    if row.breakdown:  # how far they are apart may be a small count
        parts = f"the categories of “{row.breakdown}”"
        if row.unit in SUMS:
            return f"{beginning} {parts} do not add up to it."
        return f"{beginning} {parts} all lie on one side of it."
    if row.unit not in SUMS:
        return f"{beginning} its parts lie between {low} and {high}."
    return f"{beginning} one of its parts is {high}."


def _category(figure: pd.Series) -> str:
    """The category a figure is of, for the beginning of a sentence."""
    return f"{figure['category']}: " if figure["category"] else ""
