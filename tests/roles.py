"""People of every role as they sign in: once for what the tests act upon, once for other things."""

import os
from collections.abc import Iterable
from datetime import UTC
from itertools import product
from pathlib import Path
from typing import Any

from kpis.clock import utc_now
from kpis.model import ALLOWED, Act, Measure, Plan, Reach, Role
from tests.access_files import COOKIES

OWN, OTHERS = "their own", "of others"
PAIRS = tuple(product(Role, (OWN, OTHERS)))
Pair = tuple[Role, str]
OTHER_POST = "Head of Nothing Else"
_FILE = f"""
{{public}}

[provider]
metadata = "https://id.example/.well-known/openid-configuration"
client_id = "kpi"
client_secret = "only-for-tests"
cookie_secret = "{COOKIES}"
address = "https://kpi.example/"
issuers = ["https://id.example"]
"""


def may(act: Act, role: Role, whose: str) -> bool:
    """Whether the table allows an act to a role, with what is theirs or with what is others'."""
    reach = ALLOWED[act].get(role)
    return reach is Reach.ANY or (reach is Reach.OWN and whose == OWN)


def sample(act: Act) -> list[Pair]:
    """Some pairs for each act: who may, whose is what they may not, and who may nothing of it.

    Of those alike another one is taken for each act.
    """
    turn = [*Act].index(act)
    allowed = [pair for pair in PAIRS if may(act, *pair)]
    nearly = [(role, OTHERS) for role, reach in ALLOWED[act].items() if reach is Reach.OWN]
    refused = [pair for pair in PAIRS if not may(act, *pair) and pair not in nearly]
    kinds: Iterable[list[Pair]] = (allowed, nearly, refused)
    return [kind[turn % len(kind)] for kind in kinds if kind]


def access_file(path: Path, plan: Plan, measure: Measure, public: str = "") -> Path:
    """Write who has which role: "director own" is a director of the measure's outcome.

    public: further lines at the head of the file.
    """
    other = next(
        each
        for each in plan.measures
        if each.directorate != measure.directorate and each.outcome != measure.outcome
    )
    held = {
        OWN: (measure.owner, measure.directorate, measure.outcome),
        OTHERS: (OTHER_POST, other.directorate, other.outcome),
    }
    lines = [_FILE.format(public=public)]
    for role, whose in PAIRS:
        if role is Role.PUBLIC:
            continue
        post, directorate, outcome = held[whose]
        lines.append(f'[roles."{name(role, whose)}"]\nrole = "{role.value}"\npost = "{post}"\n')
        if role in (Role.DIRECTOR, Role.CONTRIBUTOR):
            lines.append(f'directorate = "{directorate}"\n')
        if role is Role.DIRECTOR:
            lines.append(f"outcomes = [{outcome}]\n")
    path.write_text("".join(lines), encoding="utf-8")
    path.chmod(0o600)
    return path


def name(role: Role, whose: str) -> str:
    return f"{role.value} {'own' if whose == OWN else 'others'}"


def signed_in(role: Role, whose: str = OWN) -> dict[str, Any]:
    """What Streamlit knows of somebody who signed in with a role just now; none for the public."""
    return {
        "is_logged_in": True,
        "provider": "council",
        "iss": "https://id.example",
        "sub": name(role, whose),
        "aud": "kpi",
        "name": "Ana Example",
        "roles": [] if role is Role.PUBLIC else [name(role, whose)],
        "left_out": False,
        "session": os.urandom(8).hex(),
        "since": int(utc_now().replace(tzinfo=UTC).timestamp()),
    }
