"""Which way in a dashboard has: by what its settings say, and by where it listens."""

import os
from collections.abc import Mapping
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from kpis.default_paths import access_file
from kpis.errors import SettingsError
from kpis.model import WayIn
from kpis.sign_in.access_file import read_settings
from kpis.sign_in.sessions import Sessions
from kpis.sign_in.settings import SignInSettings

LISTENS_AT = "KPIS_LISTENS_AT"  # the server says there at which address it listens
# How the names of headers begin that web servers add to a request that they pass on.
PASSED_ON = (
    *("forwarded", "via", "x-forwarded", "x-real", "x-client", "x-original", "x-envoy"),
    *("x-proxy", "true-client", "cf-", "x-cluster", "x-request-id"),
)


def settings(store: Path | None = None) -> SignInSettings | None:
    """What the house says of its sign-in; None where it says nothing.

    store: None for the one pages show. They are read once by each process. Raises SettingsError
    where they cannot be used.
    """
    path = access_file(store)
    try:
        if "KPIS_ACCESS" not in os.environ and not path.exists():
            return None
    except OSError as error:  # nobody is let in because a file may not be looked for
        raise SettingsError(f"{path} cannot be opened: {error.strerror}.") from error
    return _read(path)


def sessions() -> Sessions:
    """Of this process, where people sign in with a provider."""
    found = settings()
    if found is None:
        raise SettingsError("There are no sessions where nobody signs in.")
    return _sessions(access_file())


def way_in(listens_at: str | None = None) -> WayIn:
    """listens_at: an address of the network; None for the one the server has named."""
    found = settings()
    if found is not None:
        return WayIn.PROVIDER if found.provider else WayIn.PROXY
    address = os.environ.get(LISTENS_AT, "127.0.0.1") if listens_at is None else listens_at
    return WayIn.LOCAL if is_this_machine(address) else WayIn.NOBODY


def is_this_machine(address: str) -> bool:
    """Whether nobody but people on this machine come by that address."""
    try:
        return address == "localhost" or ip_address(address).is_loopback
    except ValueError:
        return False


def comes_from_this_machine(address: str, headers: Mapping[str, str]) -> bool:
    """Whether somebody came straight from a browser on this machine, by a name of its own.

    address: of the network, "" where it is not known; headers: of the connection. A web server on
    the machine that lets others in connects from here too, and not every one says for whom: but
    the name that they asked for is another one.
    """
    try:
        host = urlsplit(f"//{headers.get('Host', 'localhost')}").hostname or ""
    except ValueError:
        return False
    return (
        is_this_machine(address or "127.0.0.1")
        and is_this_machine(host.rstrip("."))
        and not any(name.lower().startswith(PASSED_ON) for name in headers)
    )


@lru_cache(maxsize=8)
def _read(path: Path) -> SignInSettings:
    return read_settings(path)


@lru_cache(maxsize=8)
def _sessions(path: Path) -> Sessions:
    found = _read(path)
    return Sessions(found.longest, found.idle)
