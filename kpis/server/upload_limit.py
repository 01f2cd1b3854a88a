"""How much one visit, and all together, may hold of uploaded files in the server's memory.

Streamlit bounds each file alone, and keeps whatever a visit sends until well after it has ended:
forty files of ten megabytes would stay, and forty more. What is beyond the limit is refused as it
arrives, whoever sends it, and the uploader puts a red mark to it.
"""

from typing import Any

from kpis.readers.files.guard import MEGABYTE
from kpis.server import counts

MOST_FILES = 60  # as many as may wait, three times: what the uploader shows is kept beside it
MOST_TOGETHER = 100 * MEGABYTE
MOST_OF_ALL = 1000 * MEGABYTE


def bound_uploads() -> None:
    """Have this process take no more than that from each visit; doing it twice changes nothing."""
    from starlette.exceptions import HTTPException
    from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

    take = MemoryUploadedFileManager.add_file
    if take.__module__ == __name__:
        return

    def add_file(self: Any, session_id: str, file: Any) -> None:
        held = self.file_storage.get(session_id, {})
        sizes = [len(each.data) for key, each in list(held.items()) if key != file.file_id]
        if len(sizes) >= MOST_FILES or sum(sizes) + len(file.data) > MOST_TOGETHER:
            counts.REFUSED.labels("files_of_a_visit").inc()
            raise HTTPException(
                413, "No room for more files in this visit: submit or remove some, or reload."
            )
        if held_now(self) + len(file.data) > MOST_OF_ALL:
            counts.REFUSED.labels("files_of_all").inc()
            raise HTTPException(
                503, "Too many files are waiting. Please try again in some minutes."
            )
        take(self, session_id, file)
        counts.UPLOADS.inc()
        counts.UPLOADED.inc(len(file.data))

    MemoryUploadedFileManager.add_file = add_file  # type: ignore[method-assign]


def held_now(manager: Any) -> int:
    """Bytes of all that are kept now; 0 where nothing keeps them yet."""
    if manager is None:
        return 0
    return sum(
        len(file.data)
        for held in list(manager.file_storage.values())
        for file in list(held.values())
    )
