"""Which way in there is, by the file and by where the server listens."""

import pytest

from kpis.errors import SettingsError
from kpis.model import WayIn
from kpis.sign_in import ways_in
from kpis.sign_in.ways_in import is_this_machine, sessions, settings, way_in
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
