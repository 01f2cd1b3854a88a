"""One visit holds no more in the server's memory than it may, whoever sends it."""

import pytest
from starlette.exceptions import HTTPException
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from kpis.server import upload_limit


@pytest.fixture
def manager(monkeypatch) -> MemoryUploadedFileManager:
    monkeypatch.setattr(MemoryUploadedFileManager, "add_file", MemoryUploadedFileManager.add_file)
    upload_limit.bound_uploads()
    upload_limit.bound_uploads()
    return MemoryUploadedFileManager("/upload")


def send(manager: MemoryUploadedFileManager, key: str, size: int, visit: str = "one") -> None:
    manager.add_file(visit, UploadedFileRec(key, f"{key}.csv", "text/csv", bytes(size)))


def test_files_beyond_the_number_of_a_visit_are_refused(manager):
    for number in range(upload_limit.MOST_FILES):
        send(manager, str(number), 1)
    with pytest.raises(HTTPException) as refused:
        send(manager, "more", 1)
    assert refused.value.status_code == 413
    send(manager, "0", 2)  # in the place of one that is there
    send(manager, "more", 1, visit="another")
    manager.remove_file("one", "0")
    send(manager, "more", 1)


def test_files_beyond_the_sum_of_a_visit_are_refused(manager, monkeypatch):
    monkeypatch.setattr(upload_limit, "MOST_TOGETHER", 100)
    send(manager, "a", 60)
    with pytest.raises(HTTPException):
        send(manager, "b", 41)
    send(manager, "b", 40)
    assert len(manager.get_files("one", ["a", "b"])) == 2
    manager.remove_session_files("one")
    send(manager, "c", 100)


def test_files_beyond_the_sum_of_all_visits_are_refused_until_some_are_over(manager, monkeypatch):
    monkeypatch.setattr(upload_limit, "MOST_OF_ALL", 100)
    send(manager, "a", 60, visit="one")
    with pytest.raises(HTTPException) as refused:
        send(manager, "b", 41, visit="two")
    assert refused.value.status_code == 503
    send(manager, "b", 40, visit="two")
    manager.remove_session_files("one")
    send(manager, "c", 60, visit="three")
