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
    results_of_plans: dict[int, dict[tuple[Any, ...], Any]] = {}
    lock = Lock()

    @wraps(work)
    def remembering(plan: Plan, *arguments: Any) -> Any:
        with lock:
            results_of_plan = results_of_plans.get(id(plan))
            if results_of_plan is None:
                results_of_plan = results_of_plans[id(plan)] = {}
                weakref.finalize(plan, results_of_plans.pop, id(plan), None).atexit = False
            if arguments in results_of_plan:
                return results_of_plan[arguments]
        result = work(plan, *arguments)
        with lock:
            if len(results_of_plan) >= MOST_KEPT:
                results_of_plan.clear()
            return results_of_plan.setdefault(arguments, result)

    return cast(Work, remembering)
