"""Which files of the dashboard each visit was offered: Streamlit itself keeps no such list.

A page offers a file by its address at `/media/`, either as it is drawn or once somebody asks for
the download. Both ways lead through Streamlit's manager of such files, and the way is noted there.
Of one that could not be made Streamlit says only that it failed; here it is said why.
"""

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Callable, Container
from typing import TYPE_CHECKING, Any

from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_storage import MediaFileStorageError

from kpis.answering import mark
from kpis.errors import KpisError
from kpis.ui.kit.faults import record_fault, to_quote
from kpis.ui.kit.sentence import sentence_of

if TYPE_CHECKING:
    from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
    from streamlit.runtime.media_file_manager import MediaFileManager

MOST_FILES = 300  # of one visit; a page offers some twenty
FORGET_AT = 64  # visits, before those that are over are looked for


NO_MORE = "This file is not offered any more: reload the page and try again."


class OfferedFile(DeferredFileHandler):
    """Makes a file that a page offers once somebody asks for it, or says why it cannot be made."""

    async def handle(
        self, request: "BackendOperationRequest", session_id: str
    ) -> BackendOperationResponse:
        make = self._get_media_file_mgr().execute_deferred
        answer = BackendOperationResponse(request_id=request.request_id)
        try:
            answer.deferred_file.url = await asyncio.to_thread(make, request.deferred_file.file_id)
        except MediaFileStorageError as error:
            answer.error_msg = _why(error.__cause__, session_id)
        return answer


def say_why_not() -> None:
    """Have Streamlit ask `OfferedFile` in every visit that begins from now on."""
    from streamlit.runtime import app_session

    app_session.DeferredFileHandler = OfferedFile  # type: ignore[attr-defined]


def _why(cause: BaseException | None, session_id: str) -> str:
    if cause is None:
        return NO_MORE
    if isinstance(cause, KpisError):
        return sentence_of(cause)
    number = record_fault(cause, f"a file for visit {mark(session_id)}")
    return f"This file could not be made. {to_quote(number)}"


class HandedOut:
    """known: the ids of all visits that are not over, asked for now and then."""

    def __init__(self, known: Callable[[], Container[str]]) -> None:
        self._known = known
        self._files: dict[str, OrderedDict[str, None]] = {}
        self._lock = threading.Lock()
        self._look_at = FORGET_AT

    def has(self, visit: str, file: str) -> bool:
        with self._lock:
            return file in self._files.get(visit, ())

    def note(self, visit: str, address: str) -> None:
        """That this visit was offered the file at this address."""
        file = address.rpartition("/")[2]
        with self._lock:
            if visit not in self._files and len(self._files) >= self._look_at:
                self._forget()
            files = self._files.setdefault(visit, OrderedDict())
            files[file] = None
            files.move_to_end(file)
            if len(files) > MOST_FILES:
                files.popitem(last=False)

    def watch(self, manager: "MediaFileManager") -> None:
        """Note from now on what this manager gives out."""
        from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

        add, execute = manager.add, manager.execute_deferred

        def add_and_note(*given: Any, **named: Any) -> str:
            address = add(*given, **named)
            run = get_script_run_ctx(suppress_warning=True)
            if run is not None:
                self.note(run.session_id, address)
            return address

        def execute_and_note(file_id: str) -> str:
            asked = manager._deferred_callables.get(file_id)
            address = execute(file_id)
            if asked is not None:
                self.note(asked["session_id"], address)
            return address

        manager.add = add_and_note  # type: ignore[method-assign]
        manager.execute_deferred = execute_and_note  # type: ignore[method-assign]

    def _forget(self) -> None:
        known = self._known()
        self._files = {visit: files for visit, files in self._files.items() if visit in known}
        self._look_at = max(FORGET_AT, 2 * len(self._files))
