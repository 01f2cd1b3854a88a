"""No page of a quarter shows a figure that ends after it or is reported with a later one.

Written from the rule alone, the calendar and each measure's arrears as its file gives them, and
not from the code that keeps to it: every page of several quarters is opened, and every period
named beside a figure is looked at, in tables, in charts as sent to the browser, in their text
alternatives and in downloads. Then the same pages are opened on a store that holds nothing later,
and must not differ.
"""

import csv
import json
import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import duckdb
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kpis.plan.partnership.boards import boards_of
from tests.calendar_rule import arrears_of, end_of_id, periods_named, reported_on

pytestmark = pytest.mark.walk

ROOT = Path(__file__).parents[3]
QUARTERS = ("2018-19-Q1", "2019-20-Q2", "2019-20-Q3")
# What may be said of a later period: when a figure is due, what is foreseen and asked of it.
ABOUT_THE_FUTURE = (
    r"(?:first|next) due with [^<.;)]*",
    r"<strong>Outlook\. </strong>.*?</p>",
    r"Outlook: .*?(?=</span>|\. |\.$|$)",
    r"(?:target|minimum expectation|range)[^<;]{0,60}? will be met",
    r"[Mm]eet(?:ing)? its \d{4}(?:/\d\d)? target",  # in a verdict
    r"New in \d{4}/\d\d",  # a year of the plan, in which a measure begins
    r"redefined [^<;.]{0,80}? during \d{4}/\d\d",  # or is redefined
    r"figure for [^<;.]{0,40}? is expected",
    r"\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}",  # when it came in
    r'<div class="k-plan-words">.*?</div>',  # what the plan's own documents say
    r'<ul class="k-borough-facts">.*?</ul>',
    r'<dl class="k-terms">.*?</dl>',  # the definition, with the targets of all years
    r"<thead.*?</thead>",  # the year of the quarters in a row's marks
    r"<style>.*?</style>",
    r"<script>.*?</script>",
    r'href="[^"]*"',
)


def plain(html: str) -> str:
    for pattern in ABOUT_THE_FUTURE:
        html = re.sub(pattern, " ", html, flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def charted(spec: dict) -> Iterator[str]:
    """What a chart holds of figures: points with their words, labels. Outlook and aims apart."""
    for trace in spec["data"]:
        name = str(trace.get("name", ""))
        if name in ("Outlook", "80%", "95%") or name.startswith(("Target", "Minimum", "Accepted")):
            continue
        yield from map(str, trace.get("customdata") or ())
        yield from map(str, trace.get("text") or () if isinstance(trace.get("text"), list) else ())
    for words in spec["layout"].get("annotations", ()):
        if not re.match(r"Outlook|Target|Minimum|Accepted", words["text"]):
            yield re.sub(r"━.*|shaded: .*", "", words["text"])


def dates_charted(spec: dict) -> Iterator[tuple[str, str]]:
    for trace in spec["data"]:
        name = str(trace.get("name", ""))
        if name in ("Outlook", "80%", "95%") or name.startswith(("Target", "Minimum", "Accepted")):
            continue
        for x in trace.get("x") or ():
            if isinstance(x, str) and re.match(r"\d{4}-", x):
                yield x[:10], name


@pytest.fixture
def downloads(monkeypatch):
    """Every table that a page offers, as it would be taken away.

    Documents of it are made of a report that ends with the quarter (tests/unit/reports).
    """
    files: list[bytes] = []

    def keep(_, make, *, mime, **__):
        if mime == "text/csv":
            files.append(make())

    monkeypatch.setattr(st, "download_button", keep)
    return files


@pytest.fixture
def visit(store):
    """Open pages one after the other in one visit, which is faster."""
    at = AppTest.from_file(ROOT / "app.py", default_timeout=300)

    def call(script: str, **asked: str) -> AppTest:
        at.switch_page(f"pages/{script if '/' in script else f'performance/{script}'}.py")
        at.query_params.clear()
        for name, value in asked.items():
            at.query_params[name] = value
        at.run()
        assert not at.exception
        assert not at.error
        return at

    return call


@pytest.fixture(scope="module")
def counted(strategic_plan):
    return [measure.id for measure in strategic_plan.measures]


@pytest.mark.parametrize("third", range(len(QUARTERS)))
def test_no_measure_page_shows_a_later_figure(visit, counted, downloads, third):
    """Every fourth measure at one of the quarters; `make soak` walks all of them at each."""
    walk_measures(visit, counted[4 * third :: 4 * len(QUARTERS)], downloads, QUARTERS[third])


@pytest.mark.soak
@pytest.mark.parametrize("quarter_id", QUARTERS)
def test_no_measure_page_shows_a_later_figure_in_any_quarter(visit, counted, downloads, quarter_id):
    walk_measures(visit, counted, downloads, quarter_id)


def walk_measures(visit, measure_ids, downloads, quarter_id):
    shown_until = end_of_id(quarter_id)
    looked_at = 0
    for measure_id in measure_ids:
        downloads.clear()
        at = visit("measure", measure=measure_id, period=quarter_id)
        arrears = arrears_of(measure_id)

        def late(words: str, arrears: int = arrears) -> list[str]:
            return [
                label
                for label, ends in periods_named(words)
                if reported_on(ends, arrears) > shown_until
            ]

        charts = [json.loads(chart.proto.spec) for chart in at.get("plotly_chart")]
        html = "\n".join(found.value for found in at.get("html"))
        tables = re.findall(r"<table.*?</table>", html, re.S)
        told = re.findall(r'<p class="k-lead k-told">.*?</p>', html, re.S)
        for where in (*tables, *told):
            if 'class="k-table k-measures' not in where:  # its columns name nothing but parts
                assert not late(plain(where)), (measure_id, plain(where))
        for chart in charts:
            words = " | ".join(charted(chart))
            assert not late(words), (measure_id, words)
            # A line across a period ends where the next one begins.
            last = (shown_until + timedelta(days=1)).isoformat()
            beyond = [at for at in dates_charted(chart) if at[0] > last]
            assert beyond == [], (measure_id, beyond)
            looked_at += 1
        for chart in at.get("plotly_chart"):
            assert not late(plain(chart.proto.alt)), (measure_id, chart.proto.alt)
        for file in downloads:
            rows = list(csv.DictReader(StringIO(file.decode("utf-8-sig"))))
            later = [
                row["period_id"]
                for row in rows
                if reported_on(end_of_id(row["period_id"]), arrears) > shown_until
            ]
            assert later == [], measure_id
            looked_at += len(rows)
        ends_later = [label for label, ends in periods_named(plain(html)) if ends > shown_until]
        assert ends_later == [], (measure_id, ends_later)
    assert looked_at > 5 * len(measure_ids)  # so the walk saw what it came to see


@pytest.mark.parametrize("third", range(len(QUARTERS)))
def test_no_other_page_of_performance_names_a_later_period(visit, others, third):
    """Every list, outcome, theme and directorate at one quarter; `make soak` walks all at each."""
    walk_others(visit, [*LISTS, *others][third :: len(QUARTERS)], QUARTERS[third])


@pytest.mark.soak
@pytest.mark.parametrize("quarter_id", QUARTERS)
def test_no_other_page_names_a_later_period_in_any_quarter(visit, others, quarter_id):
    walk_others(visit, [*LISTS, *others], quarter_id)


LISTS: list[tuple[str, dict[str, str]]] = [
    (each, {})
    for each in (
        *("overview", "measure", "outcome", "theme", "directorate"),
        *("board", "partnership", "borough/borough", "borough/survey"),
    )
]


@pytest.fixture(scope="module")
def others(strategic_plan):
    return [
        *(("outcome", {"outcome": str(each.number)}) for each in strategic_plan.outcomes),
        *(("theme", {"theme": each.id}) for each in strategic_plan.themes),
        *(("board", {"board": each.id}) for each in boards_of(strategic_plan)),
        *(("borough/survey", {"survey": each.id}) for each in strategic_plan.surveys),
        *(
            ("directorate", {"directorate": each})
            for each in sorted({measure.directorate for measure in strategic_plan.measures})
        ),
    ]


def walk_others(visit, pages, quarter_id):
    shown_until = end_of_id(quarter_id)
    for script, asked in pages:
        at = visit(script, **asked, period=quarter_id)
        html = "\n".join(found.value for found in at.get("html"))
        without_activities = re.sub(r'<[a-z]+ class="k-activit.*', " ", html, flags=re.S)
        later = [
            label for label, ends in periods_named(plain(without_activities)) if ends > shown_until
        ]
        assert later == [], (script, asked)


PAGES = [
    ("overview", {}),
    ("outcome", {"outcome": "5"}),
    ("outcome", {"outcome": "8"}),
    ("theme", {"theme": "SAFE"}),
    ("board", {"board": "HOUSING"}),
    ("partnership", {}),
    ("directorate", {"directorate": "Place"}),
    ("activities", {}),
    ("borough/borough", {}),
    ("borough/survey", {"survey": "annual_residents_survey"}),
    ("measure", {"measure": "recycling"}),
    ("measure", {"measure": "hate_crime"}),
    ("measure", {"measure": "homelessness_prevented", "over": "rolling_12_months"}),
    ("measure", {"measure": "affordable_homes"}),
    ("measure", {"measure": "direct_payments"}),
    ("measure", {"measure": "workpath_equality"}),
    ("measure", {"measure": "feeling_safe"}),
]


@pytest.fixture(scope="module")
def only_until(first_figures, tmp_path_factory):
    """A store without anything later than Q2 2019/20 of whole measures and activities.

    Groups stay: a later total can make an earlier count disappear, which tells nothing of itself.
    """
    path = tmp_path_factory.mktemp("until") / "kpis.duckdb"
    shutil.copy2(first_figures, path)
    with duckdb.connect(path) as connection:
        rows = connection.execute(
            "SELECT DISTINCT measure_id, period_id FROM revision WHERE breakdown = ''"
        ).fetchall()
        later = [
            (measure_id, period_id)
            for measure_id, period_id in rows
            if reported_on(end_of_id(period_id), arrears_of(measure_id)) > date(2019, 9, 30)
        ]
        connection.executemany(
            "DELETE FROM revision WHERE measure_id = ? AND period_id = ? AND breakdown = ''", later
        )
        connection.execute("DELETE FROM activity_revision WHERE quarter_id > '2019-20-Q2'")
    assert len(later) > 150
    return path


@pytest.mark.parametrize("every", [2, pytest.param(1, marks=pytest.mark.soak)])
def test_pages_of_a_quarter_do_not_change_with_what_comes_later(
    visit, only_until, place, store, every
):
    """Every second page; `make soak` opens all of them."""

    def seen(script: str, asked: dict[str, str]) -> list[str]:
        at = visit(script, **asked, period="2019-20-Q2")
        pieces = [found.value for found in at.get("html")]
        pieces += [chart.proto.spec + chart.proto.alt for chart in at.get("plotly_chart")]
        return [words for words in pieces if "More is known today." not in words]

    pages = PAGES[::every]
    before = [seen(script, asked) for script, asked in pages]
    shutil.copy2(only_until, place)
    after = [seen(script, asked) for script, asked in pages]
    for page, then, now in zip(pages, before, after, strict=True):
        assert then == now, page
