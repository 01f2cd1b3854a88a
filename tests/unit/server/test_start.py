"""What the server does before and beside its answers."""

import asyncio
import socket

import pytest
import uvicorn

from kpis.server import connections
from kpis.server.alive import Ready, what_is_missing
from kpis.server.asgi import answer
from kpis.server.connections import PromptConnection
from kpis.server.open_files import allow_many
from kpis.server.shell import Shell


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


async def says_ok(_scope, receive, send):
    await receive()
    await answer(send, 200, [])


@pytest.fixture
def talk(monkeypatch, run):
    """What comes back for pieces sent one after the other, 0.2 seconds apart."""
    monkeypatch.setattr(connections, "SECONDS", 0.5)

    async def talking(pieces: list[bytes]) -> bytes:
        config = uvicorn.Config(
            says_ok, http=PromptConnection, log_config=None, lifespan="off", timeout_keep_alive=1
        )
        server = uvicorn.Server(config)
        listening = socket.create_server(("127.0.0.1", 0))
        serving = asyncio.create_task(server._serve([listening]))
        while not server.started:
            await asyncio.sleep(0.01)
        reader, writer = await asyncio.open_connection(*listening.getsockname())
        got = b""
        try:
            for piece in pieces:
                writer.write(piece)
                await asyncio.sleep(0.2)
            got = await asyncio.wait_for(reader.read(), 5)
        except ConnectionError:
            pass
        finally:
            writer.close()
            server.should_exit = True
            await serving
        return got

    return lambda *pieces: run(talking([*pieces]))


def test_a_connection_on_which_nothing_or_half_a_request_comes_is_closed(talk):
    assert talk() == b""
    assert talk(*[bytes([letter]) for letter in b"GET / HTTP/1"]) == b""


def test_a_request_in_time_is_answered_and_so_is_a_further_one(talk):
    one = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    assert talk(one[:10], one[10:]).count(b"200 OK") == 1
    assert talk(one, one).count(b"200 OK") == 2
    assert talk(one, one[:10]).count(b"200 OK") == 1


def test_a_page_of_streamlit_that_is_not_as_it_was_stops_the_start():
    with pytest.raises(ValueError, match="service-desc"):
        Shell('<!-- --><html lang="en"><title>x</title><link rel="shortcut icon">')
