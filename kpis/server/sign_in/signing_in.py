"""The three addresses at which people sign in and out, and what is said where that does not work.

Streamlit leads a reader back to the first page then, without a word.
"""

import asyncio
from typing import Any

from kpis.clock import utc_now
from kpis.often import Often
from kpis.server.asgi import App, Message, Receive, Scope, Send, answer, cookies, header
from kpis.server.error_pages import send_error
from kpis.server.limits import place_of
from kpis.server.sign_in.cookies import SIGN_IN, kept_in
from kpis.sign_in.settings import CALLBACK
from kpis.sign_in.ways_in import sessions

LOGIN, LOGOUT = "/auth/login", "/auth/logout"
PATHS = frozenset({LOGIN, LOGOUT, CALLBACK})
A_MINUTE = 60  # of each of them from one address of the network: a whole council may share one
PATIENCE = 15.0  # seconds for the provider, which is asked up to three times
OWN_PAGES = (None, "same-origin", "none")  # None: a browser that does not say whose page asks
GONE, NOT_SIGNED_IN = 502, 401


class SigningIn:
    def __init__(self, streamlit: App) -> None:
        self.streamlit = streamlit
        self.often = Often(A_MINUTE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if not self.often.allows(f"{path} {place_of(scope.get('client'))}"):
            await send_error(scope, send, 429)
        elif path != CALLBACK and header(scope, b"sec-fetch-site") not in OWN_PAGES:
            await send_error(scope, send, 403)  # a link of another site signs nobody in or out
        else:
            if path == LOGOUT:
                _end(scope)
            await self._pass_on(scope, receive, send)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        told: list[Message] = []

        async def keep(message: Message) -> None:
            told.append(message)

        try:
            async with asyncio.timeout(PATIENCE):
                await self.streamlit(scope, receive, keep)
        except TimeoutError:  # the provider begins to answer, and does not end
            if scope["path"] == LOGOUT:
                await answer(send, 302, [(b"location", b"/"), (b"cache-control", b"no-store")])
            else:
                await send_error(scope, send, GONE)
            return
        trouble = _trouble(scope, told[0])
        if trouble:
            await send_error(scope, send, trouble)
            return
        told[0]["headers"] = [*told[0]["headers"], (b"cache-control", b"no-store")]
        for message in told:
            await send(message)


def _end(scope: Scope) -> None:
    """The session, also for whoever has a copy of the cookies that are now taken away."""
    session: Any = kept_in(cookies(scope)).get("session")
    if isinstance(session, str) and session:
        sessions().end(session, utc_now())


def _trouble(scope: Scope, start: Message) -> int:
    """The status to tell in the place of what Streamlit says; 0 for none."""
    if scope["path"] == LOGIN:
        return GONE if start["status"] >= 400 else 0
    if scope["path"] != CALLBACK or not scope["query_string"]:
        return 0  # a provider leads back here after a sign-out, and says nothing with it
    given = (value for name, value in start["headers"] if name == b"set-cookie")
    begins = f"{SIGN_IN}=".encode()
    is_in = any(each.startswith(begins) and b"max-age=0" not in each.lower() for each in given)
    return 0 if is_in else NOT_SIGNED_IN
