"""What submitting a return would change: each row against the revision it follows."""

from datetime import datetime

import numpy as np
import pytest

from kpis.frames import CHANGES
from kpis.model import Provenance

MAY, JUNE, JULY = datetime(2018, 5, 1), datetime(2018, 6, 1), datetime(2018, 7, 1)


@pytest.fixture
def changes(store, figures):
    """The kinds of change of the rows, and the frame."""

    def ask(*rows, provenance=Provenance.RETURN):
        compared = store.preview(
            figures(*rows), file_name="a.csv", sha256="", provenance=provenance
        ).changes
        return compared["change"].tolist(), compared

    return ask


def test_a_row_is_new_restated_or_unchanged(submit, changes):
    submit({"measure_id": "a", "outturn": 1.0}, {"measure_id": "b", "outturn": 2.0})
    kinds, compared = changes(
        {"measure_id": "c", "outturn": 3.0, "cell": "D3"},
        {"measure_id": "b", "outturn": 2.5, "cell": "D4"},
        {"measure_id": "a", "outturn": 1.0, "cell": "D5"},
    )
    assert kinds == ["new", "restated", "unchanged"]
    assert compared["cell"].tolist() == ["D3", "D4", "D5"]
    np.testing.assert_array_equal(compared["before"], [np.nan, 2.0, 1.0])
    assert compared["after"].tolist() == [3.0, 2.5, 1.0]


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ((1.0, ""), (1.0, ""), "unchanged"),
        ((1.0, "p"), (1.0, ""), "restated"),
        ((1.0, ""), (1.0, "r"), "restated"),
        ((np.nan, "x"), (np.nan, "x"), "unchanged"),
        ((np.nan, "x"), (np.nan, "c"), "restated"),
        ((np.nan, "x"), (1.0, ""), "restated"),
        ((1.0, ""), (np.nan, "x"), "restated"),
        ((0.0, ""), (0.0, ""), "unchanged"),
        ((0.0, ""), (1e-9, ""), "restated"),
        ((0.0, ""), (-0.0, ""), "unchanged"),
        ((-5.0, ""), (5.0, ""), "restated"),
        ((1e12, ""), (1e12 + 1, ""), "unchanged"),
        ((1e11, ""), (1e11 + 1, ""), "restated"),
    ],
)
def test_a_change_is_one_of_figure_or_marker(submit, changes, before, after, kind):
    submit({"outturn": before[0], "marker": before[1]})
    kinds, compared = changes({"outturn": after[0], "marker": after[1]})
    assert kinds == [kind]
    assert compared["before_marker"].tolist() == [before[1]]
    assert compared["after_marker"].tolist() == [after[1]]


def test_a_withdrawn_figure_is_not_what_a_row_is_held_against(submit, store, changes):
    made = submit({"outturn": 1.0})
    store.withdraw(made.id, by="Head of Performance", why="Wrong file")
    assert changes({"outturn": 2.0})[0] == ["new"]


def test_a_returned_figure_restates_no_illustrative_one(submit, changes):
    submit({"outturn": 1.0}, provenance=Provenance.ILLUSTRATIVE)
    assert changes({"outturn": 2.0})[0] == ["new"]
    assert changes({"outturn": 2.0}, provenance=Provenance.PUBLISHED)[0] == ["new"]
    assert changes({"outturn": 2.0}, provenance=Provenance.ILLUSTRATIVE)[0] == ["restated"]


def test_an_illustrative_figure_restates_no_returned_one(submit, changes):
    submit({"outturn": 1.0})
    assert changes({"outturn": 2.0}, provenance=Provenance.ILLUSTRATIVE)[0] == ["new"]


def test_rows_of_a_history_are_held_against_each_other(changes):
    kinds, compared = changes(
        {"outturn": 2.0, "returned_on": JULY},
        {"outturn": 1.0, "returned_on": MAY},
        {"outturn": 1.0, "returned_on": JUNE},
        provenance=Provenance.PUBLISHED,
    )
    assert kinds == ["restated", "new", "unchanged"]
    np.testing.assert_array_equal(compared["before"], [1.0, np.nan, 1.0])


def test_a_history_that_has_grown_repeats_what_is_stored(submit, changes):
    old = [{"outturn": 1.0, "returned_on": MAY}, {"outturn": 2.0, "returned_on": JUNE}]
    submit(*old, provenance=Provenance.PUBLISHED)
    kinds, _ = changes(*old, {"outturn": 3.0, "returned_on": JULY}, provenance=Provenance.PUBLISHED)
    assert kinds == ["unchanged", "unchanged", "restated"]


def test_asking_changes_nothing(submit, store, changes):
    submit({"outturn": 1.0})
    version = store.version()
    changes({"outturn": 2.0})
    assert store.version() == version
    assert len(store.submissions()) == 1


def test_a_return_without_rows_changes_nothing(changes):
    kinds, compared = changes()
    assert kinds == []
    CHANGES.check(compared)
