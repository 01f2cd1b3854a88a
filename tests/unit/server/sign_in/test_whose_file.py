"""A file goes to who it was offered to: not to another person, and not after their session."""

from datetime import UTC, timedelta
from ipaddress import ip_network

import pytest

from kpis.clock import utc_now
from kpis.server.asgi import answer
from kpis.server.sign_in import identity
from kpis.server.sign_in.identity import headers_of, of_requests, of_visitor
from kpis.server.visits import Gate, Visit
from kpis.sign_in.access_file import read_settings
from kpis.sign_in.sessions import Sessions
from kpis.sign_in.settings import NAME, ROLES, WHO, Proxy, SignInSettings

VISIT = "v" * 43
PROXY = Proxy(addresses=(ip_network("10.0.0.4/32"),), who="x-who", roles="x-roles")


class Inside:
    """One open visit, which was offered one file."""

    def __init__(self, whose: str) -> None:
        self.whose = whose

    def open_visits(self) -> list[Visit]:
        return [Visit("one", {"kpis_visit": VISIT}, self.whose)]

    def was_offered(self, visit: str, file: str) -> bool:
        return (visit, file) == ("one", "a.csv")

    def takes_files(self, visit: str) -> bool:
        return visit == "one"


async def gives(_scope, _receive, send):
    await answer(send, 200, [], b"figures")


@pytest.fixture
def fetched(asked):
    def fetch(visit_of: str, request_of: str) -> int:
        gate = Gate(gives, Inside(visit_of), lambda _scope: request_of)
        return asked(gate, "/media/a.csv", ("cookie", f"kpis_visit={VISIT}")).status

    return fetch


def test_a_file_is_for_who_it_was_offered_to(fetched):
    assert fetched("ana", "ana") == 200
    assert fetched("", "") == 200
    assert fetched("ana", "bo") == 403
    assert fetched("ana", "") == 403
    assert fetched("", "ana") == 403


@pytest.fixture
def kept(written, monkeypatch):
    """Settings, and what a browser brings back of somebody who signed in just now."""
    settings = read_settings(written())
    sessions = Sessions(settings.longest, settings.idle)
    monkeypatch.setattr(identity, "sessions", lambda: sessions)
    brought = {
        "iss": "https://id.example",
        "sub": "ana",
        "aud": "kpi",
        "session": "one",
        "since": int(utc_now().replace(tzinfo=UTC).timestamp()),
    }
    monkeypatch.setattr(identity, "kept_in", lambda _cookies: brought)
    return settings, sessions, brought


def test_a_request_is_of_the_session_its_cookies_are_of_while_that_is_open(kept):
    settings, sessions, brought = kept
    whose = of_requests(settings)
    assert whose({"type": "http", "headers": []}) == of_visitor(brought) == "one"
    sessions.end("one", utc_now())
    assert whose({"type": "http", "headers": []}) == ""


def test_a_request_that_is_not_believed_is_of_nobody(kept):
    settings, _, brought = kept
    brought["iss"] = "https://other.example"
    assert of_requests(settings)({"type": "http", "headers": []}) == ""


def test_a_session_that_is_over_fetches_nothing(kept, monkeypatch):
    settings, _, _ = kept
    late = utc_now() + timedelta(hours=4)
    monkeypatch.setattr(identity, "utc_now", lambda: late)
    assert of_requests(settings)({"type": "http", "headers": []}) == ""


def test_behind_a_proxy_it_is_who_the_proxy_says():
    whose = of_requests(SignInSettings(proxy=PROXY))
    assert whose({"headers": [(b"x-who", b" ana ")]}) == of_visitor({WHO: "ana"}) == "ana"
    assert whose({"type": "http", "headers": []}) == of_visitor({WHO: None}) == ""
    assert headers_of(PROXY) == {"x-who": WHO, "x-roles": ROLES}
    assert NAME not in headers_of(PROXY).values()


def test_where_nobody_signs_in_everybody_is_nobody():
    assert of_requests(None)({"headers": [(b"x-who", b"ana")]}) == ""
    assert of_visitor({"session": 7}) == ""
