"""The one file in which a house says how people sign in: docs/sign-in.md describes each line.

It lies beside the store as access.toml, or where KPIS_ACCESS says. What is wrong with it is told
all at once, and never with a secret in it. A file that others may read is refused.
"""

import os
import stat
import tomllib
from collections.abc import Iterable, Mapping
from datetime import timedelta
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from kpis.errors import SettingsError
from kpis.model import Holding, IllustrativeFor, PublicSees, Role
from kpis.settings_lines import Fault, noting, number_of, text_of, web_address
from kpis.sign_in.settings import IDLE, LONGEST, Network, Provider, Proxy, SignInSettings
from kpis.words.lists import listed

SHORTEST_SECRET = 32  # characters, of the one that signs cookies
MOST_HOURS = 24
MOST_BYTES = 1_000_000
# In the environment they count before what stands in the file.
SECRETS = {"client_secret": "KPIS_CLIENT_SECRET", "cookie_secret": "KPIS_COOKIE_SECRET"}
WIDEST = {4: 8, 6: 32}  # a network of machines that are believed, by the version of its addresses


def read_settings(path: Path) -> SignInSettings:
    """What the file says. Raises SettingsError with everything that is wrong in it."""
    _require_private(path)
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:  # its words name the line, and nothing that stands in it
        raise SettingsError(f"{path} is no TOML file: {error}.") from None
    reading = _Reading()
    settings = reading.settings(read)
    if reading.faults or settings is None:
        told = "\n".join(f"- {fault}" for fault in reading.faults)
        raise SettingsError(
            f"{path} cannot be used. docs/sign-in.md says how it is written.\n{told}"
        )
    return settings


def _require_private(path: Path) -> None:
    try:
        found = path.stat()
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.") from error
    if os.name == "posix" and found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise SettingsError(
            f"{path} holds secrets, and others on this machine may read or change it. Give it to "
            "the account that the dashboard runs under, and let nobody else in: chmod 600."
        )
    if found.st_size > MOST_BYTES:
        raise SettingsError(f"{path} is too large to be a file of settings.")


class _Reading:
    """Makes values of what a file holds, and notes every fault on the way."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def settings(self, read: Mapping[str, Any]) -> SignInSettings | None:
        known = ("public", "illustrative", "longest_hours", "idle_minutes", "behind")
        self._only(read, "", *known, "provider", "proxy", "roles")
        if ("provider" in read) == ("proxy" in read):
            self.faults.append("Name one way in which people sign in: [provider] or [proxy].")
        public, longest, idle = PublicSees.PUBLISHED, LONGEST, IDLE
        illustrative = IllustrativeFor.EVERYBODY
        with noting(self.faults, "public"):
            public = PublicSees(_one_of(PublicSees, read.get("public", public.value)))
        with noting(self.faults, "illustrative"):
            asked = read.get("illustrative", illustrative.value)
            illustrative = IllustrativeFor(_one_of(IllustrativeFor, asked))
        with noting(self.faults, "longest_hours"):
            longest = timedelta(hours=number_of(read, "longest_hours", 8, MOST_HOURS))
        with noting(self.faults, "idle_minutes"):
            idle = timedelta(minutes=number_of(read, "idle_minutes", 30, MOST_HOURS * 60))
        behind: tuple[Network, ...] = ()
        if "behind" in read:
            with noting(self.faults, "behind"):
                behind = tuple(map(_network, _texts(read, "behind")))
        roles = self._roles(read.get("roles", {}))
        provider = self._provider(read["provider"]) if "provider" in read else None
        proxy = self._proxy(read["proxy"]) if "proxy" in read else None
        if self.faults:
            return None
        return SignInSettings(
            provider=provider,
            proxy=proxy,
            behind=behind,
            roles=roles,
            public=public,
            illustrative=illustrative,
            longest=longest,
            idle=idle,
        )

    def _provider(self, table: Any) -> Provider | None:
        table = self._table(table, "[provider]")
        known = ("metadata", "client_id", "address", "issuers", "claims", "scope", *SECRETS)
        self._only(table, "[provider] ", *known)
        made: dict[str, Any] = {}
        for name in ("metadata", "client_id", "address"):
            with noting(self.faults, f"[provider] {name}"):
                made[name] = text_of(table, name)
        for name, variable in SECRETS.items():
            with noting(self.faults, f"[provider] {name}"):
                made[name] = os.environ.get(variable) or _secret(table, name, variable)
        for name, least in (("metadata", "/"), ("address", "")):
            if name in made:
                with noting(self.faults, f"[provider] {name}"):
                    made[name] = _address(made[name], least)
        if 0 < len(made.get("cookie_secret", "")) < SHORTEST_SECRET:
            self.faults.append(
                f"[provider] cookie_secret: shorter than {SHORTEST_SECRET} characters. Whoever "
                "guesses it can be anybody: let a program make one, such as openssl rand -hex 32."
            )
        with noting(self.faults, "[provider] issuers"):
            made["issuers"] = _texts(table, "issuers")
        if "claims" in table:
            with noting(self.faults, "[provider] claims"):
                made["claims"] = _texts(table, "claims")
        if "scope" in table:
            with noting(self.faults, "[provider] scope"):
                made["scope"] = _scope(text_of(table, "scope"))
        return None if self.faults else Provider(**made)

    def _proxy(self, table: Any) -> Proxy | None:
        table = self._table(table, "[proxy]")
        self._only(table, "[proxy] ", "addresses", "who", "name", "roles")
        made: dict[str, Any] = {}
        with noting(self.faults, "[proxy] addresses"):
            made["addresses"] = tuple(map(_network, _texts(table, "addresses")))
        for name in ("who", "name", "roles"):
            if name == "who" or name in table:
                with noting(self.faults, f"[proxy] {name}"):
                    made[name] = _header(text_of(table, name))
        named = [made[name] for name in ("who", "name", "roles") if name in made]
        if len(set(named)) < len(named):
            self.faults.append("[proxy]: each of who, name and roles needs a header of its own.")
        return None if self.faults else Proxy(**made)

    def _roles(self, table: Any) -> dict[str, Holding]:
        roles: dict[str, Holding] = {}
        for name, held in self._table(table, "[roles]").items():
            where = f"[roles.{name!r}]"
            held = {"role": held} if isinstance(held, str) else held
            known = ("role", "post", "deputy", "directorate", "outcomes")
            self._only(self._table(held, where), f"{where} ", *known)
            with noting(self.faults, where):
                roles[name] = _holding(held)
        return roles

    def _table(self, found: Any, where: str) -> Mapping[str, Any]:
        if isinstance(found, dict):
            return found
        self.faults.append(f"{where}: it has to be a table with names in it.")
        return {}

    def _only(self, table: Mapping[str, Any], where: str, *known: str) -> None:
        for name in table:
            if name not in known:
                self.faults.append(
                    f"{where}{name}: there is no such name here; {listed(known)} are."
                )


def _secret(table: Mapping[str, Any], name: str, variable: str) -> str:
    try:
        return text_of(table, name)
    except Fault:
        raise Fault(f"missing, or no text. Write it here, or put it in {variable}.") from None


def _texts(table: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = table.get(name)
    if (
        not isinstance(found, list)
        or not found
        or not all(isinstance(each, str) and each.strip() for each in found)
    ):
        raise Fault('missing, or no list of texts. Write it as ["one", "another"].')
    return tuple(each.strip() for each in found)


def _one_of(known_values: Iterable[StrEnum], found: Any) -> str:
    values = [each.value for each in known_values]
    if isinstance(found, str) and found in values:
        return found
    known = listed([f'"{each}"' for each in values], "or")
    raise Fault(f"it has to be {known}.")


def _address(text: str, least: str) -> str:
    """An address that nobody on the way can read or change. least: "/" where a path belongs to it.

    Without encryption it must not leave this machine.
    """
    read = web_address(text)
    if not least and read.path.strip("/"):
        raise Fault("it has to be the dashboard's own address, without a path after the name.")
    return text if least else text.rstrip("/")


def _scope(text: str) -> str:
    if "openid" not in text.split():
        raise Fault('it has to have the word openid in it, as "openid profile".')
    return text


def _network(text: str) -> Network:
    try:
        network = ip_network(text)
    except ValueError:
        raise Fault(
            f"{text!r} is no address of a machine or network, such as 10.1.2.3 or 10.1.2.0/28."
        ) from None
    if network.prefixlen < WIDEST[network.version]:
        raise Fault(
            f"{text!r} is so wide that readers may be in it, and who is in it is believed. Name "
            "the machines."
        )
    return network


def _header(text: str) -> str:
    if not text.isascii() or not text.replace("-", "").isalnum():
        raise Fault(f"{text!r} is no name of a header, such as X-Auth-Subject.")
    return text.lower()


def _holding(held: Mapping[str, Any]) -> Holding:
    roles = [role.value for role in Role if role is not Role.PUBLIC]
    if held.get("role") not in roles:
        raise Fault(f"its role has to be {listed(roles, 'or')}.")
    role = Role(held["role"])
    post, directorate = (_optional(held, name) for name in ("post", "directorate"))
    deputy, outcomes = held.get("deputy", False), held.get("outcomes", [])
    if not isinstance(deputy, bool):
        raise Fault("deputy has to be true or false.")
    if not isinstance(outcomes, list) or not all(type(each) is int for each in outcomes):
        raise Fault("outcomes has to be a list of numbers, such as [1, 2].")
    if role is not Role.MEMBER and not post:
        raise Fault(f"say as which post a {role.value} acts, for the record of what they do.")
    if role is Role.DIRECTOR and not (outcomes or directorate):
        raise Fault("say for which outcomes, or for which directorate, a director answers.")
    return Holding(
        role=role, post=post, deputy=deputy, directorate=directorate, outcomes=tuple(outcomes)
    )


def _optional(held: Mapping[str, Any], name: str) -> str:
    found = held.get(name, "")
    if not isinstance(found, str):
        raise Fault(f"{name} has to be a text.")
    return " ".join(found.split())
