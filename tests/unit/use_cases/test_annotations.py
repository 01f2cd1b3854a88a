"""Pinning a word to a period of a measure, and taking it back."""

from datetime import datetime

import pytest

from kpis.errors import StoreError, UsageError
from kpis.model import RemarkKind
from kpis.use_cases.annotations import pin_remark, take_back_remark

NOW = datetime(2023, 7, 20, 9)


@pytest.fixture
def pin(store, fictional_plan):
    def call(measure="planning_days", period="2023-24-Q1", text="A new register", by="Officer"):
        return pin_remark(
            store, fictional_plan, measure, period, RemarkKind.BREAK, text, by=by, now=NOW
        )

    return call


def test_a_remark_is_kept_tidied_with_its_post_and_taken_back(store, pin):
    number = pin(text="  A new\n register ", by=" Officer ")
    (row,) = store.remarks("planning_days").itertuples(index=False)
    assert (row.kind, row.text, row.noted_by) == ("break", "A new register", "Officer")
    take_back_remark(store, number, by="Head of Performance")
    assert store.remarks().empty
    with pytest.raises(StoreError, match="taken back before"):
        take_back_remark(store, number, by="Head of Performance")


@pytest.mark.parametrize(
    ("faulty", "sentence"),
    [
        ({"by": " "}, "Say which post pins the note"),
        ({"text": " "}, "Say what readers should know"),
        ({"measure": "nowhere"}, "no measure with the id 'nowhere'"),
        ({"period": "2023-24"}, "is no reporting period of"),
    ],
)
def test_a_faulty_remark_is_refused_in_a_sentence(store, pin, faulty, sentence):
    with pytest.raises(UsageError, match=sentence):
        pin(**faulty)
    assert store.remarks().empty


def test_taking_a_remark_back_asks_for_a_post(store, pin):
    with pytest.raises(UsageError, match="which post takes the note back"):
        take_back_remark(store, pin(), by="")
