"""Which names the dashboard answers to, and from whose pages it may be asked.

A page of another site cannot read what is here, unless it makes its own name lead here first. So
a request must name the dashboard by a name that is its own. A WebSocket, and whatever changes
something, must come from a page of the dashboard itself.
"""

import re
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

from kpis.server.asgi import App, Receive, Scope, Send, header, refuse_socket
from kpis.server.error_pages import send_error

ALWAYS = ("localhost", "127.0.0.1", "::1")
POLICY = 1008  # of a WebSocket that is refused
_NAME = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:[0-9]{1,5})?", re.IGNORECASE)
LOOKS_ONLY = ("GET", "HEAD", "OPTIONS")


def own_names(address: str, more: Iterable[str] = ()) -> frozenset[str]:
    """The names of a dashboard that listens at this address, in small letters.

    more: as whoever runs it says. Where others reach it, it also answers to the machine's name.
    """
    names = {*ALWAYS, address, *more}
    if address not in ALWAYS:
        names |= {socket.gethostname(), socket.getfqdn()}
    return frozenset(name.strip("[]").lower().rstrip(".") for name in names if name)


class Hosts:
    def __init__(self, app: App, names: frozenset[str]) -> None:
        self.app = app
        self.names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            if self._is_own(scope) and _from_own_page(scope, must=True):
                await self.app(scope, receive, send)
            else:
                await refuse_socket(receive, send, POLICY)
        elif not self._is_own(scope):
            await send_error(scope, send, 421)
        elif not _from_own_page(scope, must=False):
            await send_error(scope, send, 403)
        else:
            await self.app(scope, receive, send)

    def _is_own(self, scope: Scope) -> bool:
        """One of our names, or the very address of this machine that the connection came to."""
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        read = _NAME.fullmatch(str(hosts[0], "latin-1")) if len(hosts) == 1 else None
        if read is None:
            return False
        name = read["name"].strip("[]").lower().rstrip(".")
        return name in self.names or name == (scope.get("server") or ("",))[0]


def _from_own_page(scope: Scope, *, must: bool) -> bool:
    """Whether the page that asks is ours. must: also where the browser does not say whose it is."""
    if scope["type"] == "http" and scope["method"] in LOOKS_ONLY:
        return True
    origin = header(scope, b"origin")
    if origin is None:
        return not must
    try:
        read = urlsplit(origin)
    except ValueError:
        return False
    # A page that came unencrypted may be anybody's on the way. Where a web server before it has not
    # said how it was asked, a page that came encrypted asks too.
    schemes = ("https",) if scope.get("scheme") in ("https", "wss") else ("http", "https")
    return read.scheme in schemes and read.netloc == header(scope, b"host")
