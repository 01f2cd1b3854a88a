"""Who may fetch a file or send one: the visit that it was offered to, for as long as it lasts.

Streamlit gives a file to whoever has its address. Here every browser gets a name of its own, as a
cookie that no script can read; what is drawn for a visit is drawn for that name, and only under it
can its files be fetched. A visit is over when its page is closed, and for whoever signs in, when
their session is.
"""

import re
import secrets
from collections.abc import Callable
from typing import NamedTuple, Protocol

from kpis.often import Often
from kpis.server.addresses import MEDIA, UPLOADS, is_upload
from kpis.server.asgi import (
    App,
    ChangesHeaders,
    Headers,
    Message,
    Receive,
    Scope,
    Send,
    cookies,
)
from kpis.server.error_pages import send_error
from kpis.server.limits import UPLOADS_A_MINUTE

_NAME = re.compile(r"[A-Za-z0-9_-]{43}")  # 256 bits, as token_urlsafe writes them
COOKIES = ("__Host-kpis_visit", "kpis_visit")  # encrypted, and not
UPLOADING = ("PUT", "DELETE")


class Visit(NamedTuple):
    """An open page: Streamlit's id of it, the cookies its browser came with, and whose it is."""

    id: str
    cookies: dict[str, str]
    identity: str = ""


class Dashboard(Protocol):
    """What is asked of the dashboard inside."""

    def open_visits(self) -> list[Visit]: ...

    def was_offered(self, visit: str, file: str) -> bool:
        """Whether this visit was offered the file of that name at `/media/`."""
        ...

    def takes_files(self, visit: str) -> bool:
        """Whether a page of this visit has asked for files."""
        ...


def cookie_name(scope: Scope) -> str:
    """Over an encrypted connection the browser itself sees that no other host has set it."""
    return COOKIES[0] if scope["scheme"] in ("https", "wss") else COOKIES[1]


class Visits(ChangesHeaders):
    """Gives each browser its name with the first page."""

    def headers(self, scope: Scope, start: Message) -> Headers:
        known = name_of(scope) is not None
        return [*start["headers"], *([] if known else [(b"set-cookie", _new(scope))])]


class Gate:
    """Lets the files of a visit through to that visit, and its uploads from it.

    Files are kept in memory that all visits share: they are taken where a page has a place for
    them, which is drawn for those alone who may send a return.
    """

    def __init__(
        self, app: App, inside: Dashboard, identity: Callable[[Scope], str] = lambda _scope: ""
    ) -> None:
        self.app = app
        self.inside = inside
        self.identity = identity
        self.often = Often(UPLOADS_A_MINUTE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        status = self._refusal(scope)
        if status:
            await send_error(scope, send, status)
        elif is_upload(scope["path"]):
            await self.app(scope, receive, send)
        else:
            await _NotKept(self.app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> int:
        """The status to refuse it with; 0 for none."""
        path = scope["path"]
        name, identity = name_of(scope), self.identity(scope)
        mine = {
            visit.id
            for visit in self.inside.open_visits()
            if name is not None and visit.cookies.get(cookie_name(scope)) == name
            if visit.identity == identity
        }
        if not is_upload(path):
            file = path.removeprefix(MEDIA)
            return 0 if any(self.inside.was_offered(visit, file) for visit in mine) else 403
        if scope["method"] not in UPLOADING:
            return 405
        visit = path.removeprefix(UPLOADS).partition("/")[0]
        if visit not in mine or not self.inside.takes_files(visit):
            return 403
        return 0 if scope["method"] == "DELETE" or self.often.allows(visit) else 429


def name_of(scope: Scope) -> str | None:
    """The name that a request's browser was given; None where it has none, or not one of ours."""
    sent = cookies(scope).get(cookie_name(scope), "")
    return sent if _NAME.fullmatch(sent) else None


def _new(scope: Scope) -> bytes:
    """For this browser until it is closed. Other sites' links to a page bring it along."""
    secure = "; Secure" if scope["scheme"] == "https" else ""
    value = secrets.token_urlsafe(32)
    return f"{cookie_name(scope)}={value}; Path=/; HttpOnly; SameSite=Lax{secure}".encode()


class _NotKept(ChangesHeaders):
    """A file may hold what its reader alone may see: no browser keeps it beside the download."""

    def headers(self, _scope: Scope, start: Message) -> Headers:
        return [*start["headers"], (b"cache-control", b"no-store")]
