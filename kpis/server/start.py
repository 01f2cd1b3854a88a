"""Run the dashboard's server, ready for its first visitor whichever page they ask for.

What pages need, the modules, the plan and the figures of a new store, is made ready at once,
beside the start of the server, and not when the first visitor is waiting for it.

It always runs as a server without a screen (`headless` in .streamlit/config.toml) and opens the
browser itself: Streamlit takes a server that opens one for a developer's, and puts
advertisements for developers on the pages.
"""

import atexit
import logging
import os
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from types import FrameType
from typing import NoReturn

import uvicorn

from kpis.default_paths import council, store_path
from kpis.model import WayIn
from kpis.server.log_lines import begin_log, is_json
from kpis.server.process.long_lived import seldom
from kpis.server.process.open_files import allow_many
from kpis.server.watching.stopping import Stopping
from kpis.sign_in.ways_in import LISTENS_AT, settings, way_in
from kpis.words.access import WAY_IN_WORDS

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 what a person may ask for; the default is loopback
MOST_MESSAGE = 2_000_000  # bytes: what a browser says of its page, with the longest texts in it
LAST_ANSWERS = 5  # seconds for answers on their way when it is stopped

log = logging.getLogger("kpis.server")


def main(address: str, port: int, *, hosts: Iterable[str] = (), open_browser: bool) -> None:
    """Serve app.py until stopped. Stopped by a signal, it ends as a command that has done its work.

    hosts: names it answers to beside its own. Raises SystemExit when the port is taken, and
    SettingsError where how people sign in cannot be used.
    """
    begin_log()
    allow_many()
    seldom()
    os.umask(0o077)  # what it writes holds small counts: for the account it runs under alone
    os.environ[LISTENS_AT] = address
    sign_in, way = settings(), way_in(address)
    from kpis.server.application import Application
    from kpis.server.clocks.due_releases import DueReleases
    from kpis.server.clocks.site_pages import SitePages
    from kpis.server.connections import MOST_CONNECTIONS, PromptConnection, PromptSocket
    from kpis.server.limits import MOST_HEADERS
    from kpis.server.public_site import is_shown

    listening = _listen(address, port)
    application = Application(address, hosts, sign_in)
    threading.Thread(target=_make_ready, args=(application.make_ready,), daemon=True).start()
    config = uvicorn.Config(
        application.app,
        http=PromptConnection,
        proxy_headers=False,  # `BelievedProxies` reads them, once it has seen who connects
        ws=PromptSocket,
        ws_per_message_deflate=True,
        ws_max_size=MOST_MESSAGE,
        ws_ping_interval=30,
        ws_ping_timeout=30,
        h11_max_incomplete_event_size=MOST_HEADERS,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=LAST_ANSWERS,
        lifespan="on",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
    )
    signal.signal(signal.SIGTERM, _end)
    stopping = Stopping(application.stop_soon, application.open_visits)
    due, pages = DueReleases(store_path()), SitePages()
    due.start()
    if is_shown(sign_in):
        threading.Thread(target=pages.run, name="site", daemon=True).start()
    with suppress(KeyboardInterrupt, SystemExit):
        announce = partial(_announce, address, port, way, open_browser)
        _Server(config, announce, stopping).run([listening])
    log.info("The dashboard has stopped.")
    pages.stop()
    due.stop()
    _leave()


class _Server(uvicorn.Server):
    def __init__(
        self, config: uvicorn.Config, announce: Callable[[], None], stopping: "Stopping"
    ) -> None:
        super().__init__(config)
        self.announce, self.stopping = announce, stopping

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if sig != signal.SIGTERM or not self.stopping.begins():
            super().handle_exit(sig, frame)

    async def on_tick(self, counter: int) -> bool:
        if self.stopping.is_over():
            self.should_exit = True
        return await super().on_tick(counter)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.announce()


def _listen(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listening = socket.socket(family)
    if os.name == "posix":  # elsewhere it would let two servers have one port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if address == "::":
        listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    try:
        listening.bind((address, port))
    except OSError as error:  # taken since the command has looked
        sys.exit(f"kpis: The dashboard cannot be opened at {address}, port {port}: {error}.")
    return listening


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(0)


def _leave() -> NoReturn:
    """End at once, with all done that is to be done at an end: temporary files are cleared away.

    Pages are drawn and figures made ready in threads of their own, which may be in the midst of
    the database's code. Where Python takes itself apart beneath that code, it ends the process as
    a fault of its own: "terminate called without an active exception".
    """
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def _make_ready(pack: Callable[[], None]) -> None:
    from kpis.server.clocks.mails import keep_sending
    from kpis.ui.ready import get_ready

    pack()
    get_ready()
    keep_sending()


def _announce(address: str, port: int, way: WayIn, open_browser: bool) -> None:
    """Say where the dashboard is and who gets in, and show it."""
    here = "127.0.0.1" if address in EVERYWHERE else address
    url = f"http://[{here}]:{port}" if ":" in here else f"http://{here}:{port}"
    others = " and can be reached from other machines" if address in EVERYWHERE else ""
    name = council()
    for sentence in (
        f"{name} is open at {url}{others}."
        if name
        else f"The dashboard is at {url}{others}. Stop it with Ctrl+C.",
        WAY_IN_WORDS[way],
    ):
        if is_json():
            log.info(sentence)
        else:
            print(sentence, flush=True)
    if open_browser and _has_screen():
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


def _has_screen() -> bool:
    """Whether a browser would open in a window: on a server without one it fills the terminal."""
    if sys.platform in ("win32", "darwin") or "BROWSER" in os.environ:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


if __name__ == "__main__":
    arguments: Sequence[str] = sys.argv[1:]
    names = [each.partition("=")[2] for each in arguments if each.startswith("--host=")]
    main(arguments[0], int(arguments[1]), hosts=names, open_browser="--open" in arguments)
