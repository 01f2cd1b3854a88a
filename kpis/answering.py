"""What is being answered just now, under an id by which it can be found in the log.

Each request has one, and so has each time a page is drawn. Whoever meets a fault can quote it.
Nothing here names a person: of who asks there is the number that the store gave them, and the post
they act as.
"""

import hashlib
import secrets
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class Answering:
    """id: eight letters of 0-9 and a-f, or as a proxy that is believed has said.

    browser, visit: marks of a browser and of an open page, as `mark` makes them. page: its address.
    post, person: who asks, as far as that has been looked for; person as the store numbers people.
    """

    id: str
    browser: str = ""
    visit: str = ""
    page: str = ""
    post: str = ""
    person: str = ""


_now: ContextVar[Answering | None] = ContextVar("answering", default=None)


def answering() -> Answering | None:
    """None where nobody asks: the server is doing something by itself."""
    return _now.get()


def begin(what: Answering) -> None:
    """From now on, in this thread or task."""
    _now.set(what)


def end() -> None:
    _now.set(None)


def new_id() -> str:
    return secrets.token_hex(4)


def mark(secret: str) -> str:
    """Eight letters that stand for a secret in the log, and do not tell it; "" for ""."""
    return hashlib.sha256(secret.encode()).hexdigest()[:8] if secret else ""


def note_page(address: str) -> None:
    """Which page is being drawn, by its address; "" is the first."""
    if (now := _now.get()) is not None:
        now.page = address or "overview"


def note_who(post: str, person: str) -> None:
    """Who asks for what is being answered."""
    if (now := _now.get()) is not None:
        now.post, now.person = post, person
