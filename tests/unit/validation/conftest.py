"""A small plan with one measure of each kind, and returns made by hand, cell by cell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
import pytest

from kpis.frames import OUTTURNS
from kpis.model import (
    Basis,
    CalendarRule,
    Frequency,
    Measure,
    Outcome,
    Plan,
    Polarity,
    Priority,
    Provenance,
    QuarterValue,
    RagRule,
    Suspension,
    Unit,
)
from kpis.periods import period_of_id
from kpis.readers.asked import Answers
from kpis.readers.raw import (
    FIELDS,
    FIELDS_WITH_KIND,
    RAW_ROWS,
    CellKind,
    Layout,
    RawReturn,
    TableFound,
)
from kpis.validation import CheckContext, CheckedReturn, check_rows

# Q2 2019/20 has ended and is due on 30 October; it closes on 11 November.
IN_OCTOBER = datetime(2019, 10, 20, 9, 30)
COLUMNS = dict(zip(FIELDS, "ABCDEFGHIJKLM", strict=True))


def _measure(number: int, id: str, frequency: Frequency, unit: Unit, **more: Any) -> Measure:
    cells: dict[str, Any] = {
        "code": f"1.{number}",
        "outcome": 1,
        "number": number,
        "title": f"Full title of {id}",
        "short_title": id.replace("_", " ").capitalize(),
        "definition": "As counted.",
        "unit_label": unit.value,
        "decimals": 1 if unit is Unit.PERCENT else 0,
        "polarity": Polarity.HIGHER,
        "basis": Basis.PERIOD,
        "directorate": "Place",
        "owner": "Head of Service",
        "source": "The system",
    } | more
    return Measure(id=id, frequency=frequency, unit=unit, **cells)


QUARTER, YEAR_TO_DATE = Frequency.QUARTER, Basis.YEAR_TO_DATE
FEBRUARY_TO_MARCH = {"wave_start_month": 2, "wave_months": 2, "arrears": 1}
MEASURES = (
    _measure(1, "recycling", Frequency.YEAR, Unit.PERCENT, arrears=3),
    _measure(2, "repairs", QUARTER, Unit.PERCENT),
    _measure(3, "enterprises", QUARTER, Unit.COUNT, basis=YEAR_TO_DATE),
    _measure(4, "crimes", Frequency.MONTH, Unit.COUNT, quarter_value=QuarterValue.SUM),
    _measure(5, "satisfaction", Frequency.SURVEY_WAVE, Unit.PERCENT, **FEBRUARY_TO_MARCH),
    _measure(6, "entrants", Frequency.CALENDAR_YEAR, Unit.RATE_PER_100000, arrears=2),
    _measure(7, "jobs", QUARTER, Unit.COUNT),
    _measure(7, "jobs_women", QUARTER, Unit.COUNT, code="1.7a", part_of="jobs"),
    _measure(7, "jobs_others", QUARTER, Unit.COUNT, code="1.7b", part_of="jobs"),
    _measure(8, "savings", QUARTER, Unit.POUNDS),
    _measure(9, "coverage", Frequency.HALF_YEAR, Unit.INDEX, directorate="Resources"),
    _measure(
        *(10, "sickness", QUARTER, Unit.DAYS),
        decimals=1,
        directorate="Resources",
        numerator="Days lost",
        denominator="Employees",
    ),
    _measure(11, "turnover", QUARTER, Unit.PERCENT, maximum=40.0, directorate="Resources"),
    _measure(12, "growth", QUARTER, Unit.PERCENT, maximum=250.0, directorate="Resources"),
    _measure(13, "visits", QUARTER, Unit.COUNT, maximum=500.0, directorate="Leisure"),
    _measure(14, "attendance", Frequency.ACADEMIC_YEAR, Unit.PERCENT, directorate="Schools"),
    _measure(15, "waiting", QUARTER, Unit.AVERAGE, decimals=1, directorate="Care"),
    _measure(
        *(16, "pilot", QUARTER, Unit.COUNT),
        directorate="Pilots",
        introduced="2018-19-Q4",
        retired="2019-20-Q1",
        suspensions=(Suspension(since="2019-20-Q1", until="2019-20-Q1", reason="a new system"),),
    ),
)


@pytest.fixture(scope="session")
def plan() -> Plan:
    return Plan(
        id="test",
        title="A plan",
        council="Riverton",
        area="Riverton",
        first_year="2018/19",
        last_year="2021/22",
        rag_rule=RagRule.MINIMUM_EXPECTATION,
        priorities=(Priority(number=1, title="One"),),
        outcomes=(Outcome(number=1, title="One", priority=1),),
        themes=(),
        measures=MEASURES,
        activities=(),
        calendar={},
        calendar_rule=CalendarRule(due_days=30, closes_days=42, published_days=60),
        comparators=("Hackney", "Newham"),
    )


def _raw_row(cells: Mapping[str, str], row: int) -> dict[str, Any]:
    made = {name: cells.get(name, "") for name in FIELDS} | {
        f"{name}_kind": cells.get(
            f"{name}_kind", CellKind.TEXT if cells.get(name) else CellKind.EMPTY
        )
        for name in FIELDS_WITH_KIND
    }
    return made | {
        "sheet": cells.get("sheet", "Q2"),
        "row": int(cells.get("row", row)),
        "outturn_cell": cells.get("outturn_cell", f"{COLUMNS['outturn']}{cells.get('row', row)}"),
        "period_cell": cells.get("period_cell", f"{COLUMNS['period']}{cells.get('row', row)}"),
    }


@pytest.fixture(scope="session")
def raw_return() -> Callable[..., RawReturn]:
    """A RawReturn of these rows, from row 2 down; texts by field, cells of kind TEXT."""

    def make(*rows: Mapping[str, str], layout: Layout = Layout.TIDY, **more: Any) -> RawReturn:
        made = [_raw_row(row, number) for number, row in enumerate(rows, start=2)]
        sheets = dict.fromkeys([*(row["sheet"] for row in made), "Q2"])
        tables = tuple(
            TableFound(sheet=sheet, layout=layout, header_row=1, columns=COLUMNS, headers={})
            for sheet in sheets
        )
        frame = pd.DataFrame(made, columns=list(RAW_ROWS.columns))
        values: dict[str, Any] = {"tables": tables, "rows": RAW_ROWS.conform(frame)}
        return RawReturn(file_name="q2.xlsx", sha256="abc", size=1, **(values | more))

    return make


@pytest.fixture(scope="session")
def stored() -> Callable[..., pd.DataFrame]:
    """OUTTURNS of these figures: (measure, period id, outturn) or a mapping that says more."""

    def make(*figures: tuple[str, str, float] | Mapping[str, Any]) -> pd.DataFrame:
        rows = []
        for each in figures:
            if isinstance(each, tuple):
                each = dict(zip(("measure_id", "period_id", "outturn"), each, strict=True))
            period = period_of_id(each["period_id"])
            nothing = dict.fromkeys(("breakdown", "category", "marker", "commentary"), "")
            unknown = dict.fromkeys(("numerator", "denominator"), float("nan"))
            rows.append(
                nothing
                | unknown
                | {"sheet": "", "cell": "", "submission_id": "s1", "revisions": 1}
                | {"area": "Riverton", "provenance": Provenance.RETURN.value}
                | {"known_at": datetime(2019, 7, 1), "first_known_at": datetime(2019, 7, 1)}
                | {"frequency": period.frequency.value}
                | {"period_start": period.start, "period_end": period.end}
                | dict(each)
            )
        return OUTTURNS.conform(pd.DataFrame(rows)) if rows else OUTTURNS.empty()

    return make


@dataclass(frozen=True)
class Checker:
    plan: Plan
    raw_return: Callable[..., RawReturn]
    stored: Callable[..., pd.DataFrame]

    def __call__(
        self,
        *rows: Mapping[str, str],
        now: datetime = IN_OCTOBER,
        provenance: Provenance = Provenance.RETURN,
        stored: pd.DataFrame | None = None,
        rate: Callable[[pd.DataFrame], pd.Series] | None = None,
        raw: RawReturn | None = None,
        answers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> CheckedReturn:
        context = CheckContext(
            now=now,
            provenance=provenance,
            stored=self.stored() if stored is None else stored,
            rate=rate,
            answers=Answers(answers or {}),
        )
        return check_rows(raw or self.raw_return(*rows, **more), self.plan, context)

    def issues(self, *rows: Mapping[str, str], **more: Any) -> list[tuple[str, str, str]]:
        """(severity, code, cell) of every issue, but for what was due and is missing."""
        return [
            (issue.severity.value, issue.code, issue.cell)
            for issue in self(*rows, **more).issues
            if issue.code != "missing-due"
        ]


@pytest.fixture(scope="session")
def check(plan, raw_return, stored) -> Checker:
    """Checks rows given as mappings, by the small plan, on 20 October 2019."""
    return Checker(plan, raw_return, stored)


@pytest.fixture(scope="session")
def row() -> Callable[..., dict[str, str]]:
    """A sound row of a quarterly percentage, with what is given put in its place."""

    def make(**cells: str) -> dict[str, str]:
        return {"measure": "1.2", "period": "Q2 2019/20", "outturn": "92.1"} | cells

    return make
