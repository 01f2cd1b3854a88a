"""A visit without a browser: what a page costs, asked for as a browser asks for it."""

import contextlib
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol


class Visit:
    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    @property
    def extensions(self) -> str:
        """What was agreed upon for the connection, as the server names it."""
        answer = self._connection.response
        return answer.headers.get("Sec-WebSocket-Extensions", "") if answer else ""

    def rerun(self, page: str = "", query: str = "") -> float:
        """Seconds until the page is drawn."""
        ask = BackMsg()
        ask.rerun_script.page_name, ask.rerun_script.query_string = page, query
        begun = time.monotonic()
        self._connection.send(ask.SerializeToString())
        finished = False
        while not finished:
            answer = ForwardMsg()
            answer.ParseFromString(self._connection.recv(timeout=60))
            finished = answer.WhichOneof("type") == "script_finished"
        return time.monotonic() - begun


@contextlib.contextmanager
def visit(address: str) -> Iterator[Visit]:
    """A visit to the dashboard at this address."""
    with connect(
        f"ws://{urlsplit(address).netloc}/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
        origin=Origin(address),
    ) as connection:
        yield Visit(connection)
