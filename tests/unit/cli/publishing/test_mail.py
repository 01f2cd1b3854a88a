"""`kpis mail`, and the mails that go when `kpis release` has published."""

from datetime import datetime
from pathlib import Path

import pytest

from kpis.mail.settings_file import PASSWORD, USER
from kpis.store import Store
from tests import three_releases
from tests.keeping import copy_store
from tests.mail_server import HOST, mail_server

CHAIR = "chair@council.example"
SUBSCRIBE = ("mail", "--subscribe", "Chair of the board", "--to", CHAIR, "--by", "Clerk")
RELEASE = ("release", "--period", "2023-24-Q3", "--by", "Head", "--accept", "all")


@pytest.fixture(autouse=True)
def no_settings_of_elsewhere(monkeypatch):
    for name in (USER, PASSWORD, "KPIS_MAIL", "KPIS_ACCESS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def made(three_published, fictional_plan, tmp_path_factory) -> Path:
    """Northmere's three releases, and a figure of the next quarter that is approved."""
    path = copy_store(three_published, tmp_path_factory.mktemp("made") / "kpis.duckdb")
    line = "planning_days,Q3 2023/24,55,Two short"
    three_releases.returned(Store(path), fictional_plan, line, now=datetime(2024, 1, 15))
    return path


@pytest.fixture
def store(made, tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("KPIS_PLAN", "tests/fictional_plan")
    return copy_store(made, tmp_path / "kpis.duckdb")


@pytest.fixture
def settings(store):
    def write(port: int, **more: str):
        said = {"host": HOST, "encryption": "none", "sender": "kpi@council.example"} | more
        lines = [f'{name} = "{value}"' for name, value in said.items()]
        path = store.with_name("mail.toml")
        path.write_text("\n".join([*lines, f"port = {port}"]), encoding="utf-8")
        path.chmod(0o600)
        return path

    return write


def test_who_subscribed_gets_a_mail_when_a_release_is_published(kpis, settings):
    made = kpis(*SUBSCRIBE)
    assert made.err == (
        "Chair of the board gets a mail of each release from now on: subscription 1.\n"
    )
    with mail_server() as (port, kept):
        settings(port, site="https://kpi.council.example")
        ran = kpis(*RELEASE)
        assert (ran.code, ran.err) == (0, "1 mail sent.\n")
        assert kpis("mail", "--send").err == "No mail is due.\n"
    (mail,) = kept.mails
    assert mail["To"] == CHAIR
    assert (
        "https://kpi.council.example/?period=2023-24-Q3&release=4"
        in mail.get_body(["plain"]).get_content()
    )
    document = kpis("mail", "--json").document
    assert document["server"] == f"{HOST}:{port}"
    (listed,) = document["mails"]
    assert (listed["state"], listed["post"], listed["tries"]) == ("sent", "Chair of the board", 1)
    assert "sent" in kpis("mail").out


def test_a_release_is_published_although_its_mails_do_not_go_and_they_wait(kpis, settings):
    kpis(*SUBSCRIBE)
    with mail_server() as (port, _):
        settings(port)
    ran = kpis(*RELEASE)
    assert ran.code == 0
    assert "Release 4 of Q3 2023/24 is published" in ran.out
    assert "Mail 1 to Chair of the board was not sent." in ran.err
    assert ran.err.endswith("It is tried again.\n")
    assert kpis("mail", "--send").code == 0  # not before its time
    assert kpis("mail", "--send", "--now").code == 24
    assert kpis("mail", "--json").document["mails"][0]["tries"] == 2


def test_settings_that_cannot_be_used_keep_no_release_from_being_published(kpis, settings):
    kpis(*SUBSCRIBE)
    settings(25, encryption="ssl")
    ran = kpis(*RELEASE)
    assert ran.code == 0
    assert "No mail was sent: they wait for `kpis mail --send`." in ran.err
    sending = kpis("mail", "--send")
    assert sending.code == 22
    assert 'encryption: it has to be "starttls", "tls" or "none".' in sending.err


def test_a_test_mail_says_what_happened(kpis, settings, store):
    written = kpis("mail", "--test", "--to", CHAIR)
    assert written.code == 0
    assert f"the test mail is a file: {store.with_suffix('.outbox') / 'test.eml'}" in written.err
    with mail_server() as (port, _):
        settings(port)
        assert (
            f"{HOST}, port {port}, took the test mail." in kpis("mail", "--test", "--to", CHAIR).err
        )
        refused = kpis("mail", "--test", "--to", "nobody@council.example")
    assert refused.code == 24
    assert "there is nobody of that name" in refused.err
    assert kpis("mail", "--test", "--to", CHAIR).code == 24
    assert kpis("mail", "--test").code == 2


def test_a_subscription_is_ended_and_its_address_forgotten(kpis):
    about = kpis(*SUBSCRIBE, "--outcome", "1", "--json").document["subscriptions"][0]
    assert (about["about"], about["of"], about["address"]) == ("outcome", "1", CHAIR)
    ended = kpis("mail", "--unsubscribe", "1", "--by", "Clerk", "--json")
    (listed,) = ended.document["subscriptions"]
    assert (listed["address"], listed["ended_by"]) == ("", "Clerk")
    assert kpis("mail", "--unsubscribe", "1", "--by", "Clerk").code == 19
    assert "Nobody is subscribed" in kpis("mail").err


@pytest.mark.parametrize(
    "wrong",
    [
        ("--send", "--test"),
        ("--now",),
        ("--subscribe", "Chair", "--by", "Clerk"),
        ("--subscribe", "Chair", "--to", "Chair", "--by", "Clerk"),
        ("--subscribe", "Chair", "--to", CHAIR),
        ("--subscribe", "Chair", "--to", CHAIR, "--by", "C", "--outcome", "99"),
        ("--subscribe", "Chair", "--to", CHAIR, "--by", "C", "--outcome", "1", "--corrections"),
    ],
)
def test_what_cannot_be_asked_for_is_told(kpis, wrong):
    ran = kpis("mail", *wrong)
    assert ran.code == 2
    assert ran.err.startswith("kpis: ")
    assert kpis("mail", "--json").document["subscriptions"] == []
