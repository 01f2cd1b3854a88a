"""The figures as they stand, kept from one question to the next until somebody writes.

Checking a return and then submitting it ask for the same 20,000 figures within seconds, and so
does every page in between. What is kept belongs to a version of the store's file; a write by any
process makes another version, and what was kept of the one before goes.
"""

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from kpis.store.values import WantedFigures

if TYPE_CHECKING:
    import pandas as pd

MOST_BYTES = 64 * 1024 * 1024  # of all together; beyond it memory is worth more than the time

_Key = tuple[Path, str, WantedFigures]
_cached: "dict[_Key, pd.DataFrame]" = {}  # what was asked for longest ago first
_reading = Lock()  # whoever asks while another reads waits, and takes what that one read


def outturns(
    path: Path, version: str, wanted: WantedFigures, read: Callable[[], "pd.DataFrame"]
) -> "pd.DataFrame":
    """What `read` gives, or gave for this version of this store before; the caller's own frame.

    version: taken before reading, so that what is kept is never older than it says. wanted: which
    figures they are.
    """
    key = (path, version, wanted)
    with _reading:
        found = _cached.pop(key, None)
        if found is None:
            found = read()
            for other in [each for each in _cached if each[0] == path and each[1] != version]:
                del _cached[other]
        if bytes_of(found) <= MOST_BYTES:
            _cached[key] = found
            while sum(map(bytes_of, _cached.values())) > MOST_BYTES:
                del _cached[next(iter(_cached))]
    return found.copy(deep=False)  # pandas copies a column when someone writes to it


def bytes_of(frame: "pd.DataFrame") -> int:
    """What a frame takes in memory. Text is held as Arrow does, so nothing has to be walked."""
    return int(frame.memory_usage(index=False).sum())
