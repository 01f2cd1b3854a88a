"""A report worked out row by row in plain Python with decimal numbers.

It shares the model and the arithmetic of periods with `kpis.analysis`, nothing else. Here every
rule is written as a person would apply it to one measure; there, in whole columns.
"""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import isnan

from kpis.model import Basis, Frequency, Polarity, QuarterValue, RagRule, Unit
from kpis.periods import period_containing, period_of_id, reporting_quarter

FIGURES = ("variance", "previous_outturn", "year_outturn")
DIRECTIONS = ("direction_previous", "direction_year")


def shown(value, decimals):
    """A figure as it is printed."""
    if value is None or isnan(value):
        return None
    step = Decimal(1).scaleb(-decimals)
    return Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP) + Decimal(0)


def aim_of(measure, reported):
    """target, minimum, their upper bounds; what keeps the figure from being compared."""
    aim = measure.aims.get(reported.financial_year)
    if aim is None:
        return None, None, None, None, ""
    place = reported.quarter - 1
    return (
        aim.target_profile[place] if aim.target_profile else aim.target,
        aim.minimum_profile[place] if aim.minimum_profile else aim.minimum_expectation,
        aim.target_upper,
        aim.minimum_expectation_upper,
        aim.not_comparable,
    )


def periods_reported_with(measure, reported):
    """Every period whose figure is reported in a quarter, found by trying all that come near."""
    wave = {}
    if measure.frequency is Frequency.SURVEY_WAVE:
        wave = {"wave_start_month": measure.wave_start_month, "wave_months": measure.wave_months}
    near = period_containing(reported.end, measure.frequency, **wave)
    tried = [near.shift(-back) for back in range(-1, 20)]
    return sorted(p for p in tried if reporting_quarter(p, measure.arrears) == reported)


def figure_of(plan, measure, period, rows):
    """The row of a figure; of a quarter, made of its months for a monthly measure."""

    def find(period_id):
        for row in rows:
            key = (row["measure_id"], row["period_id"], row.get("breakdown", ""))
            if key == (measure.id, period_id, "") and row["area"] == plan.area:
                return row
        return None

    if measure.frequency is not Frequency.MONTH:
        return find(period.id)
    first = period_containing(period.start, Frequency.MONTH)
    months = [find(first.shift(ahead).id) for ahead in range(3)]
    if None in months:
        return None
    outturns = [month["outturn"] for month in months]
    kinds = {month["provenance"] for month in months}
    merged = {
        "outturn": None,
        "numerator": None,
        "denominator": None,
        "marker": next((m for m in "cxzp" if any(m in x["marker"] for x in months)), "")
        + ("r" if any("r" in x["marker"] for x in months) else ""),
        "provenance": next(k for k in ("illustrative", "return", "published") if k in kinds),
    }
    if None not in outturns:
        total = sum(Decimal(repr(outturn)) for outturn in outturns)
        merged["outturn"] = {
            QuarterValue.SUM: float(total),
            QuarterValue.MEAN: float(total / 3),
            QuarterValue.LAST: outturns[-1],
        }[measure.quarter_value]
    for name in ("numerator", "denominator"):
        parts = [month[name] for month in months]
        if None not in parts and measure.quarter_value is not QuarterValue.MEAN:
            merged[name] = sum(parts) if measure.quarter_value is QuarterValue.SUM else parts[-1]
    return merged


def colour(plan, measure, outturn, reported):
    target, minimum, upper, minimum_upper, _ = aim_of(measure, reported)
    outturn, target, minimum, upper, minimum_upper = (
        shown(value, measure.decimals) for value in (outturn, target, minimum, upper, minimum_upper)
    )
    if plan.rag_rule is RagRule.TOLERANCE:
        tolerance = Decimal(repr(plan.tolerance_percent)) / 100
        worse = -1 if measure.polarity is not Polarity.LOWER else 1
        minimum = shown(float(target + worse * abs(target) * tolerance), measure.decimals)
        if upper is not None:
            minimum_upper = shown(float(upper + abs(upper) * tolerance), measure.decimals)
    if measure.polarity is Polarity.RANGE:
        if target <= outturn <= upper:
            return "green"
        minimum = target if minimum is None else minimum
        minimum_upper = upper if minimum_upper is None else minimum_upper
        return "amber" if minimum <= outturn <= minimum_upper else "red"
    if measure.polarity is Polarity.LOWER:
        outturn, target = -outturn, -target
        minimum = None if minimum is None else -minimum
    if outturn >= target:
        return "green"
    return "amber" if minimum is not None and outturn >= minimum else "red"


def suspended(measure, reported):
    return any(
        period_of_id(pause.since) <= reported
        and (not pause.until or reported <= period_of_id(pause.until))
        for pause in measure.suspensions
    )


def collected(measure, reported):
    after_start = not measure.introduced or reported >= period_of_id(measure.introduced)
    return after_start and (not measure.retired or reported <= period_of_id(measure.retired))


def due_day(plan, reported):
    day = reported.end + timedelta(days=plan.calendar_rule.due_days)
    if reported.id in plan.calendar:
        return plan.calendar[reported.id].due
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


EVENTS_PER = {Unit.COUNT: 1, Unit.RATE_PER_1000: 1_000, Unit.RATE_PER_100000: 100_000}


def give(row, scale):
    """Whether numerator and denominator give the figure, but for its rounding."""
    if row["numerator"] is None or not row["denominator"]:
        return False
    return abs(row["numerator"] / row["denominator"] * scale - row["outturn"]) <= 0.5 + 1e-9


def events_of(measure, row):
    """How many events a count or rate is of, and among how many people; None when unknown."""
    if measure.unit is Unit.COUNT:
        events, people = row["outturn"], 1
    elif measure.unit in EVENTS_PER and give(row, EVENTS_PER[measure.unit]):
        events, people = row["numerator"], row["denominator"]
    else:
        return None
    return (int(events), int(people)) if events >= 0 and events == int(events) else None


def tail(events, total, people, people_before):
    """The chance of so many events or fewer falling into the later period, in whole numbers."""
    ways, term = 0, people_before**total
    for number in range(events + 1):
        ways += term
        term = term * people * (total - number) // (people_before * (number + 1))
    return ways / (people + people_before) ** total


def counts_by_chance(measure, now, before):
    """Whether the exact conditional test cannot tell two counts apart at 95 %."""
    found = events_of(measure, now), events_of(measure, before)
    if None in found:
        return False
    (events, people), (events_before, people_before) = found
    total = events + events_before
    up_to = tail(events, total, people, people_before)
    from_there = tail(events_before, total, people_before, people)
    return 2 * min(up_to, from_there) >= 0.05


def by_chance(measure, now, before):
    """Whether a test of two counts or two proportions cannot tell two figures apart at 95 %."""
    if measure.not_by_chance:
        return False
    if measure.unit is not Unit.PERCENT:
        return counts_by_chance(measure, now, before)
    proportions = []
    for row in (now, before):
        if measure.sample_size:
            n = row["denominator"] or measure.sample_size
            share = Decimal(repr(row["outturn"])) / 100
        else:
            if not give(row, 100):
                return False
            n = row["denominator"]
            share = Decimal(repr(row["numerator"])) / Decimal(repr(n))
        if not 0 <= share <= 1:
            return False
        proportions.append((share, Decimal(repr(float(n)))))
    (p1, n1), (p2, n2) = proportions
    p = (p1 * n1 + p2 * n2) / (n1 + n2)
    error = (p * (1 - p) * (1 / n1 + 1 / n2)).sqrt()
    return abs(p1 - p2) < Decimal("1.959963984540054") * error


def direction(measure, reported, period, before_period, now, before):
    if measure.polarity is Polarity.NEUTRAL or now is None or before is None:
        return ""
    if now["outturn"] is None or before["outturn"] is None:
        return ""
    for broken in measure.breaks:
        if before_period.start < period_of_id(broken.period).start <= period.end:
            return ""
    if {now["provenance"], before["provenance"]} == {"published", "illustrative"}:
        return ""
    figure, earlier = (shown(row["outturn"], measure.decimals) for row in (now, before))
    if measure.polarity is Polarity.RANGE:
        target, _, upper, _, _ = aim_of(measure, reported)
        if target is None:
            return ""
        low, high = shown(target, measure.decimals), shown(upper, measure.decimals)
        figure, earlier = (-max(low - x, x - high, 0) for x in (figure, earlier))
    elif measure.polarity is Polarity.LOWER:
        figure, earlier = -figure, -earlier
    if figure == earlier or by_chance(measure, now, before):
        return "no_clear_change"
    return "improving" if figure > earlier else "worsening"


def second_route(plan, rows, reported, as_at):
    """What the report of a quarter says of each measure: period_id, rag, FIGURES, DIRECTIONS."""
    report = {}
    for measure in plan.measures:
        said = dict.fromkeys(FIGURES) | dict.fromkeys(("period_id", *DIRECTIONS), "")
        report[measure.id] = said
        if any(part.part_of == measure.id for part in plan.measures):
            said["rag"] = "see_parts"
            continue
        periods = periods_reported_with(measure, reported) if collected(measure, reported) else []
        if not periods:
            said["rag"] = "suspended" if suspended(measure, reported) else "not_due"
            continue
        period = periods[-1]
        if measure.frequency is Frequency.MONTH:
            period = period_containing(period.end, Frequency.QUARTER)
        now = figure_of(plan, measure, period, rows)
        said["period_id"] = period.id
        said["rag"] = rating(plan, measure, now, reported, as_at)
        if said["rag"] in ("green", "amber", "red"):
            said["variance"] = distance(measure, now["outturn"], reported)
        year_before = period.year_before()
        before = figure_of(plan, measure, year_before, rows)
        said["year_outturn"] = before["outturn"] if before else None
        said["direction_year"] = direction(measure, reported, period, year_before, now, before)
        if measure.basis is not Basis.YEAR_TO_DATE:
            last = period.shift(-1)
            before = figure_of(plan, measure, last, rows)
            said["previous_outturn"] = before["outturn"] if before else None
            said["direction_previous"] = direction(measure, reported, period, last, now, before)
    return report


def rating(plan, measure, now, reported, as_at):
    if suspended(measure, reported):
        return "suspended"
    if now is None:
        return "late" if as_at.date() > due_day(plan, reported) else "awaited"
    if now["outturn"] is None:
        return "not_available"
    target, _, _, _, not_comparable = aim_of(measure, reported)
    if target is None or measure.data_only or measure.polarity is Polarity.NEUTRAL:
        return "data_only"
    return "not_comparable" if not_comparable else colour(plan, measure, now["outturn"], reported)


def distance(measure, outturn, reported):
    target, _, upper, _, _ = aim_of(measure, reported)
    outturn, target = shown(outturn, measure.decimals), shown(target, measure.decimals)
    if measure.polarity is not Polarity.RANGE:
        return float(outturn - target)
    upper = shown(upper, measure.decimals)
    return float(min(outturn - target, 0) + max(outturn - upper, 0))
