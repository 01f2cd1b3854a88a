"""The dashboard's server, ready for its first visitor whichever page they ask for.

Streamlit looks for a folder called `pages` and, until the first run of app.py has said which
pages there are, takes the scripts directly in it for the whole dashboard: the first link somebody
follows after a start would be answered with "Page not found". So it is told beforehand. And it
imports what pages need when the first of them is shown: here that begins at once, beside the
start of the server.
"""

import sys
import threading
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]


def main(options: Sequence[str]) -> None:
    """Serve app.py until stopped. options: Streamlit's own, such as --server.port=8501."""
    from streamlit.runtime.pages_manager import PagesManager
    from streamlit.web import cli

    PagesManager.uses_pages_directory = False
    threading.Thread(target=_import_what_pages_need, daemon=True).start()
    cli.main(["run", str(ROOT / "app.py"), *options], prog_name="kpis")


def _import_what_pages_need() -> None:
    import kpis.charts.trend
    import kpis.ui.cache  # noqa: F401


if __name__ == "__main__":
    main(sys.argv[1:])
