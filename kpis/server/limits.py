"""How much, how long and how often: what one request, one visit and all together may ask for.

And how much of it one place may have, an address of the network: where many are refused, somebody
who comes from elsewhere still gets in.
"""

import asyncio
from collections import Counter
from ipaddress import ip_address, ip_network

from kpis.readers.files.guard import MEGABYTE
from kpis.server.addresses import is_upload
from kpis.server.asgi import App, Message, Receive, Scope, Send, header, refuse_socket
from kpis.server.error_pages import send_error

MOST_HEADERS = 32 * 1024  # bytes: cookies of a sign-in may take some 8 of them
MOST_SENT = 64 * 1024  # bytes with a request that uploads nothing
MOST_UPLOADED = 11 * MEGABYTE  # a file of the largest size, and what a browser puts around it
SECONDS = 60.0  # for a request, from its first byte to the last of its answer
SECONDS_UPLOADING = 300.0  # 10 MB over a line of 0.3 megabits a second
MOST_VISITS = 500  # open WebSockets: five times as many as one process serves well
TRY_AGAIN = 1013
UPLOADS_A_MINUTE = 120  # of one visit: twice as many files as it may hold


class TooLarge(Exception):
    pass


def place_of(client: tuple[str, int] | None) -> str:
    """Where somebody comes from. client: address and port; None where that is not known.

    Who has one address of IPv6 has 2^64 of them: those are one place.
    """
    address = client[0] if client else ""
    try:
        read = ip_address(address)
    except ValueError:
        return address
    if (mapped := getattr(read, "ipv4_mapped", None)) is not None:
        return str(mapped)
    return address if read.version == 4 else str(ip_network((read.packed, 64), strict=False))


class Shares:
    """Of what there are only so many: no place gets as many as are still free for the others.

    So one alone gets half of them, two together two thirds, and the next still finds one.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.held: Counter[str] = Counter()

    def take(self, place: str) -> bool:
        """Whether a place gets one more; then it is to be given back."""
        if self.held[place] >= self.most - self.held.total():
            return False
        self.held[place] += 1
        return True

    def give_back(self, place: str) -> None:
        self.held[place] -= 1
        if not self.held[place]:
            del self.held[place]


class Limits:
    def __init__(self, app: App) -> None:
        self.app = app
        self.visits = Shares(MOST_VISITS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._request(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._visit(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _visit(self, scope: Scope, receive: Receive, send: Send) -> None:
        place = place_of(scope.get("client"))
        if not self.visits.take(place):
            await refuse_socket(receive, send, TRY_AGAIN)
            return
        try:
            await self.app(scope, receive, send)
        finally:
            self.visits.give_back(place)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        uploads = is_upload(scope["path"])
        most = MOST_UPLOADED if uploads else MOST_SENT
        told = header(scope, b"content-length") or "0"
        if sum(len(name) + len(value) for name, value in scope["headers"]) > MOST_HEADERS:
            await send_error(scope, send, 431)
            return
        if not told.isdecimal() or int(told) > most:
            await send_error(scope, send, 413 if told.isdecimal() else 400)
            return
        begun = False
        arrived = 0

        async def receive_some() -> Message:
            nonlocal arrived
            message = await receive()
            arrived += len(message.get("body", b""))
            if arrived > most:
                raise TooLarge
            return message

        async def send_on(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            async with asyncio.timeout(SECONDS_UPLOADING if uploads else SECONDS):
                await self.app(scope, receive_some, send_on)
        except (TooLarge, TimeoutError) as error:
            if not begun:  # else the connection is closed
                await send_error(scope, send, 413 if isinstance(error, TooLarge) else 408)
