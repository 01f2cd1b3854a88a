"""How many figures and targets are shown, and how many of them are illustrative."""

from math import nan
from types import SimpleNamespace

import pytest

from kpis.analysis.report.illustrative import (
    behind_latest_ratings,
    behind_ratings,
    how_much_illustrative,
)
from kpis.analysis.report.performance import performance
from kpis.frames import PERFORMANCE
from kpis.periods import quarter
from kpis.store import Store


def row(provenance="illustrative", outturn=1.0, target=2.0, **more):
    usual = {"target_illustrative": True, "target_upper": nan, "rag": "green"}
    return SimpleNamespace(provenance=provenance, outturn=outturn, target=target, **usual | more)


def counted(*rows):
    much = how_much_illustrative(rows)
    return (
        much.illustrative_figures,
        much.figures,
        much.illustrative_targets,
        much.targets,
    )


def test_figures_and_targets_are_counted_apart():
    agreed = row(target_illustrative=False)
    assert counted(row(), row("published"), row("return"), agreed) == (2, 4, 3, 4)
    much = how_much_illustrative([row(), row("published"), row("return"), row("return")])
    assert (much.published_figures, much.returned_figures) == (1, 2)


def test_a_target_counts_beside_a_figure_alone():
    assert counted(row("", outturn=nan), None, row(target=nan)) == (1, 1, 0, 0)


def test_a_published_gap_is_no_figure():
    assert counted(row("published", outturn=nan, marker="x")) == (0, 0, 0, 0)


def test_a_range_of_which_one_bound_is_set_is_one_target():
    assert counted(row(target=nan, target_upper=9.0), row(target_upper=9.0)) == (2, 2, 2, 2)


def test_behind_ratings_only_what_is_rated_counts():
    much = behind_ratings([row(), row(rag="data_only"), row("published", rag="red")])
    assert (much.illustrative_figures, much.figures, much.targets) == (1, 2, 2)


def test_nothing_shown_is_nothing_illustrative():
    assert counted() == (0, 0, 0, 0)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_shipped_figures_are_counted_as_their_frame_says(
    first_figures, strategic_plan, mid_november, number
):
    shown = quarter(2019, number)
    outturns = Store(first_figures).outturns()
    frame = performance(strategic_plan, outturns, [shown], mid_november)
    rated = frame[frame["rag"].isin(["green", "amber", "red"])]
    much = behind_ratings(PERFORMANCE.rows(frame))
    assert much.figures == len(rated) == much.targets
    assert much.illustrative_figures == (rated["provenance"] == "illustrative").sum()
    assert much.illustrative_targets == rated["target_illustrative"].sum()
    stands = frame[frame["latest_rag"].isin(["green", "amber", "red"])]
    latest = behind_latest_ratings(PERFORMANCE.rows(frame))
    assert latest.figures == latest.targets == len(stands) >= len(rated)
    assert latest.illustrative_figures == (stands["latest_provenance"] == "illustrative").sum()
    assert latest.illustrative_targets == stands["latest_target_illustrative"].sum()
