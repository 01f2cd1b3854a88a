"""A visit was offered what was drawn for it or made at its asking, and nothing else."""

import inspect
import re
from functools import partial
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest, DeferredFileRequestPayload
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse
from streamlit.runtime import app_session
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from kpis.server import handed_out
from kpis.server.handed_out import NO_MORE, HandedOut, OfferedFile
from kpis.store import Store


@pytest.fixture
def store_away(tmp_path, monkeypatch) -> Path:
    """The path of the server's store, whose files are gone."""
    path = tmp_path / "away.duckdb"
    monkeypatch.setenv("KPIS_STORE", str(path))
    return path


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


def asked_for(run, make) -> BackendOperationResponse:
    """What a browser is answered that asks for a file this makes."""
    manager = MediaFileManager(MemoryMediaFileStorage("/media"))
    offered = manager.add_deferred(make, "text/csv", "1.0") if make else "unknown"
    request = BackendOperationRequest(
        request_id="7", deferred_file=DeferredFileRequestPayload(file_id=offered)
    )
    answer: BackendOperationResponse = run(OfferedFile(lambda: manager).handle(request, "one"))
    assert answer.request_id == "7"
    return answer


def test_a_file_that_can_be_made_is_handed_out_by_its_address(run):
    answer = asked_for(run, lambda: b"a,b\n")
    assert (answer.deferred_file.url.startswith("/media/"), answer.error_msg) == (True, "")


def test_why_a_file_cannot_be_made_is_said_beside_its_button(run, store_away):
    answer = asked_for(run, partial(Store(store_away).file, "0" * 64))
    assert answer.error_msg == (
        "The submitted file 000000000000… is missing from away.files. "
        "Put it back from the latest backup; the figures themselves are unharmed."
    )
    assert not answer.deferred_file.url


def test_of_a_fault_of_ours_a_visitor_gets_its_number_alone(run, caplog):
    def fail() -> bytes:
        raise ZeroDivisionError("a secret of the inside")

    told = asked_for(run, fail).error_msg
    (number,) = re.findall(r"Say ([0-9a-f]{8}) to whoever", told)
    assert f"Fault {number}" in caplog.text
    assert "secret" not in told


def test_a_file_that_is_offered_no_more_is_told_as_that(run):
    assert asked_for(run, None).error_msg == NO_MORE


def test_streamlit_still_asks_the_one_who_says_why(monkeypatch):
    """Held to its source: it is not offered for such use."""
    monkeypatch.setattr(app_session, "DeferredFileHandler", None)
    handed_out.say_why_not()
    assert "DeferredFileHandler(lambda: runtime" in inspect.getsource(app_session.AppSession)
    assert vars(app_session)["DeferredFileHandler"] is OfferedFile


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
