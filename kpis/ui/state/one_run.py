"""What one drawing of a page asks again and again, asked once.

Who looks, which plans there are and how the store stands are asked by every part of a page, some
thirty times, and each time the file system is. Within one run of a page the answer is kept, so that
all parts of it show one state as well. Whoever acts ends that: what comes after an act is asked
anew, and so is everything outside of a page's run, a callback or a part that is drawn by itself.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers of this run", default=None)


@contextmanager
def one_run() -> Iterator[None]:
    """Around all that draws a page once."""
    before = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(before)


def ask_anew() -> None:
    """To the end of this run keep nothing: somebody acts."""
    _answers.set(None)


def asked_once(ask: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Keep what a function gives until the run ends. What it raises is not kept."""

    @wraps(ask)
    def asked(*given: Arguments.args, **named: Arguments.kwargs) -> Result:
        answers = _answers.get()
        if answers is None:
            return ask(*given, **named)
        question = (ask, given, tuple(named.items()))
        if question not in answers:
            answers[question] = ask(*given, **named)
        answer: Result = answers[question]
        return answer

    return asked
