"""What a house says of its mails, as values. `settings_file` reads them.

The password is in nothing that Python shows of a setting, so it gets into no log by mistake.
"""

from dataclasses import dataclass, field

from kpis.model import MailEncryption

PORTS = {MailEncryption.STARTTLS: 587, MailEncryption.TLS: 465, MailEncryption.NONE: 25}
PATIENCE = 20.0  # seconds for each answer of a server


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A mail server that takes mails for everybody, by SMTP.

    user, password: "" where it asks for none. certificates: a file of those that may vouch for it,
    "" for those that the machine knows. patience: seconds for each of its answers.
    """

    host: str
    encryption: MailEncryption = MailEncryption.STARTTLS
    port: int = 0  # 0: the one usual for the encryption
    user: str = ""
    password: str = field(default="", repr=False)
    certificates: str = ""
    patience: float = PATIENCE

    @property
    def at_port(self) -> int:
        return self.port or PORTS[self.encryption]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """server: None where mails are written into a folder instead.

    sender: an address, with a name before it or without. contact: an address to ask at, "" for
    the sender's. site: where readers find the dashboard, without "/" at its end; "" where nobody
    said, and mails have no links.
    """

    server: Server | None = None
    sender: str = "kpis@localhost"
    contact: str = ""
    site: str = ""
