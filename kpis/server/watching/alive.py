"""Two addresses for what watches over the server: does it run, and can it show figures?"""

import asyncio
import json
from collections.abc import Callable
from time import monotonic

from kpis.default_paths import store_path
from kpis.errors import KpisError, PlanError, StoreBusy
from kpis.server.asgi import Receive, Scope, Send, answer
from kpis.store import Store

KEPT = 2.0  # seconds: asked more often, the same is answered


async def health(scope: Scope, _receive: Receive, send: Send) -> None:
    """`{"alive": true}` for as long as the process answers at all."""
    await _send(scope, send, 200, {"alive": True})


class Ready:
    """`{"ready": true}`, or with status 503 `{"ready": false, "because": …}`.

    Where the store was there and is gone, "sentence" says what to do.
    because: "plan" or "store", whichever cannot be opened; "stopping" once the server was asked to
    stop, while visits still have a moment. Why is in the log and on the pages.
    """

    def __init__(self, because: Callable[[], str] | None = None) -> None:
        self.because = because or what_is_missing
        self.stops = False
        self._last = ""
        self._until = 0.0
        self._asking = asyncio.Lock()

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        if self.stops:
            await _send(scope, send, 503, {"ready": False, "because": "stopping"})
            return
        async with self._asking:
            if monotonic() >= self._until:
                self._last = await asyncio.to_thread(self.because)
                self._until = monotonic() + KEPT
        if self._last:
            sentence = _what_is_gone() if self._last == "store" else {}
            await _send(scope, send, 503, {"ready": False, "because": self._last} | sentence)
        else:
            await _send(scope, send, 200, {"ready": True})


def what_is_missing() -> str:
    """Give "plan" or "store" when pages cannot show figures without it, else nothing.

    A store in which somebody is just writing is there; one that is still to be made is missing.
    """
    from kpis.ui.state import cache

    try:
        if not Store(store_path(), timeout=1).has_submissions():
            return "store"
    except StoreBusy:
        return ""
    except KpisError:
        return "store"
    if cache.plan_trouble() is None:
        return ""
    try:
        cache.figures(for_readers=True)  # what is published keeps a plan of its own
    except PlanError:
        return "plan"
    except KpisError:
        return "store"
    return ""


def _what_is_gone() -> dict[str, object]:
    """What is said of a store that was there and is gone, without its folders; {} for another."""
    from kpis.ui.kit.sentence import without_folders

    try:
        store = Store(store_path())
        return {"sentence": without_folders(store.trouble())} if store.is_gone() else {}
    except KpisError:
        return {}


async def _send(scope: Scope, send: Send, status: int, document: dict[str, object]) -> None:
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    body = json.dumps(document).encode()
    await answer(send, status, headers, body, head=scope["method"] == "HEAD")
