"""What is withheld of groups is on no page, in no chart, in no file handed out.

There are two stores: the one of the first figures, and its twin, in which the withheld counts are
others though all that is public is the same. Every page must be the same of both, to the last
sign of what charts hold and of the files that can be downloaded. So whatever page tells of a
withheld count, in whatever form, is found.
"""

import re
import shutil
from pathlib import Path

import pytest
import streamlit as st

from kpis.model import local_administrator
from kpis.ui.state.groups import NOT_HANDED_OUT, WITHHELD_HERE
from kpis.use_cases.submit import submit_return
from tests.pages.desk import NOTE, POST, REASON, choose, html, lines_of, words
from tests.pages.sent import contents, texts_of
from tests.pages.withheld import OF_A_TABLE, change_withheld

pytestmark = pytest.mark.walk

ROOT = Path(__file__).parents[2]
QUARTERS = ("2018-19-Q4", "2019-20-Q2")
PAGES = [
    *("performance/overview", "performance/theme", "performance/directorate"),
    *("performance/partnership", "performance/board"),
    "performance/activities",
    *("returns/submit", "returns/progress", "returns/quality", "returns/history"),
    *("publish/releases", "guide/how_to_read", "guide/definitions"),
]


@pytest.fixture(scope="module")
def stores(first_figures, strategic_plan, tmp_path_factory):
    """The store of the first figures and its twin, each in a place of its own."""
    places = []
    for name in ("first", "twin"):
        places.append(tmp_path_factory.mktemp(name) / "kpis.duckdb")
        shutil.copy2(first_figures, places[-1])
        shutil.copytree(first_figures.with_suffix(".files"), places[-1].with_suffix(".files"))
    return places, change_withheld(places[1], strategic_plan)


@pytest.fixture
def page_of(open_page, monkeypatch, one_format):
    """All that a page of a store sends to a browser, with the files that it hands out."""
    files = []
    draw = st.download_button

    def drawn(label, data, *more, **options):
        made = data() if callable(data) else data
        files.append((label, options["file_name"], contents(made)))
        return draw(label, made, *more, **options)

    monkeypatch.setattr(st, "download_button", drawn)

    def call(place, script, act=None, **parameters):
        monkeypatch.setenv("KPIS_STORE", str(place))
        files.clear()
        at = open_page(script, **parameters)
        if act is not None:
            act(at)
            assert not at.exception
        assert not at.error
        return [*texts_of(at), *map(str, files)]

    return call


def the_same(page_of, places, script, act=None, **parameters):
    first, twin = (page_of(place, script, act, **parameters) for place in places)
    assert len(first) == len(twin)
    for one, other in zip(first, twin, strict=True):
        assert one == other


@pytest.mark.parametrize("script", PAGES)
def test_no_page_tells_of_a_count_that_is_withheld(page_of, stores, script):
    the_same(page_of, stores[0], script)


@pytest.mark.parametrize("turn", range(len(QUARTERS)))
def test_the_page_of_no_measure_by_group_tells_of_a_count_that_is_withheld(
    page_of, stores, strategic_plan, turn
):
    """Every measure at one of the quarters; `make soak` opens all of them at each."""
    measure_ids = stores[1]["measure_id"].unique()[turn :: len(QUARTERS)]
    compare_measures(page_of, stores[0], strategic_plan, measure_ids, QUARTERS[turn])


@pytest.mark.soak
@pytest.mark.parametrize("period", QUARTERS)
def test_the_page_of_no_measure_by_group_tells_of_one_in_any_quarter(
    page_of, stores, strategic_plan, period
):
    measure_ids = stores[1]["measure_id"].unique()
    compare_measures(page_of, stores[0], strategic_plan, measure_ids, period)


def compare_measures(page_of, places, plan, measure_ids, period):
    for measure_id in measure_ids:
        the_same(page_of, places, "performance/measure", measure=measure_id, period=period)
    for outcome in sorted({plan.measures_by_id[each].outcome for each in measure_ids}):
        the_same(page_of, places, "performance/outcome", outcome=str(outcome), period=period)


def test_the_history_of_a_figure_withholds_what_the_measures_page_withholds(page_of, stores):
    places, changed = stores
    for row in changed.drop_duplicates(OF_A_TABLE[:2]).itertuples():
        which = (row.area, row.breakdown, row.category)

        def choose_figure(at, which=which):
            at.selectbox("figure_which").set_value(which).run()
            (table,) = [body for body in html(at) if "k-table k-history" in body]
            assert WITHHELD_HERE in words(at)
            assert "[c]" in table

        address = {"measure": row.measure_id, "period": row.period_id}
        the_same(page_of, places, "returns/history", choose_figure, **address)


def test_no_file_with_small_counts_by_group_is_handed_out(open_page, stores, monkeypatch):
    places, changed = stores
    monkeypatch.setenv("KPIS_STORE", str(places[0]))
    held = set(changed["submission_id"])
    at = open_page("returns/history")
    seen = set()
    while True:
        buttons = " ".join(each.proto.id for each in at.get("download_button"))
        shown = set(re.findall(r"S-[\w-]+(?=</span>)", "".join(html(at))))
        seen |= shown
        assert not [each for each in held & shown if f"file_{each}" in buttons]
        assert words(at).count(NOT_HANDED_OUT) >= len(held & shown)
        older = [each for each in at.button if each.key == "history_older"]
        if not older:
            break
        older[0].click().run()
    assert held <= seen


def test_a_file_that_asks_for_what_is_stored_of_a_group_is_not_told(page_of, stores):
    places, changed = stores
    row = changed[changed["provenance"] == "published"].iloc[-1]
    content = (
        "measure,period,breakdown,category,outturn,commentary\n"
        f"{row.measure_id},{row.period_id},{row.breakdown},{row.category},999,counted again\n"
    ).encode()

    def ask(at):
        choose(at, "asks.csv", content)
        assert WITHHELD_HERE in words(at)

    the_same(page_of, places, "returns/submit", ask)


BY_WARD = b"""measure,period,breakdown,category,outturn,commentary
workpath_sustained_jobs,Q3 2019/20,Ward,Canary Wharf,3,Counted late.
workpath_sustained_jobs,Q3 2019/20,Ward,Bow East,47,Counted late.
"""


@pytest.fixture
def returned_twice(store, strategic_plan) -> list[str]:
    """Two returns by ward, the second with another small count for the same ward."""
    files = {"wards.csv": BY_WARD, "again.csv": BY_WARD.replace(b",3,", b",4,")}
    return [
        submit_return(
            *(store, strategic_plan, name, content),
            actor=local_administrator(POST),
            reason=REASON if name == "again.csv" else "",
            warnings_note=NOTE,
        ).submission.id
        for name, content in files.items()
    ]


def test_the_desk_of_releases_withholds_small_counts_that_wait_for_approval(
    open_page, returned_twice
):
    at = open_page("publish/releases")
    at.selectbox("release_quarter").select("2019-20-Q3").run()
    waiting = [body for body in html(at) if "figures to approve." in body]
    assert len(waiting) == len(returned_twice)
    for body in waiting:
        lines = {line[0].rsplit(": ")[-1]: line[1:3] for line in lines_of(body)}
        assert lines == {"Bow East": ["–", "[c]"], "Canary Wharf": ["–", "[c]"]}
        assert "Withheld, as on the measure" in body
    (left_out,) = [
        body for body in html(at) if returned_twice[1] in body and "k-check-list" in body
    ]
    assert "Canary Wharf" not in left_out


def test_the_history_of_a_small_count_tells_neither_it_nor_its_change_nor_hands_out_its_files(
    open_page, returned_twice
):
    address = {"measure": "workpath_sustained_jobs", "period": "2019-20-Q3"}
    at = open_page("returns/history", **address)
    at.selectbox("figure_which").set_value(("Tower Hamlets", "Ward", "Canary Wharf")).run()
    (table,) = [body for body in html(at) if "k-table k-history" in body]
    newest, first = lines_of(table)
    assert newest[1:3] == ["[c]", "–"]
    assert newest[5] == "Withheld"
    assert first[1:3] == ["[c]", "first"]
    assert first[5] == "Replaced"
    for submission in returned_twice:
        at = open_page("returns/history", find=submission)
        assert NOT_HANDED_OUT in words(at)
        assert not at.get("download_button")


def test_a_file_that_left_figures_as_they_were_may_hold_what_came_in_another(
    open_page, store, strategic_plan
):
    repeated = b"measure,period,outturn\n10.4,Q2 2019/20,455\n"
    ids = [
        submit_return(
            store, strategic_plan, name, content, actor=local_administrator(POST)
        ).submission.id
        for name, content in (("one.csv", repeated), ("two.csv", repeated + b"\n"))
    ]
    first, second = (open_page("returns/history", find=each) for each in ids)
    assert first.get("download_button")
    assert not second.get("download_button")
