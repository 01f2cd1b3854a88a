"""The two ways a mail goes: to a server by SMTP, or into a folder where no server is named.

A way is opened once for several mails. Whatever goes wrong with one is told as a value, with
whether it is worth another try: a server that is down today is not tomorrow, an address that is not
there never will be. What a server answers may repeat the address it was given; in what is told of
it stands no address, because that is kept.
"""

import os
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from pathlib import Path
from typing import TypeAlias

from kpis.mail.settings import MailSettings, Server
from kpis.model import MailEncryption
from kpis.words.lists import cut
from kpis.words.written_out import FOR_TERMINALS

LONGEST_ANSWER = 200  # characters of what a server says


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a mail. why: "" for one that was taken; again: whether to try once more."""

    taken: bool
    again: bool = False
    why: str = ""


TAKEN = Outcome(taken=True)
# Give it what makes a mail, and the name of its file, should it be written into a folder. A mail is
# not made where there is no line to send it on.
Way: TypeAlias = Callable[[Callable[[], EmailMessage], str], Outcome]


@contextmanager
def way(settings: MailSettings, folder: Path) -> Iterator[Way]:
    """The way mails go. folder: of mails where no server is named; it need not be there."""
    if settings.server is None:
        yield lambda make, name: _into_folder(folder, make(), name)
        return
    line = _Line(settings.server)
    try:
        yield lambda make, _: line.send(make)
    finally:
        line.hang_up()


def bytes_of(message: EmailMessage) -> bytes:
    """A mail as it goes over the line."""
    return message.as_bytes(policy=SMTP)


def _into_folder(folder: Path, message: EmailMessage, name: str) -> Outcome:
    """For the account alone that it runs under: a mail has an address in it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = folder / f"{name}.part"
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(bytes_of(message))
        part.replace(folder / name)
    except OSError as error:
        return _failed(f"It could not be written into {folder.name}: {error.strerror}.")
    return TAKEN


class _Line:
    """A line to a server, opened with the first mail. Where there is none no mail waits for one."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._open: smtplib.SMTP | None = None
        self._broken: Outcome | None = None

    def send(self, make: Callable[[], EmailMessage]) -> Outcome:
        if self._broken is not None:
            return self._broken
        try:
            line = self._open = self._open or _opened(self.server)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            self._broken = _no_line(self.server, error)
            return self._broken
        message = make()
        address = parseaddr(str(message["To"]))[1]
        try:
            line.send_message(message, parseaddr(str(message["From"]))[1], [address])
        except smtplib.SMTPRecipientsRefused as refused:
            code, words = refused.recipients[address]
            return _refused("The server takes no mail for this address", code, words, address)
        except smtplib.SMTPSenderRefused as refused:  # which is for the house to put right
            told = _refused("The server takes no mail of this sender", 0, _words(refused), address)
        except smtplib.SMTPDataError as refused:
            code = refused.smtp_code
            return _refused("The server refused the mail", code, _words(refused), address)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            self.hang_up()
            told = _no_line(self.server, error)
        else:
            return TAKEN
        self._broken = told
        return told

    def hang_up(self) -> None:
        if self._open is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._open.quit()
            self._open.close()
            self._open = None


def _opened(server: Server) -> smtplib.SMTP:
    """A line on which mails may be sent: never without the encryption that was asked for."""
    context = ssl.create_default_context(cafile=server.certificates or None)
    line: smtplib.SMTP
    if server.encryption is MailEncryption.TLS:
        line = smtplib.SMTP_SSL(
            server.host, server.at_port, timeout=server.patience, context=context
        )
    else:
        line = smtplib.SMTP(server.host, server.at_port, timeout=server.patience)
    try:
        if server.encryption is MailEncryption.STARTTLS:
            line.starttls(context=context)
        if server.user:
            line.login(server.user, server.password)
    except BaseException:
        line.close()
        raise
    return line


def _no_line(server: Server, error: Exception) -> Outcome:
    """Why there is no line to the server, in a sentence."""
    where = f"{server.host}, port {server.at_port}"
    if isinstance(error.__context__, TimeoutError):  # smtplib tells it as a line that was ended
        error = error.__context__
    match error:
        case smtplib.SMTPAuthenticationError():
            why = f"The mail server {where} does not take this user and password"
        case smtplib.SMTPNotSupportedError() if server.encryption is MailEncryption.STARTTLS:
            why = f"The mail server {where} offers no encryption, or asks for no password"
        case smtplib.SMTPNotSupportedError():
            why = f"The mail server {where} asks for no password"
        case ssl.SSLCertVerificationError():
            why = f"Nobody this machine knows vouches for the mail server {where}"
            return _failed(f"{why}: {error.verify_message}.")
        case ssl.SSLError():
            why = f"The mail server {where} does not encrypt in this way"
        case TimeoutError():
            why = f"The mail server {where} did not answer within {server.patience:g} seconds"
        case smtplib.SMTPServerDisconnected():
            why = f"The mail server {where} ended the line"
        case smtplib.SMTPResponseException():
            why = f"The mail server {where} refused"
        case OSError():
            why = f"The mail server {where} cannot be reached"
        case _:
            why = f"The mail server {where} cannot be used"
    words = _words(error)
    return _failed(f"{why}: {words}." if words else f"{why}.")


def _refused(why: str, code: int, words: str | bytes, address: str) -> Outcome:
    """code: of SMTP; one from 500 on is for good."""
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    told = _clean(said.replace(address, "the address"))
    return Outcome(taken=False, again=code < 500, why=f"{why}: {told}." if told else f"{why}.")


def _failed(why: str) -> Outcome:
    return Outcome(taken=False, again=True, why=why)


def _words(error: Exception) -> str:
    """What a server or the system said with an error."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return _clean(said.decode(errors="replace") if isinstance(said, bytes) else str(said))
    if isinstance(error, smtplib.SMTPException | ssl.SSLError | TimeoutError):
        return ""
    return _clean(error.strerror or "") if isinstance(error, OSError) else ""


def _clean(said: str) -> str:
    line = " ".join(said.split()).translate(FOR_TERMINALS).rstrip(".")
    return cut(line, LONGEST_ANSWER)
