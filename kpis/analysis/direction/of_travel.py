"""Direction of travel: is a figure better or worse than an earlier one of the same measure?

Better or worse, never up or down: fewer crimes is an improvement. For a measure that is best
within a range, nearer to the range is better. A direction is given only when the two figures
can be compared; else the reason is given.

Not comparable: a gap, a figure withheld, a break in the series between the two, and a published
figure beside an illustrative one. (Period or year-to-date belongs to the measure, so two
figures of a measure on a different basis stand on either side of a break or a gap.) A returned
figure is compared with an illustrative one, which stands in for a return, and the reason says
that one of them is illustrative.

The rules now in force, the first that holds:

1. no clear change: the two figures are equal as shown, after rounding, or lie equally far from
   the range;
2. changed, not tested: they differ, and nothing is known by which to tell how much of that is
   chance (`significance.py` says why). That they differ is a fact; that the service does better or
   worse is a claim, and figures that come in schemes, tonnes or pounds vary from year to year too;
3. no clear change: a percentage of something counted or of a survey, a count of events, or a rate
   of them, changed by no more than chance explains (`significance.py`: the tests, their sources);
4. better or worse.
"""

import numpy as np

from kpis.analysis.direction.significance import describe_significance, significance_tests
from kpis.analysis.figures.columns import select, take
from kpis.analysis.figures.like_for_like import pairs_mixed
from kpis.analysis.figures.report_columns import Read, ReportColumn
from kpis.model import Direction, Marker, Polarity, Provenance
from kpis.rounding import round_half_up

NO_RANGE = "No range is set to judge the change by"
_JUDGED: tuple[ReportColumn, ...] = ("outturn", "before_outturn", "target", "target_upper")


def directions(pairs: Read) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Compare each figure with an earlier one.

    pairs:
        outturn, numerator, denominator (float), marker, provenance: the figure;
        before_… the same five, and before_label: the earlier one and what its period is called;
        decimals, sample_size, rolling_months (int), polarity, unit, not_by_chance: the measure's;
        before_months (int): how many months before the figure's period the earlier one lies;
        spread, spread_freedom: how much its series varies, as `spread.spreads` gives them;
        target, target_upper: the bounds aimed for now, used for Polarity.RANGE only;
        incomparable: why there is nothing to compare by design, "" when there is;
        series_break: the reason of a break between the two, "" when there is none.
    Returns the Direction of each ("" when blank); why it is blank, not clear or not tested ("" when
        there is nothing to say), without a full stop; and the p-value of its test, 1 where the
        figures are equal as shown, NaN where there is no test.
    """
    blank = _why_blank(pairs)
    better, equal = _how_much_better(pairs)
    tested = significance_tests(pairs)
    untested = tested["untested"] != ""
    unclear = (better == 0) | tested["within"]
    direction = select(
        [blank != "", better == 0, untested, unclear, better > 0],
        [
            "",
            Direction.NO_CLEAR_CHANGE.value,
            Direction.NOT_TESTED.value,
            Direction.NO_CLEAR_CHANGE.value,
            Direction.IMPROVING.value,
        ],
        Direction.WORSENING.value,
    )
    has_direction = direction != ""
    reason = select([~has_direction, better == 0, untested], [blank, equal, tested["untested"]], "")
    for row in np.flatnonzero(has_direction & unclear & ~untested & (better != 0)):
        reason[row] = describe_significance(take(tested, row))
    for row in np.flatnonzero(has_direction & _one_is_illustrative(pairs)):
        beginning = f"{reason[row]}; one" if reason[row] else "One"
        reason[row] = f"{beginning} of the two figures is illustrative"
    p = np.where(better == 0, 1.0, tested["p"])
    return direction, reason, np.where(has_direction & ~untested, p, np.nan)


def _why_blank(pairs: Read) -> np.ndarray:
    label = pairs["before_label"]
    nothing_now, nothing_before = np.isnan(pairs["outturn"]), np.isnan(pairs["before_outturn"])
    withheld_now = is_withheld(pairs["marker"])
    withheld_before = is_withheld(pairs["before_marker"])
    not_comparable = "Not comparable with " + label + ": "
    return select(
        [
            pairs["incomparable"] != "",
            nothing_now & withheld_now,
            nothing_now,
            nothing_before & withheld_before,
            nothing_before,
            pairs["series_break"] != "",
            pairs_mixed(pairs["provenance"], pairs["before_provenance"]),
            lacks_range(pairs),
        ],
        [
            pairs["incomparable"],
            "The figure is withheld",
            "No figure for this period",
            "The figure for " + label + " is withheld",
            "No figure for " + label,
            not_comparable + pairs["series_break"],
            not_comparable + "one figure is published, the other illustrative",
            NO_RANGE,
        ],
        "",
    )


def _how_much_better(pairs: Read) -> tuple[np.ndarray, np.ndarray]:
    """By how much each figure is better than the one before, in the measure's unit as shown;
    and what to say where that is nothing."""
    decimals, polarity = pairs["decimals"], pairs["polarity"]
    now, before, low, high = (round_half_up(pairs[name], decimals) for name in _JUDGED)
    change = round_half_up(now - before, decimals)
    nearer = round_half_up(
        how_far_outside(before, low, high) - how_far_outside(now, low, high), decimals
    )
    ranged = polarity == Polarity.RANGE.value
    better = np.where(ranged, nearer, np.where(polarity == Polarity.LOWER.value, -change, change))
    equal = select(
        [change == 0, how_far_outside(now, low, high) == 0],
        ["The figures shown are the same", "Both figures lie within the range"],
        "Both figures lie equally far from the range",
    )
    return better, equal


def is_withheld(markers: np.ndarray) -> np.ndarray:
    """Which figures are withheld to protect confidentiality, by their markers."""
    return np.char.startswith(markers.astype("U"), Marker.CONFIDENTIAL.value)


def lacks_range(columns: Read) -> np.ndarray:
    """Which measures are best within a range of which neither bound is set."""
    unset = np.isnan(columns["target"]) & np.isnan(columns["target_upper"])
    return unset & (columns["polarity"] == Polarity.RANGE.value)


def how_far_outside(figures: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """How far figures lie outside a range, 0 within it; a NaN bound does not bind."""
    return np.fmax(np.fmax(low - figures, figures - high), 0.0)


def _one_is_illustrative(pairs: Read) -> np.ndarray:
    now = pairs["provenance"] == Provenance.ILLUSTRATIVE.value
    return now != (pairs["before_provenance"] == Provenance.ILLUSTRATIVE.value)
