"""A visit without a browser: what a page costs, asked for as a browser asks for it."""

import contextlib
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

SENT_TWICE = "2|93930607|90c909a8876b01656916167880c8e5d1|1796034527"  # any that has its form


class Visit:
    """id: Streamlit's, once a page is drawn.

    texts: what was drawn by the last run, each element's own HTML or words.
    """

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self.id = ""
        self.texts: list[str] = []

    @property
    def extensions(self) -> str:
        """What was agreed upon for the connection, as the server names it."""
        answer = self._connection.response
        return answer.headers.get("Sec-WebSocket-Extensions", "") if answer else ""

    def say(self, message: BackMsg) -> None:
        self._connection.send(message.SerializeToString())

    def hear(self) -> ForwardMsg:
        """The next message of the server. Raises TimeoutError where none comes in two minutes."""
        answer = ForwardMsg()
        answer.ParseFromString(self._connection.recv(timeout=120))
        return answer

    def until(self, kind: str) -> list[str]:
        """The kinds of all messages up to the next of that kind, which is the last of them."""
        kinds = [str(self.hear().WhichOneof("type"))]
        while kinds[-1] != kind:
            kinds.append(str(self.hear().WhichOneof("type")))
        return kinds

    def rerun(self, page: str = "", query: str = "") -> float:
        """Seconds until the page is drawn."""
        ask = BackMsg()
        ask.rerun_script.page_name, ask.rerun_script.query_string = page, query
        begun = time.monotonic()
        self.say(ask)
        finished = False
        self.texts = []
        while not finished:
            answer = self.hear()
            self.id = answer.new_session.initialize.session_id or self.id
            drawn = answer.delta.new_element
            self.texts += filter(None, (drawn.html.body, drawn.alert.body, drawn.markdown.body))
            finished = answer.WhichOneof("type") == "script_finished"
        return time.monotonic() - begun


@contextlib.contextmanager
def visit(
    address: str, *, comes_from: str = "127.0.0.1", host: str = "", **headers: str
) -> Iterator[Visit]:
    """A visit to the dashboard at this address. headers: sent with it, "Cookie" for instance.

    comes_from: one of the addresses that this machine has for itself, 127.0.0.2 for instance.
    host: the name that the dashboard is asked for by; "" for the one in its address.

    Streamlit believes cookies beside which its token is sent twice, as its own script does.
    """
    headers["Cookie"] = "; ".join(
        filter(None, (headers.get("Cookie"), f"_streamlit_xsrf={SENT_TWICE}"))
    )
    there = urlsplit(address)
    line = socket.create_connection((there.hostname, there.port), 60, (comes_from, 0))
    named = host or there.netloc
    with connect(
        f"ws://{named}/_stcore/stream",
        sock=line,
        subprotocols=[Subprotocol("streamlit"), Subprotocol(SENT_TWICE)],
        max_size=None,
        origin=Origin(f"{there.scheme}://{named}"),
        additional_headers=headers,
    ) as connection:
        yield Visit(connection)
