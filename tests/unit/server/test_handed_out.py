"""A visit was offered what was drawn for it or made at its asking, and nothing else."""

from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from kpis.server import handed_out
from kpis.server.handed_out import HandedOut


def test_a_file_made_at_ones_asking_is_ones_own():
    manager = MediaFileManager(MemoryMediaFileStorage("/media"))
    offered = HandedOut(lambda: {"one", "two"})
    offered.watch(manager)
    asked_for = manager.add_deferred(lambda: b"a,b\n", "text/csv", "1.0")
    manager._deferred_callables[asked_for]["session_id"] = "one"
    address = manager.execute_deferred(asked_for)
    file = address.removeprefix("/media/")
    assert offered.has("one", file)
    assert not offered.has("two", file)
    assert not offered.has("one", "other.csv")


def test_what_is_drawn_outside_a_visit_is_offered_to_nobody():
    manager = MediaFileManager(MemoryMediaFileStorage("/media"))
    offered = HandedOut(lambda: set())
    offered.watch(manager)
    file = manager.add(b"a", "text/csv", "1.0").removeprefix("/media/")
    assert not offered.has("dontcare", file)


def test_of_one_visit_the_latest_files_are_known(monkeypatch):
    monkeypatch.setattr(handed_out, "MOST_FILES", 2)
    offered = HandedOut(lambda: {"one"})
    for file in ("a", "b", "a", "c"):
        offered.note("one", f"/media/{file}")
    assert [offered.has("one", file) for file in "abc"] == [True, False, True]


def test_visits_that_are_over_are_forgotten(monkeypatch):
    monkeypatch.setattr(handed_out, "FORGET_AT", 3)
    still_open = {"v2", "v3"}
    offered = HandedOut(lambda: still_open)
    for number in range(4):
        offered.note(f"v{number}", "/media/x")
    assert [offered.has(f"v{number}", "x") for number in range(4)] == [False, False, True, True]
