"""What a submission stores: figures, counts, the file itself, a line in the audit; or nothing."""

import json
from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from kpis.errors import FrameError, StoreError, UnknownSubmission
from kpis.frames import OUTTURNS
from kpis.model import Provenance
from kpis.store import Incoming
from kpis.store.database.migrations import LATEST

NOON = datetime(2019, 10, 14, 12)
REFUSED = r"refused what was asked of it\. Nothing of this was kept.*NOT NULL"


def test_a_submitted_figure_comes_back_with_everything_that_was_returned(store, figures):
    row = {
        "measure_id": "homelessness_prevented",
        "period_id": "2019-20-Q2",
        "area": "Northmere",
        "breakdown": "How the duty ended",
        "category": "Secured accommodation",
        "period_start": datetime(2019, 7, 1),
        "period_end": datetime(2019, 9, 30),
        "outturn": 56.25,
        "numerator": 90.0,
        "denominator": 160.0,
        "marker": "p",
        "commentary": "Zürich “Straße” — 5 o’clock\nnext line",
        "sheet": "Q2",
        "cell": "F31",
    }
    submission = store.submit(
        Incoming(
            rows=figures(row),
            file_name="housing.xlsx",
            content=b"the workbook",
            provenance=Provenance.RETURN,
            by="Head of Housing Options",
            note="Second try",
            now=NOON,
        )
    ).submission
    outturns = store.outturns()
    assert list(outturns.columns) == list(OUTTURNS.columns)
    expected = row | {
        "frequency": "quarter",
        "provenance": "return",
        "submission_id": submission.id,
        "known_at": pd.Timestamp(NOON),
        "first_known_at": pd.Timestamp(NOON),
        "revisions": 1,
    }
    assert outturns.to_dict("records") == [expected]


def test_a_figure_that_is_not_available_is_kept_without_one(submit, store):
    submit({"outturn": np.nan, "marker": "x"})
    row = store.outturns().iloc[0]
    assert np.isnan(row["outturn"])
    assert row["marker"] == "x"


def test_the_figures_come_in_the_order_they_were_stored(submit, store):
    submit(*({"measure_id": name, "outturn": 1.0} for name in ("pools", "air", "moths")))
    submit({"measure_id": "bees", "outturn": 1.0}, {"measure_id": "air", "outturn": 2.0})
    assert store.outturns()["measure_id"].tolist() == ["pools", "moths", "bees", "air"]


def test_a_store_with_nothing_in_it_gives_frames_without_rows(store):
    assert OUTTURNS.check(store.outturns()).empty
    assert store.revisions("recycling").empty
    assert store.submissions().empty
    assert not store.has_submissions()


def test_a_submission_says_what_was_new_restated_and_unchanged(submit):
    first = submit({"measure_id": "a", "outturn": 1.0}, {"measure_id": "b", "outturn": 2.0})
    second = submit(
        {"measure_id": "a", "outturn": 1.0},
        {"measure_id": "b", "outturn": 2.5},
        {"measure_id": "c", "outturn": 3.0},
    )
    assert (first.new, first.restated, first.unchanged) == (2, 0, 0)
    assert (second.new, second.restated, second.unchanged) == (1, 1, 1)


def test_a_submission_can_be_asked_for_by_its_id(submit, store):
    made = submit({"outturn": 1.0}, note="Checked twice")
    assert store.submission(made.id) == made
    assert made.submitted_by == "Performance Officer"
    assert made.note == "Checked twice"
    assert made.recorded_at == NOON


def test_an_unknown_id_is_answered_with_the_nearest(submit, store):
    made = submit({"outturn": 1.0})
    with pytest.raises(UnknownSubmission, match=f"Did you mean {made.id}"):
        store.submission(made.id[:-1])
    with pytest.raises(UnknownSubmission, match="history"):
        store.submission("zzz")


def test_submissions_are_listed_newest_first_with_their_withdrawal(submit, store):
    first, second = submit({"outturn": 1.0}), submit({"outturn": 2.0})
    store.withdraw(first.id, by="Head of Performance", why="Wrong quarter", now=NOON)
    submissions = store.submissions()
    assert submissions["submission_id"].tolist() == [second.id, first.id]
    assert submissions["withdrawn_why"].tolist() == ["", "Wrong quarter"]
    assert submissions["withdrawn_at"].isna().tolist() == [True, False]


def test_the_same_file_twice_is_stored_once(submit, store):
    first = submit({"outturn": 1.0}, content=b"same")
    version = store.version()
    again = submit({"outturn": 1.0}, content=b"same")
    assert again == first
    assert len(store.submissions()) == 1
    assert store.version() == version


def test_the_same_file_is_still_the_same_when_others_came_between(submit, store, shown):
    first = submit({"outturn": 1.0}, content=b"same")
    submit({"outturn": 2.0})
    assert submit({"outturn": 1.0}, content=b"same") == first
    assert shown() == [(2.0, "")]


def test_the_same_file_is_stored_again_once_it_was_withdrawn(submit, store, shown):
    first = submit({"outturn": 1.0}, content=b"same")
    store.withdraw(first.id, by="Head of Performance", why="Too early")
    again = submit({"outturn": 1.0}, content=b"same")
    assert again.id != first.id
    assert shown() == [(1.0, "")]


def test_the_same_file_of_another_provenance_is_another_submission(submit, store, figures):
    first = submit({"outturn": 1.0}, content=b"same", provenance=Provenance.ILLUSTRATIVE)
    second = submit({"outturn": 1.0}, content=b"same")
    assert first.id != second.id

    def repeated(provenance):
        about = {"file_name": "a.csv", "sha256": first.sha256, "provenance": provenance}
        return store.preview(figures({"outturn": 1.0}), **about).repeated

    assert repeated(Provenance.ILLUSTRATIVE) == first
    assert repeated(Provenance.PUBLISHED) is None


def test_a_repeated_file_changes_nothing_and_says_so(submit, store, figures):
    first = submit({"outturn": 1.0}, content=b"same")
    submit({"outturn": 2.0, "marker": "p"})
    stored = store.submit(
        Incoming(
            rows=figures({"outturn": 1.0}),
            file_name="same.csv",
            content=b"same",
            provenance=Provenance.RETURN,
            by="Performance Officer",
            now=NOON,
        )
    )
    assert stored.repeated
    assert stored.submission == first
    change = stored.changes.iloc[0]
    assert change["change"] == "unchanged"
    assert (change["before"], change["after"]) == (2.0, 2.0)
    assert (change["before_marker"], change["after_marker"]) == ("p", "p")


def test_another_series_of_the_same_file_is_stored_beside_the_first(submit, store, shown):
    first = submit({"outturn": 1.0}, content=b"same")
    second = submit({"measure_id": "air", "outturn": 2.0}, content=b"same")
    assert first.id != second.id
    assert len(shown()) == 2
    assert submit({"measure_id": "air", "outturn": 2.0}, content=b"same") == second
    both = ({"outturn": 1.0}, {"measure_id": "air", "outturn": 2.0})
    assert submit(*both, content=b"same") == second
    store.withdraw(first.id, by="Head of Performance", why="Too early")
    assert submit(*both, content=b"same") not in (first, second)


@pytest.mark.parametrize(
    "read_otherwise",
    [
        {"outturn": 2.0},
        {"outturn": 1.0, "numerator": 1.0, "denominator": 100.0},
        {"outturn": 1.0, "commentary": "Fewer bins"},
        {"outturn": float("nan"), "marker": "c"},
    ],
)
def test_the_same_file_read_otherwise_is_no_repetition(submit, shown, read_otherwise):
    first = submit({"outturn": 1.0}, content=b"same")
    second = submit(read_otherwise, content=b"same")
    third = submit({"outturn": 1.0}, content=b"same")
    assert second.id != first.id != third.id
    # Read without the commentary, it says nothing that the second reading does not.
    assert (third.id == second.id) == ("commentary" in read_otherwise)
    assert shown() == [(1.0, "")]


def test_a_repeated_figure_without_a_value_is_known_again(submit):
    suppressed = {"outturn": float("nan"), "marker": "c"}
    first = submit(suppressed, content=b"same")
    assert submit(suppressed, content=b"same") == first


def test_a_file_of_which_nothing_can_be_read_repeats_nothing(submit, store, figures):
    made = submit({"outturn": 1.0}, content=b"same")
    about = {"file_name": "a.csv", "provenance": Provenance.RETURN}
    assert store.preview(figures(), sha256=made.sha256, **about).repeated is None


def test_the_file_itself_is_kept_byte_for_byte(submit, store):
    content = bytes(range(256)) * 500
    made = submit({"outturn": 1.0}, content=content)
    assert store.file(made.sha256) == content


def test_every_action_leaves_a_line_in_the_audit(submit, store):
    made = submit({"outturn": 1.0}, content=b"12345", file_name="é.csv", by="Director of Place")
    store.withdraw(made.id, by="Head of Performance", why="Wrong file")
    actions = store.audit()
    assert actions["action"].tolist() == ["withdraw", "submit", "prepare"]
    assert actions["who"].tolist() == ["Head of Performance", "Director of Place", "kpis"]
    assert actions["submission_id"].tolist() == [made.id, made.id, ""]
    particulars = [json.loads(text) for text in actions["what"]]
    assert particulars[0] == {"file": "é.csv", "why": "Wrong file"}
    assert particulars[1]["bytes"] == 5
    assert (particulars[1]["new"], particulars[1]["restated"], particulars[1]["unchanged"]) == (
        1,
        0,
        0,
    )
    assert particulars[2] == {"version": LATEST}


def test_a_submission_that_fails_half_way_leaves_nothing(submit, store, figures):
    submit({"outturn": 1.0})
    before = store.outturns()
    broken = figures({"outturn": 2.0}, {"measure_id": "air", "outturn": 3.0})
    broken.loc[1, "commentary"] = None  # text is never missing: the table refuses it
    with pytest.raises(StoreError, match=REFUSED):
        store.submit(
            Incoming(
                rows=broken,
                file_name="broken.csv",
                content=b"broken",
                provenance=Provenance.RETURN,
                by="Performance Officer",
            )
        )
    pd.testing.assert_frame_equal(store.outturns(), before)
    assert len(store.submissions()) == 1
    assert len(store.audit()) == 2


def test_rows_of_another_shape_are_refused(store, figures):
    with pytest.raises(FrameError, match="return rows"):
        store.submit(
            Incoming(
                rows=figures({"outturn": 1.0}).drop(columns="marker"),
                file_name="a.csv",
                content=b"a",
                provenance=Provenance.RETURN,
                by="Performance Officer",
            )
        )


def test_a_return_without_figures_is_a_submission_of_none(submit, store):
    made = submit()
    assert (made.new, made.restated, made.unchanged) == (0, 0, 0)
    assert store.outturns().empty
    assert store.has_submissions()


def test_a_submission_is_withdrawn_once(submit, store):
    made = submit({"outturn": 1.0})
    withdrawn = store.withdraw(made.id, by="Head of Performance", why="Wrong file", now=NOON)
    assert withdrawn == store.submission(made.id)
    assert withdrawn.withdrawn_at == NOON
    assert withdrawn.withdrawn_by == "Head of Performance"
    with pytest.raises(StoreError, match=r"14/10/2019 at 12:00 UTC by Head of Performance"):
        store.withdraw(made.id, by="Somebody else", why="Again")


def test_an_unknown_submission_cannot_be_withdrawn(store):
    with pytest.raises(UnknownSubmission):
        store.withdraw("S-20191014-a1b2", by="Head of Performance", why="Wrong file")
    assert len(store.audit()) == 1


def test_a_batch_of_first_returns_is_stored_whole_or_not_at_all(store, figures):
    def incoming(name: str, rows: pd.DataFrame) -> Incoming:
        return Incoming(
            rows=rows,
            file_name=name,
            content=name.encode(),
            provenance=Provenance.PUBLISHED,
            by="first start",
            now=NOON,
        )

    good = incoming("good.csv", figures({"outturn": 1.0}))
    broken_rows = figures({"measure_id": "air", "outturn": 1.0})
    broken_rows.loc[0, "marker"] = None
    with pytest.raises(StoreError, match=REFUSED):
        store.submit_first([good, incoming("broken.csv", broken_rows)])
    assert not store.has_submissions()
    assert [each.submission.file_name for each in store.submit_first([good])] == ["good.csv"]
    assert store.submit_first([incoming("late.csv", figures({"outturn": 2.0}))]) == []
    assert len(store.submissions()) == 1


def test_a_correction_without_a_commentary_keeps_what_was_said_of_the_figure(store, submit):
    submit({"outturn": 23.4, "commentary": "Two rounds were missed"})
    submit({"outturn": 24.0})
    (figure,) = store.outturns().itertuples()
    assert (figure.outturn, figure.commentary) == (24.0, "Two rounds were missed")
    submit({"outturn": 24.0, "commentary": "Counted again"})
    (figure,) = store.outturns().itertuples()
    assert figure.commentary == "Counted again"


def test_a_returned_figure_keeps_nothing_that_was_said_of_an_illustrative_one(store, submit):
    submit({"outturn": 23.4, "commentary": "Made up"}, provenance=Provenance.ILLUSTRATIVE)
    submit({"outturn": 24.0})
    (figure,) = store.outturns().itertuples()
    assert figure.commentary == ""
