"""How releases stand among each other: told from the list of them alone."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.model import Release, ReleaseStanding, corrected_release, standing_of
from kpis.words.report.release_standing import standing_sentence

Q1, Q2 = "2019-20-Q1", "2019-20-Q2"
MONDAY = datetime(2019, 12, 2, 9, 30)


def release(number, quarter=Q1, *, withdrawn=False, reason=""):
    return Release(
        number=number,
        quarter_id=quarter,
        published_at=MONDAY + timedelta(days=number),
        published_by="Head",
        note="",
        figures=3,
        reason=reason,
        withdrawn_at=MONDAY + timedelta(days=30) if withdrawn else None,
        withdrawn_why="Figures of another council" if withdrawn else "",
    )


def told(number, *releases):
    own = next(each for each in releases if each.number == number)
    standing = standing_of(own, releases)
    return standing.kind.value, standing_sentence(own, standing)


def test_the_only_release_is_the_latest():
    assert told(1, release(1)) == ("current", "This is the latest release.")


def test_a_release_of_a_quarter_before_is_still_right():
    kind, sentence = told(1, release(1), release(2, Q2))
    assert kind == "superseded"
    assert sentence == (
        "It is still right for Q1 2019/20. A later quarter is out: release 2 of Q2 2019/20, "
        "published on 4 December 2019."
    )


def test_a_corrected_release_names_the_last_correction_and_its_reason():
    releases = (release(1), release(2, Q2), release(3, reason="One"), release(4, reason="Twice "))
    assert told(1, *releases) == (
        "corrected",
        "Corrected by release 4 of 6 December 2019: Twice.",
    )
    assert told(3, *releases)[0] == "corrected"
    assert told(4, *releases)[0] == "superseded"
    assert told(2, *releases)[0] == "current"


def test_a_withdrawn_release_says_why_and_which_stands_in_its_place():
    kind, sentence = told(2, release(1), release(2, withdrawn=True))
    assert kind == "withdrawn"
    assert sentence == (
        "Withdrawn on 1 January 2020: Figures of another council. Release 1 of 3 December 2019 "
        "stands for Q1 2019/20."
    )
    assert told(1, release(1, withdrawn=True))[1].endswith("No other release of Q1 2019/20 stands.")


@pytest.mark.parametrize("quarter", [Q1, Q2])
def test_what_was_withdrawn_neither_corrects_nor_supersedes(quarter):
    assert told(1, release(1), release(2, quarter, withdrawn=True))[0] == "current"


@given(st.lists(st.tuples(st.sampled_from([Q1, Q2, "2020-21-Q1"]), st.booleans()), max_size=8))
def test_the_last_of_the_newest_quarter_that_stands_is_the_latest_and_no_other(kinds):
    releases = [
        release(number, quarter, withdrawn=withdrawn)
        for number, (quarter, withdrawn) in enumerate(kinds, start=1)
    ]
    current = [
        each.number
        for each in releases
        if standing_of(each, releases).kind is ReleaseStanding.CURRENT
    ]
    stand = [each for each in releases if not each.is_withdrawn]
    last = max(stand, key=lambda each: (each.quarter_id, each.number), default=None)
    assert current == ([last.number] if last else [])
    for each in releases:
        by = standing_of(each, releases).by
        assert by is None or (not by.is_withdrawn and by.number != each.number)


def test_a_release_corrects_the_last_one_of_its_quarter_that_stood_when_it_came():
    one, two, three = release(1), release(2, withdrawn=True), release(3)
    assert corrected_release(one, [one, two, three]) is None
    assert corrected_release(three, [one, two, three]) == two  # which was withdrawn later
    gone = replace(two, withdrawn_at=three.published_at)
    assert corrected_release(three, [one, gone, three]) == one
    assert corrected_release(three, [replace(gone, number=1), three]) is None
    assert corrected_release(release(4, Q2), [one, three]) is None


def test_every_other_order_of_the_list_tells_the_same():
    releases = [release(1), release(2, Q2), replace(release(3), reason="R")]
    for each in releases:
        assert standing_of(each, releases) == standing_of(each, releases[::-1])
