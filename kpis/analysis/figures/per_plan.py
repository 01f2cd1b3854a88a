"""Keep what follows from the plan alone, so that a page's rerun does not work it out again.

A `Plan` cannot be the key of a dictionary (its aims are mappings), so results are kept by the
identity of the plan and dropped together with it. A plan never changes, so nothing goes stale.
The frames kept are shared between callers: whoever takes one makes a new one, never changes it.
"""

import weakref
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from kpis.model import Plan

Work = TypeVar("Work", bound=Callable[..., Any])

MOST_KEPT = 64  # results per plan and function: quarters asked for in turn, not growth without end


def per_plan(work: Work) -> Work:
    """Remember the results of a function of a plan and hashable further arguments."""
    kept: dict[int, dict[tuple[Any, ...], Any]] = {}

    @wraps(work)
    def remembering(plan: Plan, *arguments: Any) -> Any:
        results = kept.get(id(plan))
        if results is None:
            results = kept.setdefault(id(plan), {})
            weakref.finalize(plan, kept.pop, id(plan), None).atexit = False
        if arguments not in results:
            if len(results) >= MOST_KEPT:
                results.clear()
            results[arguments] = work(plan, *arguments)
            return results[arguments]
        return results[arguments]

    return cast(Work, remembering)
