"""From which rank to which chance alone may put an area: the 95 % interval of its rank.

A rank is worked out of figures that might all have come out a little otherwise. Of one area, each
other one is clearly better, clearly worse, or not to be told apart from it: the test of two figures
that decides whether a change is clear (`direction/significance.py`, at 95 %) decides that too. The
interval goes from one more than the areas that are clearly better to all less those clearly worse.
So it can be said in those words, and of two areas the same is said here as anywhere else.

Sources: Goldstein and Spiegelhalter 1996, Journal of the Royal Statistical Society A 159, 385-443,
that no rank should be published without its uncertainty; Mogstad, Romano, Shaikh and Wilhelm 2024,
Review of Economic Studies 91, 476-518, for intervals of ranks from tests of pairs and for what is
wrong with drawing the figures again by chance (the bootstrap, also Hall and Miller 2009, Annals of
Statistics 37, 3929-3959): where areas hardly differ it holds the rank far less often than 19 times
in 20. The tests here are of single pairs and not of all at once; simulated, they hold the rank at
least 19 times in 20 on average over the areas, however alike the areas are.

What is known: the cases behind each figure where the publisher gives them; where the plan alone
says how many people a survey usually asks, that number for every area, and its design effect. About
how many cases a figure is usually of, the plan says of the council alone: of other areas, larger or
smaller, that would be a guess. How much more than its cases explain a single area's series varies
is left aside for the same reason. An area of which nothing is known is not told apart from any.
Where nothing is known of the council's own figure, or of none of the others, there is no interval
but a reason.
"""

import numpy as np

from kpis.analysis.direction.significance import significance_tests
from kpis.analysis.figures.columns import Columns, select, take
from kpis.analysis.figures.intervals import intervals, is_of_about
from kpis.model import Polarity

BEST_QUARTER, BETTER_HALF = "best_quarter", "better_half"
WORST_QUARTER, WEAKER_HALF = "worst_quarter", "weaker_half"

FIGURE = ("outturn", "numerator", "denominator")
_BY_NEARNESS = "areas are ranked by how near they are to a range"
_OTHERS_UNKNOWN = "the number of cases behind the figures of other areas is not known"


def rank_intervals(own: Columns, others: Columns, table: Columns, better: np.ndarray) -> Columns:
    """The interval of each measure's rank.

    own: outturn, numerator and denominator of the council, by position of the measure (NaN where
        unknown). others: the same of other areas, and `group`, the position of their measure.
    table: columns of the measures (`measure_columns`), by position. better: of each of `others`
        1 where it is better than the council as shown, -1 where it is worse, 0 where level.
    Returns, by position, low and high (ranks; 0 where the interval is not known), and unknown (why
        it is not, a sentence; "" where it is).
    """
    group = others["group"]
    groups = len(own["outturn"])
    pairs = take(table, group) | {name: others[name] for name in FIGURE}
    pairs |= {f"before_{name}": own[name][group] for name in FIGURE}
    pairs |= {
        # Rolling months of two areas share no months, as those of two periods of one area would.
        "before_months": pairs["rolling_months"],
        "spread": np.ones(len(group)),
        "spread_freedom": np.full(len(group), np.inf),
    }
    tested = significance_tests(pairs)
    by_range = table["polarity"] == Polarity.RANGE.value
    testable = (tested["untested"] == "") & ~by_range[group] & ~is_of_about(pairs)
    clear = testable & ~tested["within"]
    known = np.bincount(group[testable], minlength=groups) > 0
    clearly_better, clearly_worse = (
        np.bincount(group[clear & (better == side)], minlength=groups) for side in (1, -1)
    )
    areas = np.bincount(group, minlength=groups) + 1
    return {
        "low": np.where(known, 1 + clearly_better, 0),
        "high": np.where(known, areas - clearly_worse, 0),
        "unknown": np.where(known, "", _why_unknown(own, table, by_range)).astype(object),
    }


def standings(low: np.ndarray, high: np.ndarray, areas: np.ndarray) -> np.ndarray:
    """In which part of the ranking the whole interval lies; "" where it is in none, or unknown.

    A quarter are as many areas as a quarter of them holds whole: eight of 32, six of 26.
    """
    quarter, half = areas // 4, areas // 2
    return select(
        [low == 0, high <= quarter, low > areas - quarter, high <= half, low > areas - half],
        ["", BEST_QUARTER, WORST_QUARTER, BETTER_HALF, WEAKER_HALF],
        "",
    )


def _why_unknown(own: Columns, table: Columns, by_range: np.ndarray) -> np.ndarray:
    reasons = intervals(table | {name: own[name] for name in FIGURE})
    lacking = [f"{reason[:1].lower()}{reason[1:]}" for reason in reasons["interval_reason"]]
    why = select(
        [by_range, reasons["interval_reason"] == ""],
        [_BY_NEARNESS, _OTHERS_UNKNOWN],
        np.array(lacking, dtype=object),
    )
    return np.array([f"How far chance moves this rank is not known: {each}." for each in why])
