"""Of what can be said over a connection, what pages say is read, and no more of it than enough."""

import pytest
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest, BackMsg

from kpis.server.messages import MOST_WIDGETS, is_of_a_page
from kpis.server.upload_limit import MOST_FILES


def clicked(widgets: int) -> BackMsg:
    message = BackMsg()
    for number in range(widgets):
        message.rerun_script.widget_states.widgets.add(id=f"widget {number}")
    message.rerun_script.page_name = "submit"
    return message


def files(count: int) -> BackMsg:
    message = BackMsg()
    message.file_urls_request.file_names.extend(["a.csv"] * count)
    message.file_urls_request.request_id = "1"
    return message


def operation(**payload: dict[str, str]) -> BackMsg:
    return BackMsg(backend_operation_request=BackendOperationRequest(request_id="1", **payload))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("message", "is_read"),
    [
        (clicked(0), True),
        (clicked(MOST_WIDGETS), True),
        (clicked(MOST_WIDGETS + 1), False),
        (files(MOST_FILES), True),
        (files(MOST_FILES + 1), False),
        (operation(deferred_file={"file_id": "x"}), True),
        (operation(install_skills={}), False),
        (operation(), False),
        (BackMsg(app_heartbeat=True), True),
        (BackMsg(stop_script=True), True),
        (BackMsg(clear_cache=True), False),
        (BackMsg(load_git_info=True), False),
        (BackMsg(set_run_on_save=True), False),
        (BackMsg(debug_shutdown_runtime=True), False),
        (BackMsg(debug_disconnect_websocket=True), False),
        (BackMsg(), False),
    ],
)
def test_what_our_pages_say_is_read_and_nothing_else(message, is_read):
    assert is_of_a_page(message) == is_read
