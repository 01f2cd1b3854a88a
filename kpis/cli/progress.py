"""How far a long command is, on one line for whoever sits before a screen; nothing for a file."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_WIDTH = 70


@contextmanager
def shown_progress() -> Iterator[Callable[[str, float], None]]:
    """A function that shows what is being done and how far it is (0 to 1); gone when it ends."""
    if not sys.stderr.isatty():
        yield _nothing
        return

    def show(what: str, share: float) -> None:
        print(f"\r{share:4.0%}  {what[:_WIDTH]:{_WIDTH}}", end="", file=sys.stderr, flush=True)

    try:
        yield show
    finally:
        print(f"\r{'':{_WIDTH + 6}}\r", end="", file=sys.stderr, flush=True)


def _nothing(what: str, share: float) -> None:
    """For a file, which nobody watches."""
