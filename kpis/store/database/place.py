"""Whether a store was at a path before: where one was, none is made by itself.

A share that is not mounted and a backup that is being put back look like a machine on which
nothing ever was. A new store there would take the returns of people who take it for theirs, and
would be hidden, with all of them, as soon as the other comes back.

Two signs say that there was one. This process has met it. And beside it stands the file by which
its writers wait for their turn (`write_queue`): it is empty until there is a store, and has a
sentence in it from then on.
"""

import os
from contextlib import suppress
from pathlib import Path

SIGN = (
    b"There is a store beside this file. Where it is gone it was lost, moved or is not mounted: "
    b"put it back. Without this file a new one would be made in its place.\n"
)
_met: dict[Path, str] = {}  # by path: the version a store there had last


def queue_of(path: Path) -> Path:
    """The file by which writers of the store at a path wait for their turn."""
    return path.with_name(f"{path.name}.queue")


def was_here(path: Path) -> bool:
    """Whether a store was at this path before, whether or not it is there now."""
    if path in _met:
        return True
    try:
        return queue_of(path).stat().st_size > 0
    except OSError:
        return False


def leave_sign(queue: int, path: Path) -> None:
    """Note for later, in the open file of the queue, that there is a store at this path."""
    with suppress(OSError):  # a full disk: whoever writes next does it
        if path.exists() and not os.fstat(queue).st_size:
            os.write(queue, SIGN)


def meet(path: Path, version: str) -> None:
    """Remember that there is a store at this path, and its version."""
    _met[path] = version


def last_version(path: Path) -> str:
    """The version of the store at this path as this process met it last; "" for never."""
    return _met.get(path, "")
