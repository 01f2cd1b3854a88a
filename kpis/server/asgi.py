"""The types of a server's parts, and the few things all of them do with a request.

Every part is an ASGI application that has the next one inside: it answers itself, or passes on
what it was asked.
"""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
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


def cookie(scope: Scope, name: str) -> str | None:
    """The value of a cookie as it was sent, or None."""
    for each, value in scope["headers"]:
        if each != b"cookie":
            continue
        for pair in str(value, "latin-1").split(";"):
            found, _, content = pair.strip().partition("=")
            if found == name:
                return content
    return None


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
    await send({"type": "websocket.close", "code": code})
