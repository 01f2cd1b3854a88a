"""What a sender answered holds for the sender's next file; what was mended stays on record."""

from datetime import datetime

import pytest

from kpis.frames import RETURN_ROWS
from kpis.model import Provenance
from kpis.store import Incoming, MendedCell, Store

NAME, CELL = "unknown-measure: recyling rate", "shown-differs: q2!c4 81"


@pytest.fixture
def submit(store: Store):
    """Submit an empty file with these answers, of which the first kind lasts."""

    def make(answers: dict[str, str], by: str = "Ranger", **more) -> str:
        made = Incoming(
            rows=RETURN_ROWS.empty(),
            file_name="q2.csv",
            content=repr((answers, by, more)).encode(),
            provenance=Provenance.RETURN,
            by=by,
            answers=answers,
            lasting={NAME} & set(answers),
            **more,
        )
        return store.submit(made).submission.id

    return make


def remembered(store: Store, sender: str = "Ranger") -> dict[str, str]:
    return {each.question: each.answer for each in store.answers(sender)}


def test_nothing_is_remembered_of_a_sender_who_answered_nothing(store):
    assert store.answers("Ranger") == []


def test_an_answer_that_lasts_is_remembered_for_its_sender_alone(store, submit):
    made = submit({NAME: "5.2", CELL: "shown"})
    assert remembered(store, "  RANGER ") == {NAME: "5.2"}
    assert remembered(store, "Head of Housing") == {}
    assert store.submission_answers(made) == {NAME: "5.2", CELL: "shown"}


def test_what_is_kept_of_all_is_told_with_whose_it_is(store, submit):
    submit({NAME: "5.2"})
    submit({NAME: "4.1"}, by="Head of Housing")
    submit({NAME: "5.1"}, by="ranger")
    kept = [(each.sender, each.answer) for each in store.answers_of_all()]
    assert kept == [("ranger", "5.1"), ("Head of Housing", "4.1")]


def test_the_answer_given_last_holds(store, submit):
    for answer in ("5.2", "4.1"):
        submit({NAME: answer})
    assert remembered(store) == {NAME: "4.1"}


def test_an_answer_goes_with_the_submission_that_is_withdrawn(store, submit):
    submit({NAME: "5.2"})
    wrong = submit({NAME: "4.1"})
    store.withdraw(wrong, by="Head", why="Wrong measure")
    assert remembered(store) == {NAME: "5.2"}
    assert store.submission_answers(wrong) == {NAME: "4.1"}


def test_an_answer_that_is_forgotten_is_asked_for_again_and_stays_on_record(store, submit):
    made = submit({NAME: "5.2"})
    store.forget_answer("ranger", NAME, by="Head")
    assert remembered(store) == {}
    assert store.submission_answers(made) == {NAME: "5.2"}
    assert store.audit()["action"].iloc[0] == "forget answer"
    store.forget_answer("ranger", NAME, by="Head")
    assert store.audit()["action"].tolist().count("forget answer") == 1


def test_a_mended_file_is_kept_as_it_was_sent_too(store, submit):
    cell = MendedCell(sheet="Q2", cell="C4", before="8l.5", after="81.5")
    made = submit({}, original=b"as it was sent", mended=(cell,))
    other = submit({}, now=datetime(2020, 1, 1))
    (mended,) = store.mended([made, other]).values()
    assert mended.cells == (cell,)
    assert store.file(mended.original) == b"as it was sent"
    assert store.mended([other]) == store.mended([]) == {}
