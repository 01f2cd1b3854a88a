"""A folder that is kept as it should be: what changed is written, what is gone removed."""

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from kpis.errors import ExportError
from kpis.use_cases.publishing.folder import LISTED, is_as_written, write

FILES = {"index.html": b"one", "measures/a.html": b"two", "measures/b.html": b"three"}


def held(folder):
    """Path → content of everything in it but the list."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != LISTED
    }


def counts(written):
    return written.written, written.unchanged, written.removed


def test_only_what_changed_is_written_again(tmp_path):
    folder = tmp_path / "site"
    assert counts(write(folder, FILES, "first")) == (3, 0, 0)
    before = (folder / "index.html").stat().st_mtime_ns
    changed = FILES | {"measures/a.html": b"changed"}
    assert counts(write(folder, changed, "second")) == (1, 2, 0)
    assert held(folder) == changed
    assert (folder / "index.html").stat().st_mtime_ns == before


def test_what_somebody_changed_by_hand_is_mended(tmp_path):
    write(tmp_path, FILES, "same")
    assert counts(is_as_written(tmp_path, "same")) == (0, 3, 0)
    (tmp_path / "index.html").write_bytes(b"by hand")
    assert is_as_written(tmp_path, "same") is None
    assert counts(write(tmp_path, FILES, "same")) == (1, 2, 0)
    assert held(tmp_path) == FILES


def test_what_was_made_of_something_else_is_not_as_it_should_be(tmp_path):
    assert is_as_written(tmp_path, "same") is None
    write(tmp_path, FILES, "same")
    assert is_as_written(tmp_path, "other") is None


def test_what_is_gone_is_removed_with_its_folder_and_files_of_others_stay(tmp_path):
    write(tmp_path, FILES, "first")
    (tmp_path / "CNAME").write_bytes(b"kept")
    assert counts(write(tmp_path, {"index.html": b"one"}, "second")) == (0, 1, 2)
    assert held(tmp_path) == {"index.html": b"one", "CNAME": b"kept"}
    assert not (tmp_path / "measures").exists()


def test_a_folder_of_others_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(ExportError, match="not written by this command"):
        write(tmp_path, FILES, "first")
    assert held(tmp_path) == {"letter.txt": b"mine"}


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "site").write_text("a file")
    with pytest.raises(ExportError, match="is no folder"):
        write(tmp_path / "site", FILES, "first")


@pytest.mark.parametrize(
    "content",
    [
        *("no list", "[]", "{}"),
        '{"made_of": "first", "files": {"../outside.txt": ""}}',
        '{"made_of": "first", "files": {"/outside.txt": ""}}',
    ],
)
def test_a_list_that_cannot_be_read_stops_it_before_anything_is_removed(tmp_path, content):
    write(tmp_path, FILES, "first")
    (tmp_path / LISTED).write_text(content)
    with pytest.raises(ExportError, match="cannot be read"):
        write(tmp_path, {}, "second")
    assert held(tmp_path) == FILES


def test_where_not_everything_can_be_written_nothing_is_changed(tmp_path):
    """What is to be a folder is a file: it is seen before the first page has moved."""
    write(tmp_path, FILES, "first")
    odd = FILES | {"index.html": b"new", "index.html/below.html": b"x"}
    with pytest.raises(ExportError, match="could not be written"):
        write(tmp_path, odd, "second")
    assert held(tmp_path) == FILES


def test_a_file_of_others_in_the_place_of_a_page_is_not_written_over(tmp_path):
    write(tmp_path, {"index.html": b"one"}, "first")
    (tmp_path / "robots.txt").write_bytes(b"mine")
    with pytest.raises(ExportError, match=r"robots\.txt was not written by this command"):
        write(tmp_path, {"index.html": b"new", "robots.txt": b"ours"}, "second")
    assert held(tmp_path) == {"index.html": b"one", "robots.txt": b"mine"}


@pytest.mark.parametrize("stopped_at", range(1, 6))
def test_whoever_was_stopped_halfway_writes_it_whole_the_next_time(
    tmp_path, monkeypatch, stopped_at
):
    """Stopped as by a power cut: before any move of a file into its place, none tidied away."""
    folder = tmp_path / "site"
    write(folder, {"index.html": b"old", "gone.html": b"old"}, "first")
    moves, move = [], os.replace

    def cut(*places):
        moves.append(places)
        if len(moves) == stopped_at:
            raise KeyboardInterrupt
        move(*places)

    with monkeypatch.context() as during:
        during.setattr(os, "replace", cut)
        during.setattr("kpis.use_cases.publishing.folder.shutil.rmtree", lambda *_, **__: None)
        with suppress(KeyboardInterrupt):
            write(folder, FILES, "second")
    assert is_as_written(folder, "second") is None
    write(folder, {"index.html": b"third"}, "third")
    assert held(folder) == {"index.html": b"third"}


def test_two_that_write_at_once_leave_one_whole_folder(tmp_path):
    """Each waits for the other, so neither finds its files moved away under its hands."""
    whole = [{f"{number}.html": name for number in range(40)} for name in (b"one", b"two")]
    with ThreadPoolExecutor(4) as at_once:
        list(at_once.map(lambda files: write(tmp_path, files, "of one"), whole * 3))
    assert held(tmp_path) in whole
    assert is_as_written(tmp_path, "of one") is not None
