"""The figures as they stand, kept from one question to the next until somebody writes.

Checking a return and then submitting it ask for the same 20,000 figures within seconds, and so
does every page in between. What is kept belongs to a version of the store's file; a write by any
process makes another version.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 200_000  # about 60 MB; beyond it memory is worth more than the time


@dataclass(frozen=True, slots=True)
class _CachedOutturns:
    path: Path
    version: str
    outturns: "pd.DataFrame"


_cached: _CachedOutturns | None = None
_reading = Lock()  # whoever asks while another reads waits, and takes what that one read


def outturns(path: Path, version: str, read: Callable[[], "pd.DataFrame"]) -> "pd.DataFrame":
    """What `read` gives, or gave for this version of this store before; the caller's own frame.

    version: taken before reading, so that what is kept is never older than it says.
    """
    global _cached
    with _reading:
        cached = _cached
        if cached is None or (cached.path, cached.version) != (path, version):
            cached = _CachedOutturns(path, version, read())
            if len(cached.outturns) <= MOST_ROWS:
                _cached = cached
    return cached.outturns.copy(deep=False)  # pandas copies a column when someone writes to it
