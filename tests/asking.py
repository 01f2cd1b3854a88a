"""Ask a running dashboard as a program does: any method, any header, nothing followed."""

import http.client
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from websockets.exceptions import InvalidHandshake
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

HTML = ("Accept", "text/html")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]  # names in small letters
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(
    address: str,
    path: str,
    *headers: tuple[str, str],
    method: str = "GET",
    host: str | None = None,
    body: bytes | Iterable[bytes] | None = None,
) -> Answer:
    """host: sent in the place of the address's own."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
    connection.putrequest(method, path, skip_host=host is not None, skip_accept_encoding=True)
    if host is not None:
        connection.putheader("Host", host)
    for name, value in headers:
        connection.putheader(name, value)
    if isinstance(body, bytes):
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body if isinstance(body, bytes) else None)
    told = connection.getresponse()
    answer = Answer(
        told.status, {name.lower(): value for name, value in told.getheaders()}, told.read()
    )
    connection.close()
    return answer


def takes_up(address: str, *, origin: str | None, host: str = "", path: str = "") -> bool:
    """Whether a WebSocket from a page of that origin is taken up."""
    there = urlsplit(address)
    try:
        with connect(
            f"ws://{host or there.netloc}{path or '/_stcore/stream'}",
            sock=socket.create_connection((there.hostname, there.port), 30),
            subprotocols=[Subprotocol("streamlit")],
            origin=Origin(origin) if origin is not None else None,
        ):
            return True
    except InvalidHandshake:
        return False
