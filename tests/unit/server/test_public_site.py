"""The site as the server hands it out, and who is led to it."""

import gzip
import os
from dataclasses import replace

import pytest

from kpis.model import PublicSees
from kpis.server.asgi import answer
from kpis.server.public_site import FirstPage, PublicSite, is_shown
from kpis.server.security_headers import SecurityHeaders
from kpis.sign_in.settings import SignInSettings
from kpis.use_cases.publishing.folder import write

FILES = {
    "index.html": b"<h1>How are we doing?</h1>" * 100,
    "releases/index.html": b"<h1>Releases</h1>",
    "404.html": b"<h1>Page not found</h1>",
    "embed/frogs.html": b"<h1>Frogs</h1>",
    "releases/1/documents/report.html": b"<style>p{}</style>",
    "data/frogs.csv": b"measure,outturn\n",
    "assets/sans.woff2": b"wOF2",
}
PACKED = ("accept-encoding", "gzip, br")
A_PAGE = ("accept", "text/html")


@pytest.fixture
def folder(tmp_path):
    write(tmp_path / "kpis.site", FILES, "first")
    return tmp_path / "kpis.site"


@pytest.fixture
def site(folder):
    return PublicSite(folder)


def test_pages_are_handed_out_as_they_lie_there(site, asked):
    told = asked(site, "/site/")
    assert (told.status, told.body) == (200, FILES["index.html"])
    assert told.headers["content-type"] == "text/html; charset=utf-8"
    assert asked(site, "/site/data/frogs.csv").headers["content-type"].startswith("text/csv")
    assert asked(site, "/site/index.html", method="HEAD").body == b""


def test_what_grows_smaller_is_packed_and_what_is_packed_already_is_not(site, asked):
    told = asked(site, "/site/", PACKED)
    assert gzip.decompress(told.body) == FILES["index.html"]
    assert told.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in asked(site, "/site/assets/sans.woff2", PACKED).headers


def test_what_a_browser_has_is_not_sent_again_until_it_changes(site, folder, asked):
    mark = asked(site, "/site/", PACKED).headers["etag"]
    assert asked(site, "/site/", PACKED, ("if-none-match", mark)).status == 304
    write(folder, FILES | {"index.html": b"<h1>Newer</h1>"}, "second")
    told = asked(site, "/site/", PACKED, ("if-none-match", mark))
    assert (told.status, gzip.decompress(told.body)) == (200, b"<h1>Newer</h1>")


def test_a_folder_is_led_to_its_first_page(site, asked):
    told = asked(site, "/site/releases")
    assert (told.status, told.headers["location"]) == (302, "/site/releases/")
    assert asked(site, "/site/releases/").body == FILES["releases/index.html"]
    assert asked(site, "/site").status == 302


@pytest.mark.parametrize(
    "path", ["/site/nothing.html", "/site/../kpis.duckdb", "/site/.kpis-files.json", "/site//etc"]
)
def test_what_its_list_does_not_name_is_not_there(site, folder, asked, path):
    (folder / "nothing.html").write_text("laid there by somebody")
    told = asked(site, path)
    assert (told.status, told.body) == (404, FILES["404.html"])


def test_a_site_that_is_not_written_yet_or_is_gone_is_not_there(tmp_path, site, folder, asked):
    assert asked(PublicSite(tmp_path / "none"), "/site/").status == 404
    assert asked(PublicSite(None), "/site/").status == 404
    assert site.is_there
    os.remove(folder / "index.html")
    assert asked(site, "/site/").status == 404


def policy(site, asked, path):
    told = asked(SecurityHeaders(site), path)
    return told.headers["content-security-policy"], told.headers


def test_charts_may_be_shown_within_other_pages_and_nothing_else(site, asked):
    page, headers = policy(site, asked, "/site/")
    assert "frame-ancestors 'none'" in page
    assert "unsafe-inline" not in page
    assert headers["x-frame-options"] == "DENY"
    chart, headers = policy(site, asked, "/site/embed/frogs.html")
    assert "frame-ancestors *" in chart
    assert "x-frame-options" not in headers
    assert "cross-origin-embedder-policy" not in headers


def test_a_whole_report_has_its_style_within_it(site, asked):
    assert (
        "style-src 'unsafe-inline'"
        in policy(site, asked, "/site/releases/1/documents/report.html")[0]
    )


def test_a_house_that_shows_the_public_nothing_and_one_without_sign_in_have_none():
    house = SignInSettings(public=PublicSees.PUBLISHED)
    assert is_shown(house)
    assert not is_shown(replace(house, public=PublicSees.NOTHING))
    assert not is_shown(None)


async def dashboard(scope, receive, send):
    await answer(send, 200, [], b"the dashboard")


@pytest.fixture
def first_page(site):
    """Whoever has the cookie is signed in."""
    return FirstPage(
        dashboard, site, lambda scope: dict(scope["headers"]).get(b"cookie", b"").decode()
    )


def test_who_has_not_signed_in_is_led_to_the_site(first_page, asked):
    told = asked(first_page, "/", A_PAGE)
    assert (told.status, told.headers["location"]) == (302, "/site/")
    assert told.headers["cache-control"] == "no-store"


def test_who_is_signed_in_gets_the_dashboard(first_page, asked):
    assert asked(first_page, "/", A_PAGE, ("cookie", "Ann")).body == b"the dashboard"


def test_every_other_address_is_the_dashboards_for_everybody(first_page, asked):
    assert asked(first_page, "/measure", A_PAGE).body == b"the dashboard"
    assert asked(first_page, "/", ("accept", "*/*")).body == b"the dashboard"


def test_where_there_is_no_site_everybody_gets_the_dashboard(asked, tmp_path):
    first = FirstPage(dashboard, PublicSite(tmp_path / "none"), lambda _scope: "")
    assert asked(first, "/", A_PAGE).body == b"the dashboard"


def test_a_page_that_is_read_while_the_site_is_written_anew_never_stands_for_the_newer_one(
    site, folder, asked, monkeypatch
):
    newer, compress = b"<h1>Withdrawn</h1>", gzip.compress

    def meanwhile(*given, **named):
        monkeypatch.setattr(gzip, "compress", compress)
        write(folder, FILES | {"index.html": newer}, "second")
        asked(site, "/site/releases/", PACKED)  # somebody else's, after the list has changed
        return compress(*given, **named)

    monkeypatch.setattr(gzip, "compress", meanwhile)
    assert gzip.decompress(asked(site, "/site/", PACKED).body) == FILES["index.html"]
    assert gzip.decompress(asked(site, "/site/", PACKED).body) == newer
