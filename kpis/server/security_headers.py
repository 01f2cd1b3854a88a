"""What every answer tells the browser it may do with it: as little as the pages bear.

The pages bear this policy and no tighter one. Streamlit puts its styles into the page as it draws
(`style-src 'unsafe-inline'`). It draws icons, charts and a font of signs from `data:` addresses.
Our own two scripts inside a page are known by their hashes: no other runs, whoever put it there.
"""

import base64
import hashlib
from collections.abc import Iterable

from kpis.server.addresses import SITE
from kpis.server.asgi import ChangesHeaders, Headers, Message, Scope, header
from kpis.server.error_pages import STYLE
from kpis.ui.kit.scripts import SCRIPTS

ALL = (
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
# A page says besides what may frame it, know of it and be used by it. Scripts, of which a first
# visit fetches eighty, go without: these lines would be longer than some of them.
PAGES_TOO = (
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-embedder-policy", b"require-corp"),
    (b"origin-agent-cluster", b"?1"),
    (b"x-permitted-cross-domain-policies", b"none"),
    (
        b"permissions-policy",
        b", ".join(
            each + b"=()"
            for each in (
                b"accelerometer autoplay camera display-capture encrypted-media gamepad "
                b"geolocation gyroscope hid identity-credentials-get idle-detection local-fonts "
                b"magnetometer microphone midi otp-credentials payment picture-in-picture "
                b"publickey-credentials-create publickey-credentials-get screen-wake-lock serial "
                b"storage-access usb window-management xr-spatial-tracking"
            ).split()
        ),
    ),
)
_AGAINST_FRAMES = (b"x-frame-options", b"cross-origin-embedder-policy")
# Over an encrypted connection: a browser that has come once comes by no other for half a year.
ENCRYPTED = (b"strict-transport-security", b"max-age=15552000")
# What Streamlit says of itself, or grants to pages of other origins, is not passed on.
DROPPED = (b"server", b"link", b"access-control-")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


PAGE = "; ".join(
    [
        "default-src 'none'",
        f"script-src 'self' {' '.join(map(_hash, SCRIPTS))}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' {sockets}",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)
ERROR = (
    f"default-src 'none'; style-src {_hash(STYLE)}; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
_OF_SITE = (
    "default-src 'none'; script-src 'self'; style-src {styles}; img-src 'self' data:; "
    "font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors {framed}"
)
NOTHING = "default-src 'none'; frame-ancestors 'none'; sandbox"  # if it were opened as a page


class SecurityHeaders(ChangesHeaders):
    def headers(self, scope: Scope, start: Message) -> Headers:
        kept = [each for each in start["headers"] if not each[0].startswith(DROPPED)]
        return [*kept, *_added(scope, start)]


def _added(scope: Scope, message: Message) -> Iterable[tuple[bytes, bytes]]:
    yield from ALL
    if scope["scheme"] == "https":
        yield ENCRYPTED
    policy = NOTHING
    if (header(message, b"content-type") or "").startswith("text/html"):
        to_be_framed = scope["path"].startswith(f"{SITE}embed/")
        yield from (each for each in PAGES_TOO if not (to_be_framed and each[0] in _AGAINST_FRAMES))
        if scope["path"].startswith(SITE):
            policy = _site_policy(scope["path"])
        else:
            policy = _page_policy(scope) if message["status"] < 400 else ERROR
    yield b"content-security-policy", policy.encode("latin-1")


def _site_policy(path: str) -> str:
    """Pages of the site have no style within them; whole reports, which are one file, have. Charts
    made for it are shown within pages of others."""
    alone = "/documents/" in path
    return _OF_SITE.format(
        styles="'unsafe-inline'" if alone else "'self'",
        framed="*" if path.startswith(f"{SITE}embed/") else "'none'",
    )


def _page_policy(scope: Scope) -> str:
    """`'self'` is not understood to hold for WebSockets by every browser, so they are named.

    The name has been looked at by `hosts` before anything answers with a page.
    """
    kind = "wss" if scope["scheme"] == "https" else "ws"
    return PAGE.format(sockets=f"{kind}://{header(scope, b'host')}")
