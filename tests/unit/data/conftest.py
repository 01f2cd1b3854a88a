"""The project's own data files as frames of text, exactly as they stand in the files."""

from pathlib import Path

import pandas as pd
import pytest

from kpis.model import Measure, Plan
from kpis.period_text import parse_period
from kpis.periods import ReportingPeriod
from kpis.plan.load import load_plan

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(scope="session")
def data_folder() -> Path:
    return DATA


@pytest.fixture(scope="session")
def plan() -> Plan:
    return load_plan(DATA / "plans" / "2019-22")


@pytest.fixture(scope="session")
def published() -> pd.DataFrame:
    """Every row of every published file, and the file it is in."""
    files = sorted((DATA / "published").glob("*.csv"))
    return pd.concat([_text(file).assign(file=file.name) for file in files], ignore_index=True)


@pytest.fixture(scope="session")
def illustrative() -> pd.DataFrame:
    return _text(DATA / "illustrative" / "returns.csv")


@pytest.fixture(scope="session")
def period_of(plan):
    """The reporting period a measure's file means by a text, read in the measure's frequency."""
    read: dict[tuple[str, str], ReportingPeriod] = {}

    def parse(measure_id: str, text: str) -> ReportingPeriod:
        if (measure_id, text) not in read:
            measure: Measure = plan.measures_by_id[measure_id]
            read[measure_id, text] = parse_period(
                text,
                measure.frequency,
                wave_start_month=measure.wave_start_month,
                wave_months=measure.wave_months,
            )
        return read[measure_id, text]

    return parse


def _text(file: Path) -> pd.DataFrame:
    return pd.read_csv(file, dtype=str, keep_default_na=False)
