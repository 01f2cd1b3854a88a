"""Contracts of frames: what `conform` makes, what `check` lets through, what both refuse."""

import numpy as np
import pandas as pd
import pytest

from kpis import frames
from kpis.errors import FrameError
from kpis.frames import (
    BENCHMARK,
    FIGURE,
    INEQUALITY,
    INSIGHTS,
    OUTLOOK,
    PERFORMANCE,
    SPC_SUMMARY,
    TEXT,
    TIME,
    WHOLE,
    YES_NO,
    Frame,
)
from kpis.frames.contract import frame_of_rows
from kpis.frames.insights import beside_performance

NOTES = Frame("notes", {"name": TEXT, "figure": FIGURE, "count": WHOLE, "sure": YES_NO, "at": TIME})


def note(**changes):
    values = {
        "name": ["a"],
        "figure": [1.5],
        "count": [2],
        "sure": [True],
        "at": [pd.Timestamp("2019-10-18")],
    }
    return pd.DataFrame(values | changes)


def contracts():
    return [value for value in vars(frames).values() if isinstance(value, Frame)]


@pytest.mark.parametrize("contract", contracts(), ids=lambda contract: contract.name)
def test_an_empty_frame_has_every_column_in_its_type(contract):
    empty = contract.empty()
    assert empty.dtypes.astype("str").to_dict() == contract.columns
    assert contract.check(empty) is empty
    assert contract.conform(empty).dtypes.equals(empty.dtypes)


def test_conforming_puts_columns_in_order_drops_others_and_numbers_rows_from_nought():
    mixed = note(extra=[0]).set_index(pd.Index([7]))[
        ["extra", "at", "sure", "count", "figure", "name"]
    ]
    conformed = NOTES.conform(mixed)
    assert list(conformed.columns) == list(NOTES.columns)
    assert conformed.index.tolist() == [0]


@pytest.mark.parametrize("missing", [None, np.nan, pd.NA, pd.NaT])
def test_missing_text_becomes_empty_text(missing):
    conformed = NOTES.conform(
        note(
            name=pd.Series(["a", missing], dtype=object),
            **{
                name: note()[name].iloc[[0, 0]].to_list()
                for name in ("figure", "count", "sure", "at")
            },
        )
    )
    assert conformed["name"].tolist() == ["a", ""]
    assert conformed["name"].dtype == "str"


def test_whole_numbers_become_figures_and_days_become_times():
    conformed = NOTES.conform(note(figure=[3], at=pd.to_datetime(["2019-10-18"]).as_unit("s")))
    assert conformed["figure"].tolist() == [3.0]
    assert str(conformed["at"].dtype) == TIME


def test_conforming_does_not_let_later_changes_reach_the_frame_it_was_made_from():
    original = note()
    conformed = NOTES.conform(original)
    conformed["figure"] = 9.0
    conformed.loc[0, "name"] = "changed"
    assert original["figure"].tolist() == [1.5]
    assert original["name"].tolist() == ["a"]


def test_a_missing_column_is_named():
    with pytest.raises(FrameError, match="notes lacks count, sure"):
        NOTES.conform(note().drop(columns=["count", "sure"]))
    with pytest.raises(FrameError, match="notes lacks at"):
        NOTES.check(note().drop(columns="at"))


@pytest.mark.parametrize(
    "changes", [{"figure": ["many"]}, {"count": [np.nan]}, {"at": ["no day at all"]}]
)
def test_what_will_not_cast_is_named(changes):
    with pytest.raises(FrameError, match=f"notes.{next(iter(changes))} is not"):
        NOTES.conform(note(**changes))


def arrays(frame):
    """Columns as numpy arrays, text as objects."""
    return {
        name: frame[name].to_numpy(dtype=object if frame[name].dtype == "str" else None)
        for name in frame
    }


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_a_frame_of_arrays_is_what_conforming_makes_of_them(rows):
    mixed = pd.concat([note(extra=[0]), note(name=["ä"], figure=[np.nan]), note(figure=[3])])
    mixed = mixed.reset_index(drop=True).iloc[:rows]
    columns = arrays(mixed)
    made = NOTES.check(NOTES.of(columns))
    pd.testing.assert_frame_equal(made, NOTES.conform(mixed))
    made["figure"], made["name"] = 9.0, "changed"
    for name, values in arrays(mixed).items():
        np.testing.assert_array_equal(columns[name], values)


def test_a_frame_of_arrays_has_no_missing_text_and_refuses_what_conforming_refuses():
    good = arrays(note())
    missing = good | {"name": np.array([None], dtype=object)}
    assert NOTES.of(missing)["name"].tolist() == [""]
    with pytest.raises(FrameError, match="notes lacks at"):
        NOTES.of({name: values for name, values in good.items() if name != "at"})
    for name, values in {"figure": ["many"], "count": [np.nan], "at": ["no day at all"]}.items():
        with pytest.raises(FrameError, match=f"notes.{name} is not"):
            NOTES.of(good | {name: np.array(values)})


def test_checking_refuses_a_column_of_another_type_and_allows_further_ones():
    good = NOTES.conform(note()).assign(extra=1)
    assert NOTES.check(good) is good
    with pytest.raises(FrameError, match="notes: figure is str, not float64; count is float64"):
        NOTES.check(good.assign(figure="1", count=1.0))


class Key:
    name: str


class Figure:
    figure: float
    count: int


class NoteRow(Key, Figure):
    """Columns of two bases and some of its own."""

    sure: bool
    at: pd.Timestamp


def test_a_class_of_rows_gives_a_column_for_each_attribute_in_order():
    assert frame_of_rows("notes", NoteRow) == NOTES


def test_rows_have_the_attributes_their_class_declares():
    frame = frame_of_rows("notes", NoteRow)
    (row,) = frame.rows(note())
    assert (row.name, row.figure, row.count, row.sure) == ("a", 1.5, 2, True)
    assert row.at == pd.Timestamp("2019-10-18")
    assert frame.rows(frame.empty()) == ()
    with pytest.raises(FrameError, match="notes lacks sure"):
        frame.rows(note().drop(columns="sure"))


def test_insights_are_the_report_and_what_the_analysis_adds_to_it():
    expected = PERFORMANCE.columns | {"without_period_id": TEXT, "without_marker": TEXT}
    for frame, prefix in (
        (SPC_SUMMARY, ""),
        (OUTLOOK, ""),
        (BENCHMARK, "benchmark_"),
        (INEQUALITY, "inequality_"),
    ):
        names = beside_performance(frame, prefix)
        expected |= {name: frame.columns[column] for column, name in names.items()}
    expected |= {"inequality_illustrative": YES_NO}
    assert list(INSIGHTS.columns.items()) == list(expected.items())
