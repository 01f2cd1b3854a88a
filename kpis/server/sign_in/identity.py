"""Who a request comes from, and who a visit is of: so that a file goes to who it was offered to."""

from collections.abc import Callable, Mapping
from typing import Any

from kpis.clock import utc_now
from kpis.model import SessionState
from kpis.server.asgi import Scope, cookies, header
from kpis.server.sign_in.cookies import kept_in
from kpis.sign_in.claims import NotSignedIn, signed_in
from kpis.sign_in.settings import NAME, ROLES, WHO, Proxy, SignInSettings
from kpis.sign_in.ways_in import sessions

Identity = Callable[[Scope], str]  # of whom a request comes; "" for nobody in particular


def of_requests(settings: SignInSettings | None) -> Identity:
    if settings is None:
        return lambda _scope: ""
    if (proxy := settings.proxy) is not None:
        named = proxy.who.encode()
        return lambda scope: (header(scope, named) or "").strip()
    return lambda scope: _session(scope, settings)


def of_visitor(known: Mapping[str, Any]) -> str:
    """The same of a visit. known: what Streamlit knows of the visitor."""
    found = known.get("session") or known.get(WHO) or ""
    return found.strip() if isinstance(found, str) else ""


def headers_of(proxy: Proxy) -> dict[str, str]:
    """By name, as what Streamlit keeps the value of a header for a visit."""
    kept = {proxy.who: WHO, proxy.name: NAME, proxy.roles: ROLES}
    return {header: name for header, name in kept.items() if header}


def _session(scope: Scope, settings: SignInSettings) -> str:
    """The session that the request's cookies are of; "" where it is over, or none."""
    now = utc_now()
    try:
        found = signed_in(kept_in(cookies(scope)), settings, now)
    except NotSignedIn:
        return ""
    assert found.since is not None  # noqa: S101 a provider's
    is_open = sessions().state(found.session, found.since, now) is SessionState.OPEN
    return found.session if is_open else ""
