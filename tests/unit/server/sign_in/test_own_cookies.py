"""Councils in one house share the cookies of a browser: each takes and gives its own alone."""

import pytest

from kpis.server.asgi import answer, cookies
from kpis.server.sign_in.own_cookies import OwnCookies
from kpis.server.sign_in.provider import own_secret


@pytest.fixture
def taken(asked):
    """The cookies that the part within sees of those that a browser sends along."""

    def take(*sent: str, kind: str = "http") -> dict[str, str]:
        seen: dict[str, str] = {}

        async def within(scope, _receive, send):
            seen.update(cookies(scope))
            if kind == "http":
                await answer(send, 200, [])
            else:
                await send({"type": "websocket.close", "code": 1000})

        asked(OwnCookies(within, "north"), "/", *[("Cookie", each) for each in sent], kind=kind)
        return seen

    return take


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_a_councils_own_cookies_are_taken_by_the_names_they_have_everywhere(taken, kind):
    sent = "_streamlit_user.north=who; _streamlit_user__1.north=more; kpis_visit.north=x"
    assert taken(sent, kind=kind) == {
        "_streamlit_user": "who",
        "_streamlit_user__1": "more",
        "kpis_visit": "x",
    }


@pytest.mark.parametrize(
    "sent",
    [
        "_streamlit_user=who",
        "_streamlit_user.south=who",
        "_streamlit_user.north.south=who",
        "_streamlit_user.NORTH=who",
        "kpis_visit.anorth=x; kpis_visit.=y; kpis_visit",
        "",
    ],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_those_of_others_are_not_there(taken, sent, kind):
    assert not {"_streamlit_user", "kpis_visit"} & set(taken(sent, kind=kind))


def test_headers_that_come_twice_are_both_looked_through(taken):
    assert taken("a.south=1; a.north=2", "b.north=3; b.south=4") == {"a": "2", "b": "3"}


def test_what_streamlits_own_script_reads_keeps_its_name(taken, asked):
    assert taken("_streamlit_xsrf=x") == {"_streamlit_xsrf": "x"}


def test_what_is_given_is_this_councils(asked):
    async def within(_scope, _receive, send):
        await answer(send, 200, [(b"Set-Cookie", b'a="x=y"; Path=/'), (b"x-other", b"a=b")])

    told = asked(OwnCookies(within, "north"))
    assert told.headers["Set-Cookie"] == 'a.north="x=y"; Path=/'
    assert told.headers["x-other"] == "a=b"


def test_two_councils_with_one_secret_do_not_believe_each_others_cookies():
    secret = "0123456789abcdef" * 2
    signs = [own_secret(secret, council) for council in ("north", "south", "")]
    assert len(set(signs)) == 3
    assert signs[2] == secret
    assert all(len(each) >= len(secret) for each in signs)
