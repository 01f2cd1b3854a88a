"""Illustrative figures for measuring: every measure, sixteen quarters."""

import numpy as np
import pandas as pd

from kpis.frames import OUTTURNS
from kpis.model import Plan
from kpis.periods import period_reported_in, quarter


def sixteen_quarters(plan: Plan) -> pd.DataFrame:
    """OUTTURNS of every counted measure for the sixteen quarters to Q4 2019/20."""
    quarters = [quarter(2016, 1).shift(number) for number in range(16)]
    rows = {}
    for measure in plan.counted:
        for reported in quarters:
            period = period_reported_in(
                reported,
                measure.frequency,
                arrears=measure.arrears,
                wave_start_month=measure.wave_start_month or 1,
                wave_months=measure.wave_months or 12,
            )
            if period is not None:
                rows[measure.id, period.id] = (measure, period)
    figures = np.random.default_rng(1).uniform(10, 90, len(rows)).round(1)
    frame = pd.DataFrame(
        {
            "measure_id": [measure.id for measure, _ in rows.values()],
            "period_id": [period.id for _, period in rows.values()],
            "frequency": [period.frequency.value for _, period in rows.values()],
            "period_start": [pd.Timestamp(period.start) for _, period in rows.values()],
            "period_end": [pd.Timestamp(period.end) for _, period in rows.values()],
            "area": plan.area,
            "outturn": figures,
            "provenance": "return",
            "submission_id": "S",
            "known_at": [pd.Timestamp(period.end) for _, period in rows.values()],
            "revisions": 1,
        }
    )
    frame["first_known_at"] = frame["known_at"]
    for name, kind in OUTTURNS.columns.items():
        if name not in frame:
            frame[name] = "" if kind == "str" else np.nan
    return OUTTURNS.conform(frame)
