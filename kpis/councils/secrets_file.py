"""A council's file of secrets: lines NAME=value, as the system's `EnvironmentFile=` takes them."""

import os
import stat
from pathlib import Path

from kpis.settings_lines import Fault
from kpis.words.lists import listed

MAY_BEGIN = ("KPIS_", "AWS_", "PG")  # ours, and those of object stores and PostgreSQL
# These the file of the house says.
TAKEN = frozenset(
    f"KPIS_{name}"
    for name in ("ACCESS", "CACHE", "COUNCIL", "COUNCILS", "HOSTS", "MAIL", "PLAN", "STORE")
)
MOST_BYTES = 100_000


def read_secrets(path: Path) -> dict[str, str]:
    """By name, its values. Raises Fault, in which no value stands."""
    try:
        found = path.stat()
        if os.name == "posix" and found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise Fault(f"others on this machine may read or change {path}. Run chmod 600 on it.")
        if found.st_size > MOST_BYTES:
            raise Fault(f"{path} is too large to be a file of secrets.")
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise Fault(f"{path} cannot be read: {error.strerror}.") from None
    except ValueError:
        raise Fault(f"{path} is no text in UTF-8.") from None
    read: dict[str, str] = {}
    for number, line in enumerate(map(str.strip, lines), start=1):
        if line and not line.startswith("#"):
            name, value = _secret(line, f"{path}, line {number}")
            read[name] = value
    return read


def _secret(line: str, where: str) -> tuple[str, str]:
    name, equals, value = line.partition("=")
    name, value = name.strip(), value.strip()
    if not equals or not name.isidentifier() or "\0" in value:
        raise Fault(f"{where} is no NAME=value.")
    if name in TAKEN:
        raise Fault(f"{where}: {name} belongs to no file of secrets: the list of councils says it.")
    if not name.startswith(MAY_BEGIN):
        raise Fault(f"{where}: names have to begin with {listed(MAY_BEGIN, 'or')}.")
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return name, value
