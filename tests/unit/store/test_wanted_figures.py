"""Only the figures that a plan is about are read of a store, and they are the same ones."""

from datetime import datetime

import pandas as pd

from kpis.model import local_administrator
from kpis.store import Store, WantedFigures
from kpis.use_cases.figures_as_at import figures_as_at
from kpis.use_cases.kept.wanted import of_measures, of_pages

NOW = datetime(2030, 1, 1)
BY = local_administrator("")


def chosen(everything, wanted):
    """The same rows picked from all of them."""
    kept = pd.Series(True, index=everything.index)
    if wanted.measures is not None:
        kept &= everything["measure_id"].isin(list(wanted.measures))
    if wanted.areas is not None:
        kept &= everything["area"].isin(list(wanted.areas))
    if wanted.groups_alone:
        kept &= everything["breakdown"] != ""
    return everything[kept].reset_index(drop=True)


def asked_of(everything):
    measures, areas = (sorted(everything[name].unique()) for name in ("measure_id", "area"))
    return [
        WantedFigures(measures=frozenset(measures[::2])),
        WantedFigures(areas=frozenset(areas[:1])),
        WantedFigures(measures=frozenset(measures[:1]), areas=frozenset(areas)),
        WantedFigures(groups_alone=True),
        WantedFigures(measures=frozenset()),
        WantedFigures(measures=frozenset({"no such measure", "it's"})),
    ]


def test_what_is_asked_for_is_the_same_as_when_everything_is_read(eventful):
    store = Store(eventful)
    release = int(store.releases()["number"].max())
    moments = sorted(store.submissions()["recorded_at"])
    moment = moments[len(moments) // 2].to_pydatetime()
    of_several = asked_of(store.outturns())
    for asked in ({}, {"as_at": moment}, {"release": release}):
        everything = store.outturns(**asked)
        assert len(everything)
        for wanted in of_several[::2] if asked else of_several:
            narrow = store.outturns(**asked, of=wanted)
            pd.testing.assert_frame_equal(narrow, chosen(everything, wanted))
    narrow, approved = store.approved_outturns(of=of_several[0]), store.approved_outturns()
    pd.testing.assert_frame_equal(narrow, chosen(approved, of_several[0]))


def test_pages_read_no_figure_of_another_measure_or_of_an_area_they_do_not_name(
    store, submit, fictional_plan, monkeypatch
):
    from kpis.store import queries

    own, measure = fictional_plan.area, fictional_plan.measures[0].id
    submit(
        {"measure_id": measure, "area": own, "outturn": 1.0},
        {"measure_id": measure, "area": "Elsewhere", "outturn": 2.0},
        {"measure_id": "of nobody's plan", "area": own, "outturn": 3.0},
    )
    read = []
    original = queries.outturns

    def counting(*args, **named):
        frame = original(*args, **named)
        read.append(len(frame))
        return frame

    monkeypatch.setattr(queries, "outturns", counting)
    shown = figures_as_at(store, fictional_plan, NOW, actor=BY, for_pages=True)
    assert read == [1]
    assert (shown.outturns["outturn"].tolist(), shown.whole) == ([1.0], False)
    whole = figures_as_at(store, fictional_plan, NOW, actor=BY)
    assert read == [1, 2]
    assert (whole.outturns["outturn"].tolist(), whole.whole) == ([1.0, 2.0], True)


def test_areas_of_figures_that_stand_are_told_whatever_their_measure(store, submit):
    submit(
        {"measure_id": "of nobody's plan", "area": "Elsewhere"},
        {"measure_id": "of nobody's plan", "area": "By group", "breakdown": "a", "category": "b"},
    )
    assert store.areas()["area"].tolist() == ["By group", "Elsewhere"]
    assert store.areas(groups=False)["area"].tolist() == ["Elsewhere"]


def test_a_plan_asks_for_the_earlier_ids_of_its_measures_and_for_whom_it_is_held_against(
    strategic_plan,
):
    wanted = of_pages(strategic_plan)
    assert wanted.measures == of_measures(strategic_plan).measures
    assert {measure.id for measure in strategic_plan.measures} <= wanted.measures
    assert {strategic_plan.area, *strategic_plan.comparators} <= wanted.areas
    assert {area for each in strategic_plan.comparator_sets for area in each.areas} <= wanted.areas
    assert "" not in wanted.areas
