"""Each time a page is drawn it gets an id, and what it took is counted: pages come by no request.

A visit is one connection for as long as a page is open; what happens in it is that the page's
script is run, anew at every click. Streamlit tells of the beginning and the end of each run, in the
very thread that runs it.
"""

import logging
from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING, Any

from kpis.answering import Answering, answering, begin, end, mark, new_id
from kpis.server import counts
from kpis.server.watching.requests import logs_requests
from kpis.store.database.uses import slow_ms

if TYPE_CHECKING:
    from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

log = logging.getLogger("kpis.server.reruns")
NO_PAGE = "none"  # a run that ended before it was known which page it is of


class Reruns:
    """browser: the name that the browser of a visit was given, by Streamlit's id of the visit."""

    def __init__(self, browser: Callable[[str], str] = lambda _visit: "") -> None:
        self.browser = browser
        if logs_requests():
            log.setLevel(logging.INFO)

    def watch(self, runner: "ScriptRunner") -> None:
        """Tell of every run of this one, which is for one visit."""
        from streamlit.runtime.scriptrunner.script_runner import ScriptRunnerEvent as Event

        visit, browser = mark(runner._session_id), mark(self.browser(runner._session_id))
        began = 0.0

        def told(_runner: Any, event: Event, **more: Any) -> None:
            nonlocal began
            if event is Event.SCRIPT_STARTED:
                began = perf_counter()
                begin(Answering(new_id(), browser=browser, visit=visit))
            elif event is not Event.ENQUEUE_FORWARD_MSG and "run_descriptor" in more:
                tell(perf_counter() - began, fragment=bool(more["run_descriptor"].fragment_ids))
                end()

        runner.on_event.connect(told, weak=False)


def watch_all(reruns: Reruns) -> None:
    """From now on, in this process; the last that is given alone."""
    from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

    start = getattr(ScriptRunner.start, "inner", ScriptRunner.start)

    def start_and_watch(self: "ScriptRunner") -> None:
        reruns.watch(self)
        start(self)

    start_and_watch.inner = start  # type: ignore[attr-defined]
    ScriptRunner.start = start_and_watch  # type: ignore[method-assign]


def tell(seconds: float, *, fragment: bool) -> None:
    """That what is being answered was drawn. fragment: a part of a page alone."""
    now = answering()
    page = (now and now.page) or NO_PAGE
    counts.RERUNS.labels(page).observe(seconds)
    took = round(1000 * seconds)
    is_slow = took >= slow_ms()
    level = logging.WARNING if is_slow else logging.INFO
    if log.isEnabledFor(level):
        fields = {"page": page, "ms": took, "part": fragment, "slow": is_slow}
        what = "A part of the page %s" if fragment else "The page %s"
        log.log(level, f"{what} was drawn in %s ms.", page, took, extra={"fields": fields})
