"""The dashboard's server, ready for its first visitor whichever page they ask for.

Streamlit looks for a folder called `pages` and, until the first run of app.py has said which
pages there are, takes the scripts directly in it for the whole dashboard: the first link somebody
follows after a start would be answered with "Page not found". So it is told beforehand. And
what pages need, the modules, the plan and the figures of a new store, is made ready at once,
beside the start of the server, and not when the first visitor is waiting for it.
"""

import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from kpis.errors import KpisError

ROOT = Path(__file__).parents[2]


def main(options: Sequence[str]) -> None:
    """Serve app.py until stopped. options: Streamlit's own, such as --server.port=8501."""
    from streamlit.runtime.pages_manager import PagesManager
    from streamlit.web import cli

    PagesManager.uses_pages_directory = False
    threading.Thread(target=_make_ready, daemon=True).start()
    cli.main(["run", str(ROOT / "app.py"), *options], prog_name="kpis")


def _make_ready() -> None:
    import kpis.charts.trend  # noqa: F401
    from kpis.ui import cache

    with suppress(KpisError):  # the page tells its reader what is wrong
        cache.make_ready()


if __name__ == "__main__":
    main(sys.argv[1:])
