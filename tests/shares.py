"""Which of many cases the suite runs; `make soak` runs all of them."""

from collections.abc import Iterable
from typing import Any

import pytest


def share(cases: Iterable[Any], every: int) -> list[Any]:
    """The cases in their order, to parametrize a test: all but each `every`-th, from the first
    on, are of `make soak` alone. A case of several values is a tuple."""
    return [
        pytest.param(
            *(case if isinstance(case, tuple) else (case,)),
            marks=[pytest.mark.soak] if number % every else [],
        )
        for number, case in enumerate(cases)
    ]


def beside_one(cases: Iterable[Any], *others: Any) -> list[Any]:
    """Each case beside each of the others: in the suite beside one, the first beside the first."""
    return [
        pytest.param(case, other, marks=[pytest.mark.soak] if number % len(others) != place else [])
        for number, case in enumerate(cases)
        for place, other in enumerate(others)
    ]
