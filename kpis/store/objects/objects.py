"""What may be asked of a place that keeps bytes under names, whatever kind of place it is."""

import re
from collections.abc import Iterator
from typing import Protocol

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*")


class Objects(Protocol):
    """Bytes under names: "journal/2026/000017.json". What is there is never half there.

    A name is of letters, figures, ".", "_" and "-", its folders apart by "/", none of which begins
    with "." or "-"; another raises ValueError. Any number of processes may use a place at once.
    Every method raises OSError, as files do, where the place cannot be read or written.
    """

    @property
    def place(self) -> str:
        """Where it is, in words for whoever looks after it; no secret is in them."""

    def put(self, name: str, content: bytes) -> bool:
        """Keep the bytes, safe on disk when this returns; False, and nothing done, where the name
        is taken. Of several who put the same name at once one is told True, at most: an answer
        can be lost on its way, so who is told False looks whether it is their own that is there.
        """

    def replace(self, name: str, content: bytes) -> None:
        """Keep the bytes in place of what may be there: to heal what was altered or cut off."""

    def get(self, name: str) -> bytes:
        """The bytes. Raises FileNotFoundError."""

    def exists(self, name: str) -> bool:
        """Whether there is something of that name."""

    def state(self, name: str) -> str:
        """A token that another content changes, without reading it; "" where there is nothing."""

    def names(self, under: str = "") -> Iterator[str]:
        """Every name, or every one in a folder and those in it, in the order of the alphabet."""

    def where(self, name: str) -> str:
        """The address of one, for whoever looks for it with other tools; need not be there."""


def checked(name: str) -> str:
    """The name, where it is one. Raises ValueError: names are made by us, never typed."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name for something to be kept under.")
    return name
