"""The control chart that fits each stretch of a measure's figures: its limits and its signals.

By the rules of Making Data Count as they are now (`rules.py`), without screening of outlying
ranges: the official tools have none, and in low counts and rounded percentages, where most ranges
are nought, it would throw out all the others and leave no limits but the mean itself. Two rules
are not used where they would be said of something the reader cannot see:

- a residual chart tells only of points beyond its limits, which is all that forecast errors say;
- a p′ or u′ chart tells of no trend: scores may rise where the shares themselves do not.

And whatever a rule says, a figure is no news where its own 95 % interval, as shown, holds the
centre line (`intervals.py`): a page cannot call a change more than chance and print beside it that
chance explains it.
"""

from dataclasses import replace

import numpy as np

from kpis.analysis.figures.columns import Columns, take
from kpis.analysis.figures.intervals import EVENTS_PER, events_behind, intervals, proportions
from kpis.analysis.spc.adjustments import by_size, residuals
from kpis.analysis.spc.choice import Choice, chosen, month_of
from kpis.analysis.spc.limits import process_limits
from kpis.analysis.spc.points import Points
from kpis.analysis.spc.rare_events import events_apart
from kpis.analysis.spc.rules import (
    BEYOND_LIMITS,
    CAUSES,
    FEWEST_POINTS,
    POINT_TYPES,
    TREND_SIGNS,
    WAYS,
    RuleSet,
    named,
    point_types,
    signs,
    zones,
)
from kpis.model import ChartKind, Unit
from kpis.rounding import round_half_up

RULES = RuleSet.MAKING_DATA_COUNT
RESIDUAL = (ChartKind.RESIDUAL.value, ChartKind.SEASONAL_RESIDUAL.value)
SIZED = (ChartKind.P_PRIME.value, ChartKind.U_PRIME.value)
_CAUSES = np.array([name for name, _ in CAUSES], dtype=object)
_POINT_TYPES = np.array(POINT_TYPES, dtype=object)
_PER_SHARE = 100.0
_CHANCE_ALONE = 3.0  # limits of scores that chance alone spreads
_LIMITS = ("mean", "lpl", "upl", "nlpl", "nupl")
_OF_LIMITS = ("outside_limits", "relative_to_mean", "close_to_limits")


def fitted_charts(points: Points, about: Columns) -> Columns:
    """Every point of the charts, by series and date.

    points: of measures. about: of each point outturn, numerator, denominator, unit, sample_size,
        design_effect and usual_denominator (`intervals` says what they are), not_by_chance,
        decimals, stock (bool) and direction (1 when an increase is an improvement, -1 a decrease,
        0 neither).
    Returns the columns of XMR but for series and date, and row (position of the figure in
    `points`), adjusted (what the rules were held to) and chart (a ChartKind's value; "" where there
    is none). A G chart has rows for periods with an event only.
    """
    cases = _cases(about)
    events, _ = events_behind(about)
    counts = ~np.isnan(events) & (about["unit"] == Unit.COUNT.value)
    choice = chosen(points, cases, about["stock"], counts)
    rows = _by_scores(points, about, choice, cases)
    if not (rare := np.flatnonzero(choice.kind == ChartKind.G.value)).size:
        return rows
    kept = [take(rows, points.spread(choice.kind != ChartKind.G.value))]
    kept += [_rare_events(rows, points, about, int(group)) for group in rare]
    together = {name: np.concatenate([part[name] for part in kept]) for name in rows}
    return take(together, np.argsort(together["row"], kind="stable"))


def _cases(about: Columns) -> Columns:
    """What p′ and u′ charts need of each point: found, number, per and is_share; NaN if unknown."""
    share, people = proportions(about)
    events, per_event = events_behind(about)
    is_share = about["unit"] == Unit.PERCENT.value
    by_chance = (about["not_by_chance"] == "") & ~about["stock"]
    per = np.array([EVENTS_PER.get(unit, np.nan) for unit in about["unit"]])
    number = np.where(is_share, people, per / per_event)
    found = np.where(is_share, share * people, events)
    known = by_chance & ~np.isnan(found) & (about["unit"] != Unit.COUNT.value)
    return {
        "found": np.where(known, found, 0.0),
        "number": np.where(known, number, 0.0),
        "per": np.where(is_share, _PER_SHARE, per),
        "is_share": is_share,
    }


def _by_scores(points: Points, about: Columns, choice: Choice, cases: Columns) -> Columns:
    kind = points.spread(choice.kind)
    level, scale = _levels(points, choice, cases)
    # A group that chance could not move has no scale, and is drawn as single figures.
    flat = points.spread(np.logical_or.reduceat(scale <= 0, points.starts))
    level, scale = np.where(flat, 0.0, level), np.where(flat, 1.0, scale)
    kind = np.where(flat & (kind != ""), ChartKind.XMR.value, kind)
    scores = (points.figures - level) / scale
    scored = replace(points, figures=scores)
    limits = _limits(scored, kind)
    lies = zones(scores, limits)
    held = signs(scored, lies, RULES)
    unseen = np.isin(kind, RESIDUAL)
    for place, sign in enumerate(held):
        held[place] = sign & ~(unseen & (place not in BEYOND_LIMITS))
    for place in TREND_SIGNS:
        held[place] = held[place] & ~np.isin(kind, SIZED)
    cause = named(points, held, about["direction"], RULES)
    limits = {name: level + scale * values for name, values in limits.items()}
    cause = np.where((WAYS[cause] != 0) & _is_explained(about, limits["mean"]), 0, cause)
    return {
        "row": np.arange(len(scores)),
        "value": points.figures,
        "adjusted": scores,
        "rebase_group": points.rebase_group,
        **limits,
        "limits_shown": ~np.isnan(limits["lpl"]) & ~np.isnan(limits["upl"]),
        "outside_limits": lies.outside,
        "relative_to_mean": lies.side,
        "close_to_limits": lies.close,
        "special_cause_type": _CAUSES[cause],
        "special_cause_flag": (WAYS[cause] != 0).astype("int64"),
        "point_type": _POINT_TYPES[point_types(cause, about["direction"])],
        "chart": kind.astype(object),
    }


def _levels(points: Points, choice: Choice, cases: Columns) -> tuple[np.ndarray, np.ndarray]:
    """The level and the scale of each point: 0 and 1 in an XmR chart."""
    kind = points.spread(choice.kind)
    level, scale = np.zeros(len(kind)), np.ones(len(kind))
    seasonal = np.isin(kind, [ChartKind.SEASONAL.value, ChartKind.SEASONAL_RESIDUAL.value])
    season = np.where(seasonal, choice.season, 0.0)
    level = np.where(seasonal, season, level)
    follow = np.isin(kind, RESIDUAL)
    if follow.any():
        forecast = residuals(points, points.figures - season, choice.correlation, month_of(points))
        level = np.where(follow, season + forecast["level"], level)
        scale = np.where(follow, forecast["scale"], scale)
    sized = np.isin(kind, SIZED)
    if sized.any():
        of_size = by_size(points, cases)
        level = np.where(sized, of_size["level"], level)
        scale = np.where(sized, of_size["scale"], scale)
    return level, scale


def _limits(scored: Points, kind: np.ndarray) -> Columns:
    """Of each point the limits of its score; NaN with too few points."""
    groups = len(scored.starts)
    made = process_limits(scored, np.full(groups, np.inf), np.full(groups, False))
    limits = {name: scored.spread(values) for name, values in made.items()}
    sized, around_nothing = np.isin(kind, SIZED), np.isin(kind, (*RESIDUAL, *SIZED))
    half = limits["upl"] - limits["mean"]
    half = np.where(sized, np.maximum(half, _CHANCE_ALONE), half)
    near = half * (2 / 3)
    zeroed = {"mean": 0.0 * half, "lpl": -half, "upl": half, "nlpl": -near, "nupl": near}
    short = scored.spread(scored.lengths < FEWEST_POINTS)
    return {
        name: np.where(short, np.nan, np.where(around_nothing, zeroed[name], limits[name]))
        for name in _LIMITS
    }


def _is_explained(about: Columns, centre: np.ndarray) -> np.ndarray:
    """Whether the 95 % interval of a figure holds the centre line, both as they are shown."""
    interval = intervals(about)
    low, high, line = (
        round_half_up(values, about["decimals"])
        for values in (interval["interval_low"], interval["interval_high"], centre)
    )
    return (low <= line) & (line <= high)


def _rare_events(rows: Columns, points: Points, about: Columns, group: int) -> Columns:
    """The points of the G chart of one group, or its figures without limits.

    rows: one for each of `points`.
    """
    start = points.starts[group]
    own = slice(start, start + points.lengths[group])
    months = month_of(points)[own]
    periods = (months - months[0]) // max(int(np.diff(months).min()), 1)
    apart = events_apart(points.figures[own], periods)
    if apart is not None:
        return _rare_rows(take(rows, start + apart["row"]), apart, about)
    plain = take(rows, own)
    blank = {name: np.full(len(months), np.nan) for name in (*_LIMITS, *_OF_LIMITS)}
    text = np.full(len(months), "", dtype=object)
    return (
        plain
        | blank
        | {
            "limits_shown": np.full(len(months), False),
            "special_cause_type": text,
            "special_cause_flag": np.zeros(len(months), dtype="int64"),
            "point_type": text,
        }
    )


def _rare_rows(at: Columns, apart: Columns, about: Columns) -> Columns:
    direction = about["direction"][at["row"]]
    better = apart["way"] * direction
    special = apart["cause"] != ""
    types = np.select([~special, better == 1, better == -1, apart["way"] == 1], [0, 1, 2, 3], 4)
    lowest = np.ones(len(special))  # the period after the one before
    return at | {
        "value": apart["value"],
        "adjusted": apart["value"],
        "mean": apart["mean"],
        "lpl": lowest,
        "nlpl": lowest,
        "upl": apart["upl"],
        "nupl": apart["upl"],
        "limits_shown": np.full(len(special), True),
        "outside_limits": (apart["value"] > apart["upl"]).astype("float64"),
        "relative_to_mean": np.sign(apart["value"] - apart["mean"]),
        "close_to_limits": np.zeros(len(special)),
        "special_cause_type": np.where(special, apart["cause"], CAUSES[0][0]).astype(object),
        "special_cause_flag": special.astype("int64"),
        "point_type": _POINT_TYPES[types],
    }
