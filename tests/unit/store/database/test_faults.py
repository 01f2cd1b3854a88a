"""What the database reports in its own words, as the sentence a person reads.

The words are those of the pinned version. Where a fault can be brought about, `test_connect.py`
does; these are the ones that need a full disk, a later version or a moment that passes.
"""

import duckdb
import pytest

from kpis.errors import StoreError
from kpis.store.database.faults import as_store_errors
from kpis.store.database.write_queue import NotYet


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            'Cannot open database "s" in read-only mode: database does not exist',
            "There is no store",
        ),
        ("version number 99, but we can only read versions 64 to 67", "made by a later version"),
        ("Corrupt database file: computed checksum does not match", "is damaged"),
        ("Could not write file: No space left on device", "The disk may be full"),
        ("Failed to commit: Could not fsync file", "The disk may be full"),
        ("Cannot open file: Permission denied", "may not read or write it"),
        (
            "Something new went wrong\nwith more of it",
            "after the server: Something new went wrong$",
        ),
    ],
)
def test_a_fault_of_file_or_disk_is_told_with_what_to_do(tmp_path, words, sentence):
    with pytest.raises(StoreError, match=sentence), as_store_errors(tmp_path / "s"):
        raise duckdb.IOException(words)


def test_a_file_that_another_process_holds_is_no_fault_but_a_wait(tmp_path):
    with pytest.raises(NotYet), as_store_errors(tmp_path / "s"):
        raise duckdb.IOException("Could not set lock on file: held elsewhere")


def test_a_value_that_a_table_refuses_is_our_fault_and_says_so(tmp_path):
    sentence = r"looks after the program: NOT NULL failed$"
    with pytest.raises(StoreError, match=sentence) as caught, as_store_errors(tmp_path / "s"):
        raise duckdb.ConstraintException("NOT NULL failed\nmore")
    assert isinstance(caught.value.__cause__, duckdb.ConstraintException)
