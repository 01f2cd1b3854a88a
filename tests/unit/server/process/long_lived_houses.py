"""What stays is set aside, and what nobody needs any more goes all the same.

Run by test_long_lived.py in a process of their own: here whatever the process holds is looked
through again and again, which beside thousands of other tests takes a second each time.
"""

import gc
import weakref
from collections.abc import Iterator

import pytest

from kpis.server.process import long_lived
from kpis.server.process.long_lived import LongLived, seldom


class House:
    """A server as `LongLived` sees it: its parts are counted here instead of there."""

    def __init__(self) -> None:
        self.made = self.over = 0
        self.visits: set[str] = set()
        self.busy = False
        self.long_lived = LongLived(
            made=lambda: self.made,
            over=lambda: self.over,
            visits=lambda: self.visits,
            is_busy=lambda: self.busy,
        )

    def look(self, times: int = 2) -> None:
        for _ in range(times):
            self.long_lived.look()


class Page:
    """What a visit holds: it knows itself, so that counting references does not end it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def house() -> Iterator[House]:
    """Python itself looks for nothing meanwhile."""
    gc.unfreeze()
    gc.collect()
    gc.disable()
    yield House()
    gc.unfreeze()
    gc.enable()


def left(house: House) -> "weakref.ref[Page]":
    """A page that was there when something was set aside, and that nobody has any more."""
    page = Page()
    house.made += 1
    house.look()
    return weakref.ref(page)


def test_what_is_kept_is_set_aside_once_it_is_all_made(house):
    kept = [object(), []]
    house.made += 1
    house.look(1)
    assert gc.get_freeze_count() == 0  # more is just being made
    house.look(1)
    assert gc.get_freeze_count() > 10_000
    assert not any(each is kept for each in gc.get_objects())


def test_nothing_happens_while_somebody_waits_for_a_page_unless_that_lasts(house):
    house.busy = True
    house.made += 1
    house.look(long_lived.IMPATIENT)
    assert gc.get_freeze_count() == 0
    house.look(1)
    assert gc.get_freeze_count() > 0


def test_what_lay_in_a_cycle_when_it_was_set_aside_goes_when_nobody_is_there(house):
    house.visits = {"one"}
    page = left(house)
    gc.collect()
    assert page() is not None  # what is set aside is not looked through
    house.look()
    assert page() is not None
    house.visits = set()
    house.look(1)
    assert page() is None


@pytest.mark.parametrize("kind", ["visits", "changes"])
def test_it_goes_too_in_a_house_that_is_never_empty(house, kind):
    house.visits = {"stays", *map(str, range(long_lived.MOST_ENDED))}
    page = left(house)
    if kind == "visits":
        house.visits = {"stays", "0"}
        house.look()
        assert page() is not None
        house.visits = {"stays"}
    else:
        house.over = long_lived.MOST_CHANGES - 1
        house.look()
        assert page() is not None
        house.over += 1
    house.look(1)
    assert page() is None
    assert gc.get_freeze_count() > 0


def test_what_was_made_since_is_looked_through_while_nobody_waits(house, monkeypatch):
    house.visits = {"one"}
    left(house)
    page = Page()
    gone = weakref.ref(page)
    del page
    house.look()
    assert gone() is not None
    monkeypatch.setattr(long_lived, "LOOK_AT", 0)
    house.busy = True
    house.look()
    assert gone() is not None
    house.busy = False
    house.look(1)
    assert gone() is None


def test_python_itself_looks_less_often():
    before = gc.get_threshold()
    try:
        seldom()
        assert gc.get_threshold() == long_lived.ALLOCATIONS_BETWEEN
        assert gc.get_threshold()[2] >= 2 * long_lived.LOOK_AT
    finally:
        gc.set_threshold(*before)
