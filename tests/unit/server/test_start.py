"""What the server does before and beside its answers."""

import asyncio
import contextlib
import json
import random
import socket
import time
from collections.abc import AsyncIterator, Callable

import pytest
import uvicorn

from kpis.server import connections
from kpis.server.asgi import App, answer
from kpis.server.connections import PromptConnection, PromptSocket
from kpis.server.limits import Shares
from kpis.server.process.open_files import allow_many
from kpis.server.shell import Shell
from kpis.server.watching.alive import Ready, what_is_missing
from kpis.store.database.place import SIGN, queue_of


def test_as_many_files_may_be_open_as_the_system_lets():
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, before[1]))
        assert allow_many() == before[1]
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == before[1]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_a_plan_or_store_that_cannot_be_opened_is_named(monkeypatch, tmp_path, first_figures):
    monkeypatch.setenv("KPIS_STORE", str(first_figures))
    assert what_is_missing() == ""
    monkeypatch.setenv("KPIS_PLAN", str(tmp_path))
    assert what_is_missing() == "plan"
    monkeypatch.setenv("KPIS_STORE", str(tmp_path / "none.duckdb"))
    assert what_is_missing() == "store"


def test_what_is_missing_is_told_without_a_word_of_where_and_asked_for_now_and_then(asked):
    answers = iter(["store", ""])
    part = Ready(lambda: next(answers))
    for _ in range(3):
        told = asked(part)
        assert (told.status, told.body) == (503, b'{"ready": false, "because": "store"}')
    part._until = 0.0
    assert asked(part).status == 200


def test_of_a_store_that_is_gone_it_is_said_what_to_do_without_its_folder(
    monkeypatch, tmp_path, asked
):
    monkeypatch.setenv("KPIS_STORE", str(tmp_path / "kpis.duckdb"))
    queue_of(tmp_path / "kpis.duckdb").write_bytes(SIGN)
    told = asked(Ready())
    assert told.status == 503
    document = json.loads(told.body)
    assert document["because"] == "store"
    assert document["sentence"].startswith("There was a store at kpis.duckdb, and it is not there")


async def says_ok(_scope, receive, send):
    await receive()
    await answer(send, 200, [])


class Clock:
    """The loop's own, and so of all its timers: it goes on when it is told, too."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self._ahead, true_time = 0.0, loop.time
        loop.time = lambda: true_time() + self._ahead  # type: ignore[method-assign]

    def go_on(self, seconds: float) -> None:
        self._ahead += seconds


async def until(is_so: Callable[[], bool], clock: Clock | None = None) -> None:
    """For a minute at most by everybody's clock, while the loop's goes on in great steps."""
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        if clock:
            clock.go_on(0.1)
        await asyncio.sleep(0)


class Heard(PromptConnection):
    """Counts what the server has had a look at."""

    lines = pieces = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        Heard.lines += 1

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        Heard.pieces += 1


@contextlib.asynccontextmanager
async def serving(app: App) -> AsyncIterator[tuple[str, int]]:
    """The address of a web server of these connections, which asks every half second who is there.

    Afterwards nobody is counted any more.
    """
    Heard.lines = Heard.pieces = 0
    config = uvicorn.Config(
        app,
        http=Heard,
        ws=PromptSocket,
        ws_ping_interval=0.5,
        ws_ping_timeout=0.5,
        log_config=None,
        lifespan="off",
        timeout_keep_alive=5,
    )
    server = uvicorn.Server(config)
    listening = socket.create_server(("127.0.0.1", 0))
    running = asyncio.create_task(server._serve([listening]))
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield listening.getsockname()
    finally:
        server.should_exit = True
        await running
    assert not connections.places.held


@pytest.fixture
def talk(run):
    """What comes back for pieces sent one after the other, four seconds apart."""

    async def talking(pieces: list[bytes]) -> bytes:
        clock = Clock()
        async with serving(says_ok) as address:
            reader, writer = await asyncio.open_connection(*address)
            answered = asyncio.create_task(reader.read())
            await until(lambda: Heard.lines == 1)
            try:
                for number, piece in enumerate(pieces, 1):
                    writer.write(piece)
                    await until(lambda: Heard.pieces == number or answered.done())  # noqa: B023
                    for _ in range(20):  # what answers has its turn
                        await asyncio.sleep(0)
                    clock.go_on(4)
                await until(answered.done, clock)
                return await answered
            except ConnectionError:
                return b""
            finally:
                writer.close()

    return lambda *pieces: run(talking([*pieces]))


def test_a_connection_on_which_nothing_or_half_a_request_comes_is_closed(talk):
    assert talk() == b""
    assert talk(*[bytes([letter]) for letter in b"GET / HTTP/1"]) == b""


def test_a_request_in_time_is_answered_and_so_is_a_further_one(talk):
    one = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    assert talk(one[:10], one[10:]).count(b"200 OK") == 1
    assert talk(one, one).count(b"200 OK") == 2
    assert talk(one, one[:10]).count(b"200 OK") == 1


UPGRADE = (
    b" / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDAwMDAwMDAwMDAwMDAwMA==\r\n\r\n"
)


def test_a_connection_that_is_asked_to_become_a_socket_and_cannot_is_closed(talk):
    with_more = UPGRADE.replace(b"\r\n\r\n", b"\r\nContent-Length: 5\r\n\r\nhello")
    assert talk(b"GET" + with_more) == b""


def test_a_socket_on_which_nobody_reads_is_closed_with_all_that_waits_to_be_read(run):
    over = asyncio.Event()

    async def talks_on(_scope, receive, send):
        await receive()
        await send({"type": "websocket.accept"})
        try:
            while (await receive())["type"] != "websocket.disconnect":
                await send({"type": "websocket.send", "bytes": random.randbytes(20_000_000)})
        finally:
            over.set()

    async def reads_nothing() -> None:
        clock, loop = Clock(), asyncio.get_running_loop()
        async with serving(talks_on) as address:
            line = socket.create_connection(address)
            line.sendall(b"GET" + UPGRADE)
            line.setblocking(False)
            assert (await loop.sock_recv(line, 12)) == b"HTTP/1.1 101"
            line.sendall(b"\x82\x80\0\0\0\0" * 3)  # three empty messages
            await until(over.is_set, clock)
            assert connections.places.held.total() == 0
            line.close()

    run(reads_nothing())


def test_one_place_gets_half_of_all_connections_and_another_still_comes_in(monkeypatch, run):
    monkeypatch.setattr(connections, "places", Shares(6))

    async def many() -> None:
        async with serving(says_ok) as address:
            lines = [await connected(address, "127.0.0.1") for _ in range(4)]
            assert connections.places.held.total() == 3
            refused = lines.pop()
            await until(lambda: not is_open(refused))
            refused.close()
            lines.append(await connected(address, "127.0.0.2"))
            assert connections.places.held.total() == 4
            lines[0].close()
            await until(lambda: connections.places.held.total() == 3)
            lines.append(await connected(address, "127.0.0.1"))
            assert connections.places.held.total() == 4
            assert [is_open(each) for each in lines[1:]] == [True] * 4
            for each in lines:
                each.close()

    run(many())


async def connected(address: tuple[str, int], comes_from: str) -> socket.socket:
    """A connection that the server has had a look at."""
    before = Heard.lines
    line = socket.create_connection(address, source_address=(comes_from, 0))
    line.setblocking(False)
    await until(lambda: Heard.lines > before)
    return line


def is_open(line: socket.socket) -> bool:
    try:
        line.recv(1)
    except BlockingIOError:
        return True
    except ConnectionError:
        pass
    return False


def test_a_page_of_streamlit_that_is_not_as_it_was_stops_the_start():
    with pytest.raises(ValueError, match="service-desc"):
        Shell('<!-- --><html lang="en"><title>x</title><link rel="shortcut icon">')
