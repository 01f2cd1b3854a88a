"""Parts beside the whole they are some of, one by one."""

import math

import pytest

from kpis.analysis.series.parts import parts_beside_whole
from kpis.frames import PARTS
from kpis.model import Frequency, SeriesBreak, Unit


@pytest.fixture
def beside(make_plan, make_measure, make_outturns):
    """The rows of a measure of women and of everybody, with these figures."""

    def find(women, everybody, *, whole="everybody", of_women=None, **changes):
        common = {"unit": Unit.COUNT, "decimals": 0} | changes
        parent = make_measure(whole=whole, **common)
        part = make_measure(
            "women", part_of="reviews", part_label="Women", whole=whole, code="1.1a", **common
        )
        plan = make_plan(parent, part, make_measure("everybody", code="1.2", **common))
        figures = [("women", "2019-20-Q2", women), ("everybody", "2019-20-Q2", everybody)]
        names = ("measure_id", "period_id", "outturn")
        rows = [dict(zip(names, figure, strict=True)) for figure in figures]
        rows[0] |= of_women or {}
        outturns = make_outturns(*(row for row in rows if row["outturn"] is not None))
        return PARTS.check(parts_beside_whole(plan, outturns, parent)).to_dict("records")

    return find


def test_a_part_of_a_count_is_told_as_its_share_of_the_whole(beside):
    (row,) = beside(125.0, 260.0)
    assert (row["outturn"], row["whole"], row["share"], row["reason"]) == (125, 260, 48.1, "")
    assert math.isnan(row["difference"])
    assert (row["part_label"], row["period_label"]) == ("Women", "Q2 2019/20")


def test_a_part_with_a_share_of_its_own_is_told_as_its_difference(beside):
    (row,) = beside(37.4, 72.6, unit=Unit.PERCENT)
    assert (row["outturn"], row["whole"], row["difference"]) == (37, 73, -36)  # as shown
    assert math.isnan(row["share"])


@pytest.mark.parametrize(
    ("women", "everybody", "of_women", "reason"),
    [
        (10.0, None, {}, "There is no figure of the whole for Q2 2019/20."),
        (11.0, 10.0, {}, "The part is larger than its whole, so one of the two figures is wrong."),
        (0.0, 0.0, {}, "The whole is nothing for Q2 2019/20."),
    ],
)
def test_what_cannot_be_compared_says_why(beside, women, everybody, of_women, reason):
    (row,) = beside(women, everybody, of_women=of_women)
    assert row["reason"] == reason
    assert math.isnan(row["share"])


def test_published_figures_are_not_held_against_illustrative_ones(
    make_plan, make_measure, make_outturns
):
    parent, part, whole = (
        make_measure(name, whole="everybody" if name != "everybody" else "", part_of=of)
        for name, of in (("reviews", ""), ("women", "reviews"), ("everybody", ""))
    )
    rows = [
        {"measure_id": name, "period_id": "2019-20-Q2", "outturn": 50.0, "provenance": kind}
        for name, kind in (("women", "illustrative"), ("everybody", "published"))
    ]
    plan = make_plan(parent, part, whole)
    (row,) = parts_beside_whole(plan, make_outturns(*rows), parent).to_dict("records")
    assert row["reason"] == "One figure is published, the other illustrative."
    assert row["illustrative"]
    rows[0]["provenance"] = "return"
    (row,) = parts_beside_whole(plan, make_outturns(*rows), parent).to_dict("records")
    assert (row["reason"], row["illustrative"]) == ("", False)


def test_a_period_marked_as_not_comparable_is_not_held_against_the_whole(beside):
    marked = (SeriesBreak(period="2019-20-Q2", reason="flood"),)
    (row,) = beside(5.0, 10.0, not_comparable=marked)
    assert row["reason"] == "The figures of Q2 2019/20 are not comparable: flood."


def test_without_a_whole_or_parts_there_is_nothing_to_tell(
    beside, make_plan, make_measure, make_outturns
):
    assert beside(5.0, 10.0, whole="") == []
    assert beside(None, 10.0) == []
    alone = make_measure(frequency=Frequency.QUARTER)
    assert parts_beside_whole(make_plan(alone), make_outturns(), alone).empty


def test_the_plan_holds_women_against_everybody_who_found_work(strategic_plan):
    wholes = {m.id: m.whole for m in strategic_plan.measures if m.whole and not m.part_of}
    assert wholes == {
        "workpath_equality": "workpath_sustained_jobs",
        "health_inequality_groups": "resident_health",
    }
