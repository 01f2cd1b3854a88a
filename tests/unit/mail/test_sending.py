"""Mails on their way, to a server that runs here and into a folder."""

import os
import stat
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest

from kpis.mail.sending import TAKEN, bytes_of, way
from kpis.mail.settings import MailSettings, Server
from kpis.model import MailEncryption
from tests.mail_server import HOST, PASSWORD, USER, certified, mail_server, who_signs_in

PLAIN = MailEncryption.NONE


def mail(to: str = "head.of.parks@council.example") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Performance team <kpi@council.example>"
    message["To"] = to
    message["Subject"] = "Q2 2019/20"
    message.set_content("Two measures are better — “at last”.\n")
    return message


def to_server(port: int, encryption: MailEncryption = PLAIN, **said: Any) -> MailSettings:
    return MailSettings(server=Server(host=HOST, port=port, encryption=encryption, **said))


def sent(settings: MailSettings, folder, *messages: EmailMessage):
    with way(settings, folder) as send:
        return [send(made(each), f"mail-{place}.eml") for place, each in enumerate(messages)]


def made(message: EmailMessage) -> Callable[[], EmailMessage]:
    return lambda: message


@pytest.fixture(scope="module")
def secured(tmp_path_factory):
    return certified(tmp_path_factory.mktemp("certificate"))


def test_several_mails_go_one_after_the_other_each_to_its_address(tmp_path):
    with mail_server() as (port, kept):
        addresses = ["a@council.example", "b@council.example"]
        assert sent(to_server(port), tmp_path, *map(mail, addresses)) == [TAKEN, TAKEN]
    assert kept.recipients == addresses
    assert kept.senders == ["kpi@council.example"] * 2
    assert [each["To"] for each in kept.mails] == addresses
    assert kept.mails[0].get_content() == "Two measures are better — “at last”.\r\n"
    assert list(tmp_path.iterdir()) == []


def test_a_line_is_encrypted_before_user_and_password_are_said(secured, tmp_path):
    context, certificate = secured
    said: dict[str, Any] = {"certificates": str(certificate), "user": USER, "password": PASSWORD}
    needed: dict[str, Any] = {
        "authenticator": who_signs_in,
        "auth_required": True,
        "require_starttls": True,
    }
    with mail_server(tls=context, **needed) as (port, kept):
        assert sent(to_server(port, MailEncryption.STARTTLS, **said), tmp_path, mail()) == [TAKEN]
        assert kept.encrypted == [True]
        wrong = said | {"password": "wrong"}
        (outcome,) = sent(to_server(port, MailEncryption.STARTTLS, **wrong), tmp_path, mail())
    assert (outcome.taken, outcome.again) == (False, True)
    assert outcome.why.startswith(
        f"The mail server {HOST}, port {port} does not take this user and password: "
    )
    assert len(kept.mails) == 1


def test_a_line_can_be_encrypted_from_the_first_byte_on(secured, tmp_path):
    context, certificate = secured
    with mail_server(tls=context, begun=True) as (port, kept):
        settings = to_server(port, MailEncryption.TLS, certificates=str(certificate))
        assert sent(settings, tmp_path, mail()) == [TAKEN]
        assert kept.encrypted == [True]


def test_a_server_that_nobody_vouches_for_gets_nothing(secured, tmp_path):
    with mail_server(tls=secured[0]) as (port, kept):
        settings = to_server(port, MailEncryption.STARTTLS, user=USER, password=PASSWORD)
        (outcome,) = sent(settings, tmp_path, mail())
    assert outcome.why.startswith("Nobody this machine knows vouches for the mail server")
    assert (kept.mails, outcome.again) == ([], True)


def test_no_mail_goes_unencrypted_where_it_was_to_be_encrypted(tmp_path):
    with mail_server() as (port, kept):
        (outcome,) = sent(to_server(port, MailEncryption.STARTTLS), tmp_path, mail())
    assert "offers no encryption" in outcome.why
    assert (kept.mails, outcome.again) == ([], True)


@pytest.mark.parametrize(
    ("address", "again", "words"),
    [
        ("nobody.here@council.example", False, "there is nobody of that name"),
        ("full@council.example", True, "the mailbox is full"),
    ],
)
def test_an_address_that_is_refused_keeps_no_other_mail(address, again, words, tmp_path):
    with mail_server() as (port, kept):
        first, second = sent(to_server(port), tmp_path, mail(address), mail())
    assert (first.taken, first.again) == (False, again)
    assert words in first.why
    assert address not in first.why  # what is kept of it names nobody
    assert second == TAKEN
    assert kept.recipients == ["head.of.parks@council.example"]


@pytest.mark.parametrize(
    ("answer", "again"), [("554 it looks like spam", False), ("451 come back later", True)]
)
def test_what_the_server_says_of_a_mail_decides_whether_it_is_tried_again(answer, again, tmp_path):
    with mail_server() as (port, kept):
        kept.answer = answer
        (outcome,) = sent(to_server(port), tmp_path, mail())
    assert outcome.why == f"The server refused the mail: {answer[4:]}."
    assert outcome.again is again


def test_a_server_that_is_down_is_asked_once_for_all_mails_and_takes_them_when_it_is_up(tmp_path):
    with mail_server() as (port, _):
        pass
    first, second = sent(to_server(port), tmp_path, mail(), mail())
    assert first == second
    assert first.again
    assert (
        first.why == f"The mail server {HOST}, port {port} cannot be reached: Connection refused."
    )
    with mail_server(port=port) as (_, kept):
        assert sent(to_server(port), tmp_path, mail()) == [TAKEN]
    assert len(kept.mails) == 1


def test_nobody_waits_for_a_server_longer_than_was_said(tmp_path):
    with mail_server() as (port, kept):
        kept.held.clear()
        (outcome,) = sent(to_server(port, patience=0.2), tmp_path, mail())
    assert outcome.why.endswith("did not answer within 0.2 seconds.")
    assert outcome.again


def test_without_a_server_a_mail_is_a_file_for_this_account_alone(tmp_path):
    folder = tmp_path / "kpis.outbox"
    before = os.umask(0)
    try:
        assert sent(MailSettings(), folder, mail()) == [TAKEN]
    finally:
        os.umask(before)
    (file,) = folder.iterdir()
    assert file.name == "mail-0.eml"
    assert file.read_bytes() == bytes_of(mail())
    assert [stat.S_IMODE(each.stat().st_mode) for each in (folder, file)] == [0o700, 0o600]


def test_a_mail_that_is_written_again_takes_the_place_of_its_file(tmp_path):
    (tmp_path / "mail-0.eml.part").write_bytes(b"what a process left that died")
    assert sent(MailSettings(), tmp_path, mail("old@council.example")) == [TAKEN]
    assert sent(MailSettings(), tmp_path, mail("new@council.example")) == [TAKEN]
    (file,) = tmp_path.iterdir()
    assert b"new@council.example" in file.read_bytes()


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    folder = tmp_path / "kpis.outbox"
    folder.write_text("a file stands in its place")
    (outcome,) = sent(MailSettings(), folder, mail())
    assert outcome.why == "It could not be written into kpis.outbox: File exists."
    assert outcome.again
