"""What a house says of its sign-in, as values. `access_file` reads them.

No value that is secret is in what Python shows of a setting, so none gets into a log by mistake.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network

from kpis.model import Holding, IllustrativeFor, PublicSees

Network = IPv4Network | IPv6Network

CALLBACK = "/oauth2callback"
PROVIDER = "council"  # what Streamlit calls it; no reader sees that
# What Streamlit calls the values of a proxy's headers in what it knows of a visitor.
WHO, NAME, ROLES = "kpis_who", "kpis_name", "kpis_roles"
LONGEST = timedelta(hours=8)
IDLE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Of identities, by OpenID Connect.

    metadata: address of what it says of itself. address: of the dashboard, without a path. issuers:
    who may have issued a token. claims: those that may hold roles; the first that a token has
    decides.
    """

    metadata: str
    client_id: str
    client_secret: str = field(repr=False)
    cookie_secret: str = field(repr=False)
    address: str
    issuers: tuple[str, ...]
    claims: tuple[str, ...] = ("roles", "groups")
    scope: str = "openid profile"

    @property
    def callback(self) -> str:
        """Where it sends people back to."""
        return f"{self.address}{CALLBACK}"

    @property
    def is_encrypted(self) -> bool:
        return self.address.startswith("https://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """A web server of the council's that signs people in, and says in headers who they are.

    addresses: of the network, from which alone it is believed. who, name, roles: names of headers,
    in small letters; the first holds what never changes of a person, the last has commas between.
    """

    addresses: tuple[Network, ...]
    who: str
    name: str = ""
    roles: str = ""

    @property
    def headers(self) -> frozenset[str]:
        return frozenset(filter(None, (self.who, self.name, self.roles)))


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInSettings:
    """One of provider and proxy.

    behind: web servers before the dashboard, as addresses of the network. They are believed in
    how somebody came and from where, and a proxy is too; in who it is a proxy alone. roles: by
    what the provider calls a role or group, what it is here. longest: a session; idle: without a
    click in it.
    """

    provider: Provider | None = None
    proxy: Proxy | None = None
    behind: tuple[Network, ...] = ()
    roles: Mapping[str, Holding] = field(default_factory=dict)
    public: PublicSees = PublicSees.PUBLISHED
    illustrative: IllustrativeFor = IllustrativeFor.EVERYBODY
    longest: timedelta = LONGEST
    idle: timedelta = IDLE

    @property
    def passed_on_by(self) -> tuple[Network, ...]:
        return (*self.behind, *(self.proxy.addresses if self.proxy else ()))
