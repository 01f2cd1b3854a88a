"""What stands between a browser and the pages: asked of a running dashboard, and in a browser."""

import gzip
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from prometheus_client.parser import text_string_to_metric_families
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLsRequest

from tests.asking import HTML, ask, takes_up
from tests.ports import free_port
from tests.serving import ROOT, choose_files, press, until
from tests.visits import visit

pytestmark = pytest.mark.browser

FIRST_VISIT = 1_250_000  # bytes, and 0.03 MB for the page itself: 10 s on a line of a megabit
NO_REQUEST = b"Invalid HTTP request received."
RETURN = b"Measure,Period,Outturn\nrecycling,Q3 2019/20,27.4\n"


@pytest.fixture(scope="module")
def address(dashboard) -> str:
    return dashboard.address


@pytest.mark.parametrize("page", ["/", "/measure?measure=recycling", "/submit"])
def test_a_page_lets_nothing_foreign_run_frame_or_watch_it(address, page):
    told = ask(address, page, HTML)
    assert told.status == 200
    policy = dict(
        each.split(" ", 1) for each in told.headers["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert set(policy["script-src"].split()) & {"'unsafe-inline'", "'unsafe-eval'", "*"} == set()
    assert policy["connect-src"] == f"'self' ws://{urlsplit(address).netloc}"
    assert told.headers["x-frame-options"] == "DENY"
    assert told.headers["x-content-type-options"] == "nosniff"
    assert told.headers["referrer-policy"] == "same-origin"
    assert "camera=()" in told.headers["permissions-policy"]
    assert told.headers["cross-origin-opener-policy"] == "same-origin"
    assert told.headers["cross-origin-resource-policy"] == "same-origin"
    assert told.headers["cache-control"] == "no-cache"
    assert "server" not in told.headers
    assert "agent" not in told.text


@pytest.mark.parametrize(
    "page", ["/_stcore/health", "/_stcore/host-config", "/health", "/icon.svg"]
)
def test_what_is_no_page_shows_nothing_if_it_is_opened_as_one(address, page):
    told = ask(address, page, ("Origin", "http://elsewhere.example"))
    assert told.status == 200
    assert told.headers["content-security-policy"].endswith("frame-ancestors 'none'; sandbox")
    assert told.headers["x-content-type-options"] == "nosniff"
    assert not [name for name in told.headers if name.startswith("access-control-")]


def test_what_is_no_request_does_not_fill_the_log(dashboard, address):
    log = dashboard.store.parent / "dashboard.log"
    there = urlsplit(address)
    before, begun = log.stat().st_size, time.monotonic()
    for _ in range(100):
        with socket.create_connection((there.hostname, there.port), 60) as line:
            line.sendall(b"none at all\r\n\r\n")
            assert b"400" in line.recv(100)
    # A busy server may have something else to say meanwhile.
    written = [line for line in log.read_bytes()[before:].splitlines() if NO_REQUEST in line]
    minutes = 1 + int((time.monotonic() - begun) / 60)  # on a busy machine it is not always one
    assert 0 < len(written) <= 60 * minutes


def test_no_other_site_is_named_as_one_that_may_give_orders(address):
    assert '"allowedOrigins":[]' in ask(address, "/_stcore/host-config").text


def test_scripts_are_sent_packed_and_kept_for_a_year(address):
    page = ask(address, "/", ("Accept-Encoding", "gzip, br"))
    assert page.headers["content-encoding"] == "gzip"
    (script,) = re.findall(
        r'src="\./(static/js/index\.[^"]+)"', gzip.decompress(page.body).decode()
    )
    packed = ask(address, f"/{script}", ("Accept-Encoding", "gzip, deflate, br"))
    plain = ask(address, f"/{script}", ("Accept-Encoding", "gzip;q=0"))
    assert packed.headers["content-type"] == "text/javascript; charset=utf-8"
    assert packed.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert packed.headers["vary"] == "accept-encoding"
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 3
    looked_at = ask(address, f"/{script}", ("Accept-Encoding", "gzip"), method="HEAD")
    assert looked_at.headers["content-length"] == str(len(packed.body))
    assert looked_at.body == b""


NOT_THERE = [
    "/_stcore/metrics",
    "/_stcore/agent/openapi.json",
    "/_stcore/script-health-check",
    "/_stcore/bidi-components/x/y",
    "/component/x/index.html",
    "/app/static/x",
    "/static/js/none.js",
    "/static/../index.html",
    "/static/%2e%2e/index.html",
    "/manifest.json",
    "/oauth2callback",
    "//elsewhere.example/",
    "/measure/recycling",
    "/%00",
    "/" + "a" * 20_000,
]


@pytest.mark.parametrize("path", NOT_THERE, ids=lambda path: path[:40])
def test_an_address_that_is_not_there_says_so_and_leads_back(address, path):
    told = ask(address, path, HTML)
    assert told.status == 404
    assert "There is no such page" in told.text
    assert '<a href="/">' in told.text
    assert "style-src 'sha256-" in told.headers["content-security-policy"]
    assert "streamlit" not in told.text.lower()
    to_program = ask(address, path)
    assert to_program.headers["content-type"] == "text/plain; charset=utf-8"
    assert to_program.text.startswith("There is no such page. ")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/measure/?measure=recycling", "/measure?measure=recycling"),
        ("/overview", "/"),
        ("/overview/?period=2019-20-Q2", "/?period=2019-20-Q2"),
    ],
)
def test_an_address_that_is_nearly_right_leads_to_the_right_one(address, typed, meant):
    told = ask(address, typed, HTML)
    assert (told.status, told.headers["location"]) == (308, meant)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/health", "/_stcore/health", "/media/x"])
def test_what_can_only_be_looked_at_takes_nothing_else(address, method, path):
    assert ask(address, path, HTML, method=method).status == 405


def test_more_than_a_request_may_send_is_refused_unread(address):
    told = ask(address, "/", HTML, ("Content-Length", str(65 * 1024)), method="POST")
    assert told.status == 413
    assert "This is too large" in told.text
    path = "/_stcore/upload_file/x/y"
    assert ask(address, path, ("Content-Length", str(12_000_000)), method="PUT").status == 413
    assert ask(address, path, ("Content-Length", "11"), method="PUT", body=None).status == 403


def test_headers_beyond_all_measure_are_refused(address):
    assert ask(address, "/", HTML, ("X-Long", "a" * 40_000)).status == 431


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "", "127.0.0.1.elsewhere.example", "a b", "@"]
)
def test_another_name_is_not_the_dashboards(address, host):
    told = ask(address, "/", HTML, host=host)
    assert told.status == 421
    assert "Overview" not in told.text


def test_two_names_are_none(address):
    own = urlsplit(address).netloc
    assert ask(address, "/", ("Host", own), host=own).status in (400, 421)


def test_it_answers_to_its_own_names(address):
    port = urlsplit(address).port
    for host in ("localhost", f"localhost:{port}", f"LOCALHOST.:{port}", f"127.0.0.1:{port}"):
        assert ask(address, "/health", host=host).status == 200


def test_a_page_of_another_site_gets_no_connection(address):
    assert takes_up(address, origin=address)
    assert not takes_up(address, origin="http://elsewhere.example")
    assert not takes_up(address, origin="http://127.0.0.1")  # another port is another site
    assert not takes_up(address, origin="null")
    assert not takes_up(address, origin=None)
    assert not takes_up(address, origin="http://elsewhere.example", host="elsewhere.example")
    assert not takes_up(address, origin=address, path="/_stcore/other")


def test_a_page_of_another_site_changes_nothing(address):
    path = "/_stcore/upload_file/x/y"
    told = ask(address, path, HTML, ("Origin", "http://elsewhere.example"), method="PUT")
    assert told.status == 403


def test_it_says_that_it_is_alive_and_that_it_can_show_figures(address):
    for path, document in (("/health", '{"alive": true}'), ("/ready", '{"ready": true}')):
        told = ask(address, path)
        assert (told.status, told.text) == (200, document)
        assert told.headers["content-type"] == "application/json"
        assert told.headers["cache-control"] == "no-store"


def test_every_answer_has_an_id(address):
    ids = {ask(address, path).headers["x-request-id"] for path in ("/", "/health", "/nope")}
    assert len(ids) == 3


def test_what_it_counts_is_told_to_this_machine_and_to_nobody_who_is_passed_on(address):
    with visit(address) as visiting:
        visiting.rerun("how_to_read")
        told = ask(address, "/metrics").text
    families = {each.name: each.samples for each in text_string_to_metric_families(told)}
    assert families["kpis_visits_open"][0].value >= 1
    assert families["kpis_store_readable"][0].value == 1
    drawn = {
        each.labels["page"]: each.value
        for each in families["kpis_rerun_seconds"]
        if each.name.endswith("_count")
    }
    assert drawn["how_to_read"] >= 1
    assert families["process_resident_memory_bytes"][0].value > 50_000_000
    assert ask(address, "/metrics", ("X-Forwarded-For", "127.0.0.1")).status == 404
    assert ask(address, "/metrics", host="localhost.:1").status == 200
    assert ask(address, "/metrics", method="POST").status == 405


def test_what_pages_send_is_packed_on_the_connection(address):
    with visit(address) as seen:
        assert "permessage-deflate" in seen.extensions


def test_what_no_page_of_ours_says_is_left_unread(address):
    """Some of it would be done for whoever says it, and answered."""
    with visit(address) as visiting:
        visiting.rerun("how_to_read")
        visiting.say(BackMsg(app_heartbeat=True))
        visiting.until("heartbeat_ack")
        visiting.say(BackMsg(set_run_on_save=True))
        visiting.say(BackMsg(load_git_info=True))
        many = FileURLsRequest(request_id="1", file_names=["a.csv"] * 61)
        visiting.say(BackMsg(file_urls_request=many))
        visiting.say(BackMsg(app_heartbeat=True))
        assert visiting.until("heartbeat_ack") == ["heartbeat_ack"]
        few = FileURLsRequest(request_id="2", file_names=["a.csv"])
        visiting.say(BackMsg(file_urls_request=few))
        visiting.until("file_urls_response")


@pytest.fixture(scope="module")
def another(browser) -> Iterator[BrowserContext]:
    """The browser of somebody else, who has nothing of the dashboard yet."""
    context = browser.new_context(accept_downloads=True)
    yield context
    context.close()


def test_a_first_visit_moves_little(another, address, settled):
    page = another.new_page()
    watch = another.new_cdp_session(page)
    watch.send("Network.enable")
    sizes = []
    watch.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(address)
    settled(page)
    expect(page.get_by_role("heading", name="How are we doing?")).to_be_visible()
    page.close()
    assert len(sizes) > 60
    assert sum(sizes) < FIRST_VISIT


@pytest.fixture(scope="module")
def watched(visitor, address, settled) -> tuple[Page, list[str]]:
    """A window of the dashboard, and what the browser has told of it since it was opened."""
    page = visitor.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(address)
    settled(page)
    return page, told


def test_a_script_that_somebody_got_into_a_page_does_not_run(watched):
    page, told = watched
    before = len(told)
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
            const picture = document.createElement("img");
            picture.setAttribute("onerror", "window.ran = true");
            picture.src = "data:,";
            document.body.append(picture);
        }"""
    )
    until(page, lambda: len(told) > before)  # and so of a page that needs what is forbidden
    assert page.evaluate("window.ran") is None


def test_no_other_page_can_frame_it(browser, address):
    page = browser.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.set_content(f'<iframe src="{address}"></iframe>')
    until(page, lambda: any("frame" in each.lower() for each in told))
    page.close()


def test_links_between_pages_still_follow_without_loading_anew(open_page):
    page = open_page("outcome?outcome=4")
    page.evaluate("window.same = true")
    press(page.locator("a.k-link").first)
    assert page.evaluate("window.same") is True


def cookies_of(page: Page) -> tuple[str, str]:
    return "Cookie", "; ".join(f"{each['name']}={each['value']}" for each in page.context.cookies())


def test_a_file_is_for_the_visit_that_it_was_offered_to_and_for_as_long(
    another, visitor, address, settled
):
    page = another.new_page()
    page.goto(f"{address}/measure?measure=recycling&period=2019-20-Q3")
    settled(page)
    with page.expect_download() as download:
        page.get_by_test_id("stDownloadButton").get_by_role("button").first.click()
    assert download.value.path().stat().st_size > 100
    path = urlsplit(download.value.url).path
    assert path.startswith("/media/")
    mine = cookies_of(page)
    told = ask(address, path, mine)
    assert told.status == 200
    assert told.headers["cache-control"] == "no-store"
    assert told.headers["content-disposition"].startswith("attachment; ")
    assert "sandbox" in told.headers["content-security-policy"]
    assert ask(address, path, HTML).status == 403
    assert ask(address, path, HTML, ("Cookie", "kpis_visit=")).status == 403

    other = visitor.new_page()
    other.goto(address)
    settled(other)
    refused = ask(address, path, HTML, cookies_of(other))
    assert refused.status == 403
    assert "Not for this visit" in refused.text
    assert ask(address, path, mine).status == 200
    page.close()
    until(other, lambda: ask(address, path, HTML, mine).status == 403)  # once it has heard of it
    other.close()


def test_files_are_sent_by_the_visit_itself_alone(another, address, settled):
    page = another.new_page()
    sent = []
    page.on("request", lambda request: sent.append(request) if request.method == "PUT" else None)
    page.goto(f"{address}/submit")
    settled(page)
    choose_files(page, [{"name": "q3.csv", "mimeType": "text/csv", "buffer": RETURN}])
    expect(page.get_by_text("q3.csv").first).to_be_visible()
    path = urlsplit(sent[0].url).path
    token = next(each["value"] for each in another.cookies() if each["name"] == "_streamlit_xsrf")
    body = (
        b"--x\r\nContent-Disposition: form-data; name=f; filename=a.csv\r\n\r\n"
        + RETURN
        + b"\r\n--x--\r\n"
    )
    form = ("Content-Type", "multipart/form-data; boundary=x")
    stolen = ("Cookie", f"_streamlit_xsrf={token}")
    another = f"{path.rpartition('/')[0]}/another"
    assert (
        ask(address, another, form, stolen, ("X-Xsrftoken", token), method="PUT", body=body).status
        == 403
    )
    with_name = cookies_of(page)
    assert ask(address, another, form, with_name, method="PUT", body=body).status == 403
    assert (
        ask(
            address, another, form, with_name, ("X-Xsrftoken", token), method="PUT", body=body
        ).status
        == 204
    )
    assert ask(address, another, stolen, ("X-Xsrftoken", token), method="DELETE").status == 403
    page.close()
    with visit(address, Cookie=with_name[1]) as visiting:
        for drawn, status in (("how_to_read", 403), ("submit", 204)):  # the first asks for none
            visiting.rerun(drawn)
            own = f"/_stcore/upload_file/{visiting.id}/one"
            told = ask(
                address, own, form, with_name, ("X-Xsrftoken", token), method="PUT", body=body
            )
            assert told.status == status


def test_who_is_let_in_by_a_web_server_on_this_machine_is_not_its_user(address):
    told = "Published figures only: no sign-in is set up here."
    for headers, shown in (({}, False), ({"X-Forwarded-For": "192.0.2.7"}, True)):
        with visit(address, **headers) as visiting:
            visiting.rerun("how_to_read")
            assert (told in " ".join(visiting.texts)) == shown


def by_name(address: str, name: str) -> str:
    """What the guide shows to who asks for the dashboard by that name."""
    with visit(address, host=name) as visiting:
        visiting.rerun("how_to_read")
        return " ".join(visiting.texts)


def test_it_ends_when_it_is_told_to_with_pages_open_and_no_word_of_faults(tmp_path):
    port = free_port()
    store = str(tmp_path / "kpis.duckdb")
    command = [sys.executable, "-m", "kpis", "serve", "--no-browser", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--store", store, "--host", "kpi.example"],
        cwd=ROOT,
        env=os.environ | {"KPIS_SLOW_MS": "0", "KPIS_DRAIN_SECONDS": "120"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    first = process.stdout.readline()
    address = f"http://127.0.0.1:{port}"
    assert first == f"The dashboard is at {address}. Stop it with Ctrl+C.\n"
    told = process.stdout.readline()
    assert told == "Nobody signs in: whoever uses this machine has every role.\n"
    assert ask(address, "/health", host="kpi.example").status == 200
    end = time.monotonic() + 60
    while ask(address, "/ready").status == 503 and time.monotonic() < end:
        time.sleep(0.2)
    public = "Published figures only: no sign-in is set up here."
    assert public in by_name(address, "kpi.example")  # let in by a web server on this machine
    assert public not in by_name(address, f"localhost:{port}")
    with visit(address):
        end_it = signal.SIGINT if sys.platform == "win32" else signal.SIGTERM
        process.send_signal(end_it)
        end = time.monotonic() + 60
        while (told := ask(address, "/ready")).status == 200 and time.monotonic() < end:
            time.sleep(0.05)
        # Visits have a moment, and no more are sent here.
        assert (told.status, told.text) == (503, '{"ready": false, "because": "stopping"}')
        assert ask(address, "/health").status == 200
        process.send_signal(end_it)  # or the moment would have to be waited for
        rest, _ = process.communicate(timeout=60)
    assert (process.returncode, rest) == (0, "")
    made = [*tmp_path.rglob("*")]
    assert len(made) > 1
    assert [path.name for path in made if path.stat().st_mode & 0o077] == []
