"""What browsers are given to keep is out of reach for scripts, other sites and other eyes."""

import json
from datetime import timedelta

import pytest

from kpis.server.asgi import answer
from kpis.server.sign_in.cookies import SIGN_IN, SafeCookies, kept_in


def gives(*cookies: str):
    async def part(_scope, _receive, send):
        await answer(send, 200, [(b"set-cookie", each.encode()) for each in cookies])

    return part


@pytest.fixture
def given(asked):
    def ask(cookie: str, *, scheme: str = "http", encrypted: bool = False) -> set[str]:
        part = SafeCookies(gives(cookie), encrypted=encrypted, longest=timedelta(hours=8))
        return set(asked(part, scheme=scheme).headers["set-cookie"].split("; "))

    return ask


def test_over_an_encrypted_connection_it_goes_back_over_no_other(given):
    assert "Secure" not in given("a=b; Path=/")
    assert "Secure" in given("a=b; Path=/", scheme="https")
    assert "Secure" in given("a=b; Path=/", encrypted=True)


def test_no_script_and_no_other_site_gets_it(given):
    assert given("a=b; Path=/") == {"a=b", "Path=/", "SameSite=Lax", "HttpOnly"}
    assert given("a=b; httponly; samesite=strict") == {"a=b", "httponly", "samesite=strict"}


def test_the_token_that_a_script_sends_back_stays_readable_to_it(given):
    assert given("_streamlit_xsrf=x; Path=/") == {"_streamlit_xsrf=x", "Path=/", "SameSite=Lax"}


@pytest.mark.parametrize("name", [SIGN_IN, f"{SIGN_IN}_1", f"{SIGN_IN}_tokens"])
def test_who_it_is_is_kept_no_longer_than_a_session_lasts(given, name):
    assert "Max-Age=28800" in given(f"{name}=x; Max-Age=2592000; Path=/")
    assert "Max-Age=0" in given(f'{name}=""; Max-Age=0; Path=/')
    assert "Max-Age=2592000" in given("other=x; Max-Age=2592000")


@pytest.fixture
def signed():
    """A cookie as Streamlit signs it, with its own secret."""
    from streamlit.web.server.server_util import get_cookie_secret
    from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

    def sign(value: str, *, by: str = "") -> str:
        return create_signed_value(by or get_cookie_secret(), SIGN_IN, value).decode()

    return sign


def test_what_streamlit_signed_is_read(signed):
    assert kept_in({SIGN_IN: signed(json.dumps({"sub": "ana"}))}) == {"sub": "ana"}


def test_a_cookie_that_was_tampered_with_says_nothing(signed):
    value = signed(json.dumps({"sub": "ana"}))
    for place in range(len(value)):
        other = "A" if value[place] != "A" else "B"
        # The last letters of its parts may stand for the same bytes.
        read = kept_in({SIGN_IN: value[:place] + other + value[place + 1 :]})
        assert read in ({}, {"sub": "ana"})
    assert kept_in({SIGN_IN: signed(json.dumps({"sub": "bo"}), by="another secret")}) == {}


@pytest.mark.parametrize("said", ["", "no JSON", "7", '["ana"]', "chunks-3"])
def test_a_cookie_that_is_not_as_it_was_made_says_nothing(signed, said):
    assert kept_in({SIGN_IN: signed(said)}) == {}
    assert kept_in({}) == {}
