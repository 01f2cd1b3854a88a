"""How many measures and parts are in each state."""

from collections import Counter
from types import SimpleNamespace

import pytest

from kpis.analysis.report.performance import performance
from kpis.analysis.report.tally import tally
from kpis.frames import PERFORMANCE
from kpis.model import RATED, RagStatus
from kpis.periods import quarter


def row(rag, part_of="", **more):
    return SimpleNamespace(rag=rag, part_of=part_of, **more)


def test_a_measure_with_parts_is_counted_by_them():
    found = tally([row("see_parts"), row("green", "whole"), row("red", "whole"), row("green")])
    assert found[RagStatus.GREEN] == 2
    assert found.measures_and_parts == 3
    assert found.rated == 3


def test_measures_and_parts_are_told_apart():
    found = tally([row("see_parts"), row("green", "whole"), row("late", "whole"), row("green")])
    assert (found.measures[RagStatus.GREEN], found.parts[RagStatus.GREEN]) == (1, 1)
    assert (found.measures[RagStatus.LATE], found.parts[RagStatus.LATE]) == (0, 1)
    assert (found.measures_and_parts, found.rated) == (3, 2)


def test_every_state_is_counted_also_where_there_is_nothing():
    empty = tally([])
    assert set(empty.of_each) == set(RagStatus) - {RagStatus.SEE_PARTS}
    assert list(empty.of_each)[:3] == list(RATED)
    assert (empty.measures_and_parts, empty.rated) == (0, 0)


def test_what_a_row_is_counted_as_can_be_said():
    rows = [row("not_due", latest="red"), row("green", latest="green")]
    assert tally(rows, lambda found: found.latest)[RagStatus.RED] == 1


def test_a_state_that_is_none_is_refused():
    with pytest.raises(ValueError, match="purple"):
        tally([row("purple")])


@pytest.mark.parametrize("shown", [quarter(2018, 1), quarter(2019, 2)], ids=lambda q: q.id)
def test_the_counts_of_a_plan_are_those_of_its_measures_and_parts(
    strategic_plan, make_outturns, mid_november, shown
):
    frame = performance(strategic_plan, make_outturns(), [shown], mid_november)
    found = tally(PERFORMANCE.rows(frame))
    wholes = {measure.part_of for measure in strategic_plan.measures} - {""}
    expected = Counter(frame["rag"][~frame["measure_id"].isin(wholes)])
    assert {s.value: n for s, n in found.of_each.items() if n} == dict(expected)
    assert found.measures_and_parts == len(strategic_plan.measures) - len(wholes)
