"""How people sign in, as a house writes it down: what is right is read, what is wrong is told."""

import os
from datetime import timedelta
from ipaddress import ip_network

import pytest

from kpis.errors import SettingsError
from kpis.model import Holding, IllustrativeFor, PublicSees, Role
from kpis.sign_in.access_file import read_settings
from kpis.sign_in.settings import Provider
from tests.access_files import CLIENT_SECRET, COOKIES, FILE, PROXY


def told_of(path) -> str:
    with pytest.raises(SettingsError) as refused:
        read_settings(path)
    return str(refused.value)


def test_what_the_file_says_is_read(written):
    found = read_settings(written())
    assert found.provider == Provider(
        metadata="https://id.example/.well-known/openid-configuration",
        client_id="kpi",
        client_secret=CLIENT_SECRET,
        cookie_secret=COOKIES,
        address="https://kpi.example",
        issuers=("https://id.example",),
    )
    assert found.provider.callback == "https://kpi.example/oauth2callback"
    assert found.provider.claims == ("roles", "groups")
    assert found.roles == {
        "KPI.Member": Holding(role=Role.MEMBER),
        "KPI.Place": Holding(role=Role.DIRECTOR, post="Director of Place", outcomes=(1, 2)),
    }
    assert found.public is PublicSees.NOTHING
    assert (found.longest, found.idle) == (timedelta(hours=4), timedelta(minutes=10))


def test_what_it_does_not_say_is_eight_hours_half_an_hour_and_what_is_published(written):
    lines = FILE.splitlines()
    found = read_settings(written("\n".join(lines[lines.index("[provider]") :])))
    assert (found.longest, found.idle) == (timedelta(hours=8), timedelta(minutes=30))
    assert found.public is PublicSees.PUBLISHED
    assert found.illustrative is IllustrativeFor.EVERYBODY


def test_illustrative_figures_can_be_for_staff_alone(written):
    found = read_settings(written(f'illustrative = "staff"\n{FILE}'))
    assert found.illustrative is IllustrativeFor.STAFF


def test_a_proxy_is_named_by_its_addresses_and_headers(written):
    found = read_settings(written(PROXY))
    assert found.provider is None
    assert found.proxy.addresses == tuple(
        map(ip_network, ("10.0.0.4/32", "10.1.0.0/28", "fd00::/64"))
    )
    assert found.proxy.headers == {"x-auth-subject", "x-auth-roles"}


def test_web_servers_before_it_are_named_and_a_proxy_is_one_of_them(written):
    ten, net = ip_network("10.9.9.9/32"), ip_network("10.1.0.0/28")
    with_provider = read_settings(written(f'behind = ["10.9.9.9"]\n{FILE}'))
    assert with_provider.passed_on_by == (ten,)
    assert with_provider.proxy is None
    with_proxy = read_settings(written(f'behind = ["10.9.9.9"]\n{PROXY}'))
    assert {ten, net} < set(with_proxy.passed_on_by)
    assert read_settings(written()).passed_on_by == ()


def test_secrets_may_come_from_the_environment_and_count_before_the_file(written, monkeypatch):
    monkeypatch.setenv("KPIS_CLIENT_SECRET", "another")
    monkeypatch.setenv("KPIS_COOKIE_SECRET", "c" * 32)
    text = "\n".join(line for line in FILE.splitlines() if "_secret" not in line)
    provider = read_settings(written(text)).provider
    assert (provider.client_secret, provider.cookie_secret) == ("another", "c" * 32)
    assert "another" in {read_settings(written()).provider.client_secret}


@pytest.mark.skipif(os.name != "posix", reason="elsewhere files have no such mode")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o610])
def test_a_file_that_others_may_read_or_change_is_refused(written, mode):
    path = written()
    path.chmod(mode)
    assert "chmod 600" in told_of(path)


WRONG = {
    "neither": ("", "Name one way in which people sign in: [provider] or [proxy]."),
    "both": (f"{FILE}\n{PROXY}", "Name one way in which people sign in: [provider] or [proxy]."),
    "http": (
        FILE.replace('"https://id.example/.', '"http://id.example/.'),
        "[provider] metadata: it has to be an address that begins with https://",
    ),
    "path": (FILE.replace("kpi.example/", "kpi.example/kpis"), "[provider] address: it has to be"),
    "no client": (FILE.replace('client_id = "kpi"', ""), "[provider] client_id: missing"),
    "number": (FILE.replace('client_id = "kpi"', "client_id = 7"), "[provider] client_id: missing"),
    "short": (
        FILE.replace(COOKIES, "short"),
        "[provider] cookie_secret: shorter than 32 characters",
    ),
    "no secret": (
        FILE.replace(f'client_secret = "{CLIENT_SECRET}"', ""),
        "[provider] client_secret: missing, or no text. Write it here, or put it in KPIS_CLIENT_",
    ),
    "issuers": (FILE.replace('["https://id.example"]', '"one"'), "[provider] issuers: missing, or"),
    "scope": (
        FILE.replace("[roles]", 'scope = "profile"\n[roles]'),
        "it has to have the word openid",
    ),
    "unknown": (f"surprise = 1\n{FILE}", "surprise: there is no such name here"),
    "illustrative": (
        f'illustrative = "members"\n{FILE}',
        'illustrative: it has to be "everybody" or "staff"',
    ),
    "public": (FILE.replace('"nothing"', '"all"'), 'public: it has to be "published" or "nothing"'),
    "no time": (FILE.replace("longest_hours = 4", "longest_hours = 0"), "longest_hours: it has"),
    "days": (FILE.replace("longest_hours = 4", "longest_hours = 720"), "up to 24"),
    "true": (FILE.replace("idle_minutes = 10", "idle_minutes = true"), "idle_minutes: it has"),
    "role": (FILE.replace('"member"', '"king"'), "[roles.'KPI.Member']: its role has to be pre"),
    "public role": (
        FILE.replace('"member"', '"public"'),
        "its role has to be pre_release_reader, member,",
    ),
    "no post": (FILE.replace('"member"', '"publisher"'), "say as which post a publisher acts"),
    "whose": (FILE.replace("outcomes = [1, 2]", ""), "say for which outcomes, or for which direct"),
    "outcomes": (FILE.replace("[1, 2]", '["one"]'), "outcomes has to be a list of numbers"),
    "network": (PROXY.replace("10.0.0.4", "proxy"), "'proxy' is no address of a machine"),
    "anybody": (PROXY.replace("10.0.0.4", "0.0.0.0/0"), "'0.0.0.0/0' is so wide that readers"),
    "half of all": (PROXY.replace("10.0.0.4", "128.0.0.0/1"), "is so wide that readers may be"),
    "anybody by IPv6": (PROXY.replace("10.0.0.4", "::/0"), "[proxy] addresses: '::/0' is so wide"),
    "before it, anybody": (f'behind = ["0.0.0.0/0"]\n{FILE}', "behind: '0.0.0.0/0' is so wide"),
    "before it, no list": (f'behind = "10.0.0.4"\n{FILE}', "behind: missing, or no list of texts"),
    "nowhere": (PROXY.replace('["10.0.0.4", "10.1.0.0/28", "fd00::/64"]', "[]"), "addresses: mis"),
    "header": (PROXY.replace("X-Auth-Subject", "X Auth"), "'X Auth' is no name of a header"),
    "one header": (PROXY.replace("X-Auth-Roles", "x-auth-subject"), "a header of its own"),
    "no toml": ("[provider", "is no TOML file"),
}


@pytest.mark.parametrize(("text", "sentence"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_place_and_what_to_do(written, text, sentence):
    path = written(text)
    told = told_of(path)
    assert told.startswith(str(path))
    assert sentence in told
    assert CLIENT_SECRET not in told
    assert COOKIES not in told


def test_all_that_is_wrong_is_told_at_once(written):
    told = told_of(written(FILE.replace('"member"', '"king"').replace('client_id = "kpi"', "")))
    assert told.count("\n- ") == 2


def test_a_file_that_is_not_there_is_told(tmp_path):
    assert "cannot be read" in told_of(tmp_path / "none.toml")


def test_no_secret_shows_where_settings_are_printed(written):
    shown = repr(read_settings(written()))
    assert "id.example" in shown
    assert CLIENT_SECRET not in shown
    assert COOKIES not in shown
