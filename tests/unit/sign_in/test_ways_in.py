"""Which way in there is, by the file and by where the server listens."""

import pytest

from kpis.errors import SettingsError
from kpis.model import WayIn
from kpis.sign_in import ways_in
from kpis.sign_in.ways_in import (
    comes_from_this_machine,
    is_this_machine,
    sessions,
    settings,
    way_in,
)
from tests.access_files import PROXY

EVERYWHERE = "0.0.0.0"  # noqa: S104 nothing listens there


@pytest.fixture(autouse=True)
def _unconfigured(tmp_path, monkeypatch):
    monkeypatch.setenv("KPIS_STORE", str(tmp_path / "kpis.duckdb"))
    monkeypatch.delenv("KPIS_ACCESS", raising=False)
    monkeypatch.delenv(ways_in.LISTENS_AT, raising=False)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.0.1", "localhost", "::1"])
def test_on_this_machine_alone_there_is_one_user(address):
    assert way_in(address) is WayIn.LOCAL
    assert way_in() is WayIn.LOCAL


@pytest.mark.parametrize("address", [EVERYWHERE, "::", "10.0.0.4", "kpi.example", ""])
def test_where_others_reach_it_and_nobody_signs_in_everybody_is_the_public(address, monkeypatch):
    assert way_in(address) is WayIn.NOBODY
    monkeypatch.setenv(ways_in.LISTENS_AT, address)
    assert way_in() is WayIn.NOBODY
    assert not is_this_machine(address)


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8501", "LOCALHOST.", "127.0.0.1:8501", "[::1]:8501"]
)
def test_who_asks_for_this_machine_by_its_own_name_comes_from_it(host):
    assert comes_from_this_machine("127.0.0.1", {"Host": host, "User-Agent": "x"})
    assert comes_from_this_machine("", {"Host": host})
    assert not comes_from_this_machine("192.0.2.7", {"Host": host})


@pytest.mark.parametrize("host", ["kpi.example", "kpi.example:8501", "10.0.0.4", "", "[", "a b"])
def test_who_asks_for_another_name_was_let_in_by_a_server_on_this_machine(host):
    assert not comes_from_this_machine("127.0.0.1", {"Host": host})


@pytest.mark.parametrize(
    "header",
    [
        *("Forwarded", "Via", "X-Forwarded-For", "x-forwarded-proto", "X-Forwarded-Server"),
        *("X-Real-IP", "True-Client-IP", "CF-Connecting-IP", "X-Client-IP", "X-Original-Host"),
    ],
)
def test_what_a_web_server_adds_tells_that_it_passed_somebody_on(header):
    assert not comes_from_this_machine("127.0.0.1", {"Host": "localhost", header: ""})


@pytest.mark.parametrize("address", ["127.0.0.1", EVERYWHERE])
def test_with_a_file_people_sign_in_wherever_it_listens(written, address):
    written()
    assert way_in(address) is WayIn.PROVIDER
    assert sessions() is sessions()


def test_a_proxy_has_no_sessions_here(written):
    written(PROXY)
    assert way_in() is WayIn.PROXY


def test_a_file_that_is_named_has_to_be_there(tmp_path, monkeypatch):
    assert settings() is None
    with pytest.raises(SettingsError):
        sessions()
    monkeypatch.setenv("KPIS_ACCESS", str(tmp_path / "elsewhere.toml"))
    with pytest.raises(SettingsError, match="cannot be read"):
        settings()


def test_a_file_may_lie_elsewhere(written, tmp_path, monkeypatch):
    monkeypatch.setenv("KPIS_STORE", str(tmp_path / "other" / "kpis.duckdb"))
    monkeypatch.setenv("KPIS_ACCESS", str(written()))
    assert way_in() is WayIn.PROVIDER
