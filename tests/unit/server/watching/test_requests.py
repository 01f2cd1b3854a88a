"""Each request has an id, and a line that says what became of it and of nobody."""

import json
import logging
from ipaddress import ip_network

import pytest

from kpis.answering import answering
from kpis.server.asgi import answer
from kpis.server.error_pages import ErrorPages, send_error
from kpis.server.log_lines import AsJson
from kpis.server.watching import requests
from kpis.server.watching.requests import Requests, kind_of, logs_requests
from tests.event_loop import run

HTML = ("Accept", "text/html")
GIVEN = ("X-Request-Id", "3f2a91c4")
NEAR = ip_network("10.1.0.0/16")


async def says_its_id(_scope, _receive, send):
    await answer(send, 200, [], answering().id.encode())


async def is_not_there(scope, _receive, send):
    await send_error(scope, send, 404)


async def fails(_scope, _receive, _send):
    raise ValueError("a secret")


def from_(address, app):
    """The part, as if a request had come from this address."""

    async def connected(scope, receive, send):
        await app({**scope, "client": (address, 5000)}, receive, send)

    return connected


@pytest.fixture
def lines(monkeypatch):
    """Lines written of requests, as a program reads them; where the switch is on."""
    monkeypatch.setenv("KPIS_LOG_REQUESTS", "yes")
    written: list[dict] = []

    class Handler(logging.Handler):
        def emit(self, record):
            written.append(json.loads(AsJson().format(record)))

    handler = Handler()
    before = requests.log.level
    requests.log.addHandler(handler)
    yield written
    requests.log.removeHandler(handler)
    requests.log.setLevel(before)


def test_every_answer_has_an_id_of_its_own(asked):
    first, second = (asked(Requests(says_its_id)) for _ in range(2))
    assert first.headers["x-request-id"] == first.body.decode()
    assert len(first.body) == 8
    assert first.body != second.body


def test_the_id_of_a_proxy_on_this_machine_or_one_that_is_named_is_kept(asked):
    for address, kept in (("127.0.0.1", True), ("10.1.2.3", True), ("10.2.0.1", False)):
        told = asked(from_(address, Requests(says_its_id, [NEAR])), "/", GIVEN)
        assert (told.headers["x-request-id"] == "3f2a91c4") == kept, address
    assert asked(Requests(says_its_id), "/", GIVEN).body != b"3f2a91c4"  # from nobody knows where


@pytest.mark.parametrize("given", ["", "short", "a" * 65, "a b c d e", "abc\ndef1", "é" * 8])
def test_what_is_no_id_is_not_kept_whoever_sends_it(asked, given):
    told = asked(from_("127.0.0.1", Requests(says_its_id)), "/", ("X-Request-Id", given))
    assert len(told.body) == 8
    assert told.body.decode() != given


def test_of_two_ids_neither_is_kept(asked):
    told = asked(from_("127.0.0.1", Requests(says_its_id)), "/", GIVEN, GIVEN)
    assert told.body != b"3f2a91c4"


def test_who_meets_a_fault_can_quote_the_id_that_the_log_and_the_answer_have(asked, caplog):
    told = asked(Requests(ErrorPages(fails)), "/measure", HTML)
    number = told.headers["x-request-id"]
    assert f"Say {number} to whoever looks after the server." in told.body.decode()
    assert f"Fault {number}: GET '/measure'" in caplog.text


def test_an_id_is_quoted_only_where_the_log_has_it(asked, lines):
    assert b"Say " in asked(Requests(is_not_there), "/nope", HTML).body
    requests.log.setLevel(logging.NOTSET)
    assert b"Say " not in asked(is_not_there, "/nope", HTML).body


def test_a_line_tells_what_became_of_a_request_and_nothing_of_who_asks(asked, lines):
    cookie = "kpis_visit=" + "a" * 43
    told = asked(
        from_("203.0.113.9", Requests(says_its_id)), "/measure", ("Cookie", cookie), method="GET"
    )
    (line,) = lines
    assert line["request"] == told.headers["x-request-id"]
    assert (line["method"], line["path"], line["kind"]) == ("GET", "/measure", "page")
    assert (line["status"], line["bytes"]) == (200, 8)
    assert line["ms"] >= 0
    assert len(line["browser"]) == 8
    assert "203.0.113.9" not in str(line)
    assert "aaaa" not in str(line)


def test_an_address_that_is_as_good_as_a_key_is_in_no_line(asked, lines):
    asked(Requests(says_its_id), "/media/5d41402abc4b2a76.csv")
    asked(Requests(says_its_id), "/_stcore/upload_file/visit/file", method="PUT")
    assert [line["path"] for line in lines] == ["/media/", "/_stcore/upload_file/"]


def test_a_long_address_makes_no_long_line_and_no_address_makes_two(asked, lines):
    asked(Requests(is_not_there), "/" + "a" * 20_000)
    asked(Requests(is_not_there), '/a\n{"level": "error"}')
    assert len(lines[0]["path"]) == requests.LONGEST_PATH
    assert lines[1]["path"] == '/a\n{"level": "error"}'  # within the one document
    assert "\n" not in lines[1]["message"]


def test_without_the_switch_only_what_failed_on_our_side_has_a_line(asked, caplog):
    async def is_full(scope, _receive, send):
        await send_error(scope, send, 503)

    asked(Requests(says_its_id))
    asked(Requests(is_not_there))
    assert caplog.text == ""
    asked(Requests(is_full))
    assert "GET '/': 503" in caplog.text


@pytest.mark.parametrize(
    ("said", "on"), [("yes", True), ("1", True), ("no", False), ("0", False), ("", False)]
)
def test_the_switch_is_on_where_it_says_so(monkeypatch, said, on):
    monkeypatch.setenv("KPIS_LOG_REQUESTS", said)
    assert logs_requests() is on


def test_a_visit_has_an_id_as_well():
    told = []

    async def takes_up(_scope, _receive, send):
        await send({"type": "websocket.accept"})

    async def nothing():
        return {}

    async def send(message):
        told.append(message)

    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": [], "scheme": "ws"}
    run(Requests(takes_up)(scope, nothing, send))
    assert dict(told[0]["headers"])[b"x-request-id"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "page"),
        ("/measure", "page"),
        ("/_stcore/stream", "visit"),
        ("/_stcore/upload_file/x", "upload"),
        ("/media/x", "media"),
        ("/static/x.js", "static"),
        ("/site/index.html", "site"),
        ("/auth/login", "sign_in"),
        ("/ready", "watch"),
        ("/anything/else", "other"),
    ],
)
def test_addresses_are_of_few_kinds(path, kind):
    assert kind_of(path) == kind
