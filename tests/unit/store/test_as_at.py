"""Which revision of a figure is shown, now and as at a time."""

from datetime import datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from kpis.model import Provenance
from kpis.store import Incoming

MAY, JUNE, JULY = datetime(2018, 5, 1), datetime(2018, 6, 1), datetime(2018, 7, 1)
TICK = timedelta(microseconds=1)
OCTOBER, NOVEMBER, DECEMBER = (datetime(2019, month, 1) for month in (10, 11, 12))


def test_the_figure_returned_last_is_shown_and_the_earlier_one_as_it_stood(submit, shown):
    submit({"outturn": 1.0}, now=OCTOBER)
    submit({"outturn": 2.0}, now=NOVEMBER)
    assert shown() == [(2.0, "")]
    assert shown(NOVEMBER) == [(2.0, "")]
    assert shown(NOVEMBER - TICK) == [(1.0, "")]
    assert shown(OCTOBER) == [(1.0, "")]
    assert shown(OCTOBER - TICK) == []


def test_of_two_submissions_of_one_moment_the_one_stored_last_is_shown(submit, shown):
    submit({"outturn": 1.0}, now=OCTOBER)
    submit({"outturn": 2.0}, now=OCTOBER)
    assert shown(OCTOBER) == [(2.0, "")]


def test_a_withdrawn_figure_counts_until_it_was_withdrawn(submit, store, shown):
    submit({"outturn": 1.0}, now=OCTOBER)
    second = submit({"outturn": 2.0}, now=NOVEMBER)
    store.withdraw(second.id, by="Head of Performance", why="Wrong file", now=DECEMBER)
    assert shown() == [(1.0, "")]
    assert shown(DECEMBER) == [(1.0, "")]
    assert shown(DECEMBER - TICK) == [(2.0, "")]


def test_withdrawing_one_of_two_submissions_of_the_same_figure_loses_nothing(submit, store, shown):
    first = submit({"outturn": 1.0})
    submit({"outturn": 1.0})
    store.withdraw(first.id, by="Head of Performance", why="Sent twice")
    assert shown() == [(1.0, "")]


def test_withdrawing_the_only_submission_leaves_no_figure(submit, store, shown):
    made = submit({"outturn": 1.0})
    store.withdraw(made.id, by="Head of Performance", why="Wrong file")
    assert shown() == []


@pytest.mark.parametrize("provenance", [Provenance.PUBLISHED, Provenance.ILLUSTRATIVE])
def test_history_is_known_from_the_day_it_was_returned(submit, store, shown, provenance):
    submit(
        {"outturn": 1.0, "returned_on": MAY},
        {"outturn": 2.0, "returned_on": JULY},
        provenance=provenance,
        now=OCTOBER,
    )
    assert shown() == [(2.0, "")]
    assert shown(JULY) == [(2.0, "")]
    assert shown(JULY - TICK) == [(1.0, "")]
    assert shown(MAY - TICK) == []
    row = store.outturns().iloc[0]
    assert row["first_known_at"] == MAY
    assert row["known_at"] == JULY
    assert row["revisions"] == 2


def test_the_order_of_the_file_does_not_matter_for_history(submit, shown):
    submit(
        {"outturn": 2.0, "returned_on": JULY},
        {"outturn": 1.0, "returned_on": MAY},
        provenance=Provenance.PUBLISHED,
    )
    assert shown() == [(2.0, "")]


def test_history_without_a_day_is_known_from_when_it_is_stored(submit, shown):
    submit({"outturn": 1.0}, provenance=Provenance.PUBLISHED, now=OCTOBER)
    assert shown(OCTOBER) == [(1.0, "")]
    assert shown(OCTOBER - TICK) == []


def test_an_ordinary_return_cannot_be_backdated(submit, shown):
    submit({"outturn": 1.0, "returned_on": MAY}, now=OCTOBER)
    assert shown(OCTOBER - TICK) == []


def test_withdrawn_history_is_gone_from_the_times_before_it_was_stored(submit, store, shown):
    made = submit(
        {"outturn": 1.0, "returned_on": MAY}, provenance=Provenance.PUBLISHED, now=OCTOBER
    )
    store.withdraw(made.id, by="Head of Performance", why="Faulty", now=DECEMBER)
    assert shown(JUNE) == []
    assert shown(OCTOBER - TICK) == []
    assert shown(OCTOBER) == [(1.0, "")]
    assert shown(NOVEMBER) == [(1.0, "")]
    assert shown(DECEMBER) == []


@pytest.mark.parametrize("not_illustrative", [Provenance.PUBLISHED, Provenance.RETURN])
def test_an_illustrative_figure_gives_way_to_a_returned_one_in_either_order(
    submit, shown, not_illustrative
):
    submit({"outturn": 1.0}, provenance=Provenance.ILLUSTRATIVE)
    submit({"outturn": 2.0}, provenance=not_illustrative)
    submit({"outturn": 3.0}, provenance=Provenance.ILLUSTRATIVE)
    assert shown() == [(2.0, "")]


@pytest.mark.parametrize(
    ("first", "second"),
    [(Provenance.PUBLISHED, Provenance.RETURN), (Provenance.RETURN, Provenance.PUBLISHED)],
)
def test_of_returned_and_published_figures_the_last_is_shown(submit, store, shown, first, second):
    submit({"outturn": 1.0}, provenance=first)
    submit({"outturn": 2.0}, provenance=second)
    assert shown() == [(2.0, "")]
    assert store.outturns()["revisions"].tolist() == [2]


def test_the_illustrative_figure_is_back_when_the_returned_one_is_withdrawn(submit, store, shown):
    submit({"outturn": 1.0}, provenance=Provenance.ILLUSTRATIVE)
    not_illustrative = submit({"outturn": 2.0})
    store.withdraw(not_illustrative.id, by="Head of Performance", why="Wrong file")
    assert shown() == [(1.0, "")]
    assert store.outturns()["provenance"].tolist() == ["illustrative"]


def test_an_official_figure_is_shown_at_every_time_at_which_the_one_it_displaces_would_be(
    submit, shown, store
):
    submit({"outturn": 1.0, "returned_on": MAY}, provenance=Provenance.ILLUSTRATIVE, now=OCTOBER)
    submit({"outturn": 2.0}, provenance=Provenance.PUBLISHED, now=NOVEMBER)
    assert shown() == shown(NOVEMBER) == [(2.0, "")]
    assert shown(NOVEMBER - TICK) == shown(MAY) == [(2.0, "")]
    assert shown(MAY - TICK) == []
    then = store.outturns(JUNE).iloc[0]
    assert then["provenance"] == "published"
    assert then["known_at"] == then["first_known_at"] == MAY
    assert then["revisions"] == 1
    assert store.outturns(NOVEMBER).equals(store.outturns())
    assert store.outturns().iloc[0]["known_at"] == NOVEMBER


def test_an_official_gap_displaces_an_illustrative_figure_at_every_time_too(submit, shown):
    submit({"outturn": 1.0, "returned_on": MAY}, provenance=Provenance.ILLUSTRATIVE)
    submit({"marker": "x"}, provenance=Provenance.PUBLISHED, now=NOVEMBER)
    ((figure, marker),) = shown(JUNE)
    assert np.isnan(figure)
    assert marker == "x"


def test_what_corrects_an_official_figure_is_known_from_when_it_was_stored(submit, shown):
    submit({"outturn": 1.0, "returned_on": MAY}, provenance=Provenance.ILLUSTRATIVE)
    submit({"outturn": 2.0}, provenance=Provenance.PUBLISHED, now=NOVEMBER)
    submit({"outturn": 3.0}, provenance=Provenance.PUBLISHED, now=DECEMBER)
    assert shown(JUNE) == shown(DECEMBER - TICK) == [(2.0, "")]
    assert shown(DECEMBER) == [(3.0, "")]


def test_an_official_figure_with_a_date_of_its_own_keeps_it_once_that_has_come(submit, shown):
    submit({"outturn": 1.0, "returned_on": JUNE}, provenance=Provenance.ILLUSTRATIVE)
    submit({"outturn": 2.0, "returned_on": MAY}, provenance=Provenance.PUBLISHED)
    assert shown(MAY) == [(2.0, "")]
    assert shown(MAY - TICK) == []


def test_an_official_figure_that_takes_nobodys_place_is_known_from_when_it_was_stored(
    submit, shown
):
    submit({"outturn": 1.0, "returned_on": MAY}, provenance=Provenance.ILLUSTRATIVE)
    submit({"outturn": 2.0, "area": "London"}, provenance=Provenance.PUBLISHED, now=NOVEMBER)
    assert shown(JUNE) == [(1.0, "")]
    assert shown(NOVEMBER) == [(1.0, ""), (2.0, "")]


def test_a_withdrawn_official_figure_displaces_nothing_before_it_was_stored(submit, store, shown):
    submit({"outturn": 1.0, "returned_on": MAY}, provenance=Provenance.ILLUSTRATIVE)
    official = submit({"outturn": 2.0}, provenance=Provenance.PUBLISHED, now=NOVEMBER)
    store.withdraw(official.id, by="Head of Performance", why="Faulty", now=DECEMBER)
    assert shown(JUNE) == shown(DECEMBER) == [(1.0, "")]
    assert shown(NOVEMBER) == [(2.0, "")]


def test_a_return_is_not_known_before_it_came_though_an_illustrative_figure_was(submit, shown):
    submit({"outturn": 1.0, "returned_on": MAY}, provenance=Provenance.ILLUSTRATIVE)
    submit({"outturn": 2.0}, now=NOVEMBER)
    assert shown(JUNE) == [(1.0, "")]


def test_an_illustrative_figure_makes_a_returned_one_neither_revised_nor_early(submit, store):
    submit(
        {"outturn": 1.0, "returned_on": MAY},
        {"outturn": 2.0, "returned_on": JUNE},
        provenance=Provenance.ILLUSTRATIVE,
    )
    submit({"outturn": 3.0}, now=OCTOBER)
    row = store.outturns().iloc[0]
    assert row["revisions"] == 1
    assert row["first_known_at"] == OCTOBER


def test_revisions_count_changes_of_figure_or_marker_and_no_repeats(submit, store):
    def revisions() -> int:
        return int(store.outturns()["revisions"].iloc[0])

    submit({"outturn": 1.0, "marker": "p"})
    submit({"outturn": 1.0, "marker": "p", "commentary": "Said again in other words"})
    assert revisions() == 1
    submit({"outturn": 1.0})
    assert revisions() == 2
    submit({"outturn": np.nan, "marker": "x"})
    assert revisions() == 3
    submit({"outturn": np.nan, "marker": "x"})
    assert revisions() == 3
    submit({"outturn": 1.0})
    assert revisions() == 4


def test_a_repeat_brings_its_own_commentary(submit, store):
    submit({"outturn": 1.0, "commentary": "First"})
    submit({"outturn": 1.0, "commentary": "Better said"})
    assert store.outturns()["commentary"].tolist() == ["Better said"]


def test_a_withdrawn_revision_is_not_counted(submit, store):
    first = submit({"outturn": 1.0}, now=OCTOBER)
    submit({"outturn": 2.0}, now=NOVEMBER)
    store.withdraw(first.id, by="Head of Performance", why="Wrong file")
    row = store.outturns().iloc[0]
    assert row["revisions"] == 1
    assert row["first_known_at"] == NOVEMBER


def test_figures_that_agree_to_twelve_digits_are_the_same(submit, store):
    submit({"outturn": 23.4})
    made = submit({"outturn": 0.234 * 100})
    assert 0.234 * 100 != 23.4
    assert made.unchanged == 1
    assert store.outturns()["revisions"].tolist() == [1]
    assert submit({"outturn": 23.4000001}).restated == 1


def test_area_breakdown_and_category_are_part_of_what_a_figure_is(submit, shown):
    submit(
        {"outturn": 1.0},
        {"outturn": 2.0, "area": "London"},
        {"outturn": 3.0, "breakdown": "Sex", "category": "Women"},
        {"outturn": 4.0, "breakdown": "Sex", "category": "Men"},
        {"outturn": 5.0, "period_id": "2019-20-Q2"},
    )
    assert [outturn for outturn, _ in shown()] == [1.0, 2.0, 3.0, 4.0, 5.0]


def test_the_history_of_a_measure_holds_every_revision_and_marks_the_one_shown(submit, store):
    submit({"outturn": 9.0}, provenance=Provenance.ILLUSTRATIVE, now=OCTOBER, file_name="ill.csv")
    first = submit({"outturn": 1.0}, now=NOVEMBER, note="In time")
    second = submit({"outturn": 2.0}, {"measure_id": "air", "outturn": 7.0}, now=DECEMBER)
    store.withdraw(second.id, by="Head of Performance", why="Wrong file", now=DECEMBER)
    revisions = store.revisions("recycling")
    assert revisions["outturn"].tolist() == [9.0, 1.0, 2.0]
    assert revisions["current"].tolist() == [False, True, False]
    assert revisions["provenance"].tolist() == ["illustrative", "return", "return"]
    assert revisions["withdrawn_at"].tolist() == [pd.NaT, pd.NaT, pd.Timestamp(DECEMBER)]
    row = revisions.iloc[1]
    assert row["submission_id"] == first.id
    assert row["note"] == "In time"
    assert row["submitted_by"] == "Performance Officer"
    assert row["recorded_at"] == row["known_at"] == NOVEMBER


def test_the_history_goes_by_when_figures_were_known(submit, store):
    submit({"outturn": 2.0}, now=OCTOBER)
    submit({"outturn": 1.0, "returned_on": MAY}, provenance=Provenance.PUBLISHED, now=NOVEMBER)
    revisions = store.revisions("recycling")
    assert revisions["outturn"].tolist() == [1.0, 2.0]
    assert revisions["current"].tolist() == [False, True]


def test_a_clock_that_lags_behind_does_not_hide_a_figure(store, figures, submit, shown):
    far = datetime(2999, 1, 1)
    submit({"outturn": 1.0}, now=far)
    made = store.submit(
        Incoming(
            rows=figures({"outturn": 2.0}),
            file_name="now.csv",
            content=b"now",
            provenance=Provenance.RETURN,
            by="Performance Officer",
        )
    ).submission
    assert made.recorded_at == far
    assert shown() == [(2.0, "")]
