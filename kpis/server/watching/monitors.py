"""`/metrics`, in the form that a Prometheus reads: for this machine, or for whoever has the token.

To all others the address is not there. A reader who comes by a web server on this machine is one of
the others: the headers that it adds tell of that, and so does the name they asked for.
"""

import asyncio
import hmac
import os

from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, CollectorRegistry, generate_latest

from kpis.server.asgi import Receive, Scope, Send, answer, header
from kpis.server.error_pages import send_error
from kpis.sign_in.ways_in import comes_from_this_machine

ADDRESS = "/metrics"
TOKEN = "KPIS_METRICS_TOKEN"  # noqa: S105 the name of a setting; who sends its value may ask
SHORTEST = 16  # characters of a token: fewer could be tried out


class ForMonitors:
    def __init__(self, registry: CollectorRegistry) -> None:
        self.registry = registry

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        if not (_has_token(scope) or _is_from_here(scope)):
            await send_error(scope, send, 404)
            return
        body = await asyncio.to_thread(generate_latest, self.registry)
        headers = [
            (b"content-type", CONTENT_TYPE_PLAIN_0_0_4.encode()),
            (b"cache-control", b"no-store"),
        ]
        await answer(send, 200, headers, body, head=scope["method"] == "HEAD")


def _has_token(scope: Scope) -> bool:
    token = os.environ.get(TOKEN, "")
    given = (header(scope, b"authorization") or "").partition(" ")
    if len(token) < SHORTEST or given[0].lower() != "bearer":
        return False
    return hmac.compare_digest(given[2].strip().encode(), token.encode())


def _is_from_here(scope: Scope) -> bool:
    address = (scope.get("client") or ("",))[0]
    headers = {str(name, "latin-1"): str(value, "latin-1") for name, value in scope["headers"]}
    headers["Host"] = headers.get("host", "")
    return bool(address) and comes_from_this_machine(address, headers)
