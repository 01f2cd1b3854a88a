"""What figures may differ by chance, row by row: the part of `second_route` that counts events."""

from decimal import Decimal
from functools import cache
from itertools import pairwise
from math import exp, lgamma, log, sqrt

from scipy.stats import chi2, norm, t

from kpis.model import Frequency, QuarterValue, Unit

ABOUT = ", taking the figure as one of about "
Z = 1.959963984540054
EVENTS_PER = {Unit.COUNT: 1, Unit.RATE_PER_1000: 1_000, Unit.RATE_PER_100000: 100_000}


def give(row, scale):
    """Whether numerator and denominator give the figure, but for its rounding."""
    if row["numerator"] is None or not row["denominator"]:
        return False
    return abs(row["numerator"] / row["denominator"] * scale - row["outturn"]) <= 0.5 + 1e-9


def is_of_about(measure, row):
    """Whether the plan alone says how many a figure is of."""
    unknown = row["numerator"] is None and row["denominator"] is None
    return bool(measure.usual_denominator and unknown and not measure.sample_size)


def events_of(measure, row):
    """How many events a count or rate is of, and among how many people; None when unknown."""
    if measure.unit is Unit.COUNT:
        if measure.frequency is Frequency.MONTH and measure.quarter_value is QuarterValue.MEAN:
            return None
        events, people = row["outturn"], 1
    elif measure.unit in EVENTS_PER and is_of_about(measure, row):
        people = measure.usual_denominator
        events = round(row["outturn"] * people / EVENTS_PER[measure.unit])
    elif measure.unit in EVENTS_PER and give(row, EVENTS_PER[measure.unit]):
        events, people = row["numerator"], row["denominator"]
    else:
        return None
    return (int(events), int(people)) if events >= 0 and events == int(events) else None


def tail(events, total, share):
    """The chance that so many events or fewer of all fall to the one that has this share."""
    ways = (
        lgamma(total + 1)
        - lgamma(number + 1)
        - lgamma(total - number + 1)
        + number * log(share)
        + (total - number) * log(1 - share)
        for number in range(events + 1)
    )
    return sum(map(exp, ways))


def p_of_counts(measure, now, before):
    """The p-value of the exact conditional test of two counts; None where it is not made."""
    pair = events_of(measure, now), events_of(measure, before)
    if None in pair:
        return None
    (events, people), (events_before, people_before) = pair
    total = events + events_before
    share = people / (people + people_before)
    up_to, from_there = tail(events, total, share), tail(events_before, total, 1 - share)
    return min(2 * min(up_to, from_there), 1.0)


def share_of(measure, row):
    """The share behind a percentage and the number it is of; None when unknown."""
    if measure.sample_size:
        people = Decimal(repr(float(row["denominator"] or measure.sample_size)))
        n = people / Decimal(measure.design_effect)
        share = Decimal(repr(row["outturn"])) / 100
    elif is_of_about(measure, row):
        n, share = Decimal(measure.usual_denominator), Decimal(repr(row["outturn"])) / 100
    elif give(row, 100):
        n = Decimal(repr(row["denominator"]))
        share = Decimal(repr(row["numerator"])) / n
    else:
        return None
    return (share, n) if 0 <= share <= 1 else None


def p_by_cases(measure, now, before):
    """The p-value of a test of two counts or two proportions; None where none can be made."""
    if measure.unit is not Unit.PERCENT:
        return p_of_counts(measure, now, before)
    pair = share_of(measure, now), share_of(measure, before)
    if None in pair:
        return None
    (p1, n1), (p2, n2) = pair
    p = (p1 * n1 + p2 * n2) / (n1 + n2)
    error = (p * (1 - p) * (1 / n1 + 1 / n2)).sqrt()
    return 2 * norm.sf(float(abs(p1 - p2) / error)) if error else 1.0


def p_of(measure, now, before, months_apart, earlier):
    """The p-value of a change, allowing for how the series varied; None where it is not tested.

    earlier: the comparable figures before the one tested, the latest first.
    """
    if measure.not_by_chance or measure.rolling_months > months_apart:
        return None
    p = p_by_cases(measure, now, before)
    spread, points = sigma_z(measure, earlier)
    if p is None or spread <= 1 or points < 13:
        return p
    return 2 * t.sf(norm.isf(p / 2) / spread, 0.605 * (points - 1))


def level_of(measure, row):
    """The share or rate of a figure, and how many cases or people it is of; None when unknown."""
    if measure.unit is Unit.PERCENT:
        share = share_of(measure, row)
        return share and tuple(map(float, share))
    events_and_people = events_of(measure, row)
    return events_and_people and (
        events_and_people[0] / events_and_people[1],
        events_and_people[1],
    )


def sigma_z(measure, rows):
    """Laney's sigma-z of the last 20 of these figures, and of how many."""
    levels = [level_of(measure, row) for row in rows][:20]
    whole = sum(n for _, n in levels)
    if len(levels) < 2 or not whole:
        return 1.0, len(levels)
    mean = sum(level * n for level, n in levels) / whole
    of_one = mean * (1 - mean) if measure.unit is Unit.PERCENT else mean
    if of_one <= 0:
        return 0.0, len(levels)
    z = [(level - mean) / sqrt(of_one / n) for level, n in levels]
    return sum(abs(a - b) for a, b in pairwise(z)) / (len(z) - 1) / 1.128, len(z)


@cache
def exact_limits(events):
    low = chi2.ppf(0.025, 2 * events) / 2 if events else 0.0
    return low, chi2.ppf(0.975, 2 * events + 2) / 2


def interval_of(measure, row):
    """low, high and method of a figure's 95 % interval; None where there is none."""
    if row["outturn"] is None or measure.not_by_chance:
        return None
    if measure.unit is not Unit.PERCENT:
        events_and_people = events_of(measure, row)
        if events_and_people is None:
            return None
        events, people = events_and_people
        about = f"{ABOUT}{people:,} people" if is_of_about(measure, row) else ""
        scale = EVENTS_PER[measure.unit] / people
        if events < 10:
            low, high = exact_limits(events)
            return low * scale, high * scale, "Exact Poisson" + about
        low, high = (
            x * (1 - 1 / (9 * x) + side * Z / (3 * x**0.5)) ** 3
            for x, side in ((events, -1), (events + 1, 1))
        )
        return low * scale, high * scale, "Byar's method" + about
    about = ""
    if measure.sample_size:
        n, share = row["denominator"] or measure.sample_size, row["outturn"] / 100
        n /= measure.design_effect
        if measure.design_effect > 1:
            about = f" with a design effect of {measure.design_effect:g}"
    elif is_of_about(measure, row):
        n, share = measure.usual_denominator, row["outturn"] / 100
        about = f"{ABOUT}{n:,} cases"
    elif give(row, 100):
        n, share = row["denominator"], row["numerator"] / row["denominator"]
    else:
        return None
    if not 0 <= share <= 1:
        return None
    # The shares from which this one lies just z standard errors away: (s - p)² = z² p (1 - p) / n.
    square, middle, rest = 1 + Z**2 / n, 2 * share + Z**2 / n, share**2
    root = sqrt(max(middle**2 - 4 * square * rest, 0))
    low, high = ((middle + side * root) / (2 * square) for side in (-1, 1))
    return low * 100, high * 100, "Wilson score" + about
