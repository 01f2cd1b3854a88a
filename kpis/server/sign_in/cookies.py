"""What browsers are given to keep: out of reach for scripts and other sites, and not for a month.

Streamlit signs what it gives, and leaves it with the browser for thirty days, also on a connection
that anybody can read. Here it goes over encrypted connections alone where there are any, and no
longer than a session may last.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from kpis.server.asgi import App, ChangesHeaders, Headers, Message, Scope

SIGN_IN = "_streamlit_user"  # who somebody is, also in parts; and beside it what sign-out needs
FOR_SCRIPTS = "_streamlit_xsrf"  # which Streamlit's own script sends back


class SafeCookies(ChangesHeaders):
    """encrypted: whether the dashboard's address begins with https, whoever tells otherwise."""

    def __init__(self, app: App, *, encrypted: bool, longest: timedelta) -> None:
        super().__init__(app)
        self.encrypted = encrypted
        self.longest = int(longest.total_seconds())

    def headers(self, scope: Scope, start: Message) -> Headers:
        secure = self.encrypted or scope["scheme"] == "https"
        return [
            (name, self._safe(value, secure)) if name == b"set-cookie" else (name, value)
            for name, value in start["headers"]
        ]

    def _safe(self, value: bytes, secure: bool) -> bytes:
        first, *told = [each.strip() for each in str(value, "latin-1").split(";")]
        name = first.partition("=")[0]
        said = {each.partition("=")[0].lower(): each for each in told if each}
        said.setdefault("samesite", "SameSite=Lax")
        if name != FOR_SCRIPTS:
            said.setdefault("httponly", "HttpOnly")
        if secure:
            said.setdefault("secure", "Secure")
        if name.startswith(SIGN_IN) and said.get("max-age") not in (None, "Max-Age=0"):
            said["max-age"] = f"Max-Age={self.longest}"
        return "; ".join([first, *said.values()]).encode("latin-1")


def kept_in(cookies: Mapping[str, str]) -> dict[str, Any]:
    """What Streamlit's cookies say of who it is: {} where they are not as it signed them."""
    from streamlit.web.server.starlette import starlette_websocket as inside

    read = inside._get_signed_cookie_with_chunks(dict(cookies), SIGN_IN)
    try:
        kept = json.loads(read) if read else {}
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}
