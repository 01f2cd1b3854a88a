"""The page of a directorate, against the plan's files and the figures it is made from."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest

from kpis.analysis.report.first_quarter import first_quarter
from kpis.analysis.report.performance import performance
from kpis.analysis.report.progress import progress
from kpis.model import MISSING_STATES, RATED
from kpis.periods import quarter
from kpis.store import Store

PAGE = "performance/directorate"
COLOURS = [status.value for status in RATED]


@pytest.fixture(scope="module")
def now():
    return datetime.now(UTC).replace(tzinfo=None)


@pytest.fixture(scope="module")
def first(strategic_plan, first_figures, now):
    return first_quarter(strategic_plan, Store(first_figures).outturns(), now)


@pytest.fixture(scope="module")
def report_of(strategic_plan, first_figures, now):
    """PERFORMANCE of a quarter with the directorate of each row, joined by the measure's id."""
    outturns = Store(first_figures).outturns()
    owned = {each.id: each.directorate for each in strategic_plan.measures}

    def call(of):
        report = performance(strategic_plan, outturns, [of], now)
        return report.assign(directorate=report["measure_id"].map(owned))

    return call


@pytest.fixture(scope="module")
def directorates(strategic_plan):
    return sorted({measure.directorate for measure in strategic_plan.measures})


def measures_in(html):
    return re.findall(r'<th[^>]*scope="row"[^>]*>(?:<[^a][^>]*>|[^<])*<a[^>]*measure=(\w+)', html)


def table_of(html, class_):
    found = re.search(rf'<table class="k-table {class_}".*?</table>', html, re.S)
    return found[0] if found else ""


def cells_of(line):
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.S)
    return [re.sub(r"<[^>]+>", "", each).strip() for each in cells]


def test_the_list_counts_each_directorates_latest_ratings(
    read_page, report_of, first, directorates
):
    report = report_of(first)
    table = table_of(read_page(PAGE), "k-measures k-themes")
    lines = [cells_of(line) for line in re.findall(r"<tr[^>]*>.*?</tr>", table, re.S)[1:]]
    assert [line[0] for line in lines] == directorates
    for name, waiting, *counts, _ in lines:
        own = report[report["directorate"] == name]
        assert counts == [str((own["latest_rag"] == colour).sum()) for colour in COLOURS]
        states = [(own["rag"] == state).sum() for state in ("late", "awaited")]
        assert re.findall(r"\d+", waiting) == [str(count) for count in states if count]
    rated = sum(int(count) for _, _, *counts, _ in lines for count in counts)
    assert rated == report["latest_rag"].isin(COLOURS).sum(), "none is counted twice or left out"


def test_a_page_shows_all_that_its_directorate_owns_and_nothing_else(
    read_page, report_of, first, directorates
):
    report, seen = report_of(first), []
    for name in directorates:
        html = read_page(PAGE, directorate=name)
        own = report[report["directorate"] == name]
        shown = measures_in(html.split("The latest figures at ")[1].partition("</table>")[0])
        assert shown == [*own["measure_id"]]
        rated = own[own["latest_rag"].isin(COLOURS)]
        assert re.search(rf"Of {len(rated)} measures[ a-z]* rated, ", html)
        reported = own["rag"].isin(COLOURS).sum()
        assert f"Reported and rated in {first.label}: {reported} measure" in html
        seen += shown
    assert sorted(seen) == sorted(report["measure_id"])


def test_what_is_off_track_is_every_red_measure_of_the_directorate_with_its_verdict(
    read_page, report_of, first
):
    html = read_page(PAGE, directorate="Health, Adults and Community")
    own = report_of(first).query("directorate == 'Health, Adults and Community'")
    red = own[own["latest_rag"] == "red"].sort_values("carried_forward", kind="stable")
    listed = html.split('class="k-items k-in-two"')[1].partition("</ul>")[0]
    assert re.findall(r"measure=(\w+)", listed) == [*red["measure_id"]]
    assert listed.count('class="k-verdict"') == (~red["carried_forward"]).sum() > 0


def test_a_directorate_without_anything_red_says_so(read_page, report_of, directorates):
    of = quarter(2018, 1)
    report = report_of(of)
    fine = [
        name
        for name in directorates
        if "red" not in {*report[report["directorate"] == name]["latest_rag"]}
    ]
    assert fine
    html = read_page(PAGE, directorate=fine[0], period=of.id)
    assert f"No measure here is red at {of.label}." in html
    assert "k-in-two" not in html.partition("</style>")[2]


def test_what_is_late_or_awaited_is_named_with_its_post_and_what_stands_for_it(
    read_page, report_of, strategic_plan, first
):
    report, found = report_of(first), 0
    for name in {*report[report["rag"].isin(["late", "awaited"])]["directorate"]}:
        html = read_page(PAGE, directorate=name)
        waiting = report[(report["directorate"] == name) & report["rag"].isin(["late", "awaited"])]
        body = unescape(html).split("Figures of this quarter's report that have not come")[1]
        body = body.partition("</table>")[0]
        assert measures_in(body) == [
            *waiting[waiting["rag"] == "late"]["measure_id"],
            *waiting[waiting["rag"] == "awaited"]["measure_id"],
        ]
        for row in waiting.itertuples():
            assert strategic_plan.measures_by_id[row.measure_id].owner in body
            assert ("last measured: " in body) or not row.carried_forward
            found += 1
    assert found
    fine = next(
        name
        for name in sorted({*report["directorate"]})
        if not report[report["directorate"] == name]["rag"].isin(["late", "awaited"]).any()
    )
    html = read_page(PAGE, directorate=fine)
    assert f"Nothing that was due for {first.label} is late or awaited." in html


def test_staff_read_the_state_of_its_returns_as_the_store_stands(
    read_page, strategic_plan, first_figures, first, now
):
    due = progress(strategic_plan, Store(first_figures).outturns(), first, now)
    own = due[due["directorate"] == "Place"]
    returned = len(own) - own["state"].isin([each.value for each in MISSING_STATES]).sum()
    html = read_page(PAGE, directorate="Place")
    assert "As the store stands today: " in html
    table = table_of(html, "k-who")
    assert f"{returned} of {len(own)} returned" in table
    assert re.findall(r"measure=(\w+)", table) == [
        *own.sort_values("owner", kind="stable")["measure_id"]
    ]
    assert f"progress?directorate=Place&amp;period={first.id}" in html


def test_a_quarter_before_the_plans_years_has_no_returns_to_wait_for(read_page):
    html = read_page(PAGE, directorate="Place", period="2018-19-Q1")
    assert "As the store stands today" not in html


def test_a_page_of_a_release_shows_no_returns_of_today_but_leads_to_them(
    open_page, html_of, begin_with, strategic_plan
):
    begin_with(
        "directorates: released",
        lambda store: store.publish("2019-20-Q2", by="Head of Performance", note="For the board."),
    )
    html = html_of(open_page(PAGE, directorate="Place", period="2019-20-Q2", release="1"))
    assert "Release 1 of Q2 2019/20" in html
    assert "As the store stands today" not in html
    assert "progress?directorate=Place&amp;period=2019-20-Q2" in html


def test_the_view_of_a_directorate_stays_its_own_when_another_release_is_asked_for(
    open_page, html_of, begin_with, strategic_plan
):
    begin_with(
        "directorates: released",
        lambda store: store.publish("2019-20-Q2", by="Head of Performance", note="For the board."),
    )
    html = html_of(open_page(PAGE, directorate="Place", period="2019-20-Q2"))
    assert "?directorate=Place&amp;period=2019-20-Q2&amp;view=latest" in html


def test_choosing_a_directorate_from_the_list_stands_in_the_address(open_page):
    at = open_page(PAGE)
    at.selectbox(key="directorate_picker").select("Resources").run()
    assert at.title[0].value == "Resources"
    assert at.query_params["directorate"] == "Resources"


@pytest.mark.parametrize(
    ("script", "asked", "period"),
    [
        ("performance/measure", {"measure": "recycling", "period": "2019-20-Q1"}, "2019-20-Q1"),
        ("guide/definitions", {"measure": "recycling"}, ""),
        ("returns/progress", {"directorate": "Place", "period": "2019-20-Q1"}, "2019-20-Q1"),
    ],
)
def test_where_a_directorate_stands_its_page_is_one_click_away(read_page, script, asked, period):
    named = f"&amp;period={period}" if period else ""
    assert f'href="directorate?directorate=Place{named}">Place</a>' in re.sub(
        ' class="k-link"', "", read_page(script, **asked)
    )


def test_a_part_is_owned_by_the_post_of_its_measure(read_page, strategic_plan):
    (part, *_) = strategic_plan.parts_of["workpath_equality"]
    html = read_page("performance/measure", measure=part.id)
    whole = strategic_plan.measures_by_id["workpath_equality"]
    assert f" Owned by {whole.owner}, <a" in html
    assert re.search(r" A part of <a[^>]*measure=workpath_equality[^>]*>[^<]+</a>\. Owned", html)
