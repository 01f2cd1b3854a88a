"""What Streamlit is told of a provider, and how little it is let keep."""

import json
from types import SimpleNamespace

import pytest
from starlette.responses import Response
from streamlit.web.server.starlette import starlette_auth_routes as inside

from kpis.clock import utc_now
from kpis.server.sign_in.provider import LONGEST_TOKEN, keep_little, streamlit_secrets
from kpis.sign_in.access_file import read_settings
from tests.access_files import CLIENT_SECRET, COOKIES
from tests.event_loop import run


@pytest.fixture
def settings(written):
    return read_settings(written())


@pytest.fixture
def kept(settings, monkeypatch):
    """What Streamlit would put into its cookies of a user and tokens; nothing where it is none."""
    found = []

    async def set_cookies(_response, user, tokens):
        found.append((user, tokens))

    client = SimpleNamespace(authorize_access_token=lambda *_, leeway: leeway)
    monkeypatch.setattr(inside, "_set_auth_cookie", set_cookies)
    monkeypatch.setattr(inside, "_create_oauth_client", lambda _provider: (client, "/"))
    keep_little(settings)

    def keep(tokens=None, **said):
        now = utc_now().timestamp()
        user = {
            "iss": "https://id.example",
            "sub": "ana",
            "aud": "kpi",
            "iat": now,
            "exp": now + 300,
            "roles": ["KPI.Member"],
            "origin": "https://kpi.example",
            "is_logged_in": True,
            "provider": "council",
        }
        found.clear()
        run(inside._set_auth_cookie(Response(), user | said, tokens or {}))
        return found[0] if found else None

    return keep


def test_streamlit_is_told_all_it_needs_and_nobody_writes_it_twice(settings):
    told = streamlit_secrets(settings.provider)["auth"]
    assert told["redirect_uri"] == "https://kpi.example/oauth2callback"
    assert told["cookie_secret"] == COOKIES
    assert told["council"]["client_secret"] == CLIENT_SECRET
    assert told["council"]["client_kwargs"]["scope"] == "openid profile"


def test_three_hundred_groups_are_less_than_a_cookie(kept):
    user, _ = kept(roles=[f"{each:036}" for each in range(300)], picture="x" * 9_000)
    assert len(json.dumps(user)) < 500
    assert user["left_out"]


def test_a_token_that_is_as_long_is_not_kept_for_sign_out_and_no_other_token_is(kept):
    assert kept({"id_token": "x" * LONGEST_TOKEN, "access_token": "a"})[1] == {
        "id_token": "x" * LONGEST_TOKEN
    }
    assert kept({"id_token": "x" * (LONGEST_TOKEN + 1), "access_token": "a"})[1] == {}


def test_each_sign_in_is_one_of_its_own(kept):
    assert kept()[0]["session"] != kept()[0]["session"]


@pytest.mark.parametrize("said", [{"iss": "https://other.example"}, {"aud": "x"}, {"exp": 0}])
def test_somebody_else_s_token_signs_nobody_in_and_the_log_says_so(kept, caplog, said):
    assert kept(**said) is None
    assert "Somebody could not be signed in" in caplog.text


def test_a_clock_that_is_five_minutes_off_is_borne_by_whoever_reads_the_token_first(kept):
    client, _ = inside._create_oauth_client("council")
    assert client.authorize_access_token() == 300
