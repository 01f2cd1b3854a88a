"""How small a change figures can resolve: tests of two proportions and of two counts.

A survey of 1,100 people that says 62 % one year and 64 % the next has said the same thing
twice. So has a service that helped 31 of 40 people and then 33 of 41, and so have 57 job starts
in one quarter and 64 in the next: events that come one by one do not come in equal numbers even
where nothing has changed.

Two percentages are told apart at 95 % (two-sided) when

    |p1 − p2| ≥ 1.96 √( p (1 − p) (1/n1 + 1/n2) )     with  p = (n1 p1 + n2 p2) / (n1 + n2)

Source: NIST/SEMATECH e-Handbook of Statistical Methods, section 7.3.3 (pooled variance).
For a survey p is the outturn and n the number of people asked over the design effect; see
`intervals.proportions`. With few cases (fewer than about five either way) the test is an
approximation.

Two counts of events, x1 and x2, are told apart at 95 % by the exact conditional test, which is
right for counts of any size. Were nothing changed, each of the x1 + x2 events would have fallen
into the later period with the probability w = e1 / (e1 + e2), e being the lengths of the two
periods (equal here: w = 1/2) or, for rates, the denominators. So x1 is a draw of the binomial
distribution of x1 + x2 trials at w; the counts are told apart when twice its smaller tail,
x1 included, lies below 5 %.

Source: Przyborowski and Wilenski 1940, Biometrika 31, 313-323; so also Krishnamoorthy and
Thomson 2004, Journal of Statistical Planning and Inference 119, 23-35, who call it the C-test.
Being exact it errs, where it does, towards "no clear change". The total of a year to date or of
three months is a count like any other.

Where a series is known to vary more than its cases alone explain (`spread.py`), the standard error
of a change is so many times as large: the p-value of the cases alone is taken as the standard
normal deviate that has it, divided by the spread, and read from Student's t.

Not tested are averages, sums of money, days, weights and scores, figures returned without the
cases behind them, what the plan says does not vary case by case, and figures of rolling months
that share cases with the ones before: the tests are for two samples of different cases.
"""

import numpy as np

from kpis.analysis.figures.columns import Columns, select
from kpis.analysis.figures.intervals import (
    BEFORE,
    Z_AT_95_PERCENT,
    design_effects,
    events_behind,
    is_of_about,
    proportions,
    why_no_cases,
)
from kpis.analysis.figures.report_columns import Read

SIGNIFICANCE = 0.05


def significance_tests(pairs: Read) -> Columns:
    """What the tests say about each pair of figures.

    pairs: outturn, numerator, denominator and before_outturn, before_numerator,
        before_denominator (float), unit, sample_size (0 when the measure is no survey),
        not_by_chance (text, "" where its cases vary one by one); rolling_months and before_months
        (int): the months that each figure covers, 0 for its period, and by which they lie apart;
        where known, spread and spread_freedom (float), as `spread.spreads` gives them.
    Returns untested (why there is no test, without a full stop; "" where there is one), p (of the
        test), within (True where it does not tell the two apart) and by_spread (only because the
        series varies so much); of percentages margin (the smallest change told apart, in
        percentage points), survey (bool), design_effect and before_design_effect, n and before_n
        (people asked or cases
        behind each figure); of counts and rates events and before_events; of either about (bool:
        whether the plan alone says how many). NaN and False where a test does not apply.
    """
    now, n = proportions(pairs)
    before, before_n = proportions(pairs, BEFORE)
    effect, before_effect = design_effects(pairs), design_effects(pairs, BEFORE)
    pooled = (now * n + before * before_n) / (n + before_n)
    error = np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / before_n))
    events, per_event = events_behind(pairs)
    before_events, before_per_event = events_behind(pairs, BEFORE)
    # An event adds the less to a rate, the more people it is a rate of.
    weight = before_per_event / (per_event + before_per_event)
    by_cases = np.where(
        np.isnan(error),
        _chance_of_counts(events, before_events, weight),
        _chance_of_shares(now - before, error),
    )
    spread = pairs.get("spread", np.ones(len(by_cases)))
    freedom = pairs.get("spread_freedom", np.full(len(by_cases), np.inf))
    p = _allowing_for_spread(by_cases, spread, freedom)
    untested = _why_untested(pairs, known=~np.isnan(p))
    wider = _critical(freedom) * spread
    by_spread = (by_cases < SIGNIFICANCE) & (p >= SIGNIFICANCE)
    return {
        "untested": untested,
        "p": np.where(untested == "", p, np.nan),
        "within": (untested == "") & (p >= SIGNIFICANCE),
        "by_spread": by_spread,
        "margin": error * 100 * np.where(by_spread, wider, Z_AT_95_PERCENT),
        "survey": pairs["sample_size"] > 0,
        "design_effect": effect,
        "n": n * effect,
        "before_n": before_n * before_effect,
        "before_design_effect": before_effect,
        "events": events,
        "before_events": before_events,
        "about": is_of_about(pairs) | is_of_about(pairs, BEFORE),
    }


def _why_untested(pairs: Read, known: np.ndarray) -> np.ndarray:
    """Why a pair of figures has no test. known: where the cases behind both are."""
    sharing = pairs["rolling_months"] > pairs["before_months"]
    shared = [
        f"Each figure covers {months} months and shares some of them with the one before"
        for months in pairs["rolling_months"]
    ]
    return select(
        [pairs["not_by_chance"] != "", sharing, known],
        [pairs["not_by_chance"], np.array(shared, dtype=object), ""],
        why_no_cases(pairs["unit"]),
    )


def describe_significance(tested: Columns) -> str:
    """Why one change is within chance, in words. tested: a single row of `significance_tests`."""
    about = "about " if tested["about"] else ""
    if not np.isnan(tested["events"]):
        counts = f"{about}{tested['events']:,.0f} against {about}{tested['before_events']:,.0f}"
        if tested["by_spread"]:
            return f"This series differs as much from one figure to the next: {counts}"
        return f"Counts of this size differ as much by chance: {counts}"
    if tested["by_spread"]:
        margin = f"±{tested['margin']:.1f} points"
        return f"This series differs as much from one figure to the next: {margin}"
    n, before_n = tested["n"], tested["before_n"]
    sizes = f"{n:,.0f}" if n == before_n else f"{before_n:,.0f} and {n:,.0f}"
    if not tested["survey"]:
        sample = f"{about}{sizes} cases"
    elif n == before_n:
        sample = f"a survey of {sizes} people"
    else:
        sample = f"surveys of {sizes} people"
    now, then = tested["design_effect"], tested["before_design_effect"]
    if now != then:
        sample += f" and design effects of {then:g} and {now:g}"
    elif now > 1:
        sample += f" and a design effect of {now:g}"
    return f"With {sample}, ±{tested['margin']:.1f} points may be chance"


def _chance_of_shares(change: np.ndarray, error: np.ndarray) -> np.ndarray:
    """The two-sided p-value of a change with this standard error; NaN where it is NaN."""
    from scipy.special import ndtr

    # Without an error both shares are 0, or both 1.
    steps = np.abs(change) / np.where(error > 0, error, 1.0)
    return np.where(np.isnan(error), np.nan, 2 * ndtr(-steps))


def _chance_of_counts(events: np.ndarray, before: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """The two-sided p-value of the exact conditional test; NaN where a count is NaN."""
    from scipy.special import bdtr, bdtrc

    chance = np.full(len(events), np.nan)
    tested = np.flatnonzero(~np.isnan(events + before + weight))
    if len(tested):
        later, weight = events[tested], weight[tested]
        total = (events + before)[tested].astype("int64")
        smaller_tail = np.minimum(bdtr(later, total, weight), bdtrc(later - 1, total, weight))
        chance[tested] = np.minimum(2 * smaller_tail, 1.0)
    return chance


def _allowing_for_spread(p: np.ndarray, spread: np.ndarray, freedom: np.ndarray) -> np.ndarray:
    """p-values of the cases alone, where the series spreads so many times wider than these."""
    from scipy.special import ndtri, stdtr

    wider = np.flatnonzero((spread > 1) & ~np.isnan(p))
    allowed = p.copy()
    allowed[wider] = 2 * stdtr(freedom[wider], ndtri(p[wider] / 2) / spread[wider])
    return allowed


def _critical(freedom: np.ndarray) -> np.ndarray:
    """What a change has to come to, in standard errors, to be clear at 95 %."""
    from scipy.special import stdtrit

    critical = np.full(len(freedom), Z_AT_95_PERCENT)
    limited = np.flatnonzero(np.isfinite(freedom))
    critical[limited] = stdtrit(freedom[limited], 1 - SIGNIFICANCE / 2)
    return critical
