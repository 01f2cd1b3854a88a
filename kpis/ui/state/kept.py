"""Work a thing out once for each state of the figures, and keep it for all readers.

A page is drawn again at every click, and most of what it shows follows from the figures and a
few small values. Figures are told apart by their key, measures and periods by their ids: going
through their frames and fields would take longer than drawing the page. Streamlit's own cache
looks at every argument by rules for all that there is, which took a seventh of a page's time.

A return changes the figures of some measures, and the state of the figures for all. So what is
worked out of a measure's own figures is kept under these: it stands until one of them, the plan
with its aims and notes, or the day is another.
"""

import hashlib
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future
from functools import wraps
from inspect import signature
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakSet

import pandas as pd

from kpis.model import Measure
from kpis.periods import ReportingPeriod
from kpis.ui.state.figures import Figures

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
OfFigures = Callable[Concatenate[Figures, Arguments], Result]


_NAMES = ("measure_id", "measure_ids")


class _Shelf:
    """The results of one function, each under what it was asked; who was asked for last stays."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._results: dict[tuple[Hashable, ...], Future[Any]] = {}
        self._lock = Lock()

    def get(self, key: tuple[Hashable, ...], make: Callable[[], Any]) -> Any:
        """The result under the key; made by `make` where there is none, while others wait for it.

        Where making it fails, who waited makes it themselves.
        """
        while True:
            with self._lock:
                kept = self._results.pop(key, None)
                result = kept or Future[Any]()
                self._results[key] = result  # the last of them now
                if len(self._results) > self.most:
                    del self._results[next(iter(self._results))]
            if kept is None:
                return self._make(key, result, make)
            if kept.exception() is None:
                return kept.result()

    def forget(self, is_over: Callable[[str], bool]) -> None:
        with self._lock:
            self._results = {
                key: result for key, result in self._results.items() if not is_over(str(key[0]))
            }

    def _make(
        self, key: tuple[Hashable, ...], result: "Future[Any]", make: Callable[[], Any]
    ) -> Any:
        try:
            made = make()
        except BaseException as error:
            with self._lock:
                if self._results.get(key) is result:
                    del self._results[key]
            result.set_exception(error)
            raise
        _count_result()
        result.set_result(made)
        return made


_shelves: WeakSet[_Shelf] = WeakSet()
_results_made = _times_forgotten = 0
_counting = Lock()


def kept_per_state(
    *, max_entries: int
) -> Callable[[OfFigures[Arguments, Result]], OfFigures[Arguments, Result]]:
    """Keep what a function of the figures and of small values gives, under all of them.

    max_entries: results kept at most. Two readers who ask for the same at once wait for one
    result. It is shared as it is, never copied: nobody may change it. What begins with an
    underscore among a function's parameters is no part of the question.
    """
    return _keeping(max_entries, lambda figures, _given: figures.key)


def results_made() -> int:
    """How many results were worked out and kept so far, since the process began."""
    return _results_made


def _count_result() -> None:
    global _results_made
    with _counting:
        _results_made += 1


def times_forgotten() -> int:
    """How many times `forget` was called: once for each state of a store that was replaced."""
    return _times_forgotten


def forget(is_over: Callable[[str], bool]) -> None:
    """Let go of the results under keys of figures that nobody will ask for any more."""
    global _times_forgotten
    _times_forgotten += 1
    for shelf in list(_shelves):
        shelf.forget(is_over)


def _keeping(
    most: int, state: Callable[[Figures, tuple[Any, ...]], str]
) -> Callable[[OfFigures[Arguments, Result]], OfFigures[Arguments, Result]]:
    """As `kept_per_state`, under something else than the state of all figures.

    most: results kept at most. state: what the result is kept under, of the figures and the rest
    that was asked.
    """

    def keep(work: OfFigures[Arguments, Result]) -> OfFigures[Arguments, Result]:
        shelf = _Shelf(most)
        _shelves.add(shelf)
        names = list(signature(work).parameters)[1:]
        aside = {at for at, name in enumerate(names) if name.startswith("_")}

        @wraps(work)
        def kept(figures: Figures, /, *given: Arguments.args, **named: Arguments.kwargs) -> Result:
            asked = tuple(_asked(each) for at, each in enumerate(given) if at not in aside)
            further = tuple(
                (name, _asked(each)) for name, each in named.items() if not name.startswith("_")
            )
            key = (state(figures, given), asked, further)
            made: Result = shelf.get(key, lambda: work(figures, *given, **named))
            return made

        return kept

    return keep


def _asked(value: Any) -> Hashable:
    if isinstance(value, Figures):
        return value.key
    if isinstance(value, (Measure, ReportingPeriod)):
        return value.id
    if isinstance(value, (list, tuple)):
        return tuple(map(_asked, value))
    hashable: Hashable = value
    return hashable


def kept_per_measure(
    *, max_entries: int
) -> Callable[[OfFigures[Arguments, Result]], OfFigures[Arguments, Result]]:
    """Keep what a function gives of the measures in its parameter `measure_id` or `measure_ids`.

    It may look at no other measure's outturns and rows, and of the figures at nothing but plan,
    outturns (with all that are known), performance, horizon, release and the moment seen from.
    """

    def keep(work: OfFigures[Arguments, Result]) -> OfFigures[Arguments, Result]:
        at = next(
            place
            for place, name in enumerate(list(signature(work).parameters)[1:])
            if name in _NAMES
        )

        def rests_on(figures: Figures, given: tuple[Any, ...]) -> str:
            asked = given[at]
            return _rests_on(figures, [asked] if isinstance(asked, str) else asked)

        return _keeping(max_entries, rests_on)(work)

    return keep


@kept_per_state(max_entries=1024)
def _rests_on(figures: Figures, measure_ids: Sequence[str]) -> str:
    """A name for all that these measures' results follow from: equal only where all of it is."""
    told = hashlib.sha256(_beside_figures(figures))
    for frame in (figures.outturns, figures.state.all_outturns, figures.performance):
        rows = frame[frame["measure_id"].isin(list(measure_ids))]
        for name in rows:
            values = _bytes(rows[name])
            told.update(f"{name} {len(values)} ".encode())
            told.update(values)
    return f"of measures {told.hexdigest()}"


@kept_per_state(max_entries=64)
def _beside_figures(figures: Figures) -> bytes:
    release = figures.release.number if figures.release else None
    beside = (figures.plan, figures.as_at, figures.state.horizon, release)
    return hashlib.sha256(repr(beside).encode()).digest()


def _bytes(column: "pd.Series[Any]") -> bytes:
    values = column.to_numpy()
    return repr(values.tolist()).encode() if values.dtype == object else values.tobytes()
