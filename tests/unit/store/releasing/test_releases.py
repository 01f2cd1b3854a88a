"""A release shows what was approved when it was published, and shows just that for ever."""

import json
from datetime import datetime

import pandas as pd
import pytest

from kpis.errors import StoreError, UnknownRelease
from kpis.model import Provenance

Q1, Q2 = "2019-20-Q1", "2019-20-Q2"
MONDAY, TUESDAY = datetime(2019, 10, 21, 9, 30), datetime(2019, 10, 22, 9, 30)
HEAD = "Head of Performance"


@pytest.fixture
def approved(store, submit):
    """Submit rows and approve them."""

    def call(*rows, **particulars):
        made = submit(*rows, **particulars)
        return store.approve(made.id, by=HEAD, now=made.recorded_at)

    return call


def released(store, number) -> list[tuple[float, str]]:
    outturns = store.outturns(release=number)
    return list(zip(outturns["outturn"].tolist(), outturns["marker"].tolist(), strict=True))


def test_a_release_holds_the_figures_that_stand_and_are_approved(store, submit, approved):
    approved({"outturn": 1.0})
    submit({"measure_id": "air", "outturn": 9.0})
    approved({"outturn": 7.0, "period_id": "2018-19-Q1", "marker": "p"})
    made = store.publish(Q1, by=HEAD, note="For the board of 30 October", now=MONDAY)
    assert released(store, made.number) == [(1.0, ""), (7.0, "p")]
    assert (made.number, made.quarter_id, made.figures) == (1, Q1, 2)
    assert (made.published_at, made.published_by) == (MONDAY, HEAD)
    assert made.note == "For the board of 30 October"
    assert store.release(1) == made


def test_a_return_nobody_approved_does_not_hide_the_figure_before_it(store, submit, approved):
    approved({"outturn": 1.0})
    submit({"outturn": 2.0})
    expected = store.approved_outturns()
    store.publish(Q1, by=HEAD)
    assert released(store, 1) == [(1.0, "")]
    pd.testing.assert_frame_equal(store.outturns(release=1), expected)
    assert store.outturns()["outturn"].tolist() == [2.0]


def test_first_figures_need_no_approval(store, submit):
    submit({"outturn": 1.0}, provenance=Provenance.PUBLISHED)
    submit({"measure_id": "air", "outturn": 2.0}, provenance=Provenance.ILLUSTRATIVE)
    submit({"outturn": 3.0})
    store.publish(Q1, by=HEAD)
    assert released(store, 1) == [(1.0, ""), (2.0, "")]


def test_a_release_stays_as_it_was_whatever_happens_later(store, submit, approved):
    first = approved({"outturn": 1.0, "commentary": "As it was"})
    submit({"measure_id": "air", "outturn": 5.0}, provenance=Provenance.ILLUSTRATIVE)
    store.publish(Q1, by=HEAD)
    before = store.outturns(release=1)
    pd.testing.assert_frame_equal(before, store.outturns())
    approved({"outturn": 2.0}, {"measure_id": "air", "outturn": 6.0})
    store.withdraw(first.id, by=HEAD, why="Wrong file")
    store.publish(Q1, by=HEAD)
    pd.testing.assert_frame_equal(store.outturns(release=1), before)
    assert before["commentary"].tolist() == ["As it was", ""]


def test_what_a_release_knew_of_a_figure_s_history_stays_too(store, approved):
    first = approved({"outturn": 1.0}, now=MONDAY)
    approved({"outturn": 2.0}, now=TUESDAY)
    store.publish(Q1, by=HEAD)
    store.withdraw(first.id, by=HEAD, why="Wrong file")
    row = store.outturns(release=1).iloc[0]
    assert (row["first_known_at"], row["known_at"], row["revisions"]) == (MONDAY, TUESDAY, 2)
    assert store.outturns()["revisions"].tolist() == [1]


def test_releases_are_numbered_across_quarters_and_listed_newest_first(store, approved):
    approved({"outturn": 1.0})
    store.publish(Q1, by=HEAD, now=MONDAY)
    approved({"outturn": 2.0, "period_id": Q2})
    store.publish(Q2, by=HEAD, now=TUESDAY)
    releases = store.releases()
    assert releases["number"].tolist() == [2, 1]
    assert releases["quarter_id"].tolist() == [Q2, Q1]
    assert releases["figures"].tolist() == [2, 1]
    assert releases["published_at"].tolist() == [TUESDAY, MONDAY]


def test_before_the_first_release_there_is_none(store):
    assert store.releases().empty
    with pytest.raises(UnknownRelease, match="There is no release 1") as raised:
        store.outturns(release=1)
    assert str(raised.value).endswith("Nothing has been released yet.")
    assert raised.value.exit_code == 17


@pytest.mark.parametrize("number", [0, 3, -1])
def test_an_unknown_release_is_told_with_those_there_are(store, approved, number):
    approved({"outturn": 1.0})
    store.publish(Q1, by=HEAD)
    store.publish(Q2, by=HEAD)
    with pytest.raises(UnknownRelease, match=f"no release {number}. Releases are numbered 1 to 2"):
        store.outturns(release=number)


def test_figures_stand_at_a_time_or_in_a_release_not_both(store):
    with pytest.raises(ValueError, match="not both"):
        store.outturns(MONDAY, release=1)


def test_a_correction_marks_the_figures_that_differ_besides_their_own_marker(store, approved):
    approved(
        {"outturn": 1.0},
        {"measure_id": "air", "outturn": 2.0, "marker": "p"},
        {"measure_id": "noise", "outturn": 3.0},
    )
    store.publish(Q1, by=HEAD)
    approved(
        {"outturn": 1.5},
        {"measure_id": "air", "outturn": 2.5, "marker": "p"},
        {"measure_id": "noise", "outturn": 3.0, "commentary": "In other words"},
        {"measure_id": "water", "outturn": 4.0},
    )
    store.publish(Q1, by=HEAD)
    assert released(store, 1) == [(1.0, ""), (2.0, "p"), (3.0, "")]
    assert released(store, 2) == [(1.5, "r"), (2.5, "pr"), (3.0, ""), (4.0, "")]


def test_a_figure_that_is_marked_revised_already_is_not_marked_twice(store, approved):
    approved({"outturn": 1.0})
    store.publish(Q1, by=HEAD)
    approved({"outturn": 1.5, "marker": "r"})
    store.publish(Q1, by=HEAD)
    assert released(store, 2) == [(1.5, "r")]


def test_a_correction_is_held_against_the_last_release_of_its_quarter_only(store, approved):
    approved({"outturn": 1.0})
    store.publish(Q1, by=HEAD)
    approved({"outturn": 1.5})
    store.publish(Q2, by=HEAD)
    store.publish(Q1, by=HEAD)
    approved({"measure_id": "air", "outturn": 2.0})
    store.publish(Q1, by=HEAD)
    marks = [released(store, number) for number in (1, 2, 3, 4)]
    assert marks == [[(1.0, "")], [(1.5, "")], [(1.5, "r")], [(1.5, ""), (2.0, "")]]


def test_a_withdrawal_that_brings_an_earlier_figure_back_is_a_correction(store, approved):
    approved({"outturn": 1.0})
    second = approved({"outturn": 2.0})
    store.publish(Q1, by=HEAD)
    store.withdraw(second.id, by=HEAD, why="Wrong file")
    store.publish(Q1, by=HEAD)
    assert released(store, 2) == [(1.0, "r")]


def test_only_figures_of_the_quarters_report_are_marked(store, approved):
    approved({"outturn": 1.0}, {"outturn": 5.0, "period_id": "2018-19-Q1"})
    report = [("recycling", Q1)]
    store.publish(Q1, by=HEAD, reported=report)
    approved({"outturn": 2.0}, {"outturn": 6.0, "period_id": "2018-19-Q1"})
    store.publish(Q1, by=HEAD, reported=report)
    assert released(store, 2) == [(2.0, "r"), (6.0, "")]


def test_publishing_the_same_again_is_told_and_makes_no_release(store, approved):
    approved({"outturn": 1.0})
    store.publish(Q1, by=HEAD, now=MONDAY)
    version = store.version()
    with pytest.raises(StoreError, match="Release 1, published on 21/10/2019 by Head of Perf"):
        store.publish(Q1, by="Director")
    assert store.version() == version


def test_without_an_approved_figure_of_the_quarter_nothing_is_published(store, submit, approved):
    submit({"outturn": 1.0})
    approved({"outturn": 1.0, "period_id": Q2})
    with pytest.raises(StoreError, match=f"No figure of {Q1} is approved yet"):
        store.publish(Q1, by=HEAD, reported=[("recycling", Q1)])
    assert store.releases().empty


def test_publishing_leaves_a_line_in_the_audit(store, approved):
    approved({"outturn": 1.0})
    store.publish(Q1, by=HEAD, note="First")
    line = store.audit().iloc[0]
    assert (line["who"], line["action"]) == (HEAD, "publish")
    assert json.loads(line["what"]) == {
        "release": 1,
        "quarter": Q1,
        "figures": 1,
        "note": "First",
        "reason": "",
        "plan_sha256": "",
    }
