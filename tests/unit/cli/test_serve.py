"""`kpis serve` before it serves: what is wrong with the way people sign in is told at once."""

import os
import socket
from unittest.mock import ANY

import pytest

from kpis.cli import main
from tests.access_files import PROXY
from tests.empty_plan import make_empty_plan


@pytest.fixture(autouse=True)
def _never_started(monkeypatch):
    """None of these may get so far as to start a server."""

    def start(*_given):
        raise AssertionError("a server was started")

    monkeypatch.setattr("os.execvpe", start)
    monkeypatch.delenv("KPIS_ACCESS", raising=False)


def test_a_file_of_sign_in_that_is_wrong_starts_nothing(kpis, store):
    path = store.parent / "access.toml"
    path.write_text('[provider]\nclient_secret = "a secret"\n', encoding="utf-8")
    path.chmod(0o600)
    ran = kpis("serve", "--no-browser")
    assert ran.code == 22
    assert f"{path} cannot be used." in ran.err
    assert "[provider] metadata: missing" in ran.err
    assert "a secret" not in ran.err


def test_a_file_of_sign_in_that_others_may_read_starts_nothing(kpis, store):
    path = store.parent / "access.toml"
    path.write_text("", encoding="utf-8")
    path.chmod(0o644)
    ran = kpis("serve", "--no-browser")
    assert ran.code == 22
    assert "chmod 600" in ran.err


def test_a_file_that_is_named_and_not_there_starts_nothing(kpis, tmp_path, monkeypatch):
    monkeypatch.setenv("KPIS_ACCESS", str(tmp_path / "none.toml"))
    ran = kpis("serve", "--no-browser")
    assert ran.code == 22
    assert "none.toml cannot be read" in ran.err


ROLES = """
"A" = { role = "director", post = "Director of Place", outcomes = [1, 99], directorate = "Plase" }
"B" = { role = "contributor", post = "Head of Nothing" }
"C" = { role = "contributor", post = "head of  HOUSING options" }
"D" = { role = "contributor", post = "Head of Nothing", outcomes = [1] }
"E" = { role = "publisher", post = "Head of Communications" }
"F" = "member"
"""


def test_roles_for_what_the_plan_does_not_have_are_told_before_it_starts(kpis, store):
    path = store.parent / "access.toml"
    path.write_text(f"{PROXY}[roles]{ROLES}", encoding="utf-8")
    path.chmod(0o600)
    ran = kpis("serve", "--no-browser", "--port", "70000")  # which is no port
    assert ran.code == 2
    told = [line for line in ran.err.splitlines() if "The role" in line]
    assert [line.partition(" in the file of sign-in is for nothing here. ") for line in told] == [
        ("kpis: The role 'A'", ANY, ANY),
        ("kpis: The role 'A'", ANY, ANY),
        ("kpis: The role 'B'", ANY, ANY),
    ]
    assert "has no outcome 99. Its outcomes are 1," in told[0]
    assert "has no directorate 'Plase'. They are " in told[1]
    assert told[2].endswith("belongs to Head of Nothing.")


def test_settings_of_mail_that_are_wrong_are_told_and_keep_nobody_from_reading(
    kpis, store, monkeypatch
):
    monkeypatch.delenv("KPIS_MAIL", raising=False)
    path = store.parent / "mail.toml"
    path.write_text("port = 0", encoding="utf-8")
    path.chmod(0o600)
    ran = kpis("serve", "--no-browser", "--port", "70000")  # which is no port
    assert ran.code == 2
    assert f"kpis: No mail is sent. {path} cannot be used." in ran.err


@pytest.mark.skipif(os.name != "posix", reason="other systems do not say who may read a file")
def test_a_store_that_others_may_read_is_told_with_how_to_close_it(kpis, store):
    def told() -> list[str]:
        ran = kpis("serve", "--no-browser", "--port", "70000")
        return [line for line in ran.err.splitlines() if "Other accounts" in line]

    store.parent.chmod(0o755)
    store.chmod(0o600)
    assert told() == []
    store.chmod(0o640)
    assert told()[0].endswith(f" To close it: chmod -R go= {store}")
    store.parent.chmod(0o700)
    assert told() == []


@pytest.fixture
def councils(tmp_path, monkeypatch):
    """A file of two councils at these ports, which KPIS_COUNCILS names."""

    def write(*ports: int):
        path = tmp_path / "councils.toml"
        with path.open("w", encoding="utf-8") as file:
            for name, port in zip(("north", "south"), ports, strict=True):
                make_empty_plan(tmp_path / name / "plan")
                file.write(f'[{name}]\nplan = "{name}/plan"\n')
                file.write(f'store = "{name}/kpis.duckdb"\nport = {port}\n')
        path.chmod(0o600)
        monkeypatch.setenv("KPIS_COUNCILS", str(path))
        return path

    return write


def test_ports_of_councils_that_are_taken_are_all_told_before_anything_is_started(capsys, councils):
    with (
        socket.create_server(("127.0.0.1", 0)) as one,
        socket.create_server(("127.0.0.1", 0)) as other,
    ):
        ports = [each.getsockname()[1] for each in (one, other)]
        code = main(["serve", "--councils", str(councils(*ports))])
    told = capsys.readouterr().err
    assert code == 2
    assert f"[north] The dashboard cannot be opened at 127.0.0.1, port {ports[0]}" in told
    assert f"[south] The dashboard cannot be opened at 127.0.0.1, port {ports[1]}" in told


@pytest.mark.parametrize("more", [("--port", "8501"), ("--store", "s.duckdb"), ("--host", "a")])
def test_what_the_file_of_councils_says_is_not_said_twice(capsys, councils, more):
    assert main(["serve", "--councils", str(councils(8501, 8502)), *more]) == 2
    assert "the file says" in capsys.readouterr().err


def test_a_faulty_file_of_councils_starts_nothing(capsys, councils):
    assert main(["serve", "--councils", str(councils(8501, 8501))]) == 22
    assert "[north] and [south] port: both would listen at 8501" in capsys.readouterr().err


def test_a_house_is_started_without_any_councils_settings(councils, monkeypatch):
    started = []
    monkeypatch.setattr("os.execvpe", lambda *given: started.append(given))
    monkeypatch.setattr("os.chdir", lambda _folder: None)
    monkeypatch.setattr("subprocess.call", lambda *_given, **_named: 0)
    monkeypatch.setenv("KPIS_CLIENT_SECRET", "of one council")
    main(["serve", "--councils", str(councils(8501, 8502))])
    (_, command, environment), *_ = started
    assert command[1:3] == ["-m", "kpis.server.several.house"]
    assert not [name for name in environment if name.startswith("KPIS_")]


def test_a_command_for_a_council_is_on_its_plan_and_store(capsys, councils, tmp_path):
    councils(8501, 8502)
    before = dict(os.environ)
    assert main(["--council", "south", "submissions"]) == 0
    assert f"No store at {tmp_path / 'south/kpis.duckdb'} yet" in capsys.readouterr().err
    assert (tmp_path / "south/kpis.duckdb").exists()
    assert not (tmp_path / "north/kpis.duckdb").exists()
    assert dict(os.environ) == before


def test_a_council_that_is_not_listed_is_told_with_those_that_are(capsys, councils, monkeypatch):
    councils(8501, 8502)
    assert main(["--council", "west", "submissions"]) == 2
    assert "lists no council 'west'. It lists north and south." in capsys.readouterr().err
    monkeypatch.delenv("KPIS_COUNCILS")
    assert main(["--council", "west", "submissions"]) == 2
    assert "KPIS_COUNCILS names no file" in capsys.readouterr().err
