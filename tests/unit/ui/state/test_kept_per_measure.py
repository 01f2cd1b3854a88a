"""What is worked out of a measure stands until something that it rests on is another."""

import gc
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from kpis.model import AnnotationKind, local_administrator
from kpis.plan.load import load_plan
from kpis.server.process.long_lived import LongLived
from kpis.store import Store
from kpis.ui.state import analyses, cache
from kpis.ui.state.figures import Figures
from kpis.ui.state.kept import results_made, times_forgotten
from kpis.use_cases.submit import submit_return
from tests.keeping import copy_store
from tests.serving import PLAN, ROOT

BY = local_administrator("Officer")
FICTIONAL = ROOT / "tests/fictional_plan"
STATES_KEPT = 8  # the figures of so many states of a store are kept at once


@dataclass(frozen=True)
class Shown:
    """A store as pages show it, and a measure in it whose figures change."""

    store: Store
    plan: Path
    changed: str
    period: str

    def change(self, outturn: float) -> None:
        row = f"measure,period,outturn\n{self.changed},{self.period},{outturn}\n"
        submit_return(self.store, load_plan(self.plan), "r.csv", row.encode(), actor=BY)

    def now(self) -> Figures:
        everything = cache._as_they_stand(0, stands_in=False)
        return cache.figures_until(everything, everything.first)

    def others(self, figures: Figures) -> list[str]:
        with_figures = set(figures.outturns["measure_id"])
        known = (each.id for each in figures.plan.measures)
        return [each for each in known if each in with_figures and each != self.changed]


@pytest.fixture(
    params=[
        ("eventful", FICTIONAL, "frogs", "2021/22"),
        pytest.param(("first_figures", PLAN, "recycling", "2018/19"), marks=pytest.mark.soak),
    ],
    ids=["eventful", "first figures"],
)
def shown(request, tmp_path, monkeypatch) -> Shown:
    name, plan, changed, period = request.param
    path = copy_store(request.getfixturevalue(name), tmp_path / "kpis.duckdb")
    monkeypatch.setenv("KPIS_STORE", str(path))
    monkeypatch.setenv("KPIS_PLAN", str(plan))
    return Shown(Store(path), plan, changed, period)


def asked(figures: Figures, measure_id: str) -> dict[str, tuple[Any, Callable[[], Any]]]:
    """What pages ask of a measure: what they get, and what is worked out anew for them."""
    quarter, ids = figures.first, [measure_id]
    questions: list[tuple[Any, ...]] = [
        (analyses._insights_by_measure, figures, quarter, ids, True),
        (analyses._insights_by_measure, figures, quarter, ids, False),
        (analyses.benchmark_of, figures, quarter, measure_id),
        (analyses.official_of, figures, measure_id),
        (analyses.groups_of, figures, measure_id),
    ]
    if not figures.plan.measures_by_id[measure_id].data_only:
        questions += [
            (analyses.control_chart, figures, measure_id),
            (analyses.outlook_of, figures, quarter, measure_id),
            (analyses.outlook_path_of, figures, quarter, measure_id),
        ]
    return {
        f"{function.__name__} {given[1:]}": (
            function(*given),
            partial(function.__wrapped__, *given),
        )
        for function, *given in questions
    }


def words(result: Any) -> str:
    """All that is in a result; figures to the last digit."""
    if isinstance(result, pd.DataFrame):
        return repr([(name, result[name].tolist()) for name in result])
    if hasattr(result, "__slots__") and not isinstance(result, tuple):
        return repr([words(getattr(result, name)) for name in result.__slots__])
    if isinstance(result, dict):
        return repr([(name, words(each)) for name, each in result.items()])
    return repr(result)


def test_after_a_return_all_is_as_worked_out_anew_and_only_its_measure_was(shown):
    before = shown.now()
    others = shown.others(before)
    kept = {each: asked(before, each) for each in [shown.changed, *others]}
    shown.change(27.0)
    after = shown.now()
    assert after.key != before.key
    for measure_id in [shown.changed, *others]:
        for question, (result, anew) in asked(after, measure_id).items():
            assert words(result) == words(anew()), question
            stands = result is kept[measure_id][question][0]
            assert stands == (measure_id != shown.changed or result is None), question


@pytest.mark.parametrize("what", ["note", "aim", "day", "rated"])
def test_another_plan_day_or_rating_is_another_question(shown, what):
    figures = shown.now()
    (other, *_) = shown.others(figures)
    before = analyses.insight_rows(figures, figures.first, [other])
    if what == "note":
        note = AnnotationKind.NOTE
        shown.store.add_annotation(other, figures.first.id, note, "A strike", by=BY)
        later = shown.now()
    elif what == "aim":
        measures = tuple(replace(m, aims={}) for m in figures.plan.measures)
        plan = replace(figures.plan, measures=measures)
        later = replace(figures, plan=plan, key=f"{figures.key} aims")
    elif what == "day":
        day = figures.as_at + timedelta(days=1)
        later = replace(figures, as_at=day, key=f"{figures.key} day")
    else:
        rated = figures.performance.assign(rag="")
        later = replace(figures, performance=rated, key=f"{figures.key} rated")
    assert analyses.insight_rows(figures, figures.first, [other]) is before
    assert analyses.insight_rows(later, figures.first, [other]) is not before


@pytest.fixture
def aside() -> Iterator[LongLived]:
    """As in the server, in a house with one reader; Python itself looks for nothing meanwhile."""
    frozen = gc.get_freeze_count()
    gc.disable()
    yield LongLived(
        made=results_made, over=times_forgotten, visits=lambda: ["stays"], is_busy=lambda: False
    )
    gc.unfreeze()
    gc.enable()
    if frozen:  # by the tests as a whole
        gc.freeze()


@pytest.mark.parametrize("changes", [STATES_KEPT + 4, pytest.param(200, marks=pytest.mark.soak)])
def test_figures_that_were_replaced_go_although_they_were_set_aside(shown, aside, changes):
    frames = []
    for number in range(changes):
        shown.change(20 + number % 60)
        figures = shown.now()
        analyses.insight_rows(figures, figures.first, [shown.changed])
        frames += [weakref.ref(figures.outturns), weakref.ref(figures.performance)]
        aside.look()
        aside.look()
        del figures
    assert gc.get_freeze_count() > 0
    there = [each() is not None for each in frames]
    assert sum(there) <= 2 * STATES_KEPT
    assert there[-1]
    assert not any(there[: 2 * (changes - STATES_KEPT)])
