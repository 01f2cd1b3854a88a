"""A mail server of the tests' own: it speaks SMTP on this machine, and keeps what it is given."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from threading import Event
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"
USER, PASSWORD = "kpi", "correct-horse"


class Kept:
    """What a server was given. Addresses that begin with "nobody" or "full" are refused by it."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.recipients: list[str] = []
        self.senders: list[str] = []
        self.encrypted: list[bool] = []
        self.answer = "250 OK"  # to a mail
        self.held = Event()  # while it is not set no mail is answered
        self.held.set()

    async def handle_RCPT(  # noqa: N802 aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if address.startswith("nobody"):
            return f"550 5.1.1 <{address}>: there is nobody of that name"
        if address.startswith("full"):
            return "452 4.2.2 the mailbox is full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        if not self.held.is_set():
            await asyncio.to_thread(self.held.wait, 10)
        if self.answer.startswith("250"):
            content = envelope.original_content or b""
            self.raw.append(content)
            read = message_from_bytes(content, policy=default)
            assert isinstance(read, EmailMessage)
            self.mails.append(read)
            self.recipients += envelope.rcpt_tos
            self.senders.append(envelope.mail_from or "")
            self.encrypted.append(server.transport.get_extra_info("sslcontext") is not None)
        return self.answer


class _AtAnyPort(Controller):
    """Listens at a port that the system chooses."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server(
    *, port: int = 0, tls: ssl.SSLContext | None = None, begun: bool = False, **options: Any
) -> Iterator[tuple[int, Kept]]:
    """Its port and what it keeps, for as long as the block lasts.

    tls: how it encrypts, once it is asked to; with begun from the first byte on.
    """
    kept = Kept()
    named: dict[str, Any] = {"tls_context": tls} if tls and not begun else {}
    whole = tls if begun else None
    server = _AtAnyPort(
        kept, hostname=HOST, port=port, ssl_context=whole, ready_timeout=60, **named, **options
    )
    server.start()
    try:
        yield server.port, kept
    finally:
        kept.held.set()
        server.stop()


def who_signs_in(_server: Any, _session: Any, _envelope: Any, _way: str, given: Any) -> AuthResult:
    """As aiosmtpd asks whether a user and password are right."""
    right = LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=given == right, handled=False)


def certified(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """How a server on this machine encrypts, and the file of the certificate it does so with."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail server of the tests")])
    today = datetime.now()  # noqa: DTZ005 a day more or less
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=2))
        .not_valid_after(today + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    public, secret = folder / "certificate.pem", folder / "key.pem"
    public.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, secret)
    return context, public
