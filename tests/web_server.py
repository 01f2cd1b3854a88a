"""A web server before the dashboard, as a council's IT puts one there: it encrypts, and passes on.

Its certificate is its own, made anew each time. It tells how it was asked, and by whom.
"""

import contextlib
import datetime
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

COMES_FROM = "127.0.0.2"  # another machine, as far as the dashboard can see


@contextlib.contextmanager
def web_server(folder: Path, port: int) -> Iterator[dict[str, int]]:
    """It answers at https://localhost at that port. Gives where to: set "to" to a port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate_in(folder))
    listening = socket.create_server(("127.0.0.1", port))
    listening.settimeout(0.1)
    leads, over = {"to": 0}, threading.Event()

    def answer() -> None:
        while not over.is_set():
            with contextlib.suppress(TimeoutError):
                line, (reader, _) = listening.accept()
                line.settimeout(120)
                threading.Thread(
                    target=_pass_on, args=(context, line, reader, leads["to"]), daemon=True
                ).start()

    answering = threading.Thread(target=answer)
    answering.start()
    try:
        yield leads
    finally:
        over.set()
        answering.join()
        listening.close()


def certificate_in(folder: Path) -> Path:
    """A file with a certificate for localhost, made by nobody but itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    path.chmod(0o600)
    return path


def _pass_on(context: ssl.SSLContext, line: socket.socket, reader: str, to: int) -> None:
    """One request of a connection, and whatever follows it where it becomes a WebSocket."""
    with contextlib.suppress(OSError), context.wrap_socket(line, server_side=True) as asked:
        head, body = _head(asked)
        upgrades = b"upgrade: websocket" in head.lower()
        told = f"X-Forwarded-Proto: https\r\nX-Forwarded-For: {reader}\r\n"
        told += "" if upgrades else "Connection: close\r\n"
        with socket.create_connection(("127.0.0.1", to), 120, (COMES_FROM, 0)) as further:
            kept = head if upgrades else _without(head, b"connection")
            further.sendall(kept[:-2] + told.encode() + b"\r\n" + body)
            back = threading.Thread(target=_pump, args=(further, asked), daemon=True)
            back.start()
            _pump(asked, further)
            back.join(120)


def _head(asked: ssl.SSLSocket) -> tuple[bytes, bytes]:
    got = b""
    while b"\r\n\r\n" not in got:
        piece = asked.recv(65536)
        if not piece:
            raise ConnectionError
        got += piece
    head, _, body = got.partition(b"\r\n\r\n")
    return head + b"\r\n\r\n", body


def _without(head: bytes, name: bytes) -> bytes:
    lines = head.split(b"\r\n")
    return b"\r\n".join(each for each in lines if not each.lower().startswith(name + b":"))


def _pump(from_: socket.socket, to: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := from_.recv(65536):
            to.sendall(piece)
        to.shutdown(socket.SHUT_WR)
