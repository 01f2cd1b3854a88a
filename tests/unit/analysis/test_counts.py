"""Counts of every state, by group, and how they changed."""

import pandas as pd
import pytest

from kpis.analysis.counts import COUNTED_STATES, count_by, count_changes
from kpis.analysis.performance import performance
from kpis.errors import FrameError
from kpis.frames import COUNT_CHANGES, COUNTS, PERFORMANCE
from kpis.model import Frequency
from kpis.periods import quarter

Q1, Q2 = quarter(2019, 1), quarter(2019, 2)


@pytest.fixture
def report(make_plan, make_measure, make_outturns, mid_november):
    """Outcome 1: green and a measure whose parts are red and late. Outcome 2: not due.
    Outcome 3: amber, for both themes."""
    plan = make_plan(
        make_measure("a", themes=("people",)),
        make_measure("b", themes=("place",)),
        make_measure("b1", part_of="b", themes=("place",)),
        make_measure("b2", part_of="b", themes=("place",)),
        make_measure("c", outcome=2, frequency=Frequency.YEAR),
        make_measure("d", outcome=3, themes=("people", "place")),
    )
    outturns = make_outturns(
        ("a", "2019-20-Q2", 96.0),
        ("b1", "2019-20-Q2", 1.0),
        ("d", "2019-20-Q2", 91.0),
        ("a", "2019-20-Q1", 91.0),
    )
    return {q.id: performance(plan, outturns, [q], mid_november) for q in (Q1, Q2)}


def shown(counts, group):
    of_group = counts[(counts["group"] == group) & (counts["count"] > 0)]
    return dict(zip(of_group["rag"], of_group["count"], strict=True))


def test_all_are_counted_once_and_a_measure_with_parts_by_its_parts(report):
    counts = count_by(report["2019-20-Q2"], "all")
    expected = {"green": 1, "amber": 1, "red": 1, "late": 1, "not_due": 1}
    assert shown(counts, "all") == expected
    assert COUNTS.check(counts) is counts


@pytest.mark.parametrize("grouping", ["all", "outcome", "priority", "theme"])
def test_every_group_has_every_state_also_those_nobody_is_in(report, grouping):
    counts = count_by(report["2019-20-Q2"], grouping)
    for _, of_group in counts.groupby("group"):
        assert of_group["rag"].tolist() == COUNTED_STATES
    assert "see_parts" not in COUNTED_STATES
    assert len(COUNTED_STATES) == 10


def test_outcomes_and_priorities_add_up_to_all(report):
    counts = count_by(report["2019-20-Q2"], "outcome")
    assert shown(counts, "1") == {"green": 1, "red": 1, "late": 1}
    assert shown(counts, "2") == {"not_due": 1}
    assert shown(counts, "3") == {"amber": 1}
    counts = count_by(report["2019-20-Q2"], "priority")
    assert shown(counts, "1") == {"green": 1, "red": 1, "late": 1, "not_due": 1}
    assert shown(counts, "2") == {"amber": 1}


def test_a_measure_counts_in_each_of_its_themes_and_without_one_in_a_group_of_its_own(report):
    counts = count_by(report["2019-20-Q2"], "theme")
    assert shown(counts, "people") == {"green": 1, "amber": 1}
    assert shown(counts, "place") == {"red": 1, "late": 1, "amber": 1}
    assert shown(counts, "") == {"not_due": 1}


def test_a_filtered_report_is_counted_as_it_is(report):
    rated = report["2019-20-Q2"].query("rag in ('green', 'red')")
    assert shown(count_by(rated, "all"), "all") == {"green": 1, "red": 1}


def test_an_empty_report_counts_nought_of_everything(report):
    assert count_by(PERFORMANCE.empty(), "all")["count"].tolist() == [0] * len(COUNTED_STATES)
    assert len(count_by(PERFORMANCE.empty(), "theme")) == 0


def test_several_quarters_are_not_added_up(report):
    both = pd.concat(report.values(), ignore_index=True)
    with pytest.raises(FrameError, match="one quarter"):
        count_by(both, "all")


def test_counts_stand_beside_those_of_an_earlier_report(report):
    changes = count_changes(
        count_by(report["2019-20-Q2"], "all"), count_by(report["2019-20-Q1"], "all")
    )
    assert COUNT_CHANGES.check(changes) is changes
    assert changes["rag"].tolist() == COUNTED_STATES
    by_state = changes.set_index("rag")
    assert by_state.loc["green", ["count", "before", "change"]].tolist() == [1, 0, 1]
    assert by_state.loc["amber", ["count", "before", "change"]].tolist() == [1, 1, 0]
    assert by_state.loc["late", ["count", "before", "change"]].tolist() == [1, 3, -2]


def test_a_group_that_only_one_report_has_counts_as_nought_in_the_other(report):
    now = count_by(report["2019-20-Q2"].query("outcome != 2"), "outcome")
    before = count_by(report["2019-20-Q1"].query("outcome != 3"), "outcome")
    changes = count_changes(now, before)
    assert list(dict.fromkeys(changes["group"])) == ["1", "3", "2"]
    gone = changes[(changes["group"] == "2") & (changes["rag"] == "not_due")]
    assert gone[["count", "before", "change"]].to_numpy().tolist() == [[0, 1, -1]]
