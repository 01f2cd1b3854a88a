"""The addresses of sign-in: how often, from whose pages, and what is said when it does not work."""

import asyncio

import pytest
from starlette.requests import HTTPConnection

from kpis.server.asgi import answer, cookies
from kpis.server.sign_in import signing_in
from kpis.server.sign_in.cookies import SIGN_IN
from kpis.server.sign_in.signing_in import LOGIN, LOGOUT, SigningIn
from kpis.sign_in.settings import CALLBACK

HTML = ("accept", "text/html")
IN = (b"set-cookie", f"{SIGN_IN}=signed; Path=/".encode())
OUT = (b"set-cookie", f'{SIGN_IN}=""; Max-Age=0; Path=/'.encode())


def says(status: int, *headers):
    async def part(_scope, _receive, send):
        await answer(send, status, [(b"location", b"/"), *headers], b"words of its own")

    return part


@pytest.fixture
def told(asked):
    def ask(part, path, *headers, query: bytes = b""):
        async def with_query(scope, receive, send):
            await part({**scope, "query_string": query}, receive, send)

        return asked(with_query, path, HTML, *headers)

    return ask


def test_on_the_way_to_the_provider_nothing_is_changed_and_nothing_kept(told):
    found = told(SigningIn(says(302)), LOGIN)
    assert (found.status, found.headers["location"]) == (302, "/")
    assert found.headers["cache-control"] == "no-store"


def test_that_the_provider_is_gone_is_said(told):
    found = told(SigningIn(says(400)), LOGIN)
    assert found.status == 502
    assert b"does not answer. Whoever is signed in can go on" in found.body
    assert b"words of its own" not in found.body


async def never_answers(_scope, _receive, _send):
    await asyncio.Event().wait()


def test_a_provider_that_begins_to_answer_and_does_not_end_is_gone_too(told, monkeypatch):
    monkeypatch.setattr(signing_in, "PATIENCE", 0.05)
    part = SigningIn(never_answers)
    assert told(part, LOGIN).status == told(part, CALLBACK, query=b"code=a&state=b").status == 502
    left = told(part, LOGOUT)
    assert (left.status, left.headers["location"]) == (302, "/")


@pytest.mark.parametrize("headers", [[], [OUT]])
@pytest.mark.parametrize("query", [b"code=a&state=b", b"error=access_denied", b"x"])
def test_whoever_comes_back_without_being_signed_in_is_told(told, headers, query):
    found = told(SigningIn(says(302, *headers)), CALLBACK, query=query)
    assert found.status == 401
    assert b"You were not signed in" in found.body


def test_whoever_is_signed_in_or_comes_back_from_signing_out_goes_on(told):
    assert told(SigningIn(says(302, IN)), CALLBACK, query=b"code=a&state=b").status == 302
    assert told(SigningIn(says(302)), CALLBACK).status == 302


@pytest.mark.parametrize("path", [LOGIN, LOGOUT])
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_no_other_site_signs_a_reader_in_or_out(told, path, site):
    assert told(SigningIn(says(302)), path, ("sec-fetch-site", site)).status == 403
    assert told(SigningIn(says(302)), path, ("sec-fetch-site", "same-origin")).status == 302


def test_the_provider_may_lead_back(told):
    part = SigningIn(says(302, IN))
    assert told(part, CALLBACK, ("sec-fetch-site", "cross-site"), query=b"code=a").status == 302


def test_who_tries_again_and_again_has_to_wait(told, monkeypatch):
    monkeypatch.setattr(signing_in, "A_MINUTE", 3)
    part = SigningIn(says(302))
    assert [told(part, LOGIN).status for _ in range(4)] == [302, 302, 302, 429]
    assert told(part, LOGOUT).status == 302


def test_cookies_are_read_whatever_other_programs_have_put_beside_them():
    sent = [(b"cookie", b'x={"a": 1}; a=1; \xff=1; odd key=2; y="; b=2'), (b"accept", b"x")]
    read = cookies({"type": "http", "headers": [*sent, (b"cookie", b"c=3; a=4")]})
    assert (read["a"], read["b"], read["c"]) == ("4", "2", "3")
    assert read == HTTPConnection({"type": "http", "headers": sent}).cookies | {"a": "4", "c": "3"}
    assert cookies({"type": "http", "headers": []}) == {}
