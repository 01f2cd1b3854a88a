"""The address of a store that is a lake: a catalogue in Postgres, and where its data lie.

All over the program a store is known by a path. Of a store that is a file it is the file's. Of a
lake it is that of a name in a folder of this machine, "ducklake:postgres:dbname=kpis host=db": what
others find beside a store they find beside it there, it can be handed to another process, and
nothing is ever written under the name itself.
"""

import os
import re
from pathlib import Path

from kpis.errors import StoreError
from kpis.model.record import Record

LAKE = "ducklake:postgres:"
BUCKET = "s3://"
_WORD = re.compile(r"\s*(\w+)\s*=\s*('(?:[^'\\]|\\.)*'|[^\s']+)")
_SECRET = {"password", "sslpassword"}
_ESCAPED = {
    "%": "%25",
    "/": "%2F",
}  # a name of a file holds no "/", which the folder of a socket has


class Lake(Record):
    """Where a lake is. catalogue: words of libpq, "dbname=kpis host=db", with no secret in them.

    data: a folder that every machine reaches, or "s3://bucket/prefix". name: short, as a file's.
    """

    catalogue: str
    data: str
    name: str

    @property
    def is_in_bucket(self) -> bool:
        return self.data.startswith(BUCKET)


def is_lake(store: Path) -> bool:
    """Whether the path by which a store is known is that of a lake."""
    return store.name.startswith(LAKE)


def in_words(store: Path) -> str:
    """A store for a person: its path, or the address of its lake as it was given."""
    return _unescaped(store.name) if is_lake(store) else str(store)


def path_of(address: str, local: Path) -> Path:
    """The path by which a lake is known. address: as somebody gives it; local: a folder.

    Raises StoreError for a lake of another kind, words that are none, and a password among them,
    which would be told with the address wherever that is told.
    """
    if not address.startswith(LAKE):
        raise StoreError(
            f"{address.split('=')[0]!r} is no address of a store. A lake has its catalogue in "
            f"Postgres: {LAKE}dbname=kpis host=db.example"
        )
    _words(address)
    return local / _escaped(address)


def lake_of(store: Path) -> Lake:
    """The lake known by a path; where its data lie says KPIS_STORE_DATA.

    Raises StoreError where that does not say it, and as `path_of`.
    """
    address = _unescaped(store.name)
    words = _words(address)
    data = os.environ.get("KPIS_STORE_DATA", "").strip()
    if not data:
        raise StoreError(
            f"Say in KPIS_STORE_DATA where the data of the store {address} lie: a folder that "
            "every machine reaches, or s3://bucket/folder."
        )
    if not data.startswith(BUCKET):
        data = str(Path(data).resolve())
    return Lake(catalogue=address.removeprefix(LAKE), data=data.rstrip("/"), name=short_name(words))


def beside(store: Path, suffix: str) -> Path:
    """The place beside a store that has its name with another ending: `kpis.outbox`."""
    if not is_lake(store):
        return store.with_suffix(suffix)
    return store.with_name(f"{short_name(_words(_unescaped(store.name)))}{suffix}")


def short_name(words: dict[str, str]) -> str:
    """What a lake is called where the whole address would be too long: its database's name."""
    return re.sub(r"\W+", "-", words.get("dbname", "")).strip("-") or "lake"


def _words(address: str) -> dict[str, str]:
    """The words of libpq in an address, by their keys. Raises StoreError."""
    rest = address.removeprefix(LAKE).strip()
    words, place = {}, 0
    while place < len(rest):
        found = _WORD.match(rest, place)
        if found is None:
            raise StoreError(
                "The address of the store's catalogue cannot be read. It is of words such as "
                f"{LAKE}dbname=kpis host=db.example user=kpis"
            )
        words[found[1]] = found[2].strip("'")
        place = found.end()
    if secret := _SECRET & set(words):
        raise StoreError(
            f"Leave {' and '.join(sorted(secret))} out of the address of the store: addresses are "
            "told and logged. Give the password in PGPASSWORD, or in a file named in PGPASSFILE."
        )
    return words


def _escaped(address: str) -> str:
    return "".join(_ESCAPED.get(sign, sign) for sign in address.strip())


def _unescaped(name: str) -> str:
    return name.replace("%2F", "/").replace("%25", "%")
