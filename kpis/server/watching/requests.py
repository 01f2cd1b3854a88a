"""Each request gets an id: in its answer, in the log, and in what a reader may quote.

The outermost part: it sees who really connected, and the answer as it leaves. An id that a proxy
has given is kept where the proxy is one that is believed, so that its log and ours say the same.

A line of a request has its kind of address and what became of it. It has no search, which may hold
what somebody looked for, and nothing of where they come from. Of files and visits, whose addresses
are as good as a key, it has the kind alone.
"""

import logging
import os
import re
from collections.abc import Iterable
from time import perf_counter

from kpis.answering import Answering, begin, mark, new_id
from kpis.server import counts
from kpis.server.addresses import MEDIA, PAGE_ADDRESSES, SITE, SOCKET, STATIC, UPLOADS
from kpis.server.asgi import App, Message, Receive, Scope, Send
from kpis.server.sign_in.proxies import ALWAYS, comes_by
from kpis.server.visits import name_of
from kpis.sign_in.settings import Network

SWITCH = "KPIS_LOG_REQUESTS"  # "yes": a line for every request, and each time a page is drawn
NAME = b"x-request-id"
LONGEST_PATH = 200  # characters in a line
_GIVEN = re.compile(rb"[A-Za-z0-9_-]{6,64}")
_FOLDERS = {UPLOADS: "upload", MEDIA: "media", STATIC: "static", SITE: "site", "/auth/": "sign_in"}
_SECRET = (UPLOADS, MEDIA)
_WATCHES = frozenset({"/health", "/ready", "/metrics", "/_stcore/health"})

log = logging.getLogger("kpis.server.requests")


def logs_requests() -> bool:
    """Whether each request has its line."""
    return os.environ.get(SWITCH, "").lower() in ("yes", "1", "true", "on")


def kind_of(path: str) -> str:
    """Of which few kinds an address is: a label of what is counted."""
    if path in PAGE_ADDRESSES:
        return "page"
    if path in _WATCHES:
        return "watch"
    if path == SOCKET:
        return "visit"
    found = (kind for folder, kind in _FOLDERS.items() if path.startswith(folder))
    return next(found, "other")


class Requests:
    """believed: networks of proxies whose ids are kept, beside this machine."""

    def __init__(self, app: App, believed: Iterable[Network] = ()) -> None:
        self.app = app
        self.believed = (*ALWAYS, *believed)
        if logs_requests():
            log.setLevel(logging.INFO)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        answered = _Answered(scope, self._id(scope), send)
        try:
            await self.app(scope, receive, answered.send)
        finally:
            answered.tell()

    def _id(self, scope: Scope) -> str:
        given = [value for name, value in scope["headers"] if name == NAME]
        if len(given) == 1 and _GIVEN.fullmatch(given[0]) and comes_by(scope, self.believed):
            return str(given[0], "ascii")
        return new_id()


class _Answered:
    """What became of one request."""

    def __init__(self, scope: Scope, number: str, send: Send) -> None:
        self.scope, self.number, self._send = scope, number, send
        self.status = self.bytes = 0
        self.began = perf_counter()
        begin(Answering(number, browser=mark(name_of(scope) or "")))

    async def send(self, message: Message) -> None:
        if message["type"] in ("http.response.start", "websocket.accept"):
            self.status = message.get("status", 101)
            message["headers"] = [*message.get("headers", ()), (NAME, self.number.encode())]
        elif message["type"] == "websocket.close" and not self.status:
            self.status = 403
        self.bytes += len(message.get("body", b""))
        await self._send(message)

    def tell(self) -> None:
        seconds = perf_counter() - self.began
        path, method = self.scope["path"], self.scope.get("method", "WEBSOCKET")
        kind = kind_of(path)
        counts.REQUESTS.labels(kind, str(self.status)).inc()
        if kind == "visit":
            counts.VISITS.inc(self.status == 101)
        else:
            counts.REQUEST_SECONDS.labels(kind).observe(seconds)
        level = logging.WARNING if self.status >= 500 and kind != "watch" else logging.INFO
        if not log.isEnabledFor(level):
            return
        shown = next((each for each in _SECRET if path.startswith(each)), path)[:LONGEST_PATH]
        took = round(1000 * seconds)
        fields = {"method": method, "path": shown, "kind": kind, "status": self.status, "ms": took}
        log.log(
            level,
            "%s %r: %s in %s ms, %s bytes",
            *(method, shown, self.status, took, self.bytes),
            extra={"fields": {**fields, "bytes": self.bytes}},
        )
