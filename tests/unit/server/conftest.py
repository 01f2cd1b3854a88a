"""A part of the server alone: asked as the web server asks it, without one."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest

from kpis.server.asgi import App
from tests.event_loop import run


@dataclass
class Told:
    """What a part answered: the messages it sent, joined."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    closed: int = 0  # the code a WebSocket was closed with


@pytest.fixture(scope="session", name="run")
def run_to_its_end() -> Callable[[Coroutine[Any, Any, Any]], Any]:
    return run


@pytest.fixture(scope="session")
def asked() -> Callable[..., Told]:
    """Ask a part for a path; `sends` are the pieces of what is sent with it."""

    def ask(
        part: App,
        path: str = "/",
        *headers: tuple[str, str],
        method: str = "GET",
        kind: str = "http",
        scheme: str = "http",
        sends: Iterable[bytes] = (b"",),
        server: tuple[str, int] = ("10.0.0.5", 8501),
    ) -> Told:
        scope = {
            "type": kind,
            "method": method,
            "path": path,
            "scheme": scheme,
            "query_string": b"",
            "server": server,
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers],
        }
        pieces = [*sends]
        told = Told()

        async def receive() -> dict[str, Any]:
            if kind == "websocket":
                return {"type": "websocket.connect"}
            if pieces:
                return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}
            await asyncio.Event().wait()
            raise AssertionError("nothing comes")

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                told.status = message["status"]
                told.headers = {str(n, "latin-1"): str(v, "latin-1") for n, v in message["headers"]}
            elif message["type"] == "http.response.body":
                told.body += message["body"]
            elif message["type"] == "websocket.close":
                told.closed = message["code"]

        run(_run(part, scope, receive, send))
        return told

    return ask


async def _run(part: App, scope: Any, receive: Any, send: Any) -> None:
    await part(scope, receive, send)
