"""How far a figure might have come out otherwise by chance: 95 % confidence intervals.

Twelve job starts in a quarter do not mean that twelve is what the service brings about; with the
same service and the same luck as any other quarter it might have been eight or seventeen. The
interval says so, and is given only for what does vary so: a share of cases, people who answered a
survey, and events that come one by one.

Methods, those of the public health bodies of England (Office for Health Improvement and
Disparities, "Public health technical guidance: proportions; rates", which follows APHO Technical
Briefing 3):

- a percentage, of cases counted or of a survey's answers: Wilson score (Wilson 1927, JASA 22,
  209-212; recommended by Newcombe 1998, Statistics in Medicine 17, 857-872):
  (2O + z² ± z √(z² + 4 O q)) / (2 (n + z²)) with O = n p and q = 1 − p;
- a count of events, or a rate of them, of 10 or more events: Byar's method (Breslow and Day
  1987, Statistical Methods in Cancer Research II), for O events
  O (1 − 1/(9 O) − z/(3 √O))³ to P (1 − 1/(9 P) + z/(3 √P))³ with P = O + 1,
  within 0.2 % of the exact limits;
- fewer than 10 events: the exact Poisson limits, half the chi-squared quantiles
  χ²(0.025; 2 O) and χ²(0.975; 2 O + 2).

A total, of the year to date or of three months, is a count of its own. Events are taken as
independent of each other; where several people come at once, the truth is a little wider. A survey
that is weighted, or asks people of the same places, tells less than as many people drawn at random:
it is taken as one of n / deff people, deff being the design effect of the plan (Kish 1965, Survey
Sampling, section 8.2; of weights alone 1 + the square of their coefficient of variation).
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from kpis.analysis.figures.columns import Columns, select
from kpis.analysis.figures.report_columns import Read, Report, ReportColumn, as_columns
from kpis.analysis.figures.states import as_clause
from kpis.model import Measure, Unit

Z_AT_95_PERCENT = 1.959963984540054
LEFT_OUT_AT_95_PERCENT = 0.05
WILSON, BYAR, EXACT = "Wilson score", "Byar's method", "Exact Poisson"
FEWEST_FOR_BYAR = 10

Amounts = tuple[ReportColumn, ReportColumn, ReportColumn]  # outturn, numerator, denominator
NOW: Amounts = ("outturn", "numerator", "denominator")
BEFORE: Amounts = ("before_outturn", "before_numerator", "before_denominator")

EVENTS_PER = {Unit.COUNT: 1.0, Unit.RATE_PER_1000: 1_000.0, Unit.RATE_PER_100000: 100_000.0}
_NO_CASES = {
    Unit.POUNDS: "A sum of money, not a count of cases",
    Unit.DAYS: "An average of days, returned without how single cases spread around it",
    Unit.TONNES: "A weight, not a count of cases",
    Unit.AVERAGE: "An average, returned without how single cases spread around it",
    Unit.INDEX: "A score, not a count of cases",
}
_ROUNDED_BY = 0.5 + 1e-9  # a figure typed without decimals lies this near to its ratio


def intervals(columns: Read) -> Report:
    """The 95 % confidence interval of each figure.

    columns: outturn, numerator, denominator (float, NaN where there is none), unit
        (model.Unit), sample_size (int; 0 where the measure is no survey); and, where known,
        not_by_chance (text: why its cases do not vary one by one, "" where they do),
        design_effect (float; of a survey, 1 where it is a simple random sample) and
        usual_denominator (int; about how many a figure without its own number is of, 0 where that
        is not known).
    Returns interval_low and interval_high (float, in the figure's unit, not rounded; NaN where
        there is none), interval_method (text; "" where there is none) and interval_reason (why
        there is none, without a full stop; "" where there is one).
    """
    unit, outturn = columns["unit"], columns["outturn"]
    share, people = proportions(columns)
    events, per_event = events_behind(columns)
    by_design = columns.get("not_by_chance", np.full(len(outturn), "", dtype=object))
    of_share, of_events = ((by_design == "") & ~np.isnan(cases) for cases in (share, events))
    share_low, share_high = wilson(share, people)
    fewest, most = poisson(events)
    reason = select(
        [of_share | of_events, np.isnan(outturn), by_design != ""],
        ["", "No figure", by_design],
        why_no_cases(unit),
    )
    return {
        "interval_low": np.where(
            of_share, share_low * 100, np.where(of_events, fewest * per_event, np.nan)
        ),
        "interval_high": np.where(
            of_share, share_high * 100, np.where(of_events, most * per_event, np.nan)
        ),
        "interval_method": _with_its_number(
            select(
                [of_share, of_events & (events < FEWEST_FOR_BYAR), of_events],
                [WILSON, EXACT, BYAR],
                "",
            ),
            columns,
        ),
        "interval_reason": reason,
    }


def _with_its_number(methods: np.ndarray, columns: Read) -> np.ndarray:
    """Methods, each with the number that is known only about, or the design effect."""
    effects = design_effects(columns)
    for row in np.flatnonzero((effects > 1) & (methods != "")):
        methods[row] += f" with a design effect of {effects[row]:g}"
    for row in np.flatnonzero(is_of_about(columns) & (methods != "")):
        number = usual_denominators(columns)[row]
        noun = "cases" if columns["unit"][row] == Unit.PERCENT.value else "people"
        methods[row] += f", taking the figure as one of about {number:,} {noun}"
    return methods


def intervals_of(
    measure: Measure,
    figures: Columns,
    sample_size: np.ndarray,
    usual_denominator: np.ndarray | None = None,
    *,
    periods: Sequence[str] | np.ndarray = (),
) -> Columns:
    """`intervals` of figures of one measure: outturn, numerator and denominator.

    usual_denominator: 0 (None: everywhere) where a figure is not the measure's whole one.
    periods: their ids, where a wave of a survey may have a design effect of its own.
    """
    count = len(figures["outturn"])
    if usual_denominator is None:
        usual_denominator = np.zeros(count, dtype="int64")
    limits = intervals(
        figures
        | {
            "unit": np.full(count, measure.unit.value, dtype=object),
            "sample_size": sample_size,
            "design_effect": effects_of(measure, count, periods),
            "usual_denominator": usual_denominator,
            "not_by_chance": np.full(count, as_clause(measure.not_by_chance), dtype=object),
        }
    )
    return as_columns(limits)


def effects_of(
    measure: Measure, count: int, periods: Sequence[str] | np.ndarray = ()
) -> np.ndarray:
    """The design effect of so many figures of a measure, each by its period where that is given."""
    if not measure.waves or not len(periods):
        return np.full(count, measure.design_effect)
    return np.array([measure.design_effect_in(str(each)) for each in periods])


def proportions(columns: Read, names: Amounts = NOW) -> tuple[np.ndarray, np.ndarray]:
    """The proportion behind each percentage and the number it is of; both NaN where unknown.

    For a survey the proportion is the outturn, which may be weighted, and the number that of the
    people asked, as many as a random sample needs to tell as much: the denominator returned, else
    the measure's usual sample size, over the design effect. For anything
    else it is numerator over denominator, where these give the figure itself and not, say, its
    complement; of a figure returned without them it is the outturn and the number that the plan
    says it usually is of. names: BEFORE for the earlier figures of a pair.
    """
    outturn, numerator, denominator = (columns[name] for name in names)
    survey, about = columns["sample_size"] > 0, is_of_about(columns, names)
    number = np.where(survey & ~(denominator > 0), columns["sample_size"], denominator)
    number = np.where(about, usual_denominators(columns), number)
    number = np.where(number > 0, number, np.nan)
    share = np.where(survey | about, outturn / 100, numerator / number)
    valid = (columns["unit"] == Unit.PERCENT.value) & (share >= 0) & (share <= 1)
    valid &= np.abs(share * 100 - outturn) <= _ROUNDED_BY
    number = number / design_effects(columns, names)
    return np.where(valid, share, np.nan), np.where(valid, number, np.nan)


def events_behind(columns: Read, names: Amounts = NOW) -> tuple[np.ndarray, np.ndarray]:
    """The whole number of events behind each count or rate, and what one event adds to it.

    A count is its own number of events; of a rate they are the numerator, each of which adds
    1,000 (or 100,000) over the denominator; of one returned without them, as many as it comes to
    among the people whom the plan says it usually is of, to the nearest whole. Both NaN for what
    is neither, where unknown, and where numerator and denominator do not give the rate itself.
    """
    outturn, numerator, denominator = (columns[name] for name in names)
    about = is_of_about(columns, names)
    denominator = np.where(about, usual_denominators(columns), denominator)
    per = np.select(
        [columns["unit"] == unit.value for unit in EVENTS_PER], list(EVENTS_PER.values()), np.nan
    )
    count = columns["unit"] == Unit.COUNT.value
    numerator = np.where(about, np.rint(outturn * denominator / per), numerator)
    events = np.where(count, outturn, np.where(denominator > 0, numerator, np.nan))
    per_event = per / np.where(count, 1.0, np.where(denominator > 0, denominator, np.nan))
    valid = (events >= 0) & (events == np.floor(events))
    valid &= about | (np.abs(events * per_event - outturn) <= _ROUNDED_BY)
    return np.where(valid, events, np.nan), np.where(valid, per_event, np.nan)


def is_of_about(columns: Read, names: Amounts = NOW) -> np.ndarray:
    """Which figures come without a number of their own, and are of what the plan says is usual."""
    _, numerator, denominator = (columns[name] for name in names)
    without = np.isnan(numerator) & np.isnan(denominator) & (columns["sample_size"] == 0)
    return without & (usual_denominators(columns) > 0)


def design_effects(columns: Read, names: Amounts = NOW) -> np.ndarray:
    """The design effect of each figure: 1 where it is no percentage of a survey, or at random."""
    effects = columns.get("design_effect", np.ones(len(columns["outturn"])))
    if names is BEFORE:
        effects = columns.get("before_design_effect", effects)
    of_survey = (columns["sample_size"] > 0) & (columns["unit"] == Unit.PERCENT.value)
    return np.where(of_survey, effects, 1.0)


def usual_denominators(columns: Read) -> np.ndarray:
    return columns.get("usual_denominator", np.zeros(len(columns["outturn"]), dtype="int64"))


def wilson(
    share: np.ndarray, number: np.ndarray, z: float = Z_AT_95_PERCENT
) -> tuple[np.ndarray, np.ndarray]:
    """The Wilson score limits of proportions (0 to 1) of so many cases; NaN for NaN.

    z: the normal quantile that goes with the level of confidence.
    """
    z_squared = z**2
    cases = share * number
    middle = 2 * cases + z_squared
    half = z * np.sqrt(z_squared + 4 * cases * (1 - share))
    whole = 2 * (number + z_squared)
    return np.maximum((middle - half) / whole, 0.0), np.minimum((middle + half) / whole, 1.0)


def poisson(events: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The limits of counts of events: exact below 10, Byar's from there on; NaN for NaN."""
    small = events < FEWEST_FOR_BYAR
    # Exact limits are of scipy, which is slow to import: not where there is nothing for them.
    exact_low, exact_high = _exact_limits() if small.any() else (np.zeros(1), np.zeros(1))
    place = np.where(small, events, 0).astype("int64")
    many = np.where(small, FEWEST_FOR_BYAR, events)
    low = many * (1 - 1 / (9 * many) - Z_AT_95_PERCENT / (3 * np.sqrt(many))) ** 3
    above = many + 1
    high = above * (1 - 1 / (9 * above) + Z_AT_95_PERCENT / (3 * np.sqrt(above))) ** 3
    return np.where(small, exact_low[place], low), np.where(small, exact_high[place], high)


@lru_cache(maxsize=1)
def _exact_limits() -> tuple[np.ndarray, np.ndarray]:
    """The exact limits of 0 to 9 events."""
    return exact_poisson(np.arange(FEWEST_FOR_BYAR))


def exact_poisson(
    events: np.ndarray, left_out: float = LEFT_OUT_AT_95_PERCENT
) -> tuple[np.ndarray, np.ndarray]:
    """The exact limits of counts of events; NaN for NaN.

    left_out: the chance of lying outside them, half of it at either end. Half a chi-squared
    quantile is one of a gamma distribution.
    """
    from scipy.special import gammaincinv

    low = gammaincinv(np.maximum(events, 1), left_out / 2)
    return np.where(events > 0, low, 0.0), gammaincinv(events + 1, 1 - left_out / 2)


def why_no_cases(unit: np.ndarray) -> np.ndarray:
    """Why figures of these units have neither interval nor test, where the plan says no more."""
    return select(
        [
            unit == Unit.PERCENT.value,
            unit == Unit.COUNT.value,
            *(unit == other.value for other in _NO_CASES),
        ],
        [
            "The number of cases behind the percentage is not known",
            "Not a whole number of events",
            *_NO_CASES.values(),
        ],
        "The number of events behind the rate is not known",
    )
