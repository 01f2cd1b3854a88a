"""`kpis serve` before it serves: what is wrong with the way people sign in is told at once."""

import os
from unittest.mock import ANY

import pytest

from tests.access_files import PROXY


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
