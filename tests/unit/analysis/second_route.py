"""A report worked out row by row in plain Python with decimal numbers.

It shares the model and the arithmetic of periods with `kpis.analysis`, nothing else. Here every
rule is written as a person would apply it to one measure; there, in whole columns.
"""

from calendar import monthrange
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import isnan

from kpis.model import Basis, Frequency, Polarity, QuarterValue, RagRule, Unit
from kpis.periods import period_containing, period_of_id, reporting_quarter
from tests.unit.analysis.second_route_chance import interval_of, level_of, p_of
from tests.unit.analysis.second_route_line import steady_line

FIGURES = ("variance", "previous_outturn", "year_outturn", "interval_low", "interval_high")
P_VALUES = ("direction_previous_p", "direction_year_p")
HOLDS = ("direction_previous_holds", "direction_year_holds")
DIRECTIONS = ("direction_previous", "direction_year", "direction_long")
TEXTS = ("period_id", "interval_method", *DIRECTIONS)
EITHER = "either"  # a direction that hangs on the last bit of a figure


def shown(value, decimals):
    """A figure as it is printed."""
    if value is None or isnan(value):
        return None
    step = Decimal(1).scaleb(-decimals)
    return Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP) + Decimal(0)


def aim_of(measure, reported):
    """target, minimum, their upper bounds; what keeps the figure from being compared."""
    asked = reported.shift(-measure.arrears)  # the quarter in which the figure's own period ends
    if measure.aims_of == "reporting_year":
        asked = reported
    aim = measure.aims.get(asked.financial_year)
    if aim is None:
        return None, None, None, None, ""
    place = asked.quarter - 1
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


def own_figures(plan, rows):
    """The rows of whole figures of the plan's own area by measure and period."""
    return {
        (row["measure_id"], row["period_id"]): row
        for row in rows
        if row["area"] == plan.area and not row.get("breakdown")
    }


def figure_of(measure, period, own):
    """The row of a figure; of a quarter, made of its months for a monthly measure."""

    def find(period_id):
        return own.get((measure.id, period_id))

    if measure.frequency is not Frequency.MONTH:
        return find(period.id)
    first = period_containing(period.start, Frequency.MONTH)
    three = [first.shift(ahead) for ahead in range(3)]
    months = [find(month.id) for month in three]
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
        exact = [Decimal(repr(outturn)) for outturn in outturns]
        a_day = measure.unit is Unit.AVERAGE and measure.adds_up
        lasting = [
            monthrange(month.start.year, month.start.month)[1] if a_day else 1 for month in three
        ]
        of_all = [figure for figure, days in zip(exact, lasting, strict=True) for _ in range(days)]
        merged["outturn"] = {
            QuarterValue.SUM: float(sum(exact)),
            QuarterValue.MEAN: float(sum(of_all) / len(of_all)),
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


def mixes_definitions(measure, period):
    return any(period.start < period_of_id(b.period).start <= period.end for b in measure.breaks)


def crosses_a_break(measure, before, period):
    starts = [period_of_id(broken.period).start for broken in measure.breaks]
    return any(before.start < start <= period.start for start in starts)


def amount_of(measure, period, own):
    """What a period came to by itself, and from which kinds of figures; None when not known."""
    row = figure_of(measure, period, own)
    if row is None or row["outturn"] is None or mixes_definitions(measure, period):
        return None
    if measure.basis is Basis.PERIOD:
        return row["outturn"], {row["provenance"]}
    if measure.unit is not Unit.COUNT:
        return None
    before = period.shift(-1)
    if before.financial_year != period.financial_year:
        return row["outturn"], {row["provenance"]}
    earlier = figure_of(measure, before, own)
    if earlier is None or earlier["outturn"] is None or mixes_definitions(measure, before):
        return None
    kinds = {row["provenance"], earlier["provenance"]}
    if crosses_a_break(measure, before, period) or kinds >= {"published", "illustrative"}:
        return None
    return row["outturn"] - earlier["outturn"], kinds


def long_direction(measure, reported, period, own):
    """The direction of the line through the last 12 comparable amounts, of yearly ones 8."""
    if measure.polarity is Polarity.NEUTRAL or measure.rolling_months:
        return ""
    if not amount_of(measure, period, own):
        return ""
    points, kinds = [], set()
    for back in range(30):
        before = period.shift(-back)
        amount = amount_of(measure, before, own)
        if amount is None:
            continue
        kinds |= amount[1]
        if crosses_a_break(measure, before, period) or kinds >= {"published", "illustrative"}:
            break
        years = (before.end.year - period.end.year) + (before.end.month - period.end.month) / 12
        points.append((years, amount[0]))
    within_a_year = (Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR)
    often = measure.frequency in within_a_year
    points = points[: 12 if often else 8]
    if len(points) < (8 if often else 5):
        return ""
    if measure.polarity is Polarity.RANGE:
        target, _, upper, _, _ = aim_of(measure, reported)
        if target is None:
            return ""
        points = [(x, max(target - y, y - upper, 0)) for x, y in points]
    step = {Frequency.HALF_YEAR: 2}.get(measure.frequency, 1) if often else 4
    slope, chance = steady_line([(round(x * 4), y) for x, y in points], step, stock=measure.stock)
    rise = abs(slope) * (points[0][0] - points[-1][0])
    smallest = 0.5 * 10.0**-measure.decimals
    if abs(rise - smallest) < 1e-9 or abs(chance - 0.05) < 1e-6:
        return EITHER
    if rise < smallest or chance > 0.05:
        return "no_clear_change"
    better = slope > 0 if measure.polarity is Polarity.HIGHER else slope < 0
    return "improving" if better else "worsening"


def direction(measure, reported, period, before_period, now, before, own):
    """A direction and the p-value behind it."""
    if measure.polarity is Polarity.NEUTRAL or now is None or before is None:
        return "", None
    if now["outturn"] is None or before["outturn"] is None:
        return "", None
    for broken in measure.breaks:
        if before_period.start < period_of_id(broken.period).start <= period.end:
            return "", None
    if {now["provenance"], before["provenance"]} == {"published", "illustrative"}:
        return "", None
    figure, earlier = (shown(row["outturn"], measure.decimals) for row in (now, before))
    if measure.polarity is Polarity.RANGE:
        target, _, upper, _, _ = aim_of(measure, reported)
        if target is None:
            return "", None
        low, high = shown(target, measure.decimals), shown(upper, measure.decimals)
        figure, earlier = (-max(low - x, x - high, 0) for x in (figure, earlier))
    elif measure.polarity is Polarity.LOWER:
        figure, earlier = -figure, -earlier
    months = (period.start.year - before_period.start.year) * 12
    months += period.start.month - before_period.start.month
    p = p_of(measure, now, before, months, figures_before(measure, period, own))
    if figure == earlier:
        return "no_clear_change", None if p is None else 1.0
    if p is None:
        return "not_tested", None
    if p >= 0.05:
        return "no_clear_change", p
    return "improving" if figure > earlier else "worsening", p


def figures_before(measure, period, own):
    """The figures before a period's that compare with it and whose cases are known."""
    found, kinds = [], set()
    for back in range(120):
        before = period.shift(-back)
        amount = amount_of(measure, before, own)
        if amount is None:
            if back == 0:
                return []
            continue
        row = figure_of(measure, before, own) | {"outturn": amount[0]}
        if level_of(measure, row) is None:
            if back == 0:
                return []
            continue
        kinds |= amount[1]
        if crosses_a_break(measure, before, period) or kinds >= {"published", "illustrative"}:
            break
        found.append(row)
    return found[1:]


def hold_among_many(report, name):
    """Benjamini and Hochberg, by their definition: the largest k with p(k) <= k / m of 5 %."""
    p_values = sorted(row[f"{name}_p"] for row in report.values() if row[f"{name}_p"] is not None)
    m = len(p_values)
    passed = [p for k, p in enumerate(p_values, start=1) if p <= k / m * 0.05]
    for row in report.values():
        p = row[f"{name}_p"]
        moved = row[name] in ("improving", "worsening")
        row[f"{name}_holds"] = bool(moved and passed and p <= passed[-1])


def second_route(plan, rows, reported, as_at):
    """What the report of a quarter says of each measure: period_id, rag, FIGURES, DIRECTIONS."""
    report = {}
    own = own_figures(plan, rows)
    for measure in plan.measures:
        expected = dict.fromkeys((*FIGURES, *P_VALUES)) | dict.fromkeys(TEXTS, "")
        report[measure.id] = expected
        if any(part.part_of == measure.id for part in plan.measures):
            expected["rag"] = "see_parts"
            continue
        periods = periods_reported_with(measure, reported) if collected(measure, reported) else []
        if not periods:
            expected["rag"] = "suspended" if suspended(measure, reported) else "not_due"
            continue
        period = periods[-1]
        if measure.frequency is Frequency.MONTH:
            period = period_containing(period.end, Frequency.QUARTER)
        now = figure_of(measure, period, own)
        expected["period_id"] = period.id
        interval = interval_of(measure, now) if now else None
        if interval:
            expected["interval_low"], expected["interval_high"], expected["interval_method"] = (
                interval
            )
        expected["direction_long"] = long_direction(measure, reported, period, own)
        expected["rag"] = rating(plan, measure, now, reported, as_at)
        if expected["rag"] in ("green", "amber", "red"):
            expected["variance"] = distance(measure, now["outturn"], reported)
        year_before = period.year_before()
        before = figure_of(measure, year_before, own)
        expected["year_outturn"] = before["outturn"] if before else None
        expected["direction_year"], expected["direction_year_p"] = direction(
            measure, reported, period, year_before, now, before, own
        )
        if measure.basis is not Basis.YEAR_TO_DATE:
            last = period.shift(-1)
            before = figure_of(measure, last, own)
            expected["previous_outturn"] = before["outturn"] if before else None
            expected["direction_previous"], expected["direction_previous_p"] = direction(
                measure, reported, period, last, now, before, own
            )
    for name in ("direction_previous", "direction_year"):
        hold_among_many(report, name)
    return report


def rating(plan, measure, now, reported, as_at):
    if suspended(measure, reported):
        return "suspended"
    if now is None:
        return "late" if as_at.date() > due_day(plan, reported) else "awaited"
    if now["outturn"] is None:
        return "not_available"
    target, _, _, _, not_comparable = aim_of(measure, reported)
    if measure.data_only or measure.polarity is Polarity.NEUTRAL:
        return "data_only"
    if target is None:
        return "no_target"
    return "not_comparable" if not_comparable else colour(plan, measure, now["outturn"], reported)


def distance(measure, outturn, reported):
    target, _, upper, _, _ = aim_of(measure, reported)
    outturn, target = shown(outturn, measure.decimals), shown(target, measure.decimals)
    if measure.polarity is not Polarity.RANGE:
        return float(outturn - target)
    upper = shown(upper, measure.decimals)
    return float(min(outturn - target, 0) + max(outturn - upper, 0))
