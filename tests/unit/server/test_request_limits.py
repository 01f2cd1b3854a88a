"""No request takes more, or for longer, than it may, and no place more than its share."""

import asyncio

import pytest

from kpis.server import limits
from kpis.server.asgi import answer
from kpis.server.limits import Limits, Shares, place_of

UPLOAD = "/_stcore/upload_file/visit/file"


async def reads_all(_scope, receive, send):
    more = True
    while more:
        message = await receive()
        more = message["more_body"]
    await answer(send, 200, [])


async def never_answers(_scope, _receive, _send):
    await asyncio.Event().wait()


async def breaks_off(_scope, _receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await asyncio.Event().wait()


def test_what_is_sent_is_counted_as_it_arrives_whatever_was_announced(asked):
    most = limits.MOST_SENT
    assert asked(Limits(reads_all), sends=[b"x" * most]).status == 200
    assert asked(Limits(reads_all), sends=[b"x" * most, b"y"]).status == 413
    assert asked(Limits(reads_all), UPLOAD, sends=[b"x" * most, b"y"]).status == 200
    too_much = [b"x" * limits.MOST_UPLOADED, b"y"]
    assert asked(Limits(reads_all), UPLOAD, sends=too_much).status == 413


@pytest.mark.parametrize(
    ("announced", "status"),
    [
        ("0", 200),
        (str(limits.MOST_SENT), 200),
        (str(limits.MOST_SENT + 1), 413),
        ("-1", 400),
        ("x", 400),
    ],
)
def test_what_is_announced_is_believed_where_it_is_too_much(asked, announced, status):
    assert asked(Limits(reads_all), "/", ("Content-Length", announced)).status == status


def test_headers_are_bounded_all_together(asked):
    half = "a" * (limits.MOST_HEADERS // 2 - 1)
    assert asked(Limits(reads_all), "/", ("A", half), ("B", half)).status == 200
    assert asked(Limits(reads_all), "/", ("A", half), ("B", half + "a")).status == 431


def test_a_request_that_takes_too_long_is_ended(asked, monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 0.05)
    monkeypatch.setattr(limits, "SECONDS_UPLOADING", 0.1)
    assert asked(Limits(never_answers)).status == 408
    assert asked(Limits(never_answers), UPLOAD).status == 408
    told = asked(Limits(reads_all), sends=[])  # nothing ever arrives
    assert told.status == 408
    assert asked(Limits(breaks_off)).body == b""  # the web server closes the connection


def test_there_are_no_more_visits_at_once_than_one_process_bears(monkeypatch, run):
    monkeypatch.setattr(limits, "MOST_VISITS", 3)
    closed = []
    over = asyncio.Event()

    async def stays(_scope, _receive, _send):
        await over.wait()

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        closed.append(message)

    async def three():
        part = Limits(stays)
        scope, *others = [
            {"type": "websocket", "path": "/_stcore/stream", "headers": [], "client": (each, 1)}
            for each in ("192.0.2.1", "192.0.2.2", "192.0.2.3")
        ]
        open_ones = [asyncio.create_task(part(each, receive, send)) for each in [scope, *others]]
        await asyncio.sleep(0)
        await part(scope, receive, send)
        assert closed == [{"type": "websocket.close", "code": limits.TRY_AGAIN}]
        over.set()
        await asyncio.gather(*open_ones)
        await part(scope, receive, send)
        assert len(closed) == 1

    run(three())


def test_one_place_takes_half_of_what_there_is_and_others_still_get_some():
    shares = Shares(12)
    assert [shares.take("one") for _ in range(7)] == [True] * 6 + [False]
    assert [shares.take("two") for _ in range(4)] == [True] * 3 + [False]
    assert shares.take("three")
    shares.give_back("two")
    shares.give_back("three")
    assert [shares.take("two"), shares.take("two")] == [True, False]
    for _ in range(6):
        shares.give_back("one")
    assert "one" not in shares.held


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:ffff:ffff:ffff", "2001:db8::/64"),
        ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
        ("somewhere", "somewhere"),
        ("", ""),
    ],
)
def test_addresses_that_one_person_has_are_one_place(address, place):
    assert place_of((address, 1234)) == place
    assert place_of(None) == ""
