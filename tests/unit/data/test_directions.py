"""Every direction of eleven quarters' reports, worked out again from the data files.

From the files of figures and of the plan as they stand, with scipy and statsmodels; of the program
itself only what reads a period's name. What is compared is every direction against the period
before and against a year before, its p-value, and whether it holds among the report's tests.
"""

import tomllib
from collections import Counter
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from math import isnan

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportions_ztest
from statsmodels.stats.rates import test_poisson_2indep as poisson_test

from kpis.analysis.report.performance import performance
from kpis.model import Frequency
from kpis.periods import period_containing, period_of_id, quarter
from kpis.store import Store

QUARTERS = [quarter(2017, 2).shift(ahead) for ahead in range(11)]
OWN = "Tower Hamlets"
PER = {"count": 1, "rate_per_1000": 1_000, "rate_per_100000": 100_000}
MOVED = ("improving", "worsening")


@pytest.fixture(scope="module")
def keys_of(data_folder):
    """The keys of each measure's and part's file, with what its survey says once for it."""
    measures = {}
    folder = data_folder / "plans/2019-22"
    of_surveys = tomllib.loads((folder / "surveys.toml").read_text(encoding="utf-8"))
    said_once = {
        survey["id"]: survey
        | {
            "frequency": "survey_wave",
            "breaks": [
                {"period": wave["period"], "reason": wave["break_reason"]}
                for wave in of_surveys["waves"]
                if wave["survey"] == survey["id"] and "break_reason" in wave
            ],
        }
        for survey in of_surveys["surveys"]
    }
    for file in (folder / "measures").glob("*.toml"):
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        table = said_once.get(said.get("survey"), {}) | said
        measures[file.stem] = table
        for part in table.get("parts", ()):
            shared = {key: value for key, value in table.items() if key not in ("years", "parts")}
            measures[part["id"]] = shared | part
    return measures


@pytest.fixture(scope="module")
def figures_of(published, illustrative, period_of):
    """By measure and period: outturn, numerator, denominator, provenance. Published ones win."""
    found = {}
    for frame, kind in ((illustrative, "illustrative"), (published, "published")):
        whole = frame[(frame["area"] == OWN) & (frame["breakdown"] == "")]
        for row in whole.itertuples():
            numbers = (row.outturn, row.numerator, row.denominator)
            found.setdefault(row.measure, {})[period_of(row.measure, row.period).id] = (
                *(float(text) if text else None for text in numbers),
                kind,
            )
    return found


def figure(keys, figures, period):
    """(outturn, numerator, denominator, kinds) of a period; a quarter is made of its months."""
    if keys["frequency"] != "month":
        found = figures.get(period.id)
        return found and (*found[:3], {found[3]})
    first = period_containing(period.start, Frequency.MONTH)
    months = [figures.get(first.shift(ahead).id) for ahead in range(3)]
    if None in months or any(month[0] is None for month in months):
        return None
    outturns = [month[0] for month in months]
    how = keys["quarter_value"]
    if how == "sum":
        outturn = sum(outturns)
    elif how == "last":
        outturn = outturns[-1]
    else:
        days = [
            (first.shift(n).end - first.shift(n).start).days + 1 if keys.get("adds_up") else 1
            for n in range(3)
        ]
        outturn = sum(x * d for x, d in zip(outturns, days, strict=True)) / sum(days)
    parts = [None, None]
    for place in (1, 2):
        values = [month[place] for month in months]
        if how != "mean" and None not in values:
            parts[place - 1] = sum(values) if how == "sum" else values[-1]
    return outturn, *parts, {month[3] for month in months}


def cases(keys, found):
    """(events, of how many) of a figure: None where they are not known."""
    outturn, numerator, denominator, _ = found
    unit, usual = keys["unit"], keys.get("usual_denominator")
    without = numerator is None and denominator is None
    if unit == "percent" and "sample_size" in keys:
        people = (denominator or keys["sample_size"]) / keys.get("design_effect", 1)
        return outturn / 100 * people, people
    if unit == "percent" and usual and without:
        return outturn / 100 * usual, usual
    if unit in PER and unit != "count" and usual and without:
        return round(outturn * usual / PER[unit]), usual
    if unit == "count":
        averaged = keys["frequency"] == "month" and keys["quarter_value"] == "mean"
        whole = outturn >= 0 and outturn == int(outturn)
        return (outturn, 1) if whole and not averaged else None
    if numerator is None or not denominator or unit not in (*PER, "percent"):
        return None
    scale = PER.get(unit, 100)
    return (
        (numerator, denominator) if abs(numerator / denominator * scale - outturn) < 0.51 else None
    )


def breaks_between(keys, before, period):
    starts = [period_of_id(entry["period"]).start for entry in keys.get("breaks", ())]
    return any(before.start < start <= period.end for start in starts)


def own_amount(keys, figures, period):
    """What a period came to by itself; None where that is not known."""
    found = figure(keys, figures, period)
    if found is None or found[0] is None or breaks_between(keys, period, period):
        return None
    if keys["basis"] == "period":
        return found
    before = period.shift(-1)
    if keys["unit"] != "count":
        return None
    if before.financial_year == period.financial_year:
        earlier = figure(keys, figures, before)
        if earlier is None or earlier[0] is None or breaks_between(keys, before, period):
            return None
        kinds = found[3] | earlier[3]
        return None if len(kinds) > 1 else (found[0] - earlier[0], None, None, kinds)
    return found


def spread_before(keys, figures, period):
    """Laney's sigma-z of up to twenty comparable figures before a period's, and of how many."""
    counted, kinds = [], set()
    for back in range(100):
        before = period.shift(-back)
        found = own_amount(keys, figures, before)
        of = cases(keys, found) if found else None
        if of is None:
            if back == 0:
                return 1.0, 0
            continue
        kinds |= found[3]
        if len(kinds) > 1 or breaks_between(keys, before, period):
            break
        counted.append(of)
    counted = counted[1:21]
    if len(counted) < 13:
        return 1.0, len(counted)
    events, of = np.array(counted, dtype=float).T
    mean = events.sum() / of.sum()
    variance = mean * (1 - mean) if keys["unit"] == "percent" else mean
    z = (events / of - mean) / np.sqrt(variance / of)
    return np.mean([abs(a - b) for a, b in pairwise(z)]) / 1.128, len(counted)


def p_value(keys, figures, period, before, months):
    """Of the test of a change; None where none can be made."""
    if keys.get("not_by_chance") or keys.get("rolling_months", 0) > months:
        return None
    pair = [cases(keys, figure(keys, figures, each)) for each in (period, before)]
    if None in pair:
        return None
    (events, of), (events_before, of_before) = pair
    if keys["unit"] == "percent":
        with np.errstate(invalid="ignore"):
            _, p = proportions_ztest([events, events_before], [of, of_before])
        p = 1.0 if isnan(p) else p
    else:
        counts = int(events), of, int(events_before), of_before
        p = poisson_test(*counts, method="exact-cond").pvalue if events + events_before else 1.0
    spread, points = spread_before(keys, figures, period)
    if points < 13 or spread <= 1:
        return p
    return 2 * stats.t.sf(stats.norm.isf(p / 2) / spread, 0.605 * (points - 1))


def shown(keys, outturn):
    step = Decimal(1).scaleb(-keys["decimals"])
    return Decimal(repr(outturn)).quantize(step, ROUND_HALF_UP)


def outside(value, row):
    low = -np.inf if isnan(row.target) else row.target
    high = np.inf if isnan(row.target_upper) else row.target_upper
    return max(low - float(value), float(value) - high, 0)


def direction(keys, figures, row, period, before, months):
    """(direction, p-value) of a row of the report, by the rules as the decision states them."""
    now, then = figure(keys, figures, period), figure(keys, figures, before)
    if keys["polarity"] == "neutral" or None in (now, then) or None in (now[0], then[0]):
        return "", None
    if breaks_between(keys, before, period) or len(now[3] | then[3]) > 1:
        return "", None
    if keys["polarity"] == "range" and isnan(row.target) and isnan(row.target_upper):
        return "", None
    p = p_value(keys, figures, period, before, months)
    new, old = shown(keys, now[0]), shown(keys, then[0])
    if keys["polarity"] == "range":
        new, old = -outside(new, row), -outside(old, row)
    elif keys["polarity"] == "lower":
        new, old = -new, -old
    if new == old:
        return "no_clear_change", None if p is None else 1.0
    if p is None:
        return "not_tested", None
    if p >= 0.05:
        return "no_clear_change", p
    return ("improving" if new > old else "worsening"), p


def test_directions_of_eleven_quarters_are_those_the_rules_give(
    strategic_plan, first_figures, keys_of, figures_of
):
    outturns = Store(first_figures).outturns()
    report = performance(strategic_plan, outturns, QUARTERS, datetime(2030, 1, 1))
    seen = Counter()
    for kind in ("previous", "year"):
        for _, rows in report.groupby("quarter_id", sort=False):
            told = []
            for row in rows[rows["period_id"] != ""].itertuples():
                keys, figures = keys_of[row.measure_id], figures_of[row.measure_id]
                period = period_of_id(row.period_id)
                before = period.shift(-1) if kind == "previous" else period.year_before()
                apart = 12 * (period.start.year - before.start.year)
                apart += period.start.month - before.start.month
                expected = ("", None)
                if kind == "year" or keys["basis"] == "period":
                    expected = direction(keys, figures, row, period, before, apart)
                p = getattr(row, f"direction_{kind}_p")
                assert getattr(row, f"direction_{kind}") == expected[0], (kind, row)
                assert (None if isnan(p) else pytest.approx(p, rel=1e-6, abs=1e-12)) == expected[1]
                told.append((*expected, getattr(row, f"direction_{kind}_holds")))
                seen[expected[0]] += 1
            tested = [each for each in told if each[1] is not None]
            by_hand = multipletests([p for _, p, _ in tested], 0.05, method="fdr_bh")[0]
            for (way, _, holds), rejected in zip(tested, by_hand, strict=True):
                assert holds == (rejected and way in MOVED)
                seen["holds"] += holds
    assert not report.loc[report["period_id"] == "", "direction_year"].any()
    assert seen["not_tested"] > 50
    assert seen["improving"] > seen["holds"] > 0
    assert sum(seen[way] for way in (*MOVED, "no_clear_change", "not_tested")) > 300


def test_no_more_directions_are_told_than_tests_found(strategic_plan, first_figures):
    outturns = Store(first_figures).outturns()
    report = performance(strategic_plan, outturns, QUARTERS, datetime(2030, 1, 1))
    for kind in ("previous", "year"):
        clear = report[f"direction_{kind}"].isin(MOVED)
        assert (report.loc[clear, f"direction_{kind}_p"] < 0.05).all()
        untested = report[report[f"direction_{kind}"] == "not_tested"]
        assert untested[f"direction_{kind}_p"].isna().all()
        assert (untested[f"direction_{kind}_reason"] != "").all()
