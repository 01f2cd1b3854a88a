"""The whole server as one ASGI application: in which order a request meets its parts."""

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from kpis.server.addresses import Addresses
from kpis.server.alive import Ready, health
from kpis.server.asgi import App
from kpis.server.dashboard import Inside, streamlit_folder
from kpis.server.error_pages import ErrorPages
from kpis.server.hosts import Hosts, own_names
from kpis.server.limits import Limits
from kpis.server.security_headers import SecurityHeaders
from kpis.server.shell import ICON, Icon, Shell
from kpis.server.static_files import StaticFiles
from kpis.server.visits import Gate, Visits


class Application:
    """Begin with `app`; `make_ready` may run beside it.

    address: where it listens; hosts: further names it answers to.
    """

    def __init__(self, address: str, hosts: Iterable[str] = ()) -> None:
        folder = streamlit_folder()
        shell = Shell((folder / "index.html").read_text(encoding="utf-8"))
        self._static = StaticFiles(folder / "static")
        self._needed = shell.static_files()
        inside = Inside()
        icon = Icon(Path(str(files("kpis.ui.kit").joinpath("icon.svg"))))
        addresses = Addresses(
            inside,
            gated=Gate(inside, inside),
            pages=Visits(shell),
            static=self._static,
            ours={"/health": health, "/ready": Ready(), ICON: icon},
        )
        guarded = Hosts(Limits(addresses), own_names(address, hosts))
        self.app: App = SecurityHeaders(ErrorPages(guarded))

    def make_ready(self) -> None:
        """Pack what the first visitor will ask for."""
        self._static.make_ready(self._needed)
