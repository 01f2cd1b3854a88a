"""Each browser has a name of its own, and what a visit was offered is fetched under it alone."""

import re

import pytest

from kpis.often import Often
from kpis.server import visits
from kpis.server.asgi import answer
from kpis.server.visits import Gate, Visit, Visits

MINE, THEIRS = "a" * 43, "b" * 43
FILE, UPLOAD = "/media/x.csv", "/_stcore/upload_file/mine/1"


class Inside:
    """Two visits, of which one was offered a file."""

    def open_visits(self):
        return [
            Visit("mine", {"kpis_visit": MINE, "__Host-kpis_visit": MINE}),
            Visit("only looks", {"kpis_visit": MINE}),
            Visit("theirs", {"kpis_visit": THEIRS}),
            Visit("without a name", {}),
        ]

    def was_offered(self, visit, file):
        return (visit, file) == ("mine", "x.csv")

    def takes_files(self, visit):
        return visit != "only looks"


async def inside(_scope, _receive, send):
    await answer(send, 200, [], b"content")


def named(name: str, *more: str) -> tuple[str, str]:
    return "Cookie", "; ".join([*more, f"kpis_visit={name}"])


def test_a_browser_without_a_name_is_given_one_that_nobody_can_guess(asked):
    given = [asked(Visits(inside)).headers["set-cookie"] for _ in range(2)]
    assert len(set(given)) == 2
    name, _, attributes = given[0].partition("; ")
    assert re.fullmatch(r"kpis_visit=[A-Za-z0-9_-]{43}", name)
    assert attributes == "Path=/; HttpOnly; SameSite=Lax"


def test_over_an_encrypted_connection_the_name_goes_by_no_other(asked):
    given = asked(Visits(inside), scheme="https").headers["set-cookie"]
    assert given.startswith("__Host-kpis_visit=")
    assert given.endswith("; Secure")


@pytest.mark.parametrize("sent", ["", "short", "a" * 44, "a" * 42 + "!"])
def test_a_name_that_is_none_is_replaced(asked, sent):
    assert "set-cookie" in asked(Visits(inside), "/", named(sent)).headers


def test_a_name_is_kept(asked):
    assert "set-cookie" not in asked(Visits(inside), "/", named(MINE, "other=1")).headers


@pytest.mark.parametrize(
    ("cookie", "path", "status"),
    [
        (named(MINE), FILE, 200),
        (named(MINE, "kpis_visits=x"), FILE, 200),
        (named(MINE), "/media/y.csv", 403),
        (named(MINE), "/media/", 403),
        (named(THEIRS), FILE, 403),
        (named("c" * 43), FILE, 403),
        (named(""), FILE, 403),
        (("Other", "1"), FILE, 403),
    ],
)
def test_a_file_goes_to_the_visit_it_was_offered_to(asked, cookie, path, status):
    assert asked(Gate(inside, Inside()), path, cookie).status == status


@pytest.mark.parametrize(
    ("cookie", "path", "method", "status"),
    [
        (named(MINE), UPLOAD, "PUT", 200),
        (named(MINE), UPLOAD, "DELETE", 200),
        (named(MINE), "/_stcore/upload_file/only looks/1", "PUT", 403),
        (named(MINE), UPLOAD, "GET", 405),
        (named(MINE), UPLOAD, "POST", 405),
        (named(THEIRS), UPLOAD, "PUT", 403),
        (named(THEIRS), UPLOAD, "DELETE", 403),
        (named(MINE), "/_stcore/upload_file/without a name/1", "PUT", 403),
        (("Other", "1"), UPLOAD, "PUT", 403),
    ],
)
def test_a_file_comes_from_the_visit_it_is_for(asked, cookie, path, method, status):
    assert asked(Gate(inside, Inside()), path, cookie, method=method).status == status


def test_a_visit_that_sends_too_often_waits_and_may_remove_all_the_same(asked, monkeypatch):
    monkeypatch.setattr(visits, "UPLOADS_A_MINUTE", 2)
    gate = Gate(inside, Inside())
    assert isinstance(gate.often, Often)
    sent = [asked(gate, UPLOAD, named(MINE), method="PUT").status for _ in range(3)]
    assert sent == [200, 200, 429]
    assert asked(gate, UPLOAD, named(MINE), method="DELETE").status == 200
    theirs = asked(gate, "/_stcore/upload_file/theirs/1", named(THEIRS), method="PUT")
    assert theirs.status == 200


def test_a_file_is_not_kept_by_the_browser(asked):
    told = asked(Gate(inside, Inside()), FILE, named(MINE))
    assert (told.headers["cache-control"], told.body) == ("no-store", b"content")
