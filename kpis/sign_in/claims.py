"""What a provider or a proxy says of somebody, made into who they are and which roles they have.

Whatever is not just as it has to be gives no role; nothing is guessed. Who somebody is follows from
the issuer and what it calls them, never from a name or an e-mail address: two people may have the
same, and one may get another's.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from kpis.model import Holding
from kpis.sign_in.settings import Provider, SignInSettings

BORNE = timedelta(minutes=5)  # by which the clocks of a provider and of this machine may differ
MOST_ROLES = 200  # in one claim: beyond that Entra leaves groups out, and nobody means them
LONGEST_NAME = 120
LONGEST_SUBJECT = 255  # as OpenID Connect has it
LONGEST_ROLE = 256
BY_PROXY = "proxy"  # the issuer of what a proxy says


class NotSignedIn(Exception):
    """Who it is cannot be believed. The message says what is not as it has to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Somebody who has signed in, with what was said of them.

    login: by which the store knows them. session, since: which sign-in it was, and when (UTC); ""
    and None where a proxy looks after that. left_out: whether the provider left their groups out
    because there were too many.
    """

    login: str
    name: str
    holdings: tuple[Holding, ...] = ()
    session: str = ""
    since: datetime | None = None
    left_out: bool = False


def login_of(issuer: str, subject: str) -> str:
    """How the store knows somebody: a sign-in code of 80 bits, "S-4f2a1-9bc03-77d10-a4e5b".

    It can be read out, is alike whatever the case it is typed in, and gives nobody's name away.
    """
    told = hashlib.sha256(json.dumps([issuer, subject]).encode()).hexdigest()
    return "S-" + "-".join(told[at : at + 5] for at in range(0, 20, 5))


def kept_of(
    claims: Mapping[str, Any], settings: SignInSettings, session: str, now: datetime
) -> dict[str, Any]:
    """Of what a provider says at a sign-in, what is kept until it ends: as little as will do.

    now: UTC. Raises NotSignedIn where a claim is not as it has to be.
    """
    provider = settings.provider
    if provider is None:
        raise NotSignedIn("Nobody signs in with a provider here.")
    _require_times(claims, now)
    named, left_out = _roles_in(claims, provider)
    return {
        **_identity(claims, provider),
        "name": plain_name(claims.get("name") or claims.get("preferred_username")),
        "roles": [each for each in named if each in settings.roles],
        "left_out": left_out,
        "session": session,
        "since": _seconds(now),
    }


def signed_in(kept: Mapping[str, Any], settings: SignInSettings, now: datetime) -> SignedIn:
    """Who that is, as the settings are now. Whether the session is still open, `sessions` says.

    kept: as `kept_of` made it. Raises NotSignedIn where it is not.
    """
    provider = settings.provider
    since, session, roles = (kept.get(name) for name in ("since", "session", "roles"))
    if provider is None or not isinstance(session, str) or not session:
        raise NotSignedIn("This is no sign-in of this dashboard.")
    if type(since) is not int or not 0 <= since <= _seconds(now + BORNE):
        raise NotSignedIn("This sign-in says no time at which it can have been.")
    found = _identity(kept, provider)
    return SignedIn(
        login=login_of(found["iss"], found["sub"]),
        name=plain_name(kept.get("name")),
        holdings=_holdings(roles if isinstance(roles, list) else [], settings),
        session=session,
        since=datetime.fromtimestamp(since, UTC).replace(tzinfo=None),
        left_out=kept.get("left_out") is True,
    )


def signed_in_by_proxy(who: str, name: str, roles: str, settings: SignInSettings) -> SignedIn:
    """Who a proxy says that it is, in the values of its headers; "" for one that is not there.

    Raises NotSignedIn where it names nobody.
    """
    subject = who.strip()
    if not subject or len(subject) > LONGEST_SUBJECT or not subject.isprintable():
        raise NotSignedIn("The proxy names nobody.")
    named = [each.strip() for each in roles.split(",")]
    return SignedIn(
        login=login_of(BY_PROXY, subject),
        name=plain_name(name),
        holdings=_holdings(named if len(named) <= MOST_ROLES else [], settings),
    )


def plain_name(name: Any) -> str:
    """A name as it can be shown: no text is "", what cannot be seen is left out, and it ends."""
    if not isinstance(name, str):
        return ""
    seen = (" " if unicodedata.category(each)[0] in "CZ" else each for each in name[:1000])
    return " ".join("".join(seen).split())[:LONGEST_NAME].strip()


def _identity(claims: Mapping[str, Any], provider: Provider) -> dict[str, str]:
    """Issuer, subject and for whom it is. Raises NotSignedIn."""
    issuer, subject, audience = (claims.get(name) for name in ("iss", "sub", "aud"))
    if not isinstance(issuer, str) or issuer not in provider.issuers:
        raise NotSignedIn("It was issued by somebody who is not named in the settings.")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise NotSignedIn("It names nobody.")
    several = audience if isinstance(audience, list) else [audience]
    if provider.client_id not in several:
        raise NotSignedIn("It was issued for another program.")
    if (len(several) > 1 or "azp" in claims) and claims.get("azp") != provider.client_id:
        raise NotSignedIn("It was issued for another program.")
    return {"iss": issuer, "sub": subject, "aud": provider.client_id}


def _require_times(claims: Mapping[str, Any], now: datetime) -> None:
    """Raise NotSignedIn for a token that has expired, or comes from the future."""
    issued, expires = claims.get("iat"), claims.get("exp")
    for each in (issued, expires):
        if isinstance(each, bool) or not isinstance(each, int | float):
            raise NotSignedIn("It does not say when it was issued, or until when it holds.")
    if expires < _seconds(now - BORNE):  # type: ignore[operator]
        raise NotSignedIn("It has expired.")
    if issued > _seconds(now + BORNE):  # type: ignore[operator]
        raise NotSignedIn("It was issued later than now: the clock here or there is wrong.")


def _roles_in(claims: Mapping[str, Any], provider: Provider) -> tuple[list[str], bool]:
    """What the first claim of roles holds; and whether it was left out as too long.

    Entra then names it in `_claim_names`, and has the list elsewhere.
    """
    elsewhere = claims.get("_claim_names")
    for name in provider.claims:
        if name in claims:
            return _names(claims[name])
        if isinstance(elsewhere, dict) and name in elsewhere:
            return [], True
    return [], False


def _names(found: Any) -> tuple[list[str], bool]:
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        return [], False
    if len(found) > MOST_ROLES:
        return [], True
    return [each for each in dict.fromkeys(found) if 0 < len(each) <= LONGEST_ROLE], False


def _holdings(named: list[Any], settings: SignInSettings) -> tuple[Holding, ...]:
    known = (
        settings.roles[each] for each in named if isinstance(each, str) and each in settings.roles
    )
    return tuple(dict.fromkeys(known))


def _seconds(time: datetime) -> int:
    return int(time.replace(tzinfo=UTC).timestamp())
