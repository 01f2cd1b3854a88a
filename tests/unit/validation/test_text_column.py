"""Distinct texts and combinations of numbers, against the same told by dictionaries."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from kpis.validation.text_column import TextColumn, combine, positions

numbers = st.integers(-1, 5)


@given(st.lists(st.tuples(numbers, numbers, numbers), max_size=30))
def test_rows_are_numbered_by_their_combination_in_order_of_first_appearance(rows):
    columns = [np.array([row[at] for row in rows], dtype="int64") for at in range(3)]
    codes, first = combine(*columns)
    seen = list(dict.fromkeys(rows))
    assert codes.tolist() == [seen.index(row) for row in rows]
    assert first.tolist() == [rows.index(row) for row in seen]


def test_combinations_stay_apart_where_their_product_is_beyond_an_integer():
    large = np.array([0, 2**40, 0, 2**40])
    codes, _ = combine(large, np.array([0, 0, 2**40, 2**40]), np.array([0, 0, 0, 0]))
    assert codes.tolist() == [0, 1, 2, 3]


def test_a_column_asks_each_distinct_text_once():
    texts_asked = []
    column = TextColumn.of(pd.array(["b", "a", "b", ""], dtype="str"))

    def length(text: str) -> int:
        texts_asked.append(text)
        return len(text)

    lengths = column.meaning(length, "int64")
    assert lengths.tolist() == [1, 1, 1, 0]
    assert texts_asked == ["b", "a", ""]
    assert column.filled.tolist() == [True, True, True, False]
    assert column[1] == "a"
    assert len(column) == 4


def test_a_column_without_rows_has_no_meaning_to_ask_for():
    column = TextColumn.of(pd.array([], dtype="str"))
    assert column.where(bool).tolist() == []
    assert column.filled.tolist() == []


def test_two_names_may_become_one():
    column = TextColumn.of(pd.array(["Hackney", "hackney", "Newham"], dtype="str"))
    renamed = column.renamed(name.title() for name in column.distinct)
    assert renamed.codes.tolist() == [0, 0, 1]
    assert renamed.distinct == ["Hackney", "Newham"]


def test_further_texts_keep_the_numbers_of_those_already_there():
    column = TextColumn.of(pd.array(["a", "b"], dtype="str"))
    assert column.numbers_of(pd.array(["c", "b", "c"], dtype="str")).tolist() == [2, 1, 2]


def test_positions_are_those_where_a_mask_is_true():
    assert positions(np.array([True, False, True])) == [0, 2]
