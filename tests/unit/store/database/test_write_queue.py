"""Turns at a store: a writer alone, readers together."""

import pytest

from kpis.store.database.write_queue import NotYet, turn


def test_a_reader_needs_no_turn_where_nobody_has_ever_written(tmp_path):
    with turn(tmp_path / "s", writing=False):
        assert list(tmp_path.iterdir()) == []


def test_a_writer_needs_a_folder_to_wait_in(tmp_path):
    with pytest.raises(FileNotFoundError), turn(tmp_path / "gone" / "s", writing=True):
        pass


@pytest.mark.parametrize(("first", "second"), [(True, True), (True, False), (False, True)])
def test_a_writer_is_alone(tmp_path, first, second):
    with turn(tmp_path / "s", writing=True):
        pass  # the queue file is there from now on
    with (
        turn(tmp_path / "s", writing=first),
        pytest.raises(NotYet),
        turn(tmp_path / "s", writing=second),
    ):
        pass


def test_readers_are_in_together(tmp_path):
    with turn(tmp_path / "s", writing=True):
        pass
    with turn(tmp_path / "s", writing=False), turn(tmp_path / "s", writing=False):
        pass
