"""The file that lists a house's councils: docs/several_councils.md describes each line.

What is wrong with it is told all at once. What leaks from one council to another is the worst that
can happen here, so no two may share a store, a plan, a file of sign-in, of mails or of secrets.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from kpis.councils.council import Council
from kpis.councils.secrets_file import read_secrets
from kpis.errors import SettingsError
from kpis.settings_lines import Fault, noting, number_of, read_table, text_of
from kpis.words.lists import listed

MOST_BYTES = 1_000_000
MOST_PORT = 65_535
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 what a person may ask for; the default is loopback
_LINES = ("plan", "store", "port", "address", "hosts", "access", "mail", "secrets")
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")


def read_councils(path: Path) -> tuple[Council, ...]:
    """The councils in the file's order. Raises SettingsError with everything that is wrong."""
    read, faults = _read(path), list[str]()
    councils = [
        council
        for name, table in read.items()
        if (council := _council(name, table, path.resolve().parent, faults)) is not None
    ]
    if not read:
        faults.append("It lists no council. Write a table for each, as [northmere].")
    faults += _shared(councils)
    if faults:
        told = "\n".join(f"- {fault}" for fault in faults)
        raise SettingsError(
            f"{path} cannot be used. docs/several_councils.md says how it is written.\n{told}"
        )
    return tuple(councils)


def secrets_of(council: Council) -> dict[str, str]:
    """What its file of secrets holds now; {} where it has none. Raises SettingsError."""
    if council.secrets is None:
        return {}
    try:
        return read_secrets(council.secrets)
    except Fault as fault:
        raise SettingsError(f"[{council.name}] secrets: {fault}") from None


def _read(path: Path) -> Mapping[str, Any]:
    try:
        return read_table(
            path, most=MOST_BYTES, what_is="a list of councils", and_so="whose figures stand where"
        )
    except Fault as fault:
        raise SettingsError(str(fault)) from None


def _council(name: str, table: Any, folder: Path, faults: list[str]) -> Council | None:
    """None where something is wrong, which is noted."""
    before, where = len(faults), f"[{name}]"
    if not _NAME.fullmatch(name):
        faults.append(
            f"[{name!r}]: a council's name has small letters, digits, _ and - alone, 40 at most, "
            "and begins with a letter: it stands in cookies and in the log."
        )
    if not isinstance(table, dict):
        faults.append(f"{where}: it has to be a table, with {listed(_LINES)} in it.")
        return None
    faults += [
        f"{where} {line}: there is no such name here; {listed(_LINES)} are."
        for line in table
        if line not in _LINES
    ]
    made: dict[str, Any] = {}
    for line, read in (("plan", _plan), ("store", _store)):
        with noting(faults, f"{where} {line}"):
            made[line] = read(_path(table, line, folder))
    with noting(faults, f"{where} port"):
        made["port"] = _port(table)
    if "address" in table:
        with noting(faults, f"{where} address"):
            made["address"] = _address(text_of(table, "address"))
    if "hosts" in table:
        with noting(faults, f"{where} hosts"):
            made["hosts"] = _hosts(table["hosts"])
    for line in ("access", "mail", "secrets"):
        if line in table:
            with noting(faults, f"{where} {line}"):
                made[line] = _file(_path(table, line, folder))
    if "secrets" in made:
        with noting(faults, f"{where} secrets"):
            read_secrets(made["secrets"])
    return Council(name=name, **made) if len(faults) == before else None


def _path(table: Mapping[str, Any], line: str, folder: Path) -> Path:
    """Seen from the file's folder, links followed: two names of one place are one place."""
    return (folder / text_of(table, line)).resolve()


def _plan(path: Path) -> Path:
    if not (path / "plan.toml").is_file():
        raise Fault(f"there is no plan at {path}. kpis new-plan makes one.")
    return path


def _store(path: Path) -> Path:
    if path.is_dir():
        raise Fault(f"{path} is a folder. Name the file, such as {path / 'kpis.duckdb'}.")
    if not path.parent.is_dir():
        raise Fault(
            f"there is no folder {path.parent}. Make it, for the dashboard's account alone."
        )
    return path


def _file(path: Path) -> Path:
    if not path.is_file():
        raise Fault(f"there is no file {path}.")
    return path


def _port(table: Mapping[str, Any]) -> int:
    if "port" not in table:
        raise Fault("missing. Give each council a port of its own, such as 8501.")
    return int(number_of(table, "port", 0, MOST_PORT, whole=True))


def _address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        raise Fault(
            f"{text!r} is no address of this machine, such as 127.0.0.1. Names readers use "
            "stand in hosts."
        ) from None


def _hosts(found: Any) -> tuple[str, ...]:
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise Fault('no list of texts. Write it as ["one.example", "another.example"].')
    for each in found:
        if not _HOST.fullmatch(each):
            raise Fault(f"{each!r} is no name of a host, such as kpi.northmere.example.")
    return tuple(each.lower() for each in found)


def _shared(councils: Sequence[Council]) -> list[str]:
    """What two councils would have in common, a sentence for each."""
    own = (
        ("store", "store", [(each.store, each) for each in councils]),
        ("plan", "plan", [(each.plan, each) for each in councils]),
        ("access", "file of sign-in", [(each.access_file.resolve(), each) for each in councils]),
        ("mail", "file of mails", [(each.mail_file.resolve(), each) for each in councils]),
        ("secrets", "file of secrets", [(each.secrets, each) for each in councils if each.secrets]),
    )
    beside = {"access", "mail"}
    return [
        f"{_tables(those)} {line}: they would have one {thing}, {path}. Each needs its own"
        + (": name one for each, or keep their stores in folders apart." if line in beside else ".")
        for line, thing, named in own
        for path, those in _by_place(named).items()
        if len(those) > 1
    ] + _one_port(councils)


def _by_place(named: Iterable[tuple[Path, Council]]) -> dict[Path, list[Council]]:
    found = defaultdict(list)
    for path, council in named:
        found[path].append(council)
    return found


def _one_port(councils: Sequence[Council]) -> list[str]:
    return [
        f"{_tables([one, other])} port: both would listen at {one.port}. Give each its own."
        for place, one in enumerate(councils)
        for other in councils[place + 1 :]
        if one.port == other.port
        and (one.address == other.address or {one.address, other.address} & {*EVERYWHERE})
    ]


def _tables(councils: Iterable[Council]) -> str:
    return listed([f"[{each.name}]" for each in councils])
