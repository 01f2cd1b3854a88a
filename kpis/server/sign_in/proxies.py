"""Headers that say who somebody is count from the proxies that are named, and from nobody else.

The same header may be sent by any reader. So it is taken away from whatever comes by another
address, and from what has it twice: then one of them is the reader's own.
"""

from collections import Counter
from collections.abc import Iterable
from ipaddress import ip_address, ip_network

from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from kpis.server.asgi import App, Receive, Scope, Send
from kpis.sign_in.settings import Network, Proxy

ALWAYS = (ip_network("127.0.0.1"), ip_network("::1"))  # in how a request came, never in who sent it


class BelievedProxies:
    """The outermost part: further in nobody knows any more who it was that connected.

    behind: networks that are believed in how somebody came. proxy: believed in who it is.
    """

    def __init__(self, app: App, proxy: Proxy | None, behind: Iterable[Network] = ()) -> None:
        self.app = ProxyHeadersMiddleware(app, [*map(str, (*ALWAYS, *behind))])  # type: ignore[arg-type]
        self.proxy = proxy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.proxy is not None and scope["type"] != "lifespan":
            scope = {**scope, "headers": self._believed(scope, self.proxy)}
        await self.app(scope, receive, send)  # type: ignore[arg-type]

    def _believed(self, scope: Scope, proxy: Proxy) -> list[tuple[bytes, bytes]]:
        times = Counter(name for name, _ in scope["headers"])
        known = comes_by(scope, proxy.addresses)
        return [
            (name, value)
            for name, value in scope["headers"]
            if str(name, "latin-1") not in proxy.headers or (known and times[name] == 1)
        ]


def comes_by(scope: Scope, networks: Iterable[Network]) -> bool:
    """Whether who connected is in one of these networks."""
    peer = (scope.get("client") or ("",))[0]
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)  # who comes by IPv4 to an address of IPv6
    return any((mapped or address) in network for network in networks)
