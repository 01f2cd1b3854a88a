"""The dashboard's server, ready for its first visitor whichever page they ask for.

Streamlit looks for a folder called `pages` and, until the first run of app.py has said which
pages there are, takes the scripts directly in it for the whole dashboard: the first link somebody
follows after a start would be answered with "Page not found". So it is told beforehand. And
what pages need, the modules, the plan and the figures of a new store, is made ready at once,
beside the start of the server, and not when the first visitor is waiting for it.

It always runs as a server without a screen (`headless` in .streamlit/config.toml) and opens the
browser itself: Streamlit takes a server that opens one for a developer's, and puts
advertisements for developers on the pages.
"""

import os
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Sequence
from contextlib import suppress

from kpis.default_paths import ROOT
from kpis.errors import KpisError

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 what a person may ask for; the default is loopback
PATIENCE = 60.0  # seconds for the server to begin to answer
FIRST_PAGE = 5.0  # seconds in which nothing that no first page needs is got ready


def main(address: str, port: int, *, open_browser: bool) -> None:
    """Serve app.py until stopped."""
    from streamlit.runtime.pages_manager import PagesManager
    from streamlit.web import cli

    from kpis.ui.upload_limit import bound_uploads

    PagesManager.uses_pages_directory = False
    bound_uploads()
    threading.Thread(target=_make_ready, daemon=True).start()
    threading.Thread(target=_announce, args=(address, port, open_browser), daemon=True).start()
    options = [f"--server.address={address}", f"--server.port={port}"]
    cli.main(["run", str(ROOT / "app.py"), *options], prog_name="kpis")


def _make_ready() -> None:
    import kpis.charts.trend
    from kpis.ui.performance.sentences import sentences_on_quarter
    from kpis.ui.state import cache

    with suppress(KpisError):  # the page tells its reader what is wrong
        cache.make_ready()
        shown = cache.figures()
        sentences_on_quarter(cache.figures_until(shown, shown.first), shown.first)
    time.sleep(FIRST_PAGE)
    import statsmodels.tsa.exponential_smoothing.ets  # noqa: F401 the first outlook's

    import kpis.use_cases.check  # noqa: F401 the first return's


def _announce(address: str, port: int, open_browser: bool) -> None:
    """Say where the dashboard is as soon as it answers there, and show it."""
    here = "127.0.0.1" if address in EVERYWHERE else address
    url = f"http://{here}:{port}"
    until = time.monotonic() + PATIENCE
    while not _answers(here, port):
        if time.monotonic() > until:
            return  # the server has said itself what keeps it
        time.sleep(0.1)
    others = " and can be reached from other machines" if address in EVERYWHERE else ""
    print(f"The dashboard is at {url}{others}. Stop it with Ctrl+C.", flush=True)
    if open_browser and _has_screen():
        webbrowser.open(url)


def _answers(address: str, port: int) -> bool:
    try:
        with socket.create_connection((address, port), timeout=1):
            return True
    except OSError:
        return False


def _has_screen() -> bool:
    """Whether a browser would open in a window: on a server without one it fills the terminal."""
    if sys.platform in ("win32", "darwin") or "BROWSER" in os.environ:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


if __name__ == "__main__":
    arguments: Sequence[str] = sys.argv[1:]
    main(arguments[0], int(arguments[1]), open_browser="--open" in arguments)
