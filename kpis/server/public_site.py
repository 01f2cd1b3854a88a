"""What is published, as static pages: to whoever asks, without a read of the store.

`kpis site` writes the pages into a folder (`clocks.site_pages` has it do so); here they are handed
out, packed where that makes them smaller. What its list does not name is not there. Where people
sign in, whoever has not and asks for the first page is led to the site; the dashboard's other
pages show them what is published as they always did.
"""

import asyncio
import gzip
import json
from collections.abc import Callable
from pathlib import Path

from kpis.model import PublicSees
from kpis.server.addresses import SITE
from kpis.server.asgi import App, Receive, Scope, Send, answer, header, wants_html
from kpis.server.error_pages import send_error
from kpis.server.static_files import takes_gzip
from kpis.sign_in.settings import SignInSettings

LISTED = ".kpis-files.json"  # as `kpis.use_cases.publishing.folder` writes it
_KINDS = {
    "html": b"text/html; charset=utf-8",
    "css": b"text/css; charset=utf-8",
    "js": b"text/javascript; charset=utf-8",
    "xml": b"application/xml; charset=utf-8",
    "txt": b"text/plain; charset=utf-8",
    "md": b"text/plain; charset=utf-8",
    "csv": b"text/csv; charset=utf-8",
    "json": b"application/json",
    "jsonld": b"application/ld+json",
    "svg": b"image/svg+xml",
    "png": b"image/png",
    "woff2": b"font/woff2",
    "pdf": b"application/pdf",
}
_ANYTHING = b"application/octet-stream"
_ALREADY_PACKED = ("png", "woff2", "pdf", "parquet", "pptx", "xlsx", "docx")
_LATEST = b"no-cache"  # a browser keeps it, and asks each time whether it is still the same
_MOST_KEPT = 64_000_000  # bytes of packed files in memory
_NOT_FOUND, _INDEX = "404.html", "index.html"


def is_shown(settings: SignInSettings | None) -> bool:
    """Whether there is a site: people sign in, and the house shows others what is published."""
    return settings is not None and settings.public is PublicSees.PUBLISHED


class PublicSite:
    """folder: which need not be there yet; None where there is no site."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder or Path()
        self._is_kept = folder is not None
        self._files: dict[str, str] = {}  # path → the digest of what is in it
        self._read = -1  # when the list was last written, as far as it was read
        self._packed: dict[tuple[str, str], bytes] = {}  # path and digest → what is sent
        self._kept = 0

    @property
    def is_there(self) -> bool:
        """Whether there is a first page."""
        self._look()
        return _INDEX in self._files

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        if not scope["path"].startswith(SITE):
            await _lead(send, SITE)
            return
        self._look()
        path = scope["path"].removeprefix(SITE)
        if path == "" or path.endswith("/"):
            path += _INDEX
        if path in self._files:
            await self._send(scope, send, 200, path)
        elif f"{path}/{_INDEX}" in self._files:
            await _lead(send, f"{scope['path']}/")
        elif _NOT_FOUND in self._files:
            await self._send(scope, send, 404, _NOT_FOUND)
        else:
            await send_error(scope, send, 404)

    def _look(self) -> None:
        """Read the list again where it was written since: the site has changed."""
        if not self._is_kept:
            return
        try:
            written = (self._folder / LISTED).stat().st_mtime_ns
            if written != self._read:
                listed = json.loads((self._folder / LISTED).read_text(encoding="utf-8"))
                self._files, self._read = dict(listed["files"]), written
                self._packed.clear()
                self._kept = 0
        except (OSError, ValueError, KeyError):
            self._files, self._read = {}, -1

    async def _send(self, scope: Scope, send: Send, status: int, path: str) -> None:
        ending = path.rpartition(".")[2]
        packed = ending not in _ALREADY_PACKED and takes_gzip(scope)
        digest = self._files[path]
        mark = f'"{digest[:32]}{"z" if packed else ""}"'.encode()
        headers = [
            (b"content-type", _KINDS.get(ending, _ANYTHING)),
            (b"cache-control", _LATEST),
            (b"etag", mark),
            (b"vary", b"accept-encoding"),
        ]
        if status == 200 and header(scope, b"if-none-match") == mark.decode():
            await answer(send, 304, headers)
            return
        try:
            body = await asyncio.to_thread(self._content, path, digest, packed=packed)
        except OSError:  # the site is just being written anew, and has it no longer
            await send_error(scope, send, 404)
            return
        if packed:
            headers.append((b"content-encoding", b"gzip"))
        await answer(send, status, headers, body, head=scope["method"] == "HEAD")

    def _content(self, path: str, digest: str, *, packed: bool) -> bytes:
        """digest: as the list named it when the page was asked for. What was read while the site
        was written anew is kept under it, so it never stands for a newer page."""
        if not packed:
            return (self._folder / path).read_bytes()
        found = self._packed.get((path, digest))
        if found is None:
            found = gzip.compress((self._folder / path).read_bytes(), 6, mtime=0)
            if self._kept + len(found) <= _MOST_KEPT:
                self._packed[path, digest] = found
                self._kept += len(found)
        return found


class FirstPage:
    """Leads whoever has not signed in from the bare first address to the site, where there is one.

    pages: the dashboard's. identity: of whom a request comes, "" for nobody. An address that asks
    for more, such as `/?period=2019-20-Q2`, is the dashboard's: that is how links to it stay good,
    and how those who sign in get there.
    """

    def __init__(self, pages: App, site: PublicSite, identity: Callable[[Scope], str]) -> None:
        self._pages, self._site, self._identity = pages, site, identity

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_bare = scope["path"] == "/" and not scope["query_string"]
        if is_bare and wants_html(scope) and self._site.is_there and not self._identity(scope):
            await _lead(send, SITE)
        else:
            await self._pages(scope, receive, send)


async def _lead(send: Send, to: str) -> None:
    headers = [(b"location", to.encode()), (b"cache-control", b"no-store"), (b"vary", b"cookie")]
    await answer(send, 302, headers)
