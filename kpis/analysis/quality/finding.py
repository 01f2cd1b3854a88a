"""One finding, as the row of QUALITY it becomes."""

from typing import Any

from kpis.analysis.quality.kinds import Kind
from kpis.model import Measure, Severity
from kpis.periods import ReportingPeriod
from kpis.words.figures import figure, with_marker
from kpis.words.lists import listed

LISTED = 4  # periods named one by one; of more only the first and the last


def finding(
    kind: Kind,
    measure: Measure,
    period: ReportingPeriod | None,
    sentence: str,
    *,
    illustrative: bool = False,
    severity: Severity | None = None,
) -> dict[str, Any]:
    """A row of QUALITY. severity: where it is not that of its kind."""
    return {
        "code": kind.code,
        "severity": (severity or kind.severity).value,
        "measure_id": measure.id,
        "measure_code": measure.code,
        "title": measure.title,
        "period_id": period.id if period else "",
        "period_label": period.label if period else "",
        "sentence": sentence,
        "action": kind.action,
        "illustrative": illustrative,
    }


def written(measure: Measure, outturn: float, marker: str = "") -> str:
    """An outturn as readers see it: "23.4% [p]", "[x]", "1,234"."""
    return with_marker(figure(outturn, measure.unit, measure.decimals), marker)


def named(periods: list[ReportingPeriod]) -> str:
    """ "Q1 2019/20 and Q2 2019/20"; of many "12 periods from Apr 2018 to Mar 2019"."""
    labels = [period.label for period in periods]
    if len(labels) > LISTED:
        return f"{len(labels)} periods from {labels[0]} to {labels[-1]}"
    return listed(labels)
