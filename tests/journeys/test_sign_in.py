"""Sign-in from end to end: a browser, the dashboard, and two providers that share no code.

The second provider, and the way in behind a proxy, start servers of their own: in `make soak`.
"""

import contextlib
import http.cookiejar
import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kpis.sign_in.claims import login_of
from tests.access_files import COOKIES
from tests.asking import ask
from tests.barriers import barriers
from tests.keeping import copy_store
from tests.ports import free_port
from tests.provider import CLIENT, SECRET, Provider, provider
from tests.serving import Dashboard, dashboard, settle
from tests.visits import visit
from tests.web_server import COMES_FROM, web_server

pytestmark = pytest.mark.browser

POST = "Head of Communications"
# Pages that others see too are looked at on a wide window by test_accessibility.py.
WIDE, PHONE = 1280, 390
PEOPLE = {
    "ana": {"name": "Ana Example", "roles": ["KPI.Publisher"], "email": "team@council.example"},
    "bo": {"name": "Bo Example", "groups": [f"{each:036}" for each in range(300)]},
}


def access_to(metadata: str, issuer: str, address: str) -> str:
    return f"""
        [provider]
        metadata = "{metadata}"
        client_id = "{CLIENT}"
        client_secret = "{SECRET}"
        cookie_secret = "{COOKIES}"
        address = "{address}"
        issuers = ["{issuer}"]

        [roles]
        "KPI.Publisher" = {{ role = "publisher", post = "{POST}" }}
        """


@pytest.fixture(scope="module")
def known() -> Iterator[Provider]:
    with provider(**PEOPLE) as running:
        yield running


@pytest.fixture(scope="module", name="dashboard")
def dashboard_with_sign_in(
    first_figures: Path, tmp_path_factory: pytest.TempPathFactory, known: Provider
) -> Iterator[Dashboard]:
    store = tmp_path_factory.mktemp("sign_in") / "kpis.duckdb"
    copy_store(first_figures, store)
    with dashboard(
        store, access=lambda address: access_to(known.metadata, known.address, address)
    ) as running:
        yield running
    log = (store.parent / "dashboard.log").read_text(encoding="utf-8")
    assert SECRET not in log
    assert COOKIES not in log
    assert "ScriptRunContext" not in log  # of which only a programmer could make something


@pytest.fixture(scope="module")
def narrow(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": PHONE, "height": 800})
    yield context
    context.close()


@pytest.fixture
def page(narrow: BrowserContext) -> Iterator[Page]:
    """A window of somebody whom nobody knows yet."""
    narrow.clear_cookies()
    opened = narrow.new_page()
    yield opened
    opened.close()


def open_guide(page: Page, dashboard: Dashboard) -> None:
    page.goto(f"{dashboard.address}/how_to_read")
    settle(page)
    expect(page.get_by_text("You are not signed in.")).to_be_visible()


def test_a_person_signs_in_is_seen_for_who_they_are_and_signs_out_at_the_provider_too(
    dashboard, known, page
):
    open_guide(page, dashboard)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="ana", exact=True).click()
    settle(page)
    expect(page.get_by_text(f"Ana Example · {POST} · publisher")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    cookies = {each["name"]: each for each in page.context.cookies()}
    kept = cookies["_streamlit_user"]
    assert (kept["httpOnly"], kept["sameSite"]) == (True, "Lax")
    assert kept["expires"] - time.time() < 8 * 3600 + 60
    copy = f"_streamlit_user={kept['value']}"
    assert "Ana Example" in seen(dashboard, copy)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are not signed in.")).to_be_visible()
    assert known.signed_out[-1]["client_id"] == CLIENT
    assert "_streamlit_user" not in {each["name"] for each in page.context.cookies()}
    assert "You are signed out." in seen(dashboard, copy)


def found_on(page: Page, *widths: int) -> list[str]:
    """What axe finds on a window of these widths; and what does not fit on a narrow one."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        if page.get_by_test_id("stApp").count():  # else it is a page of the server's own
            settle(page)
        found += barriers(page)
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{wide} px wide"] if wide > width else []
    return found


def test_neither_signing_in_nor_being_refused_has_a_barrier_that_axe_finds(dashboard, known, page):
    open_guide(page, dashboard)
    assert found_on(page, PHONE) == []
    page.goto(f"{dashboard.address}/audit")
    settle(page)
    expect(page.get_by_text("Not for everybody")).to_be_visible()
    assert found_on(page, WIDE, PHONE) == []
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="bo", exact=True).click()
    settle(page)
    expect(page.get_by_text("Your sign-in code is")).to_be_visible()
    assert found_on(page, PHONE) == []
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are not signed in.")).to_be_visible()
    settle(page)
    known.said = {"aud": "other"}
    try:
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("link", name="ana", exact=True).click()
        expect(page.get_by_role("heading", name="You were not signed in")).to_be_visible()
        assert found_on(page, WIDE, PHONE) == []
    finally:
        known.said = {}
    page.goto(f"{dashboard.address}/roles")
    settle(page)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="ana", exact=True).click()
    settle(page)
    expect(page.get_by_text(f"Ana Example · {POST} · publisher")).to_be_visible()
    assert found_on(page, PHONE) == []


@contextlib.contextmanager
def second_provider() -> Iterator[tuple[str, subprocess.Popen]]:
    """Its address and process. Another implementation, by others."""
    port = free_port()
    claims = json.dumps({"sub": "cy", "name": "Cy Example", "roles": ["KPI.Publisher"]})
    command = [sys.executable, "-m", "oidc_provider_mock", "--host", "127.0.0.1"]
    process = subprocess.Popen(
        [*command, "--port", str(port), "--user-claims", claims],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.terminate()
        process.wait(timeout=60)


@pytest.mark.soak
def test_with_another_provider_too_and_when_it_is_gone_who_is_signed_in_goes_on(
    first_figures, tmp_path, page
):
    store = tmp_path / "kpis.duckdb"
    copy_store(first_figures, store)

    def says_who(here: str) -> str:
        return access_to(f"{other}/.well-known/openid-configuration", other, here)

    with second_provider() as (other, process), dashboard(store, access=says_who) as running:
        open_guide(page, running)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="cy").click()
        expect(page.get_by_text(f"Cy Example · {POST} · publisher")).to_be_visible()
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("button", name="End session").click()
        expect(page.get_by_text("You are not signed in.")).to_be_visible()
        _, _, cookies = sign_in(running, "cy", by_form=True)
        process.terminate()
        process.wait(timeout=60)
        assert "Cy Example" in seen(running, cookies)
        settle(page)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading")).to_have_text("Sign-in is not possible just now")
        expect(page.get_by_text("Whoever is signed in can go on; nobody else can")).to_be_visible()


def seen(dashboard: Dashboard, cookies: str) -> str:
    """All that the guide shows to who comes with these cookies."""
    with visit(dashboard.address, Cookie=cookies) as visiting:
        visiting.rerun("how_to_read")
        return " ".join(visiting.texts)


def sign_in(dashboard: Dashboard, subject: str, *, by_form: bool = False) -> tuple[int, str, str]:
    """Go the way a browser goes, without one: the status, what is said, and cookies then.

    by_form: as the second provider asks who it is.
    """
    jar = http.cookiejar.CookieJar()
    client = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    client.addheaders = [("Accept", "text/html")]
    said = {"provider": "council", "exp": int(time.time()) + 600}
    token = jwt.encode({"alg": "HS256"}, said, OctKey.import_key(COOKIES))
    try:
        with client.open(f"{dashboard.address}/auth/login?provider={quote(token)}") as asks:
            to_choose = asks.geturl()
        chosen = f"sub={subject}".encode() if by_form else None
        with client.open(to_choose if by_form else f"{to_choose}&as={subject}", chosen) as answer:
            status, text = answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        status, text = error.code, error.read().decode()
    return status, text, "; ".join(f"{each.name}={each.value}" for each in jar)


def test_a_role_in_the_store_counts_from_the_next_click_on_and_taken_away_too(dashboard, known):
    _, _, cookies = sign_in(dashboard, "bo")
    assert len(cookies) < 4_000
    code = login_of(known.address, "bo")
    assert code in seen(dashboard, cookies)
    assert "more groups were named".lower() in seen(dashboard, cookies).lower()
    with visit(dashboard.address, Cookie=cookies) as visiting:
        given = dashboard.kpis("access", "give", code, "member", "--by", "IT", "--why", "new")
        assert given.returncode == 0, given.stderr
        visiting.rerun("how_to_read")
        assert "Bo Example · member" in " ".join(visiting.texts)
        assert dashboard.kpis("access", "take", "1", "--by", "IT", "--why", "x").returncode == 0
        visiting.rerun("how_to_read")
        assert "Bo Example · no role" in " ".join(visiting.texts)


@pytest.mark.parametrize(
    "said",
    [{"iss": "http://127.0.0.1:1"}, {"aud": "other"}, {"exp": 7}, {"nonce": "of another"}],
    ids=["of another issuer", "for another program", "expired", "from another sign-in"],
)
def test_a_token_that_is_not_for_this_sign_in_lets_nobody_in(dashboard, known, said):
    known.said = said
    try:
        status, text, cookies = sign_in(dashboard, "ana")
    finally:
        known.said = {}
    assert status == 401
    assert "You were not signed in" in text
    assert "_streamlit_user=" not in cookies


@pytest.mark.parametrize("ahead", [290, -290])
def test_a_clock_five_minutes_off_is_borne(dashboard, known, ahead):
    known.ahead = ahead
    try:
        status, _, cookies = sign_in(dashboard, "ana")
    finally:
        known.ahead = 0
    assert status == 200
    assert "Ana Example" in seen(dashboard, cookies)


def test_a_cookie_that_was_tampered_with_is_nobody_s(dashboard):
    _, _, cookies = sign_in(dashboard, "ana")
    assert "Ana Example" in seen(dashboard, cookies)
    for altered in (cookies.replace("user=.", "user=.x"), cookies.replace("user=", "user=x")):
        assert "You are not signed in." in seen(dashboard, altered)


def test_who_has_cookies_of_other_programs_too_is_signed_out_all_the_same(dashboard):
    _, _, cookies = sign_in(dashboard, "ana")
    among_others = f'theirs={{"a": 1}}; {cookies}'
    assert "Ana Example" in seen(dashboard, among_others)
    assert ask(dashboard.address, "/auth/logout", ("Cookie", among_others)).status == 302
    assert "You are signed out." in seen(dashboard, cookies)


BEHIND_PROXY = """
[proxy]
addresses = ["127.0.0.2"]
who = "X-Auth-Subject"
name = "X-Auth-Name"
roles = "X-Auth-Roles"

[roles]
"KPI.Member" = "member"
"""


@pytest.mark.soak
def test_a_proxy_says_who_it_is_and_the_same_headers_from_a_reader_say_nothing(
    first_figures, tmp_path
):
    store = tmp_path / "kpis.duckdb"
    copy_store(first_figures, store)
    says = {"X-Auth-Subject": "ana", "X-Auth-Name": "Ana Example", "X-Auth-Roles": "KPI.Member"}
    with dashboard(store, access=lambda _here: BEHIND_PROXY) as running:
        for comes_from, line in (
            ("127.0.0.2", "Ana Example · member"),
            ("127.0.0.1", "You are not signed in."),
        ):
            with visit(running.address, comes_from=comes_from, **says) as visiting:
                visiting.rerun("how_to_read")
                assert line in " ".join(visiting.texts)


@pytest.mark.soak
def test_behind_a_web_server_that_encrypts_everything_goes_by_encrypted_connections(
    first_figures, tmp_path, browser, known
):
    store = tmp_path / "kpis.duckdb"
    copy_store(first_figures, store)
    port = free_port()
    outside = f"https://localhost:{port}"
    access = f'behind = ["{COMES_FROM}"]\n' + access_to(known.metadata, known.address, outside)
    with web_server(tmp_path, port) as leads, dashboard(store, access=lambda _: access) as running:
        leads["to"] = int(running.address.rpartition(":")[2])
        context = browser.new_context(ignore_https_errors=True)
        page = context.new_page()
        told, sockets = [], []
        page.on("console", lambda message: told.append(message.text))
        page.on("websocket", lambda each: sockets.append(each.url))
        first = page.goto(f"{outside}/how_to_read")
        settle(page)
        assert first.headers["strict-transport-security"] == "max-age=15552000"
        assert (
            f"connect-src 'self' wss://localhost:{port};"
            in first.headers["content-security-policy"]
        )
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("link", name="ana", exact=True).click()
        settle(page)
        expect(page.get_by_text(f"Ana Example · {POST} · publisher")).to_be_visible()
        assert {urlsplit(each).scheme for each in sockets} == {"wss"}
        kept = context.cookies()
        assert {each["name"] for each in kept} >= {"_streamlit_user", "__Host-kpis_visit"}
        assert [each["name"] for each in kept if not each["secure"]] == []
        assert [each for each in told if "Content Security Policy" in each] == []
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_text("You are not signed in.")).to_be_visible()
        context.close()
