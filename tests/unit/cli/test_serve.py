"""`kpis serve` before it serves: what is wrong with the way people sign in is told at once."""

import pytest


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
