"""What a page may say to the server over its connection: what ours say, and nothing beside.

Streamlit understands more than its pages need. Whoever has a connection, and anybody may have one,
could empty the caches of all readers, be told what has been changed in the checkout, or have a
million addresses for files made with one message, for which everybody else waits. Such a message
is left unread.
"""

from typing import TYPE_CHECKING

from kpis.server.upload_limit import MOST_FILES

if TYPE_CHECKING:
    from streamlit.proto.BackMsg_pb2 import BackMsg

MOST_WIDGETS = 1_000  # whose state comes with a click: the fullest page has some sixty
PLAIN = frozenset({"app_heartbeat", "stop_script"})  # nothing in them can be too much
OPERATIONS = frozenset({"deferred_file"})  # a download


def is_of_a_page(message: "BackMsg") -> bool:
    """Whether one of our pages says it, and says no more at once than it has reason to."""
    kind = message.WhichOneof("type")
    if kind == "rerun_script":
        return len(message.rerun_script.widget_states.widgets) <= MOST_WIDGETS
    if kind == "file_urls_request":
        return len(message.file_urls_request.file_names) <= MOST_FILES
    if kind == "backend_operation_request":
        return message.backend_operation_request.WhichOneof("payload") in OPERATIONS
    return kind in PLAIN
