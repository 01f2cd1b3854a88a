"""The whole report worked out again, row by row in plain Python with decimal numbers.

The two routes share the model and the arithmetic of periods, nothing else. Here every rule is
written as a person would apply it to one measure; there, in whole columns.
"""

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import isnan

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpis.analysis.counts import count_by
from kpis.analysis.performance import performance
from kpis.analysis.series import series
from kpis.model import (
    Aim,
    Basis,
    Frequency,
    Polarity,
    QuarterValue,
    RagRule,
    SeriesBreak,
    Suspension,
    Unit,
)
from kpis.periods import (
    period_containing,
    period_of_id,
    quarter,
    reporting_quarter,
)

RESULT = ("period_id", "rag", "variance", "previous_outturn", "year_outturn")
DIRECTIONS = ("direction_previous", "direction_year")
QUARTERS = [quarter(2018, 4).shift(ahead) for ahead in range(8)]


# --- The second route


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
        "marker": next((m for m in "cxzpr" if any(x["marker"] == m for x in months)), ""),
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


def by_chance(measure, now, before):
    """Whether a two-proportion z-test cannot tell two figures apart at 95 %."""
    if measure.unit is not Unit.PERCENT:
        return False
    proportions = []
    for row in (now, before):
        if measure.sample_size:
            n = row["denominator"] or measure.sample_size
            share = Decimal(repr(row["outturn"])) / 100
        else:
            if row["numerator"] is None or not row["denominator"]:
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
    """What the report of a quarter says of each measure: RESULT, DIRECTIONS by measure id."""
    report = {}
    for measure in plan.measures:
        said = dict.fromkeys((*RESULT, *DIRECTIONS), None) | {
            "period_id": "",
            "direction_previous": "",
            "direction_year": "",
        }
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


def assert_routes_agree(plan, rows, outturns, quarters, as_at):
    report = performance(plan, outturns, quarters, as_at)
    for reported in quarters:
        expected = second_route(plan, rows, reported, as_at)
        of_quarter = report[report["quarter_id"] == reported.id].set_index("measure_id")
        for measure_id, said in expected.items():
            row = of_quarter.loc[measure_id]
            got = {name: row[name] for name in said}
            got |= {
                name: None if isnan(got[name]) else pytest.approx(got[name], abs=1e-9)
                for name in ("variance", "previous_outturn", "year_outturn")
            }
            assert said == got, (reported.id, measure_id)
    return report


# --- Plans and figures at random


@st.composite
def plans(draw, make_measure, make_plan):
    rule = draw(st.sampled_from(RagRule))
    measures = []
    for number in range(draw(st.integers(1, 4))):
        measure = draw(measures_at_random(make_measure, f"m{number}", rule))
        measures.append(measure)
        if draw(st.booleans()) and number == 0:
            measures.append(
                draw(measures_at_random(make_measure, "part", rule, part_of=measure.id))
            )
    return make_plan(
        *measures, rag_rule=rule, tolerance_percent=draw(st.sampled_from([0, 5, 12.5]))
    )


@st.composite
def measures_at_random(draw, make_measure, measure_id, rule, part_of=""):
    frequency = draw(st.sampled_from(Frequency))
    polarity = draw(st.sampled_from(Polarity))
    within_a_year = frequency in (Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR)
    quarter_ids = st.sampled_from([q.id for q in QUARTERS])
    pauses = draw(st.lists(st.tuples(quarter_ids, quarter_ids), max_size=1))
    breaks = draw(st.lists(quarter_ids, max_size=1))
    wave = {"wave_start_month": 2, "wave_months": 2} if frequency is Frequency.SURVEY_WAVE else {}
    return make_measure(
        measure_id,
        part_of=part_of,
        frequency=frequency,
        polarity=polarity,
        unit=draw(st.sampled_from([Unit.PERCENT, Unit.COUNT])),
        decimals=draw(st.integers(0, 2)),
        basis=draw(st.sampled_from(Basis)) if within_a_year else Basis.PERIOD,
        quarter_value=draw(st.sampled_from(QuarterValue)),
        arrears=draw(st.integers(0, 3)),
        sample_size=draw(st.sampled_from([0, 1100])),
        data_only=draw(st.sampled_from(["", "", "", "Baseline year"])),
        introduced=draw(st.sampled_from(["", "", "", "2019-20-Q1"])),
        retired=draw(st.sampled_from(["", "", "", "2019-20-Q2"])),
        suspensions=tuple(
            Suspension(since=min(ends), until=draw(st.sampled_from([max(ends), ""])), reason="x")
            for ends in pauses
        ),
        breaks=tuple(SeriesBreak(period=period_id, reason="x") for period_id in breaks),
        aims={
            year: draw(aims_at_random(year, polarity, rule, profiled=within_a_year))
            for year in draw(st.sets(st.sampled_from(["2018/19", "2019/20"])))
        },
        **wave,
    )


@st.composite
def aims_at_random(draw, year, polarity, rule, profiled):
    target = draw(st.sampled_from([50.0, 20.05, 0.0, -10.0, 33.333]))
    width = draw(st.sampled_from([0.0, 0.01, 5.0, 7.25]))
    minimum, bounds = target - width, {}
    if polarity is Polarity.LOWER:
        minimum = target + width
    if polarity is Polarity.RANGE:
        bounds = {"target_upper": target + 10}
        if draw(st.booleans()):
            bounds["minimum_expectation_upper"] = target + 10 + width
    if draw(st.booleans()) or rule is RagRule.TOLERANCE:
        minimum = None
    profile = {}
    if profiled and polarity is not Polarity.RANGE and draw(st.booleans()):
        profile["target_profile"] = tuple(target + step for step in (-3, -2, -1, 0))
        if minimum is not None:
            profile["minimum_profile"] = tuple(minimum + step for step in (-3, -2, -1, 0))
    return Aim(
        year=year,
        target=target,
        minimum_expectation=minimum,
        not_comparable=draw(st.sampled_from(["", "", "", "New definition"])),
        **bounds,
        **profile,
    )


@st.composite
def figures_of(draw, plan):
    """Rows of returns: most periods of each measure, on and just beside its thresholds."""
    rows = []
    for measure in plan.measures:
        thresholds = [
            value
            for aim in measure.aims.values()
            for value in (aim.target, aim.minimum_expectation, aim.target_upper)
            if value is not None
        ] or [50.0]
        wave = (
            {"wave_start_month": 2, "wave_months": 2}
            if measure.frequency is Frequency.SURVEY_WAVE
            else {}
        )
        last = period_containing(QUARTERS[-1].end, measure.frequency, **wave)
        for back in range(draw(st.integers(0, 14))):
            kind = draw(st.sampled_from(["figure", "figure", "figure", "none", "missing"]))
            if kind == "missing":
                continue
            row = {
                "measure_id": measure.id,
                "period_id": last.shift(-back).id,
                "area": draw(st.sampled_from([plan.area, plan.area, plan.area, "England"])),
                "outturn": None,
                "numerator": None,
                "denominator": None,
                "marker": draw(st.sampled_from("cxz")),
                "provenance": draw(st.sampled_from(["return", "published", "illustrative"])),
            }
            if kind == "figure":
                half_steps = draw(st.integers(-4, 4))
                beside = Decimal(half_steps).scaleb(-measure.decimals) / 2
                row["outturn"] = float(Decimal(repr(draw(st.sampled_from(thresholds)))) + beside)
                row["marker"] = draw(st.sampled_from(["", "p", "r"]))
                if draw(st.booleans()):
                    row["denominator"] = float(draw(st.integers(0, 400)))
                    row["numerator"] = float(draw(st.integers(0, 400)))
            rows.append(row)
    return rows


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_both_routes_agree_for_plans_and_figures_at_random(
    data, make_measure, make_plan, make_outturns
):
    plan = data.draw(plans(make_measure, make_plan))
    rows = data.draw(figures_of(plan))
    quarters = data.draw(st.lists(st.sampled_from(QUARTERS), min_size=1, max_size=3, unique=True))
    as_at = data.draw(st.datetimes(datetime(2019, 7, 10), datetime(2020, 6, 1)))
    assert_routes_agree(plan, rows, make_outturns(*rows), quarters, as_at)


# --- The strategic plan


@pytest.fixture(scope="module")
def strategic_figures(strategic_plan):
    """Figures for every measure and part from Q1 2016/17 to Q3 2021/22, on both sides of aims."""
    rows = {}
    for place, measure in enumerate(strategic_plan.counted):
        for step in range(24):
            reported = quarter(2016, 1).shift(step)
            target, minimum, *_ = aim_of(measure, reported)
            base = next(x for x in (target, minimum, 50.0) if x is not None)
            for period in periods_reported_with(measure, reported):
                if (place + step) % 11 == 0:
                    continue
                swing = ((place * 5 + step * 3) % 9 - 4) * 10.0**-measure.decimals
                denominator = 200.0 + 10 * place
                rows[measure.id, period.id] = {
                    "measure_id": measure.id,
                    "period_id": period.id,
                    "area": strategic_plan.area,
                    "outturn": None if (place + step) % 13 == 0 else base + swing * (1 + step % 4),
                    "numerator": float(int(denominator * 0.6) + step) if place % 2 else None,
                    "denominator": denominator if place % 2 else None,
                    "marker": "x" if (place + step) % 13 == 0 else "",
                    "provenance": ("return", "published", "illustrative")[(place + step // 3) % 3],
                }
    return list(rows.values())


def test_both_routes_agree_for_the_whole_strategic_plan(
    strategic_plan, strategic_figures, make_outturns
):
    quarters = [quarter(2018, 3).shift(ahead) for ahead in range(12)]
    report = assert_routes_agree(
        strategic_plan,
        strategic_figures,
        make_outturns(*strategic_figures),
        quarters,
        datetime(2021, 10, 25),
    )
    seen = set(report["rag"])
    assert {"green", "amber", "red", "data_only", "not_due", "late", "not_available"} <= seen
    for name in DIRECTIONS:
        assert {"improving", "worsening", "no_clear_change", ""} == set(report[name])


def test_counts_of_the_strategic_plan_add_up_to_its_measures_and_parts(
    strategic_plan, strategic_figures, make_outturns
):
    outturns = make_outturns(*strategic_figures)
    report = performance(strategic_plan, outturns, [quarter(2019, 2)], datetime(2019, 11, 1))
    for grouping in ("all", "outcome", "priority"):
        assert count_by(report, grouping)["count"].sum() == len(strategic_plan.counted)


def test_the_series_of_the_strategic_plan_shows_the_colours_of_its_reports(
    strategic_plan, strategic_figures, make_outturns
):
    outturns = make_outturns(*strategic_figures)
    quarters = [quarter(2019, 1).shift(ahead) for ahead in range(11)]
    report = performance(strategic_plan, outturns, quarters, datetime(2022, 3, 1))
    report = report[report["returned_on"].notna()].set_index(["measure_id", "period_id"])
    compared = 0
    for measure in strategic_plan.counted:
        trend = series(strategic_plan, measure, outturns).set_index(["measure_id", "period_id"])
        both = trend.index.intersection(report.index)
        assert trend.loc[both, "rag"].tolist() == report.loc[both, "rag"].tolist()
        compared += len(both)
    assert compared > 200
