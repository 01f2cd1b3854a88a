"""A connection on which nothing moves is closed: whoever holds many open stops nobody else.

The web server waits for as long as somebody likes: for the rest of a request, for the end of an
answer to be taken, and for whoever asked for a WebSocket to go on as if it were one. With this it
waits for so many seconds. And no place has so many connections that others find none.
"""

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from kpis.server import counts
from kpis.server.limits import Shares, place_of

SECONDS = 10.0  # for a request to arrive, from the connection or its first byte on
SECONDS_TAKING = 300.0  # for the rest of an answer once it is all sent: 10 MB over a slow line
MOST_CONNECTIONS = 2_000  # a visit has one open, and six more for moments
places = Shares(MOST_CONNECTIONS)


class PromptConnection(H11Protocol):
    waiting: asyncio.TimerHandle | None = None
    counted = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.counted = places.take(place_of(self.client))
        if self.counted:
            self._wait()
        else:
            counts.REFUSED.labels("connections").inc()
            transport.abort()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._stop_waiting()  # a whole request is there, and `limits` looks after its time
        elif self.waiting is None and self.conn.trailing_data[0]:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)
        if self.counted:
            places.give_back(place_of(self.client))

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        self._stop_waiting()
        super().handle_websocket_upgrade(event)  # the connection is then a `PromptSocket`'s

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        if self.transport.get_write_buffer_size():
            self.loop.call_later(SECONDS_TAKING, self.transport.abort)

    def _wait(self) -> None:
        self.waiting = self.loop.call_later(SECONDS, self._give_up)

    def _give_up(self) -> None:
        self.waiting = None
        self.transport.abort()

    def _stop_waiting(self) -> None:
        if self.waiting is not None:
            self.waiting.cancel()
            self.waiting = None


class PromptSocket(WebSocketsSansIOProtocol):
    """One that becomes no WebSocket is closed, and so is one on which nobody reads."""

    ending: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.ending = self.loop.call_later(SECONDS, self._give_up)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._end_soon()

    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        self._end_soon()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self.ending is not None:
            self.ending.cancel()
        places.give_back(place_of(self.client))

    def _give_up(self) -> None:
        self.ending = None
        if self.transport.is_closing() or not self.handshake_complete:
            self.transport.abort()

    def _end_soon(self) -> None:
        """What is closed is closed once all is taken that was sent, which may be never."""
        if self.ending is None and self.transport.is_closing():
            self.ending = self.loop.call_later(SECONDS, self._give_up)
