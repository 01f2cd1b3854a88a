"""Finding submissions, the history of one figure, and what a file brings no more."""

from datetime import datetime

import pytest

from kpis.frames import NO_LONGER_PRESENT
from kpis.model import Provenance
from kpis.store import Incoming


@pytest.fixture
def several(submit):
    return [
        submit({"outturn": 1.0}, file_name="Streets Q1.xlsx", by="Head of Streets", note="In time"),
        submit({"outturn": 2.0}, file_name="Streets Q2.xlsx", by="Head of Streets", note="100%"),
        submit({"outturn": 3.0}, file_name="Café.csv", by="Ranger", note="Écoles, two_schools"),
    ]


def file_names(store, text="", **options) -> list[str]:
    return store.find_submissions(text, **options)["file_name"].tolist()


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("", ["Café.csv", "Streets Q2.xlsx", "Streets Q1.xlsx"]),
        ("q1.XLSX", ["Streets Q1.xlsx"]),
        ("head of", ["Streets Q2.xlsx", "Streets Q1.xlsx"]),
        ("streets time", ["Streets Q1.xlsx"]),
        ("  time   streets ", ["Streets Q1.xlsx"]),
        ("école", ["Café.csv"]),
        ("100%", ["Streets Q2.xlsx"]),
        ("o_s", ["Café.csv"]),
        ("streets ranger", []),
        ("'; DROP TABLE submission", []),
    ],
)
def test_every_word_is_looked_for_in_file_name_post_and_note(store, several, text, files):
    assert file_names(store, text) == files


def test_submissions_are_found_by_id_and_by_the_digest_of_their_file(store, several):
    for each in several:
        assert file_names(store, each.id) == [each.file_name]
        assert file_names(store, each.sha256.upper()) == [each.file_name]
        assert file_names(store, each.sha256[:16]) == [each.file_name]


def test_as_many_are_given_as_are_asked_for_newest_first(store, several):
    assert file_names(store, limit=2) == ["Café.csv", "Streets Q2.xlsx"]
    assert file_names(store, limit=2, offset=2) == ["Streets Q1.xlsx"]
    assert file_names(store, "streets", limit=1, offset=1) == ["Streets Q1.xlsx"]


def test_submissions_are_found_by_how_far_they_have_come(store, several):
    first, second, third = several
    store.approve(first.id, by="Head of Performance")
    store.publish("2019-20-Q1", by="Head of Performance")
    store.withdraw(second.id, by="Head of Performance", why="Wrong")
    assert file_names(store, state="published") == [first.file_name]
    assert file_names(store, state="withdrawn") == [second.file_name]
    assert file_names(store, state="submitted") == [third.file_name]
    assert file_names(store, state="approved") == []
    assert file_names(store, "ranger", state="withdrawn") == []
    with pytest.raises(ValueError, match="lost"):
        file_names(store, state="lost")


def test_reason_and_note_on_warnings_are_kept_with_a_submission(store, figures):
    def stored(number, **notes):
        return store.submit(
            Incoming(
                rows=figures({"outturn": float(number)}),
                file_name=f"{number}.csv",
                content=str(number).encode(),
                provenance=Provenance.RETURN,
                by="Ranger",
                **notes,
            )
        ).submission

    plain = stored(1)
    explained = stored(2, reason="Two lorries were missed", warnings_note="Checked by hand")
    assert (plain.reason, plain.warnings_note) == ("", "")
    assert (explained.reason, explained.warnings_note) == (
        "Two lorries were missed",
        "Checked by hand",
    )
    assert explained == store.submission(explained.id)
    assert store.submissions()["reason"].tolist() == ["Two lorries were missed", ""]
    assert store.submissions()["warnings_note"].tolist() == ["Checked by hand", ""]


def test_the_history_of_one_figure_says_who_changed_it_and_where(store, submit):
    submit({"outturn": 1.0}, {"outturn": 5.0, "category": "Women", "breakdown": "Sex"})
    second = submit({"outturn": 2.0, "cell": "F9"}, by="Ranger", file_name="second.xlsx")
    submit({"outturn": 3.0, "period_id": "2019-20-Q2"})
    store.withdraw(second.id, by="Head of Performance", why="Wrong")
    revisions = store.figure_history("recycling", "2019-20-Q1", "Northmere")
    assert revisions["outturn"].tolist() == [1.0, 2.0]
    assert revisions["current"].tolist() == [True, False]
    assert revisions["withdrawn_at"].notna().tolist() == [False, True]
    changed = revisions.iloc[1]
    assert (changed["submitted_by"], changed["file_name"]) == ("Ranger", "second.xlsx")
    assert (changed["sheet"], changed["cell"]) == ("Return", "F9")
    of_women = store.figure_history("recycling", "2019-20-Q1", "Northmere", "Sex", "Women")
    assert of_women["outturn"].tolist() == [5.0]
    assert store.figure_history("recycling", "2019-20-Q1", "Southmere").empty


def test_every_figure_that_has_a_history_is_named_once_the_latest_first(store, submit):
    later = {"period_id": "2019-20-Q2", "period_end": datetime(2019, 9, 30)}
    submit({"outturn": 1.0}, {"outturn": 4.0, "breakdown": "Sex", "category": "Women"})
    submit({"outturn": 2.0}, {"outturn": 3.0, "measure_id": "air"})
    store.withdraw(submit(later | {"outturn": 5.0}).id, by="Head of Performance", why="Wrong")
    figures = store.figures_returned("recycling")
    assert figures["period_id"].tolist() == ["2019-20-Q2", "2019-20-Q1", "2019-20-Q1"]
    assert figures["category"].tolist() == ["", "", "Women"]
    assert store.figures_returned("no_such_measure").empty


def test_figures_by_group_are_listed_by_submission_also_of_withdrawn_ones(store, submit):
    group = {"breakdown": "Sex", "category": "Women"}
    first = submit({"outturn": 1.0}, group | {"outturn": 4.0})
    second = submit(group | {"outturn": 3.0})
    store.withdraw(second.id, by="Head of Performance", why="Wrong")
    figures = store.figures_by_group()
    assert figures["outturn"].tolist() == [4.0, 3.0]
    assert figures["submission_id"].tolist() == [first.id, second.id]
    assert set(figures["category"]) == {"Women"}


@pytest.fixture
def missing(store, figures):
    """Measure and figure of what a file with these rows would leave behind."""

    def ask(*rows, file_name="q1.xlsx"):
        gone = NO_LONGER_PRESENT.check(
            store.preview(
                figures(*rows), file_name=file_name, sha256="", provenance=Provenance.RETURN
            ).no_longer_present
        )
        return list(zip(gone["measure_id"], gone["outturn"], strict=True))

    return ask


def test_figures_that_a_file_of_that_name_brought_and_brings_no_more_are_told(submit, missing):
    submit({"outturn": 1.0}, {"measure_id": "air", "outturn": 2.0}, file_name="q1.xlsx")
    assert missing({"outturn": 9.0}) == [("air", 2.0)]
    assert missing({"outturn": 9.0}, file_name="Q1.XLSX") == [("air", 2.0)]
    assert missing({"outturn": 9.0}, {"measure_id": "air"}) == []
    assert missing({"outturn": 9.0}, file_name="q2.xlsx") == []
    assert missing() == []


def test_figures_of_periods_the_file_does_not_speak_of_are_not_missed(submit, missing):
    submit({"outturn": 1.0}, {"measure_id": "air", "outturn": 2.0}, file_name="q1.xlsx")
    assert missing({"outturn": 9.0, "period_id": "2019-20-Q2"}) == []


def test_only_figures_that_stand_are_missed(store, submit, missing):
    withdrawn = submit({"measure_id": "air", "outturn": 2.0}, file_name="q1.xlsx")
    store.withdraw(withdrawn.id, by="Head of Performance", why="Wrong")
    submit({"measure_id": "noise", "outturn": 3.0}, file_name="q1.xlsx")
    submit({"measure_id": "noise", "outturn": 4.0}, file_name="other.xlsx")
    assert missing({"outturn": 9.0}) == []


def test_figures_that_came_with_the_plan_are_not_missed(submit, missing):
    for provenance in (Provenance.PUBLISHED, Provenance.ILLUSTRATIVE):
        submit({"measure_id": "air", "outturn": 2.0}, file_name="q1.xlsx", provenance=provenance)
    assert missing({"outturn": 9.0}) == []


def test_a_preview_says_all_of_it_at_once_and_stores_nothing(store, submit, figures):
    made = submit({"outturn": 1.0}, {"measure_id": "air", "outturn": 2.0}, file_name="q1.xlsx")
    version = store.version()
    rows = figures({"outturn": 1.5})
    about = {"file_name": "q1.xlsx", "provenance": Provenance.RETURN}
    preview = store.preview(rows, sha256="another file", **about)
    assert preview.changes["change"].tolist() == ["restated"]
    assert preview.no_longer_present["measure_id"].tolist() == ["air"]
    assert preview.repeated is None
    same = figures({"outturn": 1.0})
    assert store.preview(same, sha256=made.sha256, **about).repeated == made
    assert store.version() == version


def test_other_series_of_the_same_file_are_not_missed(store, submit, figures):
    made = submit({"measure_id": "air", "outturn": 2.0}, file_name="q1.xlsx")
    about = {"file_name": "q1.xlsx", "provenance": Provenance.RETURN}
    rows = figures({"outturn": 1.0})
    assert store.preview(rows, sha256=made.sha256, **about).no_longer_present.empty
    of_next_quarter = {"sha256": "another file", **about}
    assert len(store.preview(rows, **of_next_quarter).no_longer_present) == 1
    assert store.preview(rows, in_part=True, **of_next_quarter).no_longer_present.empty


def test_submissions_are_found_by_the_measures_they_brought_figures_of(store, submit):
    submit({"outturn": 1.0}, file_name="one.csv")
    submit({"outturn": 2.0, "measure_id": "other"}, file_name="other.csv")
    every = ["other.csv", "one.csv"]
    (one,) = {*store.outturns()["measure_id"]} - {"other"}
    assert file_names(store, measure_ids=["other"]) == ["other.csv"]
    assert file_names(store, measure_ids=["other", one]) == every == file_names(store)
    assert file_names(store, measure_ids=[]) == []
    assert file_names(store, "one", measure_ids=["other"]) == []
