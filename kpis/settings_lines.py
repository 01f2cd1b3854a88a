"""What the lines of a file of settings may hold, for files that people write by hand in TOML.

Each fault is a sentence on one line. Whoever reads a file collects them, so that everything that is
wrong with it is told at once.
"""

import os
import stat
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Fault(Exception):
    """A sentence on one line of the file, or on the file itself."""


def read_table(path: Path, *, most: int, what_is: str, and_so: str) -> Mapping[str, Any]:
    """What a file of settings holds. Raises Fault where it cannot be read, or others may change it.

    most: bytes. what_is: "a list of councils". and_so: what others could change by it, in words
    that follow "and so".
    """
    try:
        found = path.stat()
        if os.name == "posix" and found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise Fault(
                f"Others on this machine may change {path}, and so {and_so}. Let nobody else "
                "change it: chmod go-w."
            )
        if found.st_size > most:
            raise Fault(f"{path} is too large to be {what_is}.")
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Fault(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise Fault(f"{path} is no TOML file: {error}.") from None


@contextmanager
def noting(faults: list[str], where: str) -> Iterator[None]:
    """Put a fault found within into the list, with the line it is on."""
    try:
        yield
    except Fault as fault:
        faults.append(f"{where}: {fault}")


def text_of(table: Mapping[str, Any], name: str) -> str:
    """The text of a line, without blanks around it. Raises Fault where there is none."""
    found = table.get(name)
    if not isinstance(found, str) or not found.strip():
        raise Fault("missing, or no text. Write it between quotation marks.")
    return found.strip()


def number_of(
    table: Mapping[str, Any], name: str, usual: float, most: int, *, whole: bool = False
) -> float:
    """The number of a line, above 0; `usual` where the line is not there. Raises Fault."""
    if name not in table:
        return usual
    found = table[name]
    is_number = type(found) is int or (type(found) is float and not whole)
    if not is_number or not 0 < found <= most:
        kind = "a whole number" if whole else "a number"
        raise Fault(f"it has to be {kind} above 0 and up to {most}.")
    return float(found)


def web_address(text: str) -> SplitResult:
    """An address that nobody on the way can read or change: without encryption it must not leave
    this machine. Raises Fault."""
    read = urlsplit(text)
    safe = read.scheme == "https" or (read.scheme == "http" and read.hostname in LOOPBACK)
    if not (safe and read.hostname) or read.username or read.query or read.fragment:
        raise Fault("it has to be an address that begins with https:// (http:// on this machine).")
    return read
