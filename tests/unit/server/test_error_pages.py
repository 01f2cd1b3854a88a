"""What goes wrong inside is told in our words, with a number that the log has too."""

import logging
import re

import pytest

from kpis.server.asgi import answer
from kpis.server.error_pages import SAID, ErrorPages, page
from kpis.server.security_headers import SecurityHeaders

HTML = ("Accept", "text/html,*/*")


async def fails(_scope, _receive, _send):
    raise ValueError("a secret in /srv/kpis")


async def fails_in_its_own_words(_scope, _receive, send):
    await answer(send, 500, [(b"content-type", b"text/plain")], b"Internal Server Error")
    raise ValueError("a secret")


async def fails_midway(_scope, _receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    raise ValueError("a secret")


def says(status: int, kind: bytes = b"text/plain"):
    async def inside(_scope, _receive, send):
        await answer(send, status, [(b"content-type", kind)], b"words of its own")

    return inside


def test_a_fault_is_told_with_its_number_and_nothing_else(asked, caplog):
    told = asked(ErrorPages(fails), "/measure", HTML)
    assert told.status == 500
    (number,) = re.findall(r"Say ([0-9a-f]{8}) to whoever", told.body.decode())
    assert b"secret" not in told.body
    assert f"Fault {number}: GET '/measure'" in caplog.text
    assert "a secret in /srv/kpis" in caplog.text


def test_a_fault_that_was_told_inside_is_told_with_its_number_too(asked, caplog):
    told = asked(ErrorPages(fails_in_its_own_words), "/", HTML)
    (number,) = re.findall(r"Say ([0-9a-f]{8}) to whoever", told.body.decode())
    assert number in caplog.text
    assert b"recorded as" in asked(ErrorPages(fails_in_its_own_words)).body


def test_a_program_is_told_the_same_in_a_line(asked, caplog):
    told = asked(ErrorPages(fails))
    assert re.search(rb"^This could not be shown\. .* recorded as [0-9a-f]{8}\.\n$", told.body)
    assert caplog.records[0].levelno == logging.ERROR


def test_an_answer_that_breaks_off_is_no_second_answer(asked, caplog):
    told = asked(ErrorPages(fails_midway), "/", HTML)
    assert (told.status, told.body) == (200, b"")
    assert "Fault" in caplog.text


@pytest.mark.parametrize("status", [400, 403, 404, 413, 500, 503, 418])
def test_a_refusal_from_inside_becomes_a_page_of_ours(asked, status):
    told = asked(ErrorPages(says(status)), "/", HTML)
    assert told.status == (status if status in SAID else 400)
    assert b"words of its own" not in told.body
    to_program = asked(ErrorPages(says(status))).body
    assert (to_program == b"words of its own") == (status < 500)  # which a script may read


def test_what_is_fine_is_passed_on(asked):
    assert asked(ErrorPages(says(200)), "/", HTML).body == b"words of its own"


@pytest.mark.parametrize("status", SAID)
def test_every_page_of_an_error_has_a_heading_a_language_and_a_way_back(status):
    html = page(status).decode()
    assert '<html lang="en-GB">' in html
    assert html.count("<h1>") == 1
    # Who came by a name that is not ours would be led back to where they are.
    assert ('<a href="/">' in html) == (status != 421)


def test_over_an_encrypted_connection_a_browser_is_told_to_stay_there(asked):
    part = SecurityHeaders(says(200, b"text/html"))
    host = ("Host", "kpi.example")
    assert "strict-transport-security" not in asked(part, "/", host).headers
    told = asked(part, "/", host, scheme="https")
    assert told.headers["strict-transport-security"] == "max-age=15552000"
    assert "connect-src 'self' wss://kpi.example;" in told.headers["content-security-policy"]
