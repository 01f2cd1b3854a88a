"""Whose turn it is at a store, among all processes and threads: writers are never starved.

The database's own lock keeps readers and a writer apart, but it is not fair: while several
readers come and go there may be no moment without one, and a writer that only retries waits for
ever. So there is a queue in front of it, a lock on a small file beside the store. A writer holds
it from before it waits until it has finished; a reader only passes through. Readers that come
after a waiting writer therefore queue behind it, and those already reading soon finish.

The lock belongs to the open file and ends with the process, however it ends: nothing stale is
ever left behind. The file itself stays, and tells later that there was a store (`place`). Where
the system has no such locks (Windows), only the retries remain.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kpis.store.database.place import leave_sign, queue_of


class NotYet(Exception):
    """Someone else has the turn: try again in a moment. Never leaves the store."""


@contextmanager
def turn(path: Path, *, writing: bool) -> Iterator[None]:
    """Hold the turn at the store of that path for the length of the block.

    A writer has it alone; readers share it. Raises NotYet, at once, when it is taken.
    """
    flags = os.O_RDWR | os.O_CREAT if writing else os.O_RDONLY
    try:
        queue = os.open(queue_of(path), flags, 0o666)
    except FileNotFoundError:
        if writing:
            raise
        yield  # no writer has ever come here
        return
    try:
        _lock(queue, writing)
        yield
        if writing:
            leave_sign(queue, path)
    finally:
        os.close(queue)


def _lock(queue: int, writing: bool) -> None:
    if sys.platform == "win32":
        return
    import fcntl

    try:
        fcntl.flock(queue, (fcntl.LOCK_EX if writing else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        raise NotYet from None
