"""The types of a server's parts, and the few things all of them do with a request.

Every part is an ASGI application that has the next one inside: it answers itself, or passes on
what it was asked.
"""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from starlette.requests import HTTPConnection

from kpis.server import counts

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
_SOCKETS = {1008: "visit_name", 1013: "visits"}  # by the code that a WebSocket is closed with
Headers = Iterable[tuple[bytes, bytes]]


def header(scope: Scope, name: bytes) -> str | None:
    """The first header of that name (in small letters), or None."""
    for each, value in scope["headers"]:
        if each == name:
            return str(value, "latin-1")
    return None


def wants_html(scope: Scope) -> bool:
    """Whether a person looks at the answer: a browser's own requests ask for pages."""
    return "text/html" in (header(scope, b"accept") or "")


def cookies(scope: Scope) -> dict[str, str]:
    """Every cookie of a request, by name: read just as Streamlit reads them.

    Two ways to read them would let somebody be one person to the pages and another to what guards
    them, or be signed in here and not there: a browser sends along whatever other programs under
    the same name have given it.
    """
    return HTTPConnection(scope).cookies


class ChangesHeaders:
    """A part that lets every answer of the next one through, with other headers."""

    def __init__(self, app: App) -> None:
        self.app = app

    def headers(self, scope: Scope, start: Message) -> Headers:
        """What an answer's headers become. start: its beginning, with its status and headers."""
        raise NotImplementedError

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*self.headers(scope, message)]
            await send(message)

        await self.app(scope, receive, send_on)


async def answer(
    send: Send, status: int, headers: Headers, body: bytes = b"", *, head: bool = False
) -> None:
    """One whole answer. head: its headers alone, as a HEAD request asks for."""
    length = (b"content-length", str(len(body)).encode())
    await send(
        {"type": "http.response.start", "status": status, "headers": [*headers, length]},
    )
    await send({"type": "http.response.body", "body": b"" if head else body})


async def refuse_socket(receive: Receive, send: Send, code: int) -> None:
    """End a WebSocket before it is taken up. A browser sees that it failed, and no more."""
    await receive()
    counts.REFUSED.labels(_SOCKETS.get(code, "other")).inc()
    await send({"type": "websocket.close", "code": code})
