"""Many readers at once, without browsers: each asks by a connection of its own, as browsers do.

Bounded in number and time, and to this machine alone. Who measures is on the same machine, so
little is done here with what comes: it is unpacked, and looked through for its end and for faults.
"""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

MOST_SESSIONS = 600
MOST_SECONDS = 3_600.0
PATIENCE = 60.0  # seconds; an answer that takes longer has failed
BETWEEN_OPENINGS = 0.06  # seconds: 1,000 readers come in a minute
PLACES = 50  # addresses of this machine that readers come from: a place has a share of visits
FAULTS = ("could not be shown", "went wrong")

Ask = Callable[[int], tuple[str, str]]


@dataclass
class Served:
    """What came of it. Seconds are those from a click to the last word of the page."""

    opened: list[float] = field(default_factory=list)  # seconds of each first page
    clicks: dict[str, list[float]] = field(default_factory=dict)  # by page
    errors: list[str] = field(default_factory=list)
    received: int = 0  # bytes, unpacked

    @property
    def all_clicks(self) -> list[float]:
        return sorted(second for each in self.clicks.values() for second in each)


def share_of(seconds: Sequence[float], share: float) -> float:
    """The value below which that share of the sorted seconds lies; NaN where there are none."""
    return seconds[min(len(seconds) - 1, int(len(seconds) * share))] if seconds else float("nan")


def click(page: str, query: str) -> bytes:
    """What a browser says to have a page drawn; "" is the first page."""
    message = BackMsg()
    message.rerun_script.page_name, message.rerun_script.query_string = page, query
    return message.SerializeToString()


async def answered(connection: ClientConnection) -> tuple[str, int]:
    """Hear a page to its end. Gives what went wrong with it, "" for nothing, and its bytes."""
    wrong, received = "", 0
    async with asyncio.timeout(PATIENCE):
        while True:
            heard = await connection.recv()
            received += len(heard)
            message = ForwardMsg.FromString(heard if isinstance(heard, bytes) else heard.encode())
            kind = message.WhichOneof("type")
            if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                wrong = wrong or _fault(message)
            elif kind == "session_event":
                wrong = wrong or message.session_event.WhichOneof("type") or ""
            elif kind == "script_finished":
                return wrong, received


def _fault(message: ForwardMsg) -> str:
    element = message.delta.new_element
    if element.WhichOneof("type") == "exception":
        return f"a fault on the page: {element.exception.message}"
    if element.WhichOneof("type") == "alert" and any(f in element.alert.body for f in FAULTS):
        return f"told on the page: {element.alert.body}"
    return ""


def opened(address: str, place: int = 0) -> connect:
    """A connection of a browser to the dashboard. place: which of this machine's addresses."""
    there = urlsplit(address)
    if there.hostname != "127.0.0.1":
        raise ValueError("Load is for this machine alone.")
    return connect(
        f"ws://{there.netloc}/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        origin=Origin(address),
        local_addr=(f"127.0.{1 + place % PLACES}.1", 0),
        max_size=None,
        open_timeout=PATIENCE,
        ping_interval=None,
    )


def serve(address: str, asks: Ask, *, sessions: int, seconds: float, every: float = 10.0) -> Served:
    """Have so many readers each open a page and click once in `every` seconds.

    asks: page and query of the so-manieth click. seconds: from when all have come.
    """
    if sessions > MOST_SESSIONS or seconds > MOST_SECONDS:
        raise ValueError("That is more than this may ask of a machine.")
    served = Served()
    until = time.monotonic() + sessions * BETWEEN_OPENINGS + seconds
    chance = random.Random(1)

    async def reader(number: int) -> None:
        await asyncio.sleep(number * BETWEEN_OPENINGS)
        try:
            async with opened(address, number) as connection:
                served.opened.append(await _ask(served, connection, *asks(number)))
                await asyncio.sleep(chance.uniform(0, every))
                turn = number
                while time.monotonic() < until:
                    turn += 1
                    page, query = asks(turn)
                    taken = await _ask(served, connection, page, query)
                    served.clicks.setdefault(page or "overview", []).append(taken)
                    await asyncio.sleep(max(0.0, every - taken))
        except Exception as error:  # whatever it is, a reader was not served
            served.errors.append(f"{type(error).__name__} {error}"[:160])

    async def all_readers() -> None:
        await asyncio.gather(*(reader(number) for number in range(sessions)))

    asyncio.run(all_readers())
    served.opened.sort()
    return served


async def _ask(served: Served, connection: ClientConnection, page: str, query: str) -> float:
    begun = time.perf_counter()
    await connection.send(click(page, query))
    wrong, received = await answered(connection)
    served.received += received
    if wrong:
        served.errors.append(wrong[:160])
    return time.perf_counter() - begun
