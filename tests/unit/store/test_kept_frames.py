"""What the store answered is given again until somebody writes, and never after that."""

import pytest

from kpis.store import Store, kept_frames
from kpis.store.kept_frames import kept_frame

ROW = {"measure_id": "recycling", "outturn": 40.0}


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch):
    monkeypatch.setattr(kept_frames, "_kept", {})


def test_what_is_asked_again_is_not_read_again(store, submit, monkeypatch):
    submit(ROW)
    first = store.submissions()
    monkeypatch.setattr(Store, "_reading", None)
    assert store.submissions().equals(first)


def test_after_a_write_it_is_read_anew(store, submit):
    submit(ROW)
    assert len(store.submissions()) == 1
    submit(ROW | {"outturn": 41.0})
    assert len(Store(store.path).submissions()) == 2


def test_each_question_has_its_own_answer(store, submit):
    submit(ROW, file_name="one.csv")
    submit(ROW | {"outturn": 41.0}, file_name="two.csv")
    found = {text: len(store.find_submissions(text)) for text in ("one", "two", "csv", "none")}
    assert found == {"one": 1, "two": 1, "csv": 2, "none": 0}
    assert {limit: len(store.find_submissions(limit=limit)) for limit in (1, 2)} == {1: 1, 2: 2}


def test_who_changes_what_they_were_given_changes_it_for_nobody_else(store, submit):
    submit(ROW)
    was = store.submissions()["note"].tolist()
    changed = store.submissions()
    changed.loc[0, "note"] = "Mine."
    changed["file_name"] = "Mine."
    assert store.submissions()["note"].tolist() == was
    assert "Mine." not in store.submissions()["file_name"].tolist()


def test_the_oldest_go_first_and_large_ones_are_not_kept(tmp_path, store, submit, monkeypatch):
    submit(ROW)
    frame = store.submissions()
    read = []

    def ask(question):
        return kept_frame(tmp_path, "1", question, lambda: read.append(question) or frame)

    monkeypatch.setattr(kept_frames, "MOST_KEPT", 2)
    for question in ("a", "b", "a", "c", "a", "b"):
        ask(question)
    assert read == ["a", "b", "c", "b"]
    monkeypatch.setattr(kept_frames, "MOST_ROWS", 0)
    ask("d")
    ask("d")
    assert read[-2:] == ["d", "d"]
