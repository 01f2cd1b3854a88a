"""Streamlit's scripts, styles and fonts, small enough to be sent: packed, and kept by the browser.

Streamlit sends them as they are, 3.4 MB on a first visit. Each is packed here once, when it is
first asked for, and kept packed in memory. A file's name holds a hash of what is in it, so a
browser that has one need not ask again. Of the fonts, what these pages use is sent
(fonts/README.md).
"""

import asyncio
import gzip
import re
from collections.abc import Iterable
from pathlib import Path

from kpis.server.addresses import STATIC
from kpis.server.asgi import Receive, Scope, Send, answer, header
from kpis.server.error_pages import send_error

LIGHTER_FOLDER = Path(__file__).parent / "fonts"
LIGHTER = {  # what the name of a whole font begins with → what is sent in its place
    "SourceSerifVariable-Roman": "serif.woff2",
    "SourceSansVF-Upright": "sans.woff2",
    "SourceSansVF-Italic": "sans-italic.woff2",
}
KINDS = {
    ".css": b"text/css; charset=utf-8",
    ".js": b"text/javascript; charset=utf-8",
    ".gif": b"image/gif",
    ".png": b"image/png",
    ".svg": b"image/svg+xml",
    ".ttf": b"font/ttf",
    ".wasm": b"application/wasm",
    ".woff": b"font/woff",
    ".woff2": b"font/woff2",
}
PACKED = (".css", ".js", ".svg", ".ttf", ".wasm")
ONE_YEAR = (b"cache-control", b"public, max-age=31536000, immutable")
_REFUSED = re.compile(r"gzip\s*;\s*q=0(\.0*)?\s*(,|$)")


class StaticFiles:
    """folder: what is at the address `/static/`, as it lies in Streamlit's package."""

    def __init__(self, folder: Path) -> None:
        found = (path for path in folder.rglob("*") if path.suffix in KINDS)
        self.files = {path.relative_to(folder).as_posix(): path for path in found}
        self.packed: dict[str, bytes] = {}

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        name = scope["path"].removeprefix(STATIC)
        path = self.files.get(name)
        if path is None:
            await send_error(scope, send, 404)
            return
        headers = [(b"content-type", KINDS[path.suffix]), ONE_YEAR]
        if path.suffix in PACKED:
            headers.append((b"vary", b"accept-encoding"))
        if path.suffix in PACKED and takes_gzip(scope):
            headers.append((b"content-encoding", b"gzip"))
            if name not in self.packed:
                await asyncio.to_thread(self._pack, name)
            body = self.packed[name]
        else:
            body = await asyncio.to_thread(_lighter(path).read_bytes)
        await answer(send, 200, headers, body, head=scope["method"] == "HEAD")

    def make_ready(self, names: Iterable[str]) -> None:
        """Pack those of these files that are packed at all."""
        for name in names:
            if name in self.files and self.files[name].suffix in PACKED:
                self._pack(name)

    def _pack(self, name: str) -> None:
        # Asked for twice at once it is packed twice: no worse than waiting for each other.
        self.packed[name] = gzip.compress(self.files[name].read_bytes(), 9, mtime=0)


def takes_gzip(scope: Scope) -> bool:
    told = header(scope, b"accept-encoding") or ""
    return "gzip" in told and not _REFUSED.search(told)


def _lighter(path: Path) -> Path:
    for beginning, lighter in LIGHTER.items():
        if path.name.startswith(beginning) and path.suffix == ".woff2":
            return LIGHTER_FOLDER / lighter
    return path
