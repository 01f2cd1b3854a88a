"""Headers that say who somebody is: from the proxies that are named, and from nobody else."""

from ipaddress import ip_network

import pytest

from kpis.server.sign_in.proxies import BelievedProxies
from kpis.sign_in.settings import Proxy
from tests.event_loop import run

PROXY = Proxy(
    addresses=(ip_network("10.0.0.4/32"), ip_network("fd00::/64")),
    who="x-auth-subject",
    name="x-auth-name",
    roles="x-auth-roles",
)
WHO, FORWARDED = (b"x-auth-subject", b"ana"), (b"x-forwarded-for", b"192.0.2.7")


WEB_SERVER = ip_network("10.2.0.7/32")


def passed_on(*headers, peer="10.0.0.4", proxy=PROXY, kind="http") -> dict:
    """What is further in told of a request."""
    seen = {}

    async def further_in(scope, _receive, _send):
        seen.update(scope)

    scope = {"type": kind, "scheme": "http", "headers": list(headers), "client": (peer, 1234)}

    async def never(*_given):
        raise AssertionError

    run(BelievedProxies(further_in, proxy, (*PROXY.addresses, WEB_SERVER))(scope, never, never))
    return seen


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("peer", ["10.0.0.4", "fd00::7", "::ffff:10.0.0.4"])
def test_a_proxy_that_is_named_says_who_it_is(peer, kind):
    assert WHO in passed_on(WHO, peer=peer, kind=kind)["headers"]


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("peer", ["10.0.0.5", "127.0.0.1", "::1", "192.0.2.7", "", "proxy"])
def test_a_header_that_a_reader_sets_is_taken_away(peer, kind):
    sent = (WHO, (b"x-auth-roles", b"KPI.Administrator"), (b"accept", b"*/*"))
    assert passed_on(*sent, peer=peer, kind=kind)["headers"] == [(b"accept", b"*/*")]


def test_a_reader_cannot_say_that_they_come_by_the_proxy():
    seen = passed_on(WHO, (b"x-forwarded-for", b"10.0.0.4"), peer="127.0.0.1")
    assert WHO not in seen["headers"]
    assert seen["client"][0] == "10.0.0.4"  # as it is told further in, where nobody is believed


def test_a_web_server_that_is_no_proxy_says_how_somebody_came_and_not_who_it_is():
    seen = passed_on(WHO, FORWARDED, peer="10.2.0.7")
    assert WHO not in seen["headers"]
    assert seen["client"][0] == "192.0.2.7"


def test_what_a_reader_adds_to_where_they_come_from_is_not_believed():
    """A web server puts who it was asked by after whatever it was told."""
    told = (b"x-forwarded-for", b"10.0.0.4, 203.0.113.9, 192.0.2.7")
    assert passed_on(told, peer="10.2.0.7")["client"][0] == "192.0.2.7"


def test_a_header_that_comes_twice_counts_not_at_all():
    sent = (WHO, (b"x-auth-subject", b"bo"), (b"x-auth-name", b"Ana"))
    assert passed_on(*sent)["headers"] == [(b"x-auth-name", b"Ana")]


def test_without_a_proxy_no_header_says_who_it_is_and_none_is_touched():
    assert WHO in passed_on(WHO, proxy=None)["headers"]


@pytest.mark.parametrize(
    ("peer", "client"),
    [
        ("127.0.0.1", "192.0.2.7"),
        ("10.0.0.4", "192.0.2.7"),
        ("10.2.0.7", "192.0.2.7"),
        ("10.0.0.5", "10.0.0.5"),
    ],
)
def test_how_a_request_came_is_believed_from_this_machine_and_the_proxies(peer, client):
    seen = passed_on(FORWARDED, (b"x-forwarded-proto", b"https"), peer=peer)
    assert seen["client"][0] == client
    assert seen["scheme"] == ("https" if client == "192.0.2.7" else "http")
