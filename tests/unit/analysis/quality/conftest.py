"""The step of the report that looks for each kind of finding, on a plan of one measure."""

import pandas as pd
import pytest

from kpis.analysis.quality.agreement import parts, ratios
from kpis.analysis.quality.collection import missing_and_late, provisional, reviews, unexplained
from kpis.analysis.quality.level_shifts import shifts
from kpis.analysis.quality.own_lines import own_lines
from kpis.analysis.quality.sudden_changes import gaps, repeats, sudden_changes
from kpis.frames import QUALITY
from tests.unit.analysis.quality.rows import EARLY

# The step of the report that looks for each kind: quicker than all of it for every example.
LOOKS = {
    "ratio-disagrees": lambda plan, outturns, _: ratios(plan, outturns),
    "parts-disagree": lambda plan, outturns, _: parts(plan, outturns),
    "gap-in-series": lambda plan, outturns, _: gaps(plan, own_lines(plan, outturns)),
    "sudden-change": lambda plan, outturns, _: sudden_changes(plan, own_lines(plan, outturns)),
    "repeated-figure": lambda plan, outturns, _: repeats(plan, own_lines(plan, outturns)),
    "lasting-shift": lambda plan, outturns, _: shifts(plan, outturns),
    "provisional-not-confirmed": provisional,
    "red-without-commentary": unexplained,
    "review-overdue": lambda plan, _, as_at: reviews(plan, as_at),
} | dict.fromkeys(
    ("stale-measure", "return-overdue", "returned-late"),
    lambda plan, outturns, as_at: missing_and_late(
        plan, outturns, own_lines(plan, outturns), as_at
    ),
)


@pytest.fixture(scope="module")
def findings(make_plan, make_measure, make_outturns):
    """Findings of one kind about a measure and these outturns."""

    def find(code, *rows, as_at=EARLY, plan=None, **changes):
        plan = plan or make_plan(make_measure(**({"target": None} | changes)))
        findings = list(LOOKS[code](plan, make_outturns(*rows), as_at))
        frame = QUALITY.conform(pd.DataFrame(findings, columns=list(QUALITY.columns)))
        return frame[frame["code"] == code]

    return find
