"""The dashboard inside: Streamlit's ASGI application of app.py, and what is asked of it.

What is not offered by Streamlit for such use is reached for here and in `handed_out` alone, and
its version is pinned. `tests/journeys/test_server.py` holds that it still is as it was.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit
from streamlit import config
from streamlit.runtime.app_session import AppSessionState

from kpis.default_paths import ROOT
from kpis.server import counts
from kpis.server.handed_out import HandedOut, say_why_not
from kpis.server.messages import is_of_a_page
from kpis.server.process.long_lived import LongLived
from kpis.server.sign_in.identity import headers_of, of_visitor
from kpis.server.sign_in.provider import keep_little, streamlit_secrets
from kpis.server.upload_limit import bound_uploads
from kpis.server.visits import COOKIES, Visit
from kpis.sign_in.settings import SignInSettings
from kpis.ui.kit.messages import on_script_error
from kpis.ui.state.kept import results_made, times_forgotten

if TYPE_CHECKING:
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.runtime import Runtime
    from streamlit.runtime.session_manager import SessionManager

CLEARED_EVERY = 30.0  # seconds
LOOKED_EVERY = 0.5  # seconds
UPLOADER = "file_uploader_state_value"  # by which Streamlit knows a field for files


def streamlit_folder() -> Path:
    """Where Streamlit's page and the files of it lie."""
    from streamlit.file_util import get_static_dir

    return Path(get_static_dir())


@asynccontextmanager
async def _while_it_runs(inside: "streamlit.App") -> AsyncIterator[dict[str, Any] | None]:
    """Give back now and then what visits that are over have left: their files may be large.

    Streamlit itself does so when the next visit ends, which may be tomorrow. And have Python look
    for what nobody needs any more while nobody waits.
    """
    long_lived = LongLived(
        made=results_made,
        over=times_forgotten,
        visits=lambda: [each.session.id for each in _sessions(inside).list_sessions()],
        is_busy=lambda: any(
            each.session._state is AppSessionState.APP_IS_RUNNING
            for each in _sessions(inside).list_active_sessions()
        ),
    )

    async def clear() -> None:
        while True:
            await asyncio.sleep(CLEARED_EVERY)
            forget_visits_that_are_over(inside)

    async def look() -> None:
        while True:
            await asyncio.sleep(LOOKED_EVERY)
            long_lived.look()

    tasks = [asyncio.create_task(clear()), asyncio.create_task(look())]
    try:
        yield None
    finally:
        for each in tasks:
            each.cancel()


def _sessions(inside: "streamlit.App") -> "SessionManager":
    assert inside._runtime is not None  # noqa: S101 it runs
    return inside._runtime._session_mgr


def forget_visits_that_are_over(inside: "streamlit.App") -> None:
    """A visit can be taken up again for two minutes after its connection broke off."""
    _sessions(inside)._session_storage._cache.expire()  # type: ignore[attr-defined]


class Inside(streamlit.App):
    """settings: how people sign in; None where they do not."""

    def __init__(self, settings: SignInSettings | None = None) -> None:
        from streamlit.runtime.pages_manager import PagesManager

        # Streamlit looks for a folder called `pages` and, until the first run of app.py has said
        # which pages there are, takes the scripts directly in it for the whole dashboard: the
        # first link somebody follows after a start would be answered with "Page not found".
        PagesManager.uses_pages_directory = False
        bound_uploads()
        say_why_not()
        provider, proxy = (settings.provider, settings.proxy) if settings else (None, None)
        super().__init__(
            ROOT / "app.py",
            secrets=streamlit_secrets(provider) if provider else None,
            on_script_error=on_script_error,
            lifespan=_while_it_runs,
        )
        if settings is not None and provider is not None:
            keep_little(settings)
        config.set_option("server.trustedUserHeaders", headers_of(proxy) if proxy else {})
        # The pages of other sites that Streamlit would take orders from when they frame it: none.
        config.set_option("client.allowedOrigins", [])
        self.handed_out = HandedOut(self._known)

    def _create_runtime(self) -> "Runtime":
        runtime = super()._create_runtime()
        self.handed_out.watch(runtime.media_file_mgr)
        handle = runtime.handle_backmsg

        def handle_what_pages_say(session_id: str, msg: "BackMsg", **named: Any) -> None:
            if is_of_a_page(msg):
                handle(session_id, msg, **named)
            else:
                counts.REFUSED.labels("message").inc()

        runtime.handle_backmsg = handle_what_pages_say  # type: ignore[method-assign]
        return runtime

    def open_visits(self) -> list[Visit]:
        """Of every page that is open in a browser now."""
        if self._runtime is None:
            return []
        return [
            Visit(
                each.session.id,
                dict(each.client.client_context.cookies),
                of_visitor(each.session._user_info),
            )
            for each in self._runtime._session_mgr.list_active_sessions()
            if each.client is not None and each.client.client_context is not None
        ]

    def browser_of(self, visit: str) -> str:
        """The name that the browser of a visit was given; "" where that is not known."""
        found = self._runtime._session_mgr.get_active_session_info(visit) if self._runtime else None
        context = found.client.client_context if found and found.client else None
        given = dict(context.cookies) if context else {}
        return next((given[name] for name in COOKIES if name in given), "")

    @property
    def files(self) -> Any:
        """What keeps the files that browsers have sent; None before the first visit."""
        return self._runtime.uploaded_file_mgr if self._runtime else None

    def was_offered(self, visit: str, file: str) -> bool:
        return self.handed_out.has(visit, file)

    def takes_files(self, visit: str) -> bool:
        found = self._runtime._session_mgr.get_session_info(visit) if self._runtime else None
        if found is None:
            return False
        drawn = found.session.session_state._new_widget_state.widget_metadata
        return any(each.value_type == UPLOADER for each in list(drawn.values()))

    def _known(self) -> set[str]:
        if self._runtime is None:
            return set()
        return {each.session.id for each in self._runtime._session_mgr.list_sessions()}
