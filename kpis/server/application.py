"""The whole server as one ASGI application: in which order a request meets its parts."""

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from prometheus_client import CollectorRegistry

from kpis.default_paths import council, site_folder, store_path
from kpis.server.addresses import Addresses
from kpis.server.asgi import App
from kpis.server.counts import REGISTRY
from kpis.server.dashboard import Inside, streamlit_folder
from kpis.server.error_pages import ErrorPages
from kpis.server.hosts import Hosts, own_names
from kpis.server.limits import Limits
from kpis.server.public_site import FirstPage, PublicSite, is_shown
from kpis.server.security_headers import SecurityHeaders
from kpis.server.shell import ICON, Icon, Shell
from kpis.server.sign_in.cookies import SafeCookies
from kpis.server.sign_in.identity import of_requests
from kpis.server.sign_in.own_cookies import OwnCookies
from kpis.server.sign_in.proxies import BelievedProxies
from kpis.server.sign_in.signing_in import PATHS, SigningIn
from kpis.server.static_files import StaticFiles
from kpis.server.upload_limit import held_now
from kpis.server.visits import Gate, Visits
from kpis.server.watching.alive import Ready, health
from kpis.server.watching.gathered import Gathered
from kpis.server.watching.monitors import ADDRESS, ForMonitors
from kpis.server.watching.requests import Requests
from kpis.server.watching.reruns import Reruns, watch_all
from kpis.sign_in.settings import LONGEST, SignInSettings


class Application:
    """Begin with `app`; `make_ready` may run beside it.

    address: where it listens; hosts: further names it answers to. settings: how people sign in;
    None where they do not.
    """

    def __init__(
        self, address: str, hosts: Iterable[str] = (), settings: SignInSettings | None = None
    ) -> None:
        folder = streamlit_folder()
        shell = Shell((folder / "index.html").read_text(encoding="utf-8"))
        self._static = StaticFiles(folder / "static")
        self._needed = shell.static_files()
        inside = self._inside = Inside(settings)
        self.ready = Ready()
        watch_all(Reruns(inside.browser_of))
        icon = Icon(Path(str(files("kpis.ui.kit").joinpath("icon.svg"))))
        site = PublicSite(site_folder(store_path()) if is_shown(settings) else None)
        addresses = Addresses(
            inside,
            gated=Gate(inside, inside, of_requests(settings)),
            pages=_first_page(Visits(shell), site, settings),
            static=self._static,
            site=site,
            ours={
                "/health": health,
                "/ready": self.ready,
                ADDRESS: ForMonitors(_of_this(inside)),
                ICON: icon,
                **_of_sign_in(inside, settings),
            },
        )
        guarded = Hosts(Limits(addresses), own_names(address, (*hosts, *_named(settings))))
        behind = settings.passed_on_by if settings else ()
        believed = BelievedProxies(
            _own_cookies(_safe_cookies(SecurityHeaders(ErrorPages(guarded, ["/ready"])), settings)),
            settings.proxy if settings else None,
            behind,
        )
        self.app: App = Requests(believed, behind)

    def open_visits(self) -> int:
        return len(self._inside.open_visits())

    def stop_soon(self) -> None:
        """From now on say that no more visits should come here."""
        self.ready.stops = True

    def make_ready(self) -> None:
        """Pack what the first visitor will ask for."""
        self._static.make_ready(self._needed)


def _of_this(inside: Inside) -> CollectorRegistry:
    """All that is counted in this process, and what is asked for when somebody wants to know."""
    registry = CollectorRegistry()
    registry.register(REGISTRY)
    registry.register(
        Gathered(
            store_path(),
            visits=lambda: len(inside.open_visits()),
            held=lambda: held_now(inside.files),
        )
    )
    return registry


def _first_page(pages: App, site: PublicSite, settings: SignInSettings | None) -> App:
    """The dashboard's pages; where people sign in, the site for who has not, at the first one."""
    return pages if settings is None else FirstPage(pages, site, of_requests(settings))


def _of_sign_in(inside: App, settings: SignInSettings | None) -> dict[str, App]:
    """What answers at the addresses of sign-in; nothing where no provider is named."""
    if settings is None or settings.provider is None:
        return {}
    return dict.fromkeys(PATHS, SigningIn(inside))


def _named(settings: SignInSettings | None) -> list[str]:
    """The name that the settings give the dashboard: it answers to that without being told."""
    provider = settings.provider if settings else None
    return [urlsplit(provider.address).hostname or ""] if provider else []


def _own_cookies(app: App) -> App:
    name = council()
    return OwnCookies(app, name) if name else app


def _safe_cookies(app: App, settings: SignInSettings | None) -> App:
    provider = settings.provider if settings else None
    encrypted = provider is not None and provider.is_encrypted
    return SafeCookies(app, encrypted=encrypted, longest=settings.longest if settings else LONGEST)
