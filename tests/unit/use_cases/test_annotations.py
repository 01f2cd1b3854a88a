"""Pinning a word to a period of a measure, and taking it back."""

from datetime import datetime

import pytest

from kpis.errors import StoreError, UsageError
from kpis.model import AnnotationKind, local_administrator
from kpis.use_cases.annotations import annotate, withdraw_annotation

NOW = datetime(2023, 7, 20, 9)


@pytest.fixture
def pin(store, fictional_plan):
    def call(measure="planning_days", period="2023-24-Q1", text="A new register", by="Officer"):
        return annotate(
            store,
            fictional_plan,
            measure,
            period,
            AnnotationKind.BREAK,
            text,
            actor=local_administrator(by),
            now=NOW,
        )

    return call


def test_an_annotation_is_kept_tidied_with_its_post_and_taken_back(store, pin):
    number = pin(text="  A new\n register ", by=" Officer ")
    (row,) = store.annotations("planning_days").itertuples(index=False)
    assert (row.kind, row.text, row.noted_by) == ("break", "A new register", "Officer")
    withdraw_annotation(store, number, actor=local_administrator("Head of Performance"))
    assert store.annotations().empty
    with pytest.raises(StoreError, match="taken back before"):
        withdraw_annotation(store, number, actor=local_administrator("Head of Performance"))


@pytest.mark.parametrize(
    ("faulty", "sentence"),
    [
        ({"by": " "}, "Say which post pins the note"),
        ({"text": " "}, "Say what readers should know"),
        ({"measure": "nowhere"}, "no measure with the id 'nowhere'"),
        ({"period": "2023-24"}, "is no reporting period of"),
    ],
)
def test_a_faulty_annotation_is_refused_in_a_sentence(store, pin, faulty, sentence):
    with pytest.raises(UsageError, match=sentence):
        pin(**faulty)
    assert store.annotations().empty


def test_taking_a_annotation_back_asks_for_a_post(store, pin):
    with pytest.raises(UsageError, match="which post takes the note back"):
        withdraw_annotation(store, pin(), actor=local_administrator(""))
