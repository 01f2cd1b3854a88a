"""Each use of the store, and how long it took: counted by whoever listens, told where it was slow.

What was asked is told by the name of the store's method and the sizes of what it was given: so many
rows, so many bytes. Nothing that stands in them is. It is found by looking back along the calls,
and only once something was slow.
"""

import logging
import os
import sys
from collections.abc import Callable, Iterator, Sized
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from time import perf_counter
from types import FrameType
from typing import Any

SLOW = "KPIS_SLOW_MS"
DEFAULT = 500.0  # milliseconds: what a person waits for
_OURS = "kpis.store."
_BETWEEN = {"contextlib", "kpis.store.database.lake.conflict"}  # which call what was asked

log = logging.getLogger("kpis.store.slow")


class Use:
    """One reader's or writer's, in seconds. came: when its turn came, 0 while it waits."""

    __slots__ = ("began", "came", "ended", "writing")

    def __init__(self, *, writing: bool) -> None:
        self.writing, self.began, self.came, self.ended = writing, perf_counter(), 0.0, 0.0

    def comes(self) -> None:
        """Its turn has come."""
        self.came = perf_counter()

    @property
    def waited(self) -> float:
        return (self.came or self.ended) - self.began

    @property
    def ran(self) -> float:
        return self.ended - self.came if self.came else 0.0


Listener = Callable[[Use], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Have every use told to it once it has ended, in the thread that used the store."""
    if listener not in _listeners:
        _listeners.append(listener)


def stop_listening(listener: Listener) -> None:
    _listeners.remove(listener)


@contextmanager
def used(*, writing: bool) -> Iterator[Use]:
    """Around one use; whoever is within says when its turn comes."""
    use = Use(writing=writing)
    try:
        yield use
    finally:
        use.ended = perf_counter()
        for listener in _listeners:
            listener(use)


def slow_ms() -> float:
    """Milliseconds from which on something is told as slow: KPIS_SLOW_MS, or 500.

    Endless where that is 0: then nothing is. What is no number counts as not said.
    """
    try:
        said = float(os.environ.get(SLOW, ""))
    except ValueError:
        return DEFAULT
    return said if said > 0 else float("inf")


def tell_slow(use: Use) -> None:
    """Write a line into the log where a use was slow; a listener."""
    waited, ran = round(1000 * use.waited), round(1000 * use.ran)
    if waited + ran < slow_ms():
        return
    what, sizes = what_was_asked()
    given = "".join(f", {name} {size}" for name, size in sizes.items())
    log.warning(
        "%s%s: waited %s ms for its turn, ran %s ms.",
        *(what, given, waited, ran),
        extra={
            "fields": {
                "asked": what,
                "sizes": sizes,
                "writing": use.writing,
                "waited_ms": waited,
                "ran_ms": ran,
            }
        },
    )


def what_was_asked() -> tuple[str, dict[str, str]]:
    """Name of the store's function that is on the way here, and sizes of what it was given.

    Of several that call each other the first; ("?", {}) where there is none.
    """
    asked: FrameType | None = None
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        module = frame.f_globals.get("__name__", "")
        if module not in _BETWEEN:
            if module.startswith(_OURS):
                asked = frame
            elif asked is not None:
                break
        frame = frame.f_back
    if asked is None or asked.f_globals.get("__name__") == __name__:
        return "?", {}
    code = asked.f_code
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    return code.co_qualname, sizes_of({each: asked.f_locals.get(each) for each in names})


def sizes_of(given: dict[str, Any]) -> dict[str, str]:
    """By name, how much there is of what has a size; a record's parts by their own names."""
    sizes: dict[str, str] = {}
    for name, value in given.items():
        if is_dataclass(value) and not isinstance(value, type) and name != "self":
            parts = {each.name: getattr(value, each.name) for each in fields(value)}
            sizes |= sizes_of({key: part for key, part in parts.items() if not is_dataclass(part)})
        elif isinstance(value, bytes):
            sizes[name] = f"{len(value)} bytes"
        elif isinstance(value, Sized) and not isinstance(value, str):
            sizes[name] = f"{len(value)} rows" if hasattr(value, "columns") else str(len(value))
    return sizes
