"""What the database reports in its own words, as the sentence a person reads.

The words are those of the pinned version. Where a fault can be brought about, `test_connect.py`
does; these are the ones that need a full disk, a later version or a moment that passes.
"""

import errno
import os

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
        ("Could not write file: No space left on device", "The disk is full: make room"),
        ("Could not write file: Disk quota exceeded", "The disk is full: make room"),
        ("Failed to commit: Could not fsync file: Input/output", "the server: Failed to commit"),
        ("Cannot open file: Permission denied", "this user may not read and write it, or not in"),
        ("Failed to commit: Cannot open file: Permission denied", "this user may not read and w"),
        ("Cannot open file: Read-only file system", "on a disk that can only be read"),
        (
            "Something new went wrong\nwith more of it",
            "after the server: Something new went wrong$",
        ),
    ],
)
def test_a_fault_of_file_or_disk_is_told_with_what_to_do(tmp_path, words, sentence):
    with pytest.raises(StoreError, match=sentence), as_store_errors(tmp_path / "s"):
        raise duckdb.IOException(words)


def test_after_a_fault_that_ends_all_it_is_left_open_whether_it_was_kept(tmp_path):
    words = "FATAL Error: fsync failed!"
    sentence = r"its disk reports a fault\. Look whether this was kept before you try again\."
    with pytest.raises(StoreError, match=sentence), as_store_errors(tmp_path / "s"):
        raise duckdb.FatalException(words)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "The disk is full: make room and try again"),
        (errno.EFBIG, "The disk is full: make room and try again"),
        (errno.EDQUOT, "The disk is full: make room and try again"),
        (errno.EACCES, "this user may not read and write it, or not in its folder"),
        (errno.EROFS, "it is on a disk that can only be read"),
        (errno.EIO, "could not be opened: Input/output error"),
    ],
)
def test_a_full_disk_and_a_closed_folder_are_told_apart(tmp_path, number, sentence):
    with pytest.raises(StoreError, match=sentence), as_store_errors(tmp_path / "s"):
        raise OSError(number, os.strerror(number))


def test_a_file_that_another_process_holds_is_no_fault_but_a_wait(tmp_path):
    with pytest.raises(NotYet), as_store_errors(tmp_path / "s"):
        raise duckdb.IOException("Could not set lock on file: held elsewhere")


def test_a_value_that_a_table_refuses_is_our_fault_and_says_so(tmp_path):
    sentence = r"looks after the program: NOT NULL failed$"
    with pytest.raises(StoreError, match=sentence) as caught, as_store_errors(tmp_path / "s"):
        raise duckdb.ConstraintException("NOT NULL failed\nmore")
    assert isinstance(caught.value.__cause__, duckdb.ConstraintException)
