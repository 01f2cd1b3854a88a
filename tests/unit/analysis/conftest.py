"""Small plans and figures made by hand: each test says only what matters to it."""

from datetime import datetime
from typing import Any

import pandas as pd
import pytest

from kpis.analysis.report.performance import performance
from kpis.frames import OUTTURNS
from kpis.model import (
    Aim,
    Basis,
    CalendarRule,
    Frequency,
    Measure,
    Outcome,
    Plan,
    Polarity,
    Priority,
    RagRule,
    Theme,
    ThemeBasis,
    ThemeLink,
    Unit,
)
from kpis.periods import period_of_id
from tests.unit.analysis.direction.directions import Q2

YEARS = ("2019/20", "2020/21", "2021/22")


@pytest.fixture(scope="session")
def make_measure():
    """A quarterly percentage, higher is better, target 95 and minimum 90, unless told."""

    def make(measure_id="reviews", *, themes=(), target=95.0, minimum=90.0, **changes):
        aims = {y: Aim(year=y, target=target, minimum_expectation=minimum) for y in YEARS}
        values: dict[str, Any] = {
            "code": "1.1",
            "outcome": 1,
            "number": 1,
            "title": f"Title of {measure_id}",
            "definition": "",
            "unit": Unit.PERCENT,
            "unit_label": "%",
            "decimals": 1,
            "polarity": Polarity.HIGHER,
            "frequency": Frequency.QUARTER,
            "basis": Basis.PERIOD,
            "directorate": "Place",
            "owner": "Head of Service",
            "source": "System",
            "aims": aims if target is not None else {},
            "themes": tuple(
                ThemeLink(theme=theme, basis=ThemeBasis.STATED, reason="") for theme in themes
            ),
        }
        return Measure(id=measure_id, **(values | changes))

    return make


@pytest.fixture(scope="session")
def make_plan():
    """A plan of these measures: two priorities, three outcomes, returns due 18 days after."""

    def make(*measures, **changes):
        values: dict[str, Any] = {
            "id": "plan",
            "title": "Plan",
            "council": "Anytown",
            "area": "Anytown",
            "first_year": "2019/20",
            "last_year": "2021/22",
            "rag_rule": RagRule.MINIMUM_EXPECTATION,
            "priorities": (Priority(number=1, title="One"), Priority(number=2, title="Two")),
            "outcomes": (
                Outcome(number=1, title="First", priority=1),
                Outcome(number=2, title="Second", priority=1),
                Outcome(number=3, title="Third", priority=2),
            ),
            "themes": (
                Theme(id="people", title="People", board="Board"),
                Theme(id="place", title="Place", board="Board"),
            ),
            "measures": measures,
            "activities": (),
            "calendar": {},
            "calendar_rule": CalendarRule(due_days=18, closes_days=40, published_days=60),
        }
        return Plan(**(values | changes))

    return make


@pytest.fixture(scope="session")
def make_outturns():
    """OUTTURNS of (measure id, period id, outturn) or of dictionaries that say more."""

    def make(*rows):
        return OUTTURNS.conform(
            pd.DataFrame([_row(row) for row in rows], columns=list(OUTTURNS.columns))
        )

    def _row(row):
        if not isinstance(row, dict):
            row = dict(zip(("measure_id", "period_id", "outturn"), row, strict=True))
        period = period_of_id(row["period_id"])
        known_at = row.get("known_at", pd.Timestamp(period.end) + pd.Timedelta(days=10))
        return {
            "area": "Anytown",
            "breakdown": "",
            "category": "",
            "frequency": period.frequency.value,
            "period_start": pd.Timestamp(period.start),
            "period_end": pd.Timestamp(period.end),
            "numerator": None,
            "denominator": None,
            "marker": "",
            "commentary": "",
            "sheet": "",
            "cell": "",
            "provenance": "return",
            "submission_id": "s1",
            "known_at": known_at,
            "first_known_at": known_at,
            "revisions": 1,
        } | row

    return make


@pytest.fixture(scope="session")
def mid_november():
    return datetime(2019, 11, 15, 9, 30)


@pytest.fixture
def report(make_plan, make_outturns):
    """The row of Q2 2019/20 of one measure with these figures (outturn or dictionary by period)."""

    def find(measure, figures, in_quarter=Q2):
        rows = [
            {"measure_id": measure.id, "period_id": period_id}
            | (figure if isinstance(figure, dict) else {"outturn": figure})
            for period_id, figure in figures.items()
        ]
        plan, outturns = make_plan(measure), make_outturns(*rows)
        return performance(plan, outturns, [in_quarter], datetime(2019, 11, 15)).iloc[0]

    return find
