"""Annotations pinned to a period of a measure: made, taken back, and never lost."""

import json
from datetime import datetime

import pytest

from kpis.errors import StoreError
from kpis.model import AnnotationKind
from kpis.store.database.connect import opened

MONDAY, TUESDAY = datetime(2019, 10, 21, 9, 30), datetime(2019, 10, 22, 9, 30)


@pytest.fixture
def annotation(store):
    def call(measure="recycling", period="2019-20-Q1", kind=AnnotationKind.NOTE, text="A strike"):
        return store.add_annotation(measure, period, kind, text, by="Ranger", now=MONDAY)

    return call


def test_annotations_are_given_of_one_measure_or_of_all_in_the_order_of_making(store, annotation):
    assert store.annotations().empty
    assert [
        annotation(),
        annotation("air", kind=AnnotationKind.BREAK),
        annotation(text="Another"),
    ] == [1, 2, 3]
    assert store.annotations()["number"].tolist() == [1, 2, 3]
    annotations = store.annotations("recycling").to_dict("records")
    assert [each["text"] for each in annotations] == ["A strike", "Another"]
    assert annotations[0] == {
        "number": 1,
        "measure_id": "recycling",
        "period_id": "2019-20-Q1",
        "kind": "note",
        "text": "A strike",
        "noted_at": MONDAY,
        "noted_by": "Ranger",
    }
    assert store.annotations("noise").empty


def test_an_annotation_taken_back_stands_no_more_and_is_kept(store, annotation):
    annotation()
    annotation(text="Another")
    store.withdraw_annotation(1, by="Head of Performance", now=TUESDAY)
    assert store.annotations()["number"].tolist() == [2]
    assert annotation(text="A third") == 3
    with opened(store.path, writing=False) as connection:
        assert connection.execute("SELECT count(*) FROM remark").fetchall() == [(3,)]


@pytest.mark.parametrize("number", [0, 1, 3])
def test_only_an_annotation_that_stands_can_be_taken_back(store, annotation, number):
    annotation()
    annotation(text="Another")
    store.withdraw_annotation(1, by="Head of Performance")
    with pytest.raises(StoreError, match=f"no annotation {number}, or it was taken back"):
        store.withdraw_annotation(number, by="Head of Performance")


def test_a_kind_there_is_not_is_refused_and_nothing_kept(store, annotation):
    with pytest.raises(ValueError, match="gossip"):
        annotation(kind="gossip")
    assert store.annotations().empty


def test_both_leave_a_line_in_the_audit(store, annotation):
    annotation(kind=AnnotationKind.NOT_COMPARABLE, text="Half of the lorries")
    store.withdraw_annotation(1, by="Head of Performance", now=TUESDAY)
    taken_back, made, _ = store.audit().itertuples()
    assert (made.action, made.who, made.recorded_at) == ("remark", "Ranger", MONDAY)
    assert json.loads(made.what)["kind"] == "not_comparable"
    assert json.loads(made.what)["text"] == "Half of the lorries"
    assert (taken_back.action, taken_back.who) == ("withdraw remark", "Head of Performance")
    assert json.loads(taken_back.what) == {"number": 1}
