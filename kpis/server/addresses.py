"""Which addresses there are. What is not listed is not there, whatever Streamlit would answer.

So its metrics, its interface for agents and what it keeps for developers cannot be reached, and
neither can what a later version of it adds. Those of sign-in are there where people sign in.
"""

from collections.abc import Mapping

from kpis.server.asgi import App, Receive, Scope, Send, answer, refuse_socket
from kpis.server.error_pages import send_error
from kpis.server.hosts import POLICY
from kpis.ui.kit.pages import PAGES

SOCKET = "/_stcore/stream"
UPLOADS = "/_stcore/upload_file/"
MEDIA = "/media/"
STATIC = "/static/"
SITE = "/site/"
PASSED_ON = ("/_stcore/health", "/_stcore/host-config")  # which every browser asks for
_FIRST, *_OTHERS = [f"/{address}" for pages in PAGES.values() for _, _, address in pages]
PAGE_ADDRESSES = frozenset({"/", *_OTHERS})


def is_upload(path: str) -> bool:
    return path.startswith(UPLOADS)


class Addresses:
    """Sends each request to the part that answers it; what is not listed is told as not found.

    gated: answers for files and uploads, and has Streamlit inside. site: what is published, as
    static pages. ours: what we answer ourselves, by its address.
    """

    def __init__(
        self,
        streamlit: App,
        *,
        gated: App,
        pages: App,
        static: App,
        site: App,
        ours: Mapping[str, App],
    ) -> None:
        self.streamlit = streamlit
        self.site = site
        self.gated = gated
        self.pages = pages
        self.static = static
        self.ours = ours

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.streamlit(scope, receive, send)
        elif scope["type"] == "websocket":
            if scope["path"] == SOCKET:
                await self.streamlit(scope, receive, send)
            else:
                await refuse_socket(receive, send, POLICY)
        else:
            await self._request(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if is_upload(path):
            await self.gated(scope, receive, send)
        elif (app := self._answering(path)) is None:
            if (meant := path.rstrip("/")) in {_FIRST, *_OTHERS}:
                await _lead_to("/" if meant == _FIRST else meant, scope, send)
            else:
                await send_error(scope, send, 404)
        elif scope["method"] not in ("GET", "HEAD"):
            await send_error(scope, send, 405)
        else:
            await app(scope, receive, send)

    def _answering(self, path: str) -> App | None:
        if path in PAGE_ADDRESSES:
            return self.pages
        if path in PASSED_ON:
            return self.streamlit
        if path.startswith(STATIC):
            return self.static
        if path.startswith(MEDIA):
            return self.gated
        if path.startswith(SITE) or path == SITE.rstrip("/"):
            return self.site
        return self.ours.get(path)


async def _lead_to(page: str, scope: Scope, send: Send) -> None:
    """For `/measure/`, and the first page by its name. The rest of the address is kept as it is."""
    query = scope["query_string"]
    target = page.encode() + (b"?" + query if query else b"")
    await answer(send, 308, [(b"location", target), (b"cache-control", b"no-cache")])
