"""The dashboard answers to its own names, and takes changes from its own pages alone."""

import socket

import pytest

from kpis.server.asgi import answer
from kpis.server.hosts import Hosts, own_names


async def inside(_scope, _receive, send):
    await answer(send, 200, [])


async def taken_up(_scope, _receive, _send):
    pass


def test_on_this_machine_alone_it_answers_to_no_name_of_the_network():
    assert own_names("127.0.0.1") == {"localhost", "127.0.0.1", "::1"}
    assert own_names("::1", ["KPI.example."]) == {"localhost", "127.0.0.1", "::1", "kpi.example"}


def test_where_others_reach_it_it_answers_to_the_name_of_the_machine():
    everywhere = own_names("0.0.0.0")  # noqa: S104 nothing listens
    assert socket.gethostname().lower() in everywhere


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("localhost:8501", 200),
        ("LocalHost.:1", 200),
        ("[::1]:8501", 200),
        ("kpi.example:443", 200),
        ("10.0.0.5:8501", 200),  # where the connection came to
        ("10.0.0.6:8501", 421),
        ("kpi.example.evil.example", 421),
        ("evil-kpi.example", 421),
        ("localhost:port", 421),
        ("localhost@evil.example", 421),
        ("localhost/", 421),
        ("localhost\u00e4", 421),
        ("", 421),
    ],
)
def test_a_name_is_compared_whole(asked, host, status):
    part = Hosts(inside, own_names("127.0.0.1", ["kpi.example"]))
    assert asked(part, "/", ("Host", host)).status == status


def test_no_name_and_two_names_are_none(asked):
    part = Hosts(inside, own_names("127.0.0.1"))
    assert asked(part).status == 421
    assert asked(part, "/", ("Host", "localhost"), ("Host", "localhost")).status == 421


@pytest.mark.parametrize(
    ("origin", "taken"),
    [
        ("http://localhost:8501", True),
        ("https://localhost:8501", True),
        ("http://localhost", False),
        ("http://localhost:8502", False),
        ("http://localhost:8501.evil.example", False),
        ("http://user@localhost:8501", False),
        ("file://localhost:8501", False),
        ("null", False),
        ("http://[", False),
    ],
)
def test_a_change_or_a_connection_comes_from_a_page_of_ours(asked, origin, taken):
    part = Hosts(inside, own_names("127.0.0.1"))
    told = asked(part, "/", ("Host", "localhost:8501"), ("Origin", origin), method="PUT")
    assert told.status == (200 if taken else 403)
    looked = asked(part, "/", ("Host", "localhost:8501"), ("Origin", origin))
    assert looked.status == 200
    sockets = Hosts(taken_up, own_names("127.0.0.1"))
    named = (("Host", "localhost:8501"), ("Origin", origin))
    assert asked(sockets, "/_stcore/stream", *named, kind="websocket").closed == (
        0 if taken else 1008
    )


def test_a_connection_of_nobody_is_refused_and_a_change_of_a_program_is_not(asked):
    names = own_names("127.0.0.1")
    host = ("Host", "localhost")
    assert asked(Hosts(taken_up, names), "/", host, kind="websocket").closed == 1008
    assert asked(Hosts(inside, names), "/", host, method="PUT").status == 200


@pytest.mark.parametrize(("scheme", "kind"), [("https", "http"), ("wss", "websocket")])
def test_where_all_is_encrypted_a_page_that_came_unencrypted_is_not_ours(asked, scheme, kind):
    part = Hosts(inside if kind == "http" else taken_up, own_names("127.0.0.1"))
    for origin, taken in (("https://localhost", True), ("http://localhost", False)):
        named = (("Host", "localhost"), ("Origin", origin))
        told = asked(part, "/", *named, method="PUT", kind=kind, scheme=scheme)
        assert (told.status == 403, told.closed == 1008) == (
            not taken and kind == "http",
            not taken and kind == "websocket",
        )
