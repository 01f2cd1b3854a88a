"""Keep what follows from the plan alone, so that a page's rerun does not work it out again.

A `Plan` cannot be the key of a dictionary (its aims are mappings), so results are kept by the
identity of the plan and dropped together with it. A plan never changes, so nothing goes stale.
The frames kept are shared between callers: whoever takes one makes a new one, never changes it.
"""

import weakref
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, TypeVar, cast

from kpis.model import Plan

Work = TypeVar("Work", bound=Callable[..., Any])

MOST_KEPT = 64  # results per plan and function: quarters asked for in turn, not growth without end


def per_plan(work: Work) -> Work:
    """Remember the results of a function of a plan and hashable further arguments.

    May be called from any number of threads. The lock is held for looking up and keeping, not for
    the work: threads that ask for the same at once may each work it out, and all get the first's.
    """
    kept: dict[int, dict[tuple[Any, ...], Any]] = {}
    lock = Lock()

    @wraps(work)
    def remembering(plan: Plan, *arguments: Any) -> Any:
        with lock:
            results = kept.get(id(plan))
            if results is None:
                results = kept[id(plan)] = {}
                weakref.finalize(plan, kept.pop, id(plan), None).atexit = False
            if arguments in results:
                return results[arguments]
        result = work(plan, *arguments)
        with lock:
            if len(results) >= MOST_KEPT:
                results.clear()
            return results.setdefault(arguments, result)

    return cast(Work, remembering)
