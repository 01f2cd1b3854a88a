"""Small frames that the store gave, kept from one question to the next until somebody writes.

A page asks for releases, annotations and activities several times, and so does the next page that
somebody opens: to open the file and put the question takes 10 ms each time, to see that nobody has
written since takes none. What is kept belongs to a version of the store's file, as in
`outturns_cache`, which keeps the one large frame.
"""

from collections.abc import Callable, Hashable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

MOST_KEPT = 64  # frames; the one that was asked for longest ago goes first
MOST_ROWS = 5_000  # of each: 64 of them are some 100 MB at the very most

_Key = tuple[Path, str, Hashable]
_kept: "dict[_Key, pd.DataFrame]" = {}
_guard = Lock()


def kept_frame(
    path: Path, version: str, question: Hashable, read: "Callable[[], pd.DataFrame]"
) -> "pd.DataFrame":
    """What `read` gives, or gave to the question for this version of this store before.

    It is the caller's own frame. version: taken before reading, so that what is kept is never
    older than it says.
    """
    key = (path, version, question)
    with _guard:
        found = _kept.pop(key, None)
        if found is not None:
            _kept[key] = found
    if found is None:
        found = read()
        if len(found) <= MOST_ROWS:
            with _guard:
                _kept[key] = found
                while len(_kept) > MOST_KEPT:
                    del _kept[next(iter(_kept))]
    return found.copy(deep=False)  # pandas copies a column when someone writes to it
