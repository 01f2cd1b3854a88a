"""A transaction that ran into another one, and the act that is begun again for it."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from kpis.errors import StoreBusy

TRIES = 3  # each waits for its turn, so there is none to run into but where the turn was lost

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Conflict(StoreBusy):
    """Another has written beside a transaction, which is undone whole and may be done again."""


def begun_again(act: Callable[Given, Result]) -> Callable[Given, Result]:
    """An act that is one transaction and nothing beside it, begun anew where it met a Conflict.

    All that it goes by is read again. Raises Conflict, a StoreBusy, when it met one each time.
    """

    @wraps(act)
    def repeated(*given: Given.args, **named: Given.kwargs) -> Result:
        for _ in range(TRIES - 1):
            try:
                return act(*given, **named)
            except Conflict:
                continue
        return act(*given, **named)

    return repeated
