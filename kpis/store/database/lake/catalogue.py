"""The catalogue of a lake as Postgres alone tells of it: its version, and whose turn it is.

Both are asked by connections of their own that are kept, for to open one takes longer than to ask:
one that asks for the version, one that holds the turn. What is stored is read and written by the
database, through connections that it keeps itself.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpis.errors import StoreError
from kpis.lake_address import in_words, lake_of
from kpis.store.database import faults

if TYPE_CHECKING:
    import psycopg

# Seconds for which a version that was asked for is believed. A page asks some dozen times, and each
# would be a journey to another machine; what this process writes itself is seen at once.
BELIEVED = 0.2
# A machine that vanishes is noticed after some 20 seconds, by whoever holds the turn and by
# Postgres, which then gives it to the next.
NOTICE: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
_SERVER_NOTICES = (
    "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 3; "
    "SET tcp_keepalives_count = 3; SET tcp_user_timeout = 20000; SET lock_timeout = 0"
)
_TURN = 0x6B706973  # "kpis": which of the locks of its database a writer holds
_VERSION = """
    SELECT snapshot_id, extract(epoch FROM snapshot_time)::text, EXISTS (
        SELECT FROM ducklake_table WHERE table_name = 'schema_version' AND end_snapshot IS NULL
    )
    FROM ducklake_snapshot ORDER BY snapshot_id DESC LIMIT 1
"""
_NO_LAKE = "-"


@dataclass(slots=True)
class _Known:
    """What one process keeps of a lake."""

    asking: threading.Lock = field(default_factory=threading.Lock)
    asks: "psycopg.Connection[Any] | None" = None
    version: str = ""
    until: float = 0.0  # monotonic seconds, as long as the version is believed
    turn: threading.Lock = field(default_factory=threading.Lock)
    holds: "psycopg.Connection[Any] | None" = None


_guard = threading.Lock()
_known: dict[Path, _Known] = {}


def version(store: Path) -> str:
    """A token that another write by any machine changes; "-" where no store is.

    It is at most BELIEVED seconds old. Raises StoreError where Postgres does not answer.
    """
    known = _of(store)
    with known.asking:
        if time.monotonic() >= known.until:
            known.version = _asked(store, known)
            known.until = time.monotonic() + BELIEVED
        return known.version


def exists(store: Path) -> bool:
    """Whether there is a store in the lake. Raises StoreError where Postgres does not answer."""
    return version(store) != _NO_LAKE


def forget_version(store: Path) -> None:
    """Ask Postgres the next time: this process has written."""
    _of(store).until = 0.0


def let_go(store: Path) -> None:
    """Close what this process keeps open to a lake; the next question opens it anew."""
    with _guard:
        known = _known.pop(store, None)
    if known is not None:
        with known.asking:
            asks, known.asks = known.asks, None
            if asks is not None:
                asks.close()
        _drop(known)


@contextmanager
def in_turn(store: Path, timeout: float) -> Iterator[None]:
    """Be the only writer of a lake among all machines, in the order of coming.

    The turn ends with the block, and with the process or its machine, however they end. Raises
    StoreBusy when it does not come within `timeout` seconds, StoreError where Postgres does not
    answer.
    """
    import psycopg

    known, began = _of(store), time.monotonic()
    if not known.turn.acquire(timeout=max(timeout, 0)):
        raise faults.busy(store, timeout)
    try:
        try:
            left = max(timeout - (time.monotonic() - began), 0.001)
            _take(store, known, left)
        except psycopg.errors.LockNotAvailable:
            raise faults.busy(store, timeout) from None
        except psycopg.Error as error:
            _drop(known)
            raise unreachable(store, error) from error
        try:
            yield
        finally:
            forget_version(store)
            _give_back(known)
    finally:
        known.turn.release()


def unreachable(store: Path, error: Exception) -> StoreError:
    """The sentence for a Postgres that does not answer, or refuses."""
    return StoreError(
        f"The catalogue of the store {in_words(store)} cannot be reached. Nothing was changed. "
        f"Try again in a minute. For whoever looks after the server: {str(error).splitlines()[0]}"
    )


def connection_to(store: Path) -> "psycopg.Connection[Any]":
    """A connection to Postgres, where each statement stands by itself. Raises StoreError."""
    try:
        import psycopg
    except ImportError:
        raise StoreError(
            "A store of several machines needs psycopg, which is not installed here. "
            "Install it with pip install '.[lake]' from the checkout."
        ) from None
    try:
        # What the address says itself stands, for it is read last.
        return psycopg.connect(**{**NOTICE, **_words(store)}, autocommit=True)
    except psycopg.Error as error:
        raise unreachable(store, error) from error


def _words(store: Path) -> dict[str, Any]:
    from psycopg.conninfo import conninfo_to_dict

    return conninfo_to_dict(lake_of(store).catalogue)


def _of(store: Path) -> _Known:
    with _guard:
        return _known.setdefault(store, _Known())


def _asked(store: Path, known: _Known) -> str:
    import psycopg

    for again in (True, False):
        if known.asks is None:
            known.asks = connection_to(store)
        try:
            row = known.asks.execute(_VERSION).fetchone()
            return f"{row[0]}.{row[1]}" if row and row[2] else _NO_LAKE
        except psycopg.errors.UndefinedTable:
            return _NO_LAKE
        except psycopg.Error as error:
            with suppress(psycopg.Error):
                known.asks.close()
            known.asks = None
            if not again:
                raise unreachable(store, error) from error
    raise AssertionError  # the second try ends either way


def _take(store: Path, known: _Known, left: float) -> None:
    import psycopg

    kept = known.holds is not None
    try:
        if known.holds is None:
            known.holds = connection_to(store)
            known.holds.execute(_SERVER_NOTICES)
        # A lock belongs to the session, which ends with the connection. Who waits is in a queue.
        known.holds.execute(f"SET lock_timeout = {max(int(left * 1000), 1)}")
        known.holds.execute("SELECT pg_advisory_lock(%s)", [_TURN])
    except psycopg.errors.LockNotAvailable:
        raise
    except psycopg.Error:
        _drop(known)
        if not kept:
            raise
        _take(store, known, left)  # the connection was kept too long; a new one is good or none is


def _give_back(known: _Known) -> None:
    import psycopg

    try:
        if known.holds is not None:
            known.holds.execute("SELECT pg_advisory_unlock(%s)", [_TURN])
    except psycopg.Error:
        _drop(known)


def _drop(known: _Known) -> None:
    """End the session, and with it any turn it has."""
    import psycopg

    known.holds, dropped = None, known.holds
    if dropped is not None:
        with suppress(psycopg.Error):
            dropped.close()
