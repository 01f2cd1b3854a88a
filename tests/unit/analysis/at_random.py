"""Plans and figures at random: every frequency, polarity and rule, on and beside thresholds."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

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
from kpis.periods import period_containing, quarter

QUARTERS = [quarter(2018, 4).shift(ahead) for ahead in range(8)]


@st.composite
def plans(draw, make_measure, make_plan):
    rule = draw(st.sampled_from((RagRule.MINIMUM_EXPECTATION, RagRule.TOLERANCE)))
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
        unit=draw(st.sampled_from([Unit.PERCENT, Unit.COUNT, Unit.RATE_PER_1000, Unit.AVERAGE])),
        adds_up=draw(st.booleans()),
        decimals=draw(st.integers(0, 2)),
        basis=draw(st.sampled_from(Basis)) if within_a_year else Basis.PERIOD,
        quarter_value=draw(st.sampled_from(QuarterValue)),
        arrears=draw(st.integers(0, 3)),
        sample_size=draw(st.sampled_from([0, 1100])),
        design_effect=draw(st.sampled_from([1.0, 1.5])),
        usual_denominator=draw(st.sampled_from([0, 0, 250])),
        not_by_chance=draw(st.sampled_from(["", "", "", "x"])),
        rolling_months=draw(st.sampled_from([0, 0, 0, 12])),
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
    profile: dict[str, Any] = {}
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
                "marker": draw(st.sampled_from(["c", "x", "z", "xr"])),
                "provenance": draw(st.sampled_from(["return", "published", "illustrative"])),
            }
            if kind == "figure":
                half_steps = draw(st.integers(-4, 4))
                beside = Decimal(half_steps).scaleb(-measure.decimals) / 2
                row["outturn"] = float(Decimal(repr(draw(st.sampled_from(thresholds)))) + beside)
                row["marker"] = draw(st.sampled_from(["", "p", "r", "pr"]))
                if draw(st.booleans()):
                    row["denominator"] = float(draw(st.integers(0, 400)))
                    row["numerator"] = float(draw(st.integers(0, 400)))
                elif draw(st.booleans()):  # a ratio that gives the figure
                    scale = 100 if measure.unit is Unit.PERCENT else 1_000
                    row["denominator"] = float(draw(st.integers(100, 40_000)))
                    row["numerator"] = float(round(row["outturn"] * row["denominator"] / scale))
            rows.append(row)
    return rows
