"""Three councils in one house, served by one `kpis serve --councils`."""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.access_files import COOKIES
from tests.asking import ask
from tests.empty_plan import make_empty_plan
from tests.keeping import copy_store
from tests.ports import free_port
from tests.serving import write_access
from tests.visits import visit
from tests.web_server import certificate_in

ROOT = Path(__file__).parents[2]
PATIENCE = 300  # seconds for what takes two on a quiet machine
ISSUER = "https://id.example"
# Two of them have the very same file of sign-in, secrets too, as where one was copied.
ACCESS = f"""
public = "nothing"
[provider]
metadata = "{ISSUER}/.well-known/openid-configuration"
client_id = "kpi"
client_secret = "none"
cookie_secret = "{COOKIES}"
address = "http://127.0.0.1:8501"
issuers = ["{ISSUER}"]
[roles]
"KPI.Member" = "member"
"""


@dataclass
class House:
    process: subprocess.Popen[bytes]
    folder: Path
    ports: dict[str, int]

    def address(self, council: str) -> str:
        return f"http://127.0.0.1:{self.ports[council]}"

    def said(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")

    def processes(self) -> dict[str, int]:
        """Council → the id of its process."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        found = {}
        for each in children.split():
            for council, port in self.ports.items():
                if _listens(int(each), port):
                    found[council] = int(each)
        return found

    def shows(self, council: str, cookie: str = "", page: str = "") -> str:
        """What is drawn there for a visit with that cookie."""
        headers = {"Cookie": cookie} if cookie else {}
        with visit(self.address(council), **headers) as coming:
            coming.rerun(page)
            return " ".join(coming.texts)


def _listens(process: int, port: int) -> bool:
    """Whether a process has the socket that listens at a port of 127.0.0.1."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    sockets = {
        f"socket:[{each[9]}]"
        for each in lines
        if each[1] == f"0100007F:{port:04X}" and each[3] == "0A"
    }
    with contextlib.suppress(OSError):
        return any(os.readlink(each) in sockets for each in Path(f"/proc/{process}/fd").iterdir())
    return False


def until(holds) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            if holds():
                return True
        time.sleep(0.05)
    return False


@contextlib.contextmanager
def serving(
    folder: Path, plans: dict[str, Path], signing_in: Iterable[str] = ()
) -> Iterator[House]:
    """Councils of these plans by name, each with a store in a folder of its name."""
    ports = {name: free_port() for name in plans}
    listed = folder / "councils.toml"
    with os.fdopen(os.open(listed, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
        for name, plan in plans.items():
            store = folder / name / "kpis.duckdb"
            store.parent.mkdir(exist_ok=True)
            file.write(f'[{name}]\nplan = "{plan}"\nstore = "{store}"\nport = {ports[name]}\n')
            file.write(f'hosts = ["performance.{name}.example"]\n')
            if name in signing_in:
                write_access(store, ACCESS)
    log = folder / "log"
    with log.open("wb") as printed:
        process = subprocess.Popen(
            [sys.executable, "-m", "kpis", "serve", "--councils", str(listed)],
            cwd=ROOT,
            env=os.environ | {"KPIS_CLIENT_SECRET": "of no council"},
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
        running = House(process, folder, ports)
        try:
            for name in ports:
                opened = until(lambda name=name: ask(running.address(name), "/health").status)
                assert opened, running.said()
            yield running
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


@pytest.fixture(scope="module")
def house(first_figures, tmp_path_factory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    plans = {
        "strategic": ROOT / "data/plans/2019-22",
        "northmere": ROOT / "tests/fictional_plan",
        "new": make_empty_plan(folder / "plan"),
        "faulty": folder / "faulty-plan",
    }
    plans["faulty"].mkdir()
    (plans["faulty"] / "plan.toml").write_text('title = "Faulty"\n', encoding="utf-8")
    (folder / "strategic").mkdir()
    copy_store(first_figures, folder / "strategic/kpis.duckdb")
    with serving(folder, plans, ("strategic", "northmere")) as running:
        yield running


def signed(house: House, by: str, at: str) -> str:
    """What Streamlit gives a member who signs in at a council, as if it were for use at another."""
    from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

    from kpis.server.sign_in.provider import own_secret

    kept = {
        "iss": ISSUER,
        "sub": "ana",
        "aud": "kpi",
        "name": "Ana",
        "roles": ["KPI.Member"],
        "left_out": False,
        "session": "one",
        "since": int(time.time()),
        "origin": house.address(at),
        "is_logged_in": True,
        "provider": "council",
    }
    value = create_signed_value(own_secret(COOKIES, by), "_streamlit_user", json.dumps(kept))
    return value.decode()


def test_a_table_says_where_each_is_before_any_is_open(house):
    lines = house.said().splitlines()
    assert lines[0].split() == ["Council", "Address", "Names", "Plan", "Store"]
    assert [line.split()[:2] for line in lines[1:5]] == [
        [name, house.address(name)] for name in house.ports
    ]
    for name in house.ports:
        assert re.search(rf"^{name} is open at {house.address(name)}\.$", house.said(), re.M)


def test_each_has_a_process_that_began_as_a_copy_where_no_thread_was(house):
    assert len(set(house.processes().values())) == len(house.ports)
    assert "starts anew" not in house.said()


def test_each_shows_its_own_plan(house):
    cookie = signed(house, "strategic", "strategic")
    shown = house.shows("strategic", f"_streamlit_user.strategic={cookie}")
    assert "Ana" in shown
    assert "Northmere" not in shown
    empty = house.shows("new")
    assert "Northmere Together" in empty
    assert "2019" not in empty


@pytest.mark.parametrize("name", ["_streamlit_user", "_streamlit_user.strategic", None])
def test_a_sign_in_at_one_opens_nothing_at_another(house, name):
    """None: its cookie, by the name that those of the other have."""
    theirs = signed(house, "strategic", "northmere")
    shown = house.shows("northmere", f"{name or '_streamlit_user.northmere'}={theirs}")
    assert "You are not signed in." in shown
    assert "Ana" not in shown


def test_who_signs_in_at_each_is_somebody_at_each(house):
    """One browser, which sends both cookies to both ports."""
    both = "; ".join(
        f"_streamlit_user.{name}={signed(house, name, name)}" for name in ("strategic", "northmere")
    )
    assert "Ana" in house.shows("strategic", both)
    assert "Ana" in house.shows("northmere", both)


def test_a_browser_is_a_visit_of_its_own_at_each(house):
    given = {name: ask(house.address(name), "/").headers["set-cookie"] for name in house.ports}
    names = {name: cookie.partition("=")[0] for name, cookie in given.items()}
    assert names == {name: f"kpis_visit.{name}" for name in house.ports}
    one = given["northmere"].partition(";")[0]
    assert "set-cookie" not in ask(house.address("northmere"), "/", ("Cookie", one)).headers
    assert "set-cookie" in ask(house.address("new"), "/", ("Cookie", one)).headers


def test_no_process_is_told_what_the_house_was_started_with(house):
    """The secret would be every council's; and what begins as a copy has the house's memory."""
    environment = Path(f"/proc/{house.process.pid}/environ").read_bytes()
    assert b"of no council" not in environment
    assert b"KPIS_" not in environment


@pytest.fixture
def by_name(house, tmp_path) -> Iterator[tuple[str, int]]:
    """nginx before the house, set up as deploy/nginx has it but for names, ports and certificate;
    where northmere's name leads to the right council and new's to a wrong one."""
    text = (ROOT / "deploy/nginx/several_councils.conf").read_text(encoding="utf-8")
    certificate = certificate_in(tmp_path)
    plain, encrypted = free_port(), free_port()
    for old, new in (
        ("southmere", "new"),
        ("127.0.0.1:8501", f"127.0.0.1:{house.ports['northmere']}"),
        ("127.0.0.1:8502", f"127.0.0.1:{house.ports['strategic']}"),
        ("listen 80", f"listen 127.0.0.1:{plain}"),
        ("listen 443", f"listen 127.0.0.1:{encrypted}"),
        ("/etc/ssl/kpis/councils.pem", str(certificate)),
        ("/etc/ssl/kpis/councils.key", str(certificate)),
    ):
        assert old in text
        text = text.replace(old, new)
    whole = f"pid {tmp_path}/pid; events {{}} http {{ access_log off; {_FOLDERS}\n{text}\n}}"
    (tmp_path / "nginx.conf").write_text(whole.replace("HERE", str(tmp_path)), encoding="utf-8")
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert nginx, "nginx is needed. `make test` installs it when it runs as root."
    errors = tmp_path / "errors"
    with subprocess.Popen(
        [nginx, "-e", errors, "-p", tmp_path, "-c", tmp_path / "nginx.conf", "-g", "daemon off;"]
    ) as running:
        try:
            there = ("127.0.0.1", encrypted)
            assert until(lambda: socket.create_connection(there, 5).close() is None)
            yield f"http://127.0.0.1:{plain}", encrypted
        finally:
            running.terminate()


_FOLDERS = " ".join(
    f"{kind}_temp_path HERE/{kind};"
    for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
)


def test_a_web_server_before_them_leads_each_name_to_its_council(house, by_name):
    _, encrypted = by_name
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE

    def asked(host: str, *headers: str) -> bytes:
        with (
            socket.create_connection(("127.0.0.1", encrypted), PATIENCE) as line,
            context.wrap_socket(line, server_hostname=host) as there,
        ):
            sent = [f"GET {headers[0] if headers else '/'} HTTP/1.1", f"Host: {host}", *headers[1:]]
            there.sendall("\r\n".join([*sent, "", ""]).encode())
            there.settimeout(PATIENCE)
            return there.recv(65536)

    told = asked("performance.northmere.example", "/", "Connection: close")
    assert told.startswith(b"HTTP/1.1 200")
    assert b"__Host-kpis_visit.northmere=" in told
    upgrade = asked(
        "performance.northmere.example",
        *("/_stcore/stream", "Connection: Upgrade", "Upgrade: websocket"),
        *("Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", "Sec-WebSocket-Version: 13"),
        *("Sec-WebSocket-Protocol: streamlit", "Origin: https://performance.northmere.example"),
    )
    assert upgrade.startswith(b"HTTP/1.1 101")
    led_wrong = asked("performance.new.example", "/", "Connection: close")
    assert led_wrong.startswith(b"HTTP/1.1 421")
    with pytest.raises(ssl.SSLError):
        asked("performance.elsewhere.example")


def test_who_comes_unencrypted_is_led_to_the_encrypted_address(house, by_name):
    told = ask(by_name[0], "/measure?measure=x", host="performance.new.example")
    assert told.status == 308
    assert told.headers["location"] == "https://performance.new.example/measure?measure=x"


def test_one_whose_plan_is_faulty_says_so_and_stops_no_other(house):
    assert "The plan in" in house.shows("faulty")
    assert "Northmere Together" in house.shows("new")


def test_one_that_is_killed_comes_back_and_disturbs_no_other(house):
    before = house.processes()
    with visit(house.address("new")) as staying:
        staying.rerun()
        os.kill(before["northmere"], signal.SIGKILL)
        assert until(lambda: house.processes().get("northmere", 0) not in (0, before["northmere"]))
        staying.rerun()  # the same connection, to the same process
        assert "Northmere Together" in " ".join(staying.texts)
    after = house.processes()
    assert {**after, "northmere": 0} == {**before, "northmere": 0}
    assert "kpis: northmere ended by signal 9. It is begun again in 1 s." in house.said()


def test_one_that_cannot_begin_is_begun_again_after_longer_and_longer(house):
    """As where somebody makes its file of sign-in faulty, and mends it."""
    before, said_before = house.processes(), len(house.said())
    store = house.folder / "northmere/kpis.duckdb"
    write_access(store, "[provider]\n")
    os.kill(before["northmere"], signal.SIGTERM)
    again = r"northmere ended with code (\d)\. It is begun again in (\d+) s\."
    assert until(lambda: len(re.findall(again, house.said()[said_before:])) > 1)
    assert "kpis: northmere cannot be opened. " in house.said()
    (ended, pause), (failed, longer), *_ = re.findall(again, house.said()[said_before:])
    assert (ended, failed, int(longer)) == ("0", "1", 2 * int(pause))
    write_access(store, ACCESS)
    assert until(lambda: ask(house.address("northmere"), "/health").status == 200)
    assert {**house.processes(), "northmere": 0} == {**before, "northmere": 0}


def test_all_end_together_as_a_command_that_has_done_its_work(house):
    """The last of those of this house: it ends it."""
    running = house.processes()
    house.process.terminate()
    assert house.process.wait(PATIENCE) == 0
    for process in running.values():
        assert not Path(f"/proc/{process}").exists()


@pytest.mark.soak
def test_none_stays_when_the_one_that_looks_after_them_is_killed(tmp_path):
    """Nobody could stop it any more, and it would hold its port."""
    plans = {name: make_empty_plan(tmp_path / f"{name}-plan") for name in ("one", "other")}
    with serving(tmp_path, plans) as running:
        ports = running.processes()
        running.process.kill()
        assert until(lambda: not any(Path(f"/proc/{each}").exists() for each in ports.values()))
