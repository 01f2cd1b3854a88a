"""The empty page in which Streamlit draws every page: in our words, and with nothing beside.

It is Streamlit's own, changed in five places: the language, the title until there is one, the icon,
what stands there without JavaScript, and no word to programs about an interface that is off.
"""

import gzip
import re
from pathlib import Path

from kpis.server.asgi import Receive, Scope, Send, answer
from kpis.server.static_files import takes_gzip

ICON = "/icon.svg"
_CHANGES = (
    (r"<!--.*?-->", ""),
    (r'<html lang="en">', '<html lang="en-GB">'),
    (r"<title>.*?</title>", "<title>Performance dashboard</title>"),
    (r'<link rel="shortcut icon"[^>]*>', f'<link rel="icon" type="image/svg+xml" href="{ICON}" />'),
    (r'<link rel="service-desc"[^>]*>', ""),
    (r"<script>.*?</script>", ""),  # for services that draw pages beforehand
    (
        r"<noscript>.*?</noscript>",
        "<noscript><p>These pages are drawn with JavaScript, which is switched off.</p></noscript>",
    ),
    (r"\n\s*\n", "\n"),
)


class Shell:
    """source: Streamlit's index.html. Raises ValueError when it is not as it was."""

    def __init__(self, source: str) -> None:
        text = source
        for pattern, replacement in _CHANGES:
            text, found = re.subn(pattern, replacement, text, flags=re.DOTALL)
            if not found:
                raise ValueError(f"Streamlit's page has no {pattern}.")
        self.html = text.strip().encode()
        self.packed = gzip.compress(self.html, 9, mtime=0)

    def static_files(self) -> list[str]:
        """The names below `/static/` of what every page needs first."""
        return re.findall(r'\./static/([^"]+)"', self.html.decode())

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"cache-control", b"no-cache"),
            (b"vary", b"accept-encoding"),
        ]
        body = self.html
        if takes_gzip(scope):
            headers.append((b"content-encoding", b"gzip"))
            body = self.packed
        await answer(send, 200, headers, body, head=scope["method"] == "HEAD")


class Icon:
    def __init__(self, path: Path) -> None:
        self.content = path.read_bytes()

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        headers = [
            (b"content-type", b"image/svg+xml"),
            (b"cache-control", b"public, max-age=86400"),
        ]
        await answer(send, 200, headers, self.content, head=scope["method"] == "HEAD")
