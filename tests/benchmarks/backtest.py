"""Hold the outlook against what came: `python -m tests.benchmarks.backtest`, also in `make bench`.

Every area of the published statistics is a test series of its own: at each past quarter's report
the outlook is asked with the figures reported by then (a rolling origin), and held against the
figure that came. Two questions are answered for each measure:

- coverage: how often did the figure lie in the 80 % interval? (80 % would be right)
- skill: 1 − mean absolute error ÷ that of last year's value. 0 is no better than repeating last
  year, 1 is never wrong.
- skill_to_date, of totals of the year so far alone: the same against what is counted so far and
  what the rest of last year added. Last year's whole total knows nothing of this year, so to be
  nearer than that says little.

No published statistic comes as a total of the year so far. So two that are counted by month and
by quarter are added up within each year as well, to test how totals are foreseen.

Nothing is drawn at random: the same figures give the same answer.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from kpis.analysis.figures.own_figures import Figures, key_of, own_figures
from kpis.analysis.outlook import outlook
from kpis.frames import OUTTURNS
from kpis.model import Basis, Frequency, Measure, Plan, Provenance, Unit
from kpis.periods import ReportingPeriod, period_of_id, reporting_quarter

WITHIN_A_YEAR = (Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR)
ADDED_UP = ("hate_crime", "homeless_moved_on")
COLUMNS = ("kind", "measure_id", "area", "quarter_id", "period_id", "method")
FIGURES = ("outlook", "low", "high", "came", "last_year", "so_far_and_last_rest")


def backtest(plan: Plan, outturns: pd.DataFrame) -> pd.DataFrame:
    """One row per outlook whose figure came: COLUMNS and FIGURES.

    so_far_and_last_rest: the total by then, and what came after it a year before; NaN where the
    measure is no total to date, or one of the three figures is missing.

    outturns: OUTTURNS; only published figures of whole measures are used, of every area.
    """
    whole = (outturns["breakdown"] == "") & (outturns["category"] == "")
    published = outturns[whole & (outturns["provenance"] == Provenance.PUBLISHED.value)]
    rows: list[dict[str, object]] = []
    for measure_id, figures in published.groupby("measure_id"):
        measure = plan.measures_by_id[str(measure_id)]
        rows += _of_measure(plan, measure, figures, _kind(measure))
        if measure.id in ADDED_UP:
            to_date = replace(measure, frequency=Frequency.QUARTER, basis=Basis.YEAR_TO_DATE)
            rows += _of_measure(plan, to_date, _added_up(plan, measure, figures), "year to date")
    return pd.DataFrame(rows, columns=[*COLUMNS, *FIGURES])


def scores(tested: pd.DataFrame, by: str | list[str]) -> pd.DataFrame:
    """Outlooks, coverage of the 80 % interval, skill and skill_to_date, per group.

    A skill is NaN where there is nothing to compare with.
    """
    inside = (tested["low"] <= tested["came"]) & (tested["came"] <= tested["high"])
    found = (
        tested.assign(inside=inside)
        .groupby(by)
        .agg(outlooks=("inside", "size"), areas=("area", "nunique"), coverage=("inside", "mean"))
    )
    return found.assign(
        skill=_skill(tested, by, "last_year"),
        skill_to_date=_skill(tested, by, "so_far_and_last_rest"),
    )


def _skill(tested: pd.DataFrame, by: str | list[str], simple: str) -> pd.Series:
    """1 − mean absolute error ÷ that of a simpler way, over the outlooks that both foresee."""
    of_simple = (tested[simple] - tested["came"]).abs()
    error = (tested["outlook"] - tested["came"]).abs().where(of_simple.notna())
    groups = tested.assign(error=error, of_simple=of_simple).groupby(by)[["error", "of_simple"]]
    sums = groups.sum(min_count=1)
    return 1 - sums["error"] / sums["of_simple"]


def report(plan: Plan, outturns: pd.DataFrame) -> None:
    tested = backtest(plan, outturns)
    print(scores(tested, ["kind", "measure_id"]).round(3).to_string())
    print(scores(tested, "kind").round(3).to_string())
    lines = scores(tested, ["kind", "measure_id"])
    (overall,) = scores(tested.assign(all="all"), "all").itertuples()
    print(
        f"{overall.outlooks:,} outlooks: {overall.coverage:.0%} of figures in the 80 % interval; "
        f"skill {lines['skill'].mean():.2f}, the mean of the first {len(lines)} lines; "
        f"{lines['skill_to_date'].fillna(lines['skill']).mean():.2f} with skill_to_date for totals"
    )


def _of_measure(
    plan: Plan, measure: Measure, figures: pd.DataFrame, kind: str
) -> Iterator[dict[str, object]]:
    for area, of_area in figures.groupby("area"):
        local = replace(plan, area=str(area), measures=(measure,))
        known = own_figures(local, of_area)
        for seen_from in _origins(measure, of_area):
            (row,) = outlook(local, of_area, seen_from, None).to_dict("records")
            if not row["outlook_period_id"]:
                continue
            period = period_of_id(row["outlook_period_id"])
            keys = [key_of(measure.id, p.id) for p in (period, period.year_before())]
            came, last_year = known.at(np.array(keys, dtype=object))["outturn"]
            if np.isnan(came):
                continue
            so_far, so_far_last_year = _so_far(measure, known, seen_from, period)
            yield {
                "kind": kind,
                "measure_id": measure.id,
                "area": area,
                "quarter_id": seen_from.id,
                "period_id": period.id,
                "method": row["outlook_method"].partition(" of ")[0].partition(" and ")[0],
                "outlook": row["outlook"],
                "low": row["outlook_low"],
                "high": row["outlook_high"],
                "came": came,
                "last_year": last_year,
                "so_far_and_last_rest": so_far + last_year - so_far_last_year,
            }


def _so_far(
    measure: Measure, known: Figures, seen_from: ReportingPeriod, foreseen: ReportingPeriod
) -> tuple[float, float]:
    """The total to date that a quarter's report gives, and the one a year before; else NaN."""
    latest = seen_from.shift(-measure.arrears)
    if measure.basis is not Basis.YEAR_TO_DATE or latest.financial_year != foreseen.financial_year:
        return np.nan, np.nan
    keys = [key_of(measure.id, period.id) for period in (latest, latest.year_before())]
    this_year, last_year = known.at(np.array(keys, dtype=object))["outturn"]
    return this_year, last_year


def _origins(measure: Measure, figures: pd.DataFrame) -> list[ReportingPeriod]:
    """The quarters to look ahead from: each that reports a figure, and is not the year's last."""
    periods = [period_of_id(period_id) for period_id in figures["period_id"].unique()]
    reported = {reporting_quarter(period, measure.arrears) for period in periods}
    within = measure.frequency in WITHIN_A_YEAR
    return sorted(found for found in reported if not within or found.quarter < 4)


def _kind(measure: Measure) -> str:
    how_often = "within the year" if measure.frequency in WITHIN_A_YEAR else "yearly"
    if measure.sample_size:
        return "survey"
    return f"{how_often}, {'percentages' if measure.unit is Unit.PERCENT else 'numbers'}"


def _added_up(plan: Plan, measure: Measure, figures: pd.DataFrame) -> pd.DataFrame:
    """A measure's quarters as totals of the year so far, of the years that are whole."""
    rows = []
    for area, of_area in figures.groupby("area"):
        local = replace(plan, area=str(area), measures=(measure,))
        quarters = own_figures(local, of_area).columns
        by_period = {
            period_of_id(period_id): figure
            for period_id, figure in zip(quarters["period_id"], quarters["outturn"], strict=True)
            if period_id
        }
        for first in (period for period in by_period if period.quarter == 1):
            of_year = [first.shift(number) for number in range(4)]
            total = np.cumsum([by_period.get(period, np.nan) for period in of_year])
            if not np.isnan(total).any():
                rows += [
                    (area, period, figure) for period, figure in zip(of_year, total, strict=True)
                ]
    made = pd.DataFrame(
        {
            "measure_id": measure.id,
            "area": [area for area, _, _ in rows],
            "period_id": [period.id for _, period, _ in rows],
            "frequency": Frequency.QUARTER.value,
            "period_start": [pd.Timestamp(period.start) for _, period, _ in rows],
            "period_end": [pd.Timestamp(period.end) for _, period, _ in rows],
            "outturn": [figure for _, _, figure in rows],
            "provenance": Provenance.PUBLISHED.value,
            "known_at": [pd.Timestamp(period.end) for _, period, _ in rows],
            "revisions": 1,
        }
    )
    made["first_known_at"] = made["known_at"]
    for name, kind in OUTTURNS.columns.items():
        if name not in made:
            made[name] = "" if kind == "str" else np.nan
    return OUTTURNS.conform(made)


def main() -> None:
    import tempfile
    from pathlib import Path

    from kpis.plan.load import load_plan
    from kpis.store import Store
    from kpis.use_cases.first_figures import load_first_figures

    plan = load_plan(Path(__file__).parents[2] / "data/plans/2019-22")
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "kpis.duckdb")
        load_first_figures(store, plan)
        report(plan, store.outturns())


if __name__ == "__main__":
    main()
