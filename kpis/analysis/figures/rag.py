"""Rate outturns red, amber or green by the rule of their plan, or of their measure.

A rating answers one question: did the service meet what the plan asked of it in this reporting
period? It says nothing about whether the figure is moving (that is `direction/`), and the
several reasons for having no rating are told apart in `states.py`. What each rule takes for green
and amber is in `limits.py`; what figures are held against that are not of the plan, in
`references.py`.

Everything is compared after rounding to the measure's published decimals, so the colour always
agrees with the figures a reader sees beside it.
"""

from collections.abc import Callable

import numpy as np

from kpis.analysis.figures.columns import Columns, select, take
from kpis.analysis.figures.limits import Bounds, Limits, exceeded_from, limits_of, within
from kpis.analysis.figures.per_plan import per_plan
from kpis.analysis.figures.report_columns import Read, Report, ReportColumn
from kpis.model import RATED, Plan, Polarity, RagRule, RagStatus, RatingRule
from kpis.rounding import round_half_up

# Gives for measures (positions in the plan) and ids of periods what `references.Found` lists.
Against = Callable[[np.ndarray, np.ndarray], Columns]

BASELINE = "the baseline"
LIMITS: tuple[ReportColumn, ...] = (
    "green_limit",
    "green_limit_upper",
    "amber_limit",
    "amber_limit_upper",
)
# What the rules read of the columns they are given.
_READ: tuple[ReportColumn, ...] = (
    "outturn",
    "target",
    "target_upper",
    "minimum_expectation",
    "minimum_expectation_upper",
    "band_green",
    "band_green_upper",
    "band_amber",
    "band_amber_upper",
    "decimals",
    "polarity",
    "reference",
    "areas",
)


def rated_by(
    plan: Plan, columns: Read, measures: np.ndarray, found: Columns | None = None
) -> Report:
    """How the rule in force colours each figure, and by which limits.

    columns: of the figures and their aims (`aims.IN_FORCE`): those of _READ but the last two, and
        not_comparable, baseline. measures: their positions in the plan; for -1, a measure it does
        not have, nothing of what comes back means anything.
    found: what `Against` gave for the rows; None where the plan has no rule that needs it.
    Returns colour ("green", "amber", "red", or "" where there is nothing to rate); rule, the
    RagRule; the limits, NaN where there are none, and for a rank, whose limits are places; the
    reference, which is the rank for a rank, and reference_of, whose figure it is ("England", "Q1
    2018/19", "the baseline"); areas, how many are ranked; reference_missing, a sentence where a
    rule finds no such figure; not_comparable, with why the two figures do not compare; and
    without_aim, where there is nothing to hold a figure against.
    """
    rules, places = _rules(plan)
    which = places[measures]
    held = _held_against(columns, rules, which, found)
    read: Report = {name: columns[name] for name in _READ[:-2]}
    read |= {"reference": held["reference"], "areas": held["areas"]}
    colour = np.full(len(which), "", dtype=object)
    limits: Report = {name: np.full(len(which), np.nan) for name in LIMITS}
    named = np.full(len(which), "", dtype=object)
    for number, rule in enumerate(rules):
        rows = slice(None) if len(rules) == 1 else np.flatnonzero(which == number)
        of_rule = read if len(rules) == 1 else take(read, rows)
        drawn = limits_of(of_rule, rule)
        colour[rows] = _colours(of_rule, rule, drawn)
        if rule.green_name or rule.amber_name or rule.red_name or rule.exceeded_name:
            named[rows] = _names(of_rule, rule, colour[rows])
        if rule.rule is not RagRule.RANK:
            for name, values in _as_shown(of_rule, drawn).items():
                limits[name][rows] = values
    why_not = np.where(held["broken"] != "", held["broken"], columns["not_comparable"])
    return {
        "colour": colour,
        "rating_name": np.where(why_not != "", "", named).astype(object),
        "rule": np.array([rule.rule.value for rule in rules], dtype=object)[which],
        "without_aim": (colour == "") & (held["broken"] == ""),
        "reference": held["reference"],
        "reference_of": held["reference_of"],
        "reference_missing": held["reference_missing"],
        "areas": held["areas"],
        "not_comparable": why_not,
        **limits,
    }


def colours(columns: Read, rule: RatingRule) -> np.ndarray:
    """The colour that one rule gives each outturn.

    columns: those of _READ, float in the measure's unit, NaN where there is none; the upper bounds
        matter for Polarity.RANGE only. decimals: int; polarity: Polarity value. areas: how many a
        rank, then the reference, is among.
    Returns texts of the same length: "green", "amber", "red", or "" where there is nothing to rate
    (no outturn, nothing to hold it against, NEUTRAL). A range may be open on one side: that bound
    is NaN.
    """
    return _colours(columns, rule, limits_of(columns, rule))


def _colours(columns: Read, rule: RatingRule, limits: Limits) -> np.ndarray:
    outturn = round_half_up(columns["outturn"], columns["decimals"])
    judged = columns["reference"] if rule.rule is RagRule.RANK else outturn
    without = np.isnan(limits.green[0]) & np.isnan(limits.green[1])
    unrated = np.isnan(outturn) | without | (columns["polarity"] == Polarity.NEUTRAL.value)
    green, amber = within(judged, limits.green), within(judged, limits.amber)
    if rule.improving is not None:
        improved = _improved(columns, outturn)
        amber |= improved
        if rule.improving is RagStatus.GREEN:
            green |= improved
    return select(
        [unrated | np.isnan(judged), green, amber],
        ["", RagStatus.GREEN.value, RagStatus.AMBER.value],
        RagStatus.RED.value,
    )


def _names(columns: Read, rule: RatingRule, colour: np.ndarray) -> np.ndarray:
    """What the council calls each colour, and green that is better than green."""
    named = select(
        [colour == status.value for status in RATED], [rule.name_of(status) for status in RATED], ""
    )
    if rule.exceeded_by is None:
        return named
    bounds = exceeded_from(columns, rule)
    asked = ~np.isnan(bounds[0]) | ~np.isnan(bounds[1])
    outturn = round_half_up(columns["outturn"], columns["decimals"])
    exceeded = asked & (colour == RagStatus.GREEN.value) & within(outturn, bounds)
    return select([exceeded], [rule.exceeded_name], named)


def _improved(columns: Read, outturn: np.ndarray) -> np.ndarray:
    """Where a figure is better than the earlier one, as both are shown."""
    step = outturn - round_half_up(columns["reference"], columns["decimals"])
    return np.where(columns["polarity"] == Polarity.LOWER.value, step < 0, step > 0)


def _as_shown(columns: Read, limits: Limits) -> Report:
    """Limits as targets are given: the upper one is that of a range alone."""
    polarity = columns["polarity"]
    lower, ranged = polarity == Polarity.LOWER.value, polarity == Polarity.RANGE.value
    shown: Report = {}
    ends: tuple[tuple[ReportColumn, ReportColumn, Bounds], ...] = (
        ("green_limit", "green_limit_upper", limits.green),
        ("amber_limit", "amber_limit_upper", limits.amber),
    )
    for name, upper, (low, high) in ends:
        shown[name] = np.where(lower, high, low)
        shown[upper] = np.where(ranged, high, np.nan)
    return shown


def _held_against(
    columns: Read, rules: tuple[RatingRule, ...], which: np.ndarray, found: Columns | None
) -> Columns:
    """What `references.Found` lists, a baseline of the plan among it."""
    held = found or {
        "reference": np.full(len(which), np.nan),
        "areas": np.zeros(len(which), dtype="int64"),
        **{
            name: np.full(len(which), "", dtype=object)
            for name in ("reference_of", "reference_missing", "broken")
        },
    }
    by_baseline = np.array([rule.rule is RagRule.BASELINE for rule in rules])[which]
    if not by_baseline.any():
        return held
    return held | {
        "reference": np.where(by_baseline, columns["baseline"], held["reference"]),
        "reference_of": np.where(by_baseline, BASELINE, held["reference_of"]),
    }


@per_plan
def _rules(plan: Plan) -> tuple[tuple[RatingRule, ...], np.ndarray]:
    """The different rules of a plan, and which of them rates each measure, by its position."""
    of_each = [plan.rule_of(measure) for measure in plan.measures]
    # Of two rules that colour alike only the words for readers may differ.
    rules = tuple(dict.fromkeys(of_each))
    return rules, np.array([rules.index(rule) for rule in of_each], dtype="int64")


@per_plan
def needs_others(plan: Plan) -> frozenset[str]:
    """The ids of measures whose figures are held against other figures than the plan's own."""
    return frozenset(
        measure.id for measure in plan.measures if plan.rule_of(measure).looks_elsewhere
    )
