"""A connection on which no request arrives is closed: whoever holds many open stops nobody else.

The web server waits for the rest of a request for as long as somebody likes. With this it waits for
so many seconds, from the connection or the first byte of a further request on.
"""

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

SECONDS = 10.0


class PromptConnection(H11Protocol):
    waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._stop_waiting()  # a whole request is there, and `limits` looks after its time
        elif self.waiting is None and self.conn.trailing_data[0]:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        self._stop_waiting()
        super().handle_websocket_upgrade(event)

    def _wait(self) -> None:
        self.waiting = self.loop.call_later(SECONDS, self._give_up)

    def _give_up(self) -> None:
        self.waiting = None
        self.transport.abort()

    def _stop_waiting(self) -> None:
        if self.waiting is not None:
            self.waiting.cancel()
            self.waiting = None
