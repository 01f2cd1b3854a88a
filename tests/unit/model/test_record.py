"""A record behaves as a frozen dataclass made of keywords does, though its class is made faster."""

import copy
import pickle
from abc import ABC, abstractmethod
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, is_dataclass, replace
from typing import ClassVar

import pytest

from kpis.model.record import Record


class Place(Record):
    """Where."""

    kind: ClassVar[str] = "place"

    sheet: str = ""
    cell: str


class Sentence(Place, ABC):
    @property
    @abstractmethod
    def said(self) -> str: ...


class Told(Sentence):
    found: str
    sheet: str = "Q2"

    @property
    def said(self) -> str:
        return f"{self.cell}: {self.found}"


@dataclass(frozen=True, kw_only=True)
class PlaceAsDataclass:
    sheet: str = ""
    cell: str


def test_fields_come_from_the_classes_above_and_a_default_may_be_another():
    told = Told(cell="D14", found="12")
    assert (told.sheet, told.cell, told.found) == ("Q2", "D14", "12")
    assert told.said == "D14: 12"


def test_it_is_a_dataclass_for_whoever_asks():
    told = Told(cell="D14", found="12")
    assert is_dataclass(told)
    assert [field.name for field in fields(told)] == ["sheet", "cell", "found"]
    assert asdict(told) == {"sheet": "Q2", "cell": "D14", "found": "12"}
    assert replace(told, cell="D15") == Told(cell="D15", found="12")


def test_it_is_shown_as_a_dataclass_is():
    shown = repr(PlaceAsDataclass(cell="A1")).removeprefix("PlaceAsDataclass")
    assert repr(Place(cell="A1")) == "Place" + shown


def test_records_of_one_class_and_equal_fields_are_equal_whatever_the_order_they_were_given_in():
    one, other = Place(sheet="Q1", cell="A1"), Place(cell="A1", sheet="Q1")
    assert one == other
    assert hash(one) == hash(other)
    assert len({one, other, Place(cell="A1")}) == 2


def test_a_record_is_not_equal_to_one_of_another_class_with_the_same_fields():
    class Elsewhere(Place):
        """The same fields."""

    assert Place(cell="A1") != Elsewhere(cell="A1")
    assert Place(cell="A1") != PlaceAsDataclass(cell="A1")


def test_a_default_that_could_change_is_made_for_each():
    class Named(Record):
        words: dict[str, str] = field(default_factory=dict)

    one, other = Named(), Named()
    assert one == other == Named(words={})
    assert one.words is not other.words


@pytest.mark.parametrize("given", [{}, {"sheet": "Q1"}, {"cell": "A1", "row": 1}, {"kind": "x"}])
def test_a_field_that_is_lacking_or_unknown_is_refused(given):
    with pytest.raises(TypeError, match=r"cell|row|kind"):
        Place(**given)


def test_a_record_cannot_be_changed():
    place = Place(cell="A1")
    with pytest.raises(FrozenInstanceError):
        place.cell = "A2"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del place.cell
    assert place.cell == "A1"


def test_a_class_that_leaves_something_open_makes_no_records():
    with pytest.raises(TypeError, match="abstract"):
        Sentence(cell="A1")  # type: ignore[abstract]


def test_copies_and_what_is_unpickled_are_equal():
    place = Place(cell="A1")
    assert copy.deepcopy(place) == place
    assert pickle.loads(pickle.dumps(place)) == place
