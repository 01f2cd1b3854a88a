"""Frames on their way into the database and back: types, gaps and order survive."""

import duckdb
import numpy as np
import pandas as pd
import pytest

from kpis.errors import FrameError
from kpis.frames import FIGURE, TEXT, TIME, WHOLE, YES_NO, Frame
from kpis.store.database import arrow
from kpis.store.database.arrow import FEW, ROW_GROUP, frame_of, register

THINGS = Frame("things", {"name": TEXT, "size": FIGURE, "at": TIME, "count": WHOLE, "on": YES_NO})
SELECT = 'SELECT name, size, "at", count, "on", position FROM things'


@pytest.fixture
def connection():
    with duckdb.connect() as opened:
        yield opened


def things(count: int) -> pd.DataFrame:
    numbers = np.arange(count)
    return THINGS.conform(
        pd.DataFrame(
            {
                "name": [f"thing {number} é “” \n" for number in numbers],
                "size": np.where(numbers % 3 == 0, np.nan, numbers / 7),
                "at": np.where(
                    numbers % 2 == 0, np.datetime64("NaT"), np.datetime64("2019-10-14T12:00:00.123")
                ),
                "count": numbers,
                "on": numbers % 2 == 0,
            }
        )
    )


@pytest.mark.parametrize("few", [0, FEW])  # by way of Arrow, or as it is
@pytest.mark.parametrize("count", [0, 1, 5000])
def test_a_frame_comes_back_as_it_went(connection, monkeypatch, count, few):
    monkeypatch.setattr(arrow, "FEW", few)
    frame = things(count)
    register(connection, "things", THINGS, frame)
    fetched = frame_of(THINGS, connection, SELECT, rising="position")
    pd.testing.assert_frame_equal(fetched, frame)


def test_a_frame_of_several_parts_keeps_its_order(connection):
    frame = things(FEW + 2 * ROW_GROUP)
    register(connection, "things", THINGS, frame)
    query = f"{SELECT} WHERE position % {ROW_GROUP} < 2"
    at = np.arange(1, len(frame) + 1) % ROW_GROUP < 2
    pd.testing.assert_frame_equal(
        frame_of(THINGS, connection, query), frame[at].reset_index(drop=True)
    )


@pytest.mark.parametrize("few", [0, FEW])
def test_a_gap_is_null_in_between(connection, monkeypatch, few):
    monkeypatch.setattr(arrow, "FEW", few)
    register(connection, "things", THINGS, things(6))
    query = 'SELECT count(size), count("at"), count(name) FROM things'
    assert connection.execute(query).fetchall() == [(4, 3, 6)]


def test_rows_are_put_in_order_when_they_do_not_come_so(connection):
    register(connection, "things", THINGS, things(100))
    mixed = f"{SELECT} ORDER BY hash(position)"
    fetched = frame_of(THINGS, connection, mixed, rising="position")
    pd.testing.assert_frame_equal(fetched, things(100))
    assert not frame_of(THINGS, connection, mixed)["count"].is_monotonic_increasing


def test_a_frame_that_breaks_its_contract_goes_no_further(connection):
    with pytest.raises(FrameError, match="lacks size"):
        register(connection, "things", THINGS, things(1).drop(columns="size"))
    register(connection, "things", THINGS, things(1))
    with pytest.raises(KeyError):
        frame_of(THINGS, connection, "SELECT name FROM things")
