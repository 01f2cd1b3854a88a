"""How often tests call a change clear; also `python -m tests.benchmarks.clear_changes`.

Every borough's published figures are a series of its own, compared with the period before at every
quarter. Most of such changes are reversed by the next, so far more than one in twenty called clear
is more than the services can have changed. Two tests are counted:

- by_cases: by the number of cases alone, as if all series were too short to know their spread;
- by_spread: as reports make them, allowing for how much the series varied before.

Only comparisons with enough earlier figures to know the spread are counted in these two; `all` is
the rate by cases of every comparison there is. Nothing is drawn at random.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from unittest.mock import patch

import pandas as pd

from kpis.analysis.direction import spread
from kpis.analysis.report.performance import performance
from kpis.model import Measure, Plan, Polarity, Provenance
from kpis.periods import ReportingPeriod, quarter

MEASURES = ("homeless_moved_on", "homelessness_prevented", "hate_crime")
WHOLES = ("London", "England")
QUARTERS = [quarter(2010, 1).shift(ahead) for ahead in range(64)]
NEVER = 10**6  # figures that no series has
LATER = datetime(2100, 1, 1)


def clear_changes(plan: Plan, outturns: pd.DataFrame, measure_id: str) -> dict[str, float]:
    """comparisons and known (numbers), all, by_cases and by_spread (shares called clear).

    outturns: OUTTURNS; only published figures of whole measures are used, of every borough.
    """
    published = outturns["provenance"] == Provenance.PUBLISHED.value
    whole = (outturns["breakdown"] == "") & (outturns["category"] == "")
    figures = outturns[published & whole & (outturns["measure_id"] == measure_id)]
    measure = plan.measures_by_id[measure_id]
    rows = pd.concat(
        _compared(plan, measure, of_area, str(area), QUARTERS)
        for area, of_area in figures.groupby("area")
        if area not in WHOLES
    )
    known = rows[rows["known"]]
    return {
        "comparisons": len(rows),
        "all": (rows["by_cases"] < 0.05).mean(),
        "known": len(known),
        "by_cases": (known["by_cases"] < 0.05).mean(),
        "by_spread": (known["by_spread"] < 0.05).mean(),
    }


def _compared(
    plan: Plan,
    measure: Measure,
    figures: pd.DataFrame,
    area: str,
    quarters: Sequence[ReportingPeriod],
) -> pd.DataFrame:
    """by_cases and by_spread (p-values) and known, of each change since the quarter before."""
    # Which way is better does not matter here, so that what is data only is compared as well.
    alone = replace(measure, polarity=Polarity.HIGHER)
    of_area = replace(plan, area=area, measures=(alone,), activities=())
    report = performance(of_area, figures, quarters, LATER)
    with patch.object(spread, "FEWEST", NEVER):
        by_cases = performance(of_area, figures, quarters, LATER)
    tested = report["direction_previous_p"].notna()
    before = tested.cumsum()
    return pd.DataFrame(
        {
            "by_cases": by_cases["direction_previous_p"],
            "by_spread": report["direction_previous_p"],
            # Of a series without gaps the figure before each comparison is one more than these.
            "known": before >= spread.FEWEST,
        }
    )[tested]


def report(plan: Plan, outturns: pd.DataFrame) -> None:
    for measure_id in MEASURES:
        found = clear_changes(plan, outturns, measure_id)
        print(
            f"  {measure_id}: of {found['comparisons']:,} changes from quarter to quarter "
            f"{found['all']:.0%} are clear by their cases alone; of {found['known']:,} with enough "
            f"earlier figures {found['by_cases']:.1%}, and {found['by_spread']:.1%} allowing for "
            "their spread (5% by chance)"
        )


def main() -> None:
    import tempfile
    from pathlib import Path

    from tests.benchmarks.run import first_figures, outturns_of, strategic_plan

    with tempfile.TemporaryDirectory() as folder:
        report(strategic_plan(), outturns_of(first_figures(Path(folder))))


if __name__ == "__main__":
    main()
