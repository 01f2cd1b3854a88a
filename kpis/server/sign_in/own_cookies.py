"""Cookies of one council apart from those of the others in the same house.

A browser keeps cookies by the name of a host, whatever the port: without this, signing in at one
council would overwrite who somebody is at another, and a visit of one be offered to the other. So
each council's cookies have its name at their end, `kpis_visit.northmere`, and within they are as
everywhere else. A cookie without the name is no cookie of this council's.
"""

from collections.abc import Iterable

from kpis.server.asgi import App, Message, Receive, Scope, Send
from kpis.server.sign_in.cookies import FOR_SCRIPTS

# It says of nobody who they are: a script of Streamlit's own reads it by its name, sends it back
# as a header, and the server sees that the two are alike.
SHARED = FOR_SCRIPTS


class OwnCookies:
    """council: its name, without dots."""

    def __init__(self, app: App, council: str) -> None:
        self.app = app
        self.end = f".{council}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return

        async def send_on(message: Message) -> None:
            if "headers" in message:  # the beginning of an answer, or of a WebSocket
                message["headers"] = [*map(self._given, message["headers"])]
            await send(message)

        await self.app({**scope, "headers": self._taken(scope["headers"])}, receive, send_on)

    def _taken(self, headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """With this council's cookies alone, by the names they have within."""
        kept, cookies = [], []
        for name, value in headers:
            if name == b"cookie":
                cookies += [each.strip() for each in value.split(b";")]
            else:
                kept.append((name, value))
        own = [within for each in cookies if (within := self._within(each))]
        return [*kept, (b"cookie", b"; ".join(own))] if own else kept

    def _within(self, cookie: bytes) -> bytes:
        name, equals, value = cookie.partition(b"=")
        if name == SHARED.encode():
            return cookie
        return name.removesuffix(self.end) + equals + value if name.endswith(self.end) else b""

    def _given(self, header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
        name, value = header
        if name.lower() != b"set-cookie":
            return header
        cookie, equals, rest = value.partition(b"=")
        return header if cookie == SHARED.encode() else (name, cookie + self.end + equals + rest)
