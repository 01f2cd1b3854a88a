"""Series of one measure, made by hand."""

from collections.abc import Callable
from dataclasses import replace
from math import nan
from typing import Any

import pandas as pd
import pytest

from kpis.frames import SERIES
from kpis.model import Basis, Frequency, Measure, Polarity, Unit
from kpis.periods import period_of_id


@pytest.fixture(scope="session")
def recycling() -> Measure:
    """Higher is better, in per cent, once a year."""
    return Measure(
        id="recycling",
        code="5.2",
        outcome=5,
        number=2,
        title="Level of recycling",
        definition="",
        unit=Unit.PERCENT,
        unit_label="% of household waste",
        decimals=1,
        polarity=Polarity.HIGHER,
        frequency=Frequency.YEAR,
        basis=Basis.PERIOD,
        directorate="Place",
        owner="Head of Waste",
        source="WasteDataFlow",
    )


@pytest.fixture(scope="session")
def turnover(recycling: Measure) -> Measure:
    """Best between two bounds."""
    return replace(recycling, id="turnover", title="Staff turnover", polarity=Polarity.RANGE)


@pytest.fixture
def series() -> Callable[..., pd.DataFrame]:
    """SERIES from rows of what differs: series({"period_id": "2018-19", "outturn": 23.0}, …)."""

    def make(*rows: dict[str, Any], **common: Any) -> pd.DataFrame:
        return SERIES.conform(pd.DataFrame([_row(common | row) for row in rows]))

    return make


def _row(columns: dict[str, Any]) -> dict[str, Any]:
    period = period_of_id(columns["period_id"])
    missing = dict.fromkeys(
        (
            "outturn",
            "numerator",
            "denominator",
            "target",
            "minimum_expectation",
            "target_upper",
            "minimum_expectation_upper",
            "green_limit",
            "green_limit_upper",
            "amber_limit",
            "amber_limit_upper",
            "reference",
            "interval_low",
            "interval_high",
        ),
        nan,
    )
    return (
        missing
        | {
            "measure_id": "recycling",
            "area": "Anytown",
            "breakdown": "",
            "category": "",
            "period_label": period.label,
            "frequency": period.frequency.value,
            "period_start": pd.Timestamp(period.start),
            "period_end": pd.Timestamp(period.end),
            "year": period.financial_year,
            "year_to_date": False,
            "returned": True,
            "marker": "",
            "commentary": "",
            "provenance": "return",
            "submission_id": "S-1",
            "target_illustrative": False,
            "aims_of": "",
            "rating_name": "",
            "rule": "minimum_expectation",
            "reference_of": "",
            "rag": "",
            "break_before": False,
            "break_reason": "",
            "interval_method": "",
            "interval_reason": "",
        }
        | columns
    )
