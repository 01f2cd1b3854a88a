"""How a house sends mails, as it writes it down: what is right is read, what is wrong is told."""

import pytest

from kpis.errors import SettingsError
from kpis.mail.settings import MailSettings, Server
from kpis.mail.settings_file import PASSWORD, USER, read_settings
from kpis.model import MailEncryption

FILE = """
host = "smtp.council.example"
sender = "Performance team <kpi@council.example>"
contact = "performance@council.example"
site = "https://kpi.council.example/plan/"
"""


@pytest.fixture(autouse=True)
def no_login(monkeypatch):
    for name in (USER, PASSWORD):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def written(tmp_path):
    def write(text: str = FILE):
        path = tmp_path / "mail.toml"
        path.write_text(text, encoding="utf-8")
        path.chmod(0o644)
        return path

    return write


def told_of(path) -> str:
    with pytest.raises(SettingsError) as refused:
        read_settings(path)
    return str(refused.value)


def test_what_the_file_says_is_read(written):
    assert read_settings(written()) == MailSettings(
        server=Server(host="smtp.council.example"),
        sender="Performance team <kpi@council.example>",
        contact="performance@council.example",
        site="https://kpi.council.example/plan",
    )


def test_without_a_host_mails_are_files(written):
    found = read_settings(written('sender = "kpi@council.example"'))
    assert (found.server, found.sender) == (None, "kpi@council.example")


@pytest.mark.parametrize(("encryption", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_each_encryption_has_its_usual_port(encryption, port, written):
    said = f'host = "localhost"\nsender = "a@b.example"\nencryption = "{encryption}"'
    server = read_settings(written(said)).server
    assert (server.encryption, server.at_port) == (MailEncryption(encryption), port)
    assert read_settings(written(f"{said}\nport = 2525")).server.at_port == 2525


def test_user_and_password_come_from_the_environment_and_the_password_shows_nowhere(
    written, monkeypatch
):
    monkeypatch.setenv(USER, "kpi")
    monkeypatch.setenv(PASSWORD, "correct-horse")
    settings = read_settings(written())
    assert (settings.server.user, settings.server.password) == ("kpi", "correct-horse")
    assert "correct-horse" not in repr(settings)


WRONG = {
    'password = "correct-horse"': "password: it does not belong into a file. Put it in "
    "KPIS_MAIL_PASSWORD.",
    "colour = 1": "colour: there is no such name here; host, port, encryption, certificates, "
    "patience, sender, contact and site are.",
    'encryption = "none"': 'encryption: "none" is for a server on this machine alone: whoever '
    "listens could read it.",
    'encryption = "ssl"': 'encryption: it has to be "starttls", "tls" or "none".',
    "port = 0": "port: it has to be a whole number above 0 and up to 65535.",
    "port = true": "port: it has to be a whole number above 0 and up to 65535.",
    "port = 25.5": "port: it has to be a whole number above 0 and up to 65535.",
    "patience = 301": "patience: it has to be a number above 0 and up to 300.",
    'certificates = "gone.pem"': "certificates: there is no file 'gone.pem'.",
}


@pytest.mark.parametrize("line", WRONG)
def test_what_is_wrong_is_told_in_a_sentence(line, written):
    told = told_of(written(FILE + line))
    assert WRONG[line] in told.splitlines()[1]
    assert "correct-horse" not in told


INSTEAD = {
    ("https://kpi.council.example/plan/", "http://kpi.council.example"): "site: ",
    ("https://kpi.council.example/plan/", "https://kpi.council.example?a=b"): "site: ",
    ("performance@council.example", "Performance"): "contact: ",
    ("kpi@council.example", "kpi@council.example, all@council.example"): "sender: ",
    ("smtp.council.example", "smtp://council.example"): "host: ",
    ("smtp.council.example", ""): "host: missing, or no text.",
}


@pytest.mark.parametrize("change", INSTEAD)
def test_what_is_no_address_is_told(change, written):
    assert INSTEAD[change] in told_of(written(FILE.replace(*change))).splitlines()[1]


def test_everything_that_is_wrong_is_told_at_once(written):
    told = told_of(written('host = "a b"\nport = -1\nsite = "kpi"'))
    assert [line.split(":")[0] for line in told.splitlines()[1:]] == [
        "- host",
        "- port",
        "- sender",
        "- site",
    ]


def test_a_port_without_a_host_is_told(written):
    assert "port: it is for a server, and no host is named." in told_of(written("port = 25"))


def test_a_user_without_a_password_is_told(written, monkeypatch):
    monkeypatch.setenv(USER, "kpi")
    told = told_of(written())
    assert f"{USER} and {PASSWORD}: one of them is set and the other is not." in told


def test_a_file_that_others_may_change_is_refused_for_the_password_goes_where_it_says(written):
    path = written()
    path.chmod(0o664)
    assert "chmod go-w" in told_of(path)


def test_a_file_that_is_not_there_is_told(tmp_path):
    assert "mail.toml cannot be read: No such file" in told_of(tmp_path / "mail.toml")


@pytest.mark.parametrize("text", ["host = ", "host = 'a\x00b'", "\ufeff[["])
def test_what_is_no_file_of_settings_is_told(text, written):
    assert "is no TOML file" in told_of(written(text))
