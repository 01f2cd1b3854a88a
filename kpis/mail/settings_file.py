"""The file in which a house says how mails are sent: docs/how_to/mail.md describes each line.

It lies beside the store as mail.toml, or where KPIS_MAIL says. What is wrong with it is told all
at once. User and password stand in the environment alone, so that the file
holds no secret; but whoever may change it could have the password sent to another server.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kpis.errors import SettingsError, UsageError
from kpis.mail import addresses
from kpis.mail.settings import PATIENCE, MailSettings, Server
from kpis.model import MailEncryption
from kpis.settings_lines import (
    LOOPBACK,
    Fault,
    noting,
    number_of,
    read_table,
    text_of,
    web_address,
)
from kpis.words.lists import listed

USER, PASSWORD = "KPIS_MAIL_USER", "KPIS_MAIL_PASSWORD"
MOST_BYTES = 100_000
MOST_PATIENCE = 300  # seconds
_OF_SERVER = ("host", "port", "encryption", "certificates", "patience")
_OF_ALL = (*_OF_SERVER, "sender", "contact", "site")
_SECRET = {"user": USER, "password": PASSWORD}


def read_settings(path: Path) -> MailSettings:
    """What the file says. Raises SettingsError with everything that is wrong in it."""
    read = _read(path)
    reading = _Reading(read)
    settings = reading.settings()
    if settings is None:
        told = "\n".join(f"- {fault}" for fault in reading.faults)
        raise SettingsError(
            f"{path} cannot be used. docs/how_to/mail.md says how it is written.\n{told}"
        )
    return settings


def _read(path: Path) -> Mapping[str, Any]:
    try:
        return read_table(
            path,
            most=MOST_BYTES,
            what_is="a file of settings",
            and_so="where the password is sent to",
        )
    except Fault as fault:
        raise SettingsError(str(fault)) from None


class _Reading:
    """Makes values of what a file holds, and notes every fault on the way."""

    def __init__(self, read: Mapping[str, Any]) -> None:
        self.read = read
        self.faults: list[str] = []

    def settings(self) -> MailSettings | None:
        for name in self.read:
            if name in _SECRET:
                self.faults.append(
                    f"{name}: it does not belong into a file. Put it in {_SECRET[name]}."
                )
            elif name not in _OF_ALL:
                known = listed(_OF_ALL)
                self.faults.append(f"{name}: there is no such name here; {known} are.")
        server = self._server() if "host" in self.read else None
        if server is None:
            for name in _OF_SERVER[1:]:
                if name in self.read and "host" not in self.read:
                    self.faults.append(f"{name}: it is for a server, and no host is named.")
        made: dict[str, Any] = {}
        if "host" in self.read or "sender" in self.read:
            with noting(self.faults, "sender"):
                made["sender"] = _sender(text_of(self.read, "sender"))
        if "contact" in self.read:
            with noting(self.faults, "contact"):
                made["contact"] = _address(text_of(self.read, "contact"))
        if "site" in self.read:
            with noting(self.faults, "site"):
                made["site"] = _site(text_of(self.read, "site"))
        return None if self.faults else MailSettings(server=server, **made)

    def _server(self) -> Server | None:
        made: dict[str, Any] = {}
        with noting(self.faults, "host"):
            made["host"] = _host(text_of(self.read, "host"))
        with noting(self.faults, "encryption"):
            made["encryption"] = _encryption(self.read, made.get("host", ""))
        with noting(self.faults, "port"):
            made["port"] = int(number_of(self.read, "port", 0, 65_535, whole=True))
        with noting(self.faults, "patience"):
            made["patience"] = number_of(self.read, "patience", PATIENCE, MOST_PATIENCE)
        if "certificates" in self.read:
            with noting(self.faults, "certificates"):
                made["certificates"] = _file(text_of(self.read, "certificates"))
        with noting(self.faults, listed(tuple(_SECRET.values()))):
            made["user"], made["password"] = _login()
        return None if self.faults else Server(**made)


def _host(text: str) -> str:
    if not text.isascii() or any(sign in text for sign in "/@ ") or not text.isprintable():
        raise Fault(f"{text!r} is no name of a server, such as smtp.council.example.")
    return text


def _encryption(read: Mapping[str, Any], host: str) -> MailEncryption:
    found = read.get("encryption", MailEncryption.STARTTLS.value)
    if found not in [each.value for each in MailEncryption]:
        known = listed([f'"{each.value}"' for each in MailEncryption], "or")
        raise Fault(f"it has to be {known}.")
    if found == MailEncryption.NONE and host and host not in LOOPBACK:
        raise Fault('"none" is for a server on this machine alone: whoever listens could read it.')
    return MailEncryption(found)


def _file(text: str) -> str:
    if not Path(text).is_file():
        raise Fault(f"there is no file {text!r}.")
    return text


def _login() -> tuple[str, str]:
    user, password = (os.environ.get(name, "") for name in _SECRET.values())
    if bool(user) != bool(password):
        raise Fault("one of them is set and the other is not.")
    return user, password


def _sender(text: str) -> str:
    try:
        return addresses.written(*addresses.named(text))
    except UsageError as error:
        raise Fault(str(error)) from None


def _address(text: str) -> str:
    try:
        return addresses.checked(text)
    except UsageError as error:
        raise Fault(str(error)) from None


def _site(text: str) -> str:
    """Links in a mail are followed from anywhere, so it is the address that readers use."""
    web_address(text)
    return text.rstrip("/")
