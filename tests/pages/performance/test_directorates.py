"""The page of a directorate, against the plan's files and the figures it is made from."""

import re
import shutil
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest

from kpis.analysis.report.first_quarter import first_quarter
from kpis.analysis.report.performance import performance
from kpis.analysis.report.progress import progress
from kpis.model import MISSING_STATES, RATED
from kpis.periods import quarter
from kpis.plan.load import load_plan
from kpis.store import Store

ROOT = Path(__file__).parents[3]
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
    assert re.search(f" Owned by <a[^>]*>{whole.owner}</a>, <a", html)
    assert re.search(r" A part of <a[^>]*measure=workpath_equality[^>]*>[^<]+</a>\. Owned", html)


WITH_OWNERS = (  # file, what stands there, what is put behind it
    ("measures/recycling.toml", 'directorate = "Place"', 'service = "Street Care"\nteam = "Bins"'),
    (
        "outcomes.toml",
        "number = 5",
        'director = "Director of Public Realm"\ncabinet_member = "Cabinet Member for <b>Air</b>"',
    ),
    ("activities.toml", "outcome = 5\nnumber = 1", 'directorate = "Place"\nowner = "Head of <i>"'),
    ("activities.toml", "outcome = 5\nnumber = 2", 'directorate = "Partners"'),
    ("activities.toml", "outcome = 6\nnumber = 1", 'owner = "Head of Nobody\'s"'),
)


@pytest.fixture(scope="module")
def with_owners(tmp_path_factory):
    """The folder of the plan, in which more is said of who answers for what."""
    data = tmp_path_factory.mktemp("owners") / "data"
    folder = data / "plans/2019-22"
    shutil.copytree(ROOT / "data/plans/2019-22", folder)
    for name in ("published", "illustrative"):
        (data / name).mkdir()
    for file, before, more in WITH_OWNERS:
        text = (folder / file).read_text("utf-8")
        assert text.count(f"{before}\n") == 1
        (folder / file).write_text(text.replace(f"{before}\n", f"{before}\n{more}\n"), "utf-8")
    return folder


@pytest.fixture
def read_owned(open_page, html_of, with_owners, monkeypatch):
    """All of our own HTML on a page of that plan."""
    monkeypatch.setenv("KPIS_PLAN", str(with_owners))

    def call(script, **asked):
        at = open_page(script, **asked)
        assert not at.warning
        return html_of(at)

    return call


def test_service_and_team_stand_between_post_and_directorate(read_owned):
    html = read_owned("performance/measure", measure="recycling")
    within = r">Bins</a>, <a [^>]*service=Street\+Care[^>]*>Street Care</a>"
    assert len(re.findall(f"{within}, <a", html)) == 2, "beneath the title and in the definition"
    html = read_owned(PAGE, directorate="Place")
    assert re.search(f", <a [^>]*team=Bins[^>]*{within}</span>", html)


def test_an_outcome_names_its_director_and_cabinet_member_where_the_plan_does(read_owned):
    html = read_owned("performance/outcome", outcome="5")
    named = (
        'Answered for by <a href="directorate?owner=Director+of+Public+Realm" class="k-link">'
        "Director of Public Realm</a> and <a "
    )
    assert named in html
    assert ">Cabinet Member for &lt;b&gt;Air&lt;/b&gt;</a>." in html
    assert "Answered for by" not in read_owned("performance/outcome", outcome="6")


def test_nobody_is_named_where_the_plan_names_nobody(read_page):
    assert "Answered for by" not in read_page("performance/outcome", outcome="5")


def test_an_activity_names_whose_it_is_on_each_page_it_stands_on(read_owned):
    for script, asked in (
        ("performance/outcome", {"outcome": "5"}),
        ("performance/activities", {"outcome": "5"}),
        (PAGE, {"directorate": "Place"}),
    ):
        html = read_owned(script, **asked)
        assert re.search(r">Head of &lt;i&gt;</a>, <a[^>]*directorate=Place[^>]*>Place<", html), (
            script
        )
    assert "Head of Nobody&#39;s</a></span>" in read_owned("performance/activities", outcome="6")


def test_the_page_of_a_directorate_has_its_own_activities_and_no_other(read_owned, with_owners):
    plan = load_plan(with_owners)
    html = read_owned(PAGE, directorate="Place")
    table = table_of(html, "k-measures k-acts")
    assert re.findall(r'k-code">(A[\d.]+)<', table) == ["A5.1"]
    assert "The one activity here in " in html
    html = read_owned(PAGE, directorate="Resources")
    assert "The plan names no activities of this directorate." in html
    assert sum(bool(each.directorate) for each in plan.activities) == 2


def test_a_directorate_of_activities_alone_has_a_page_without_measures(read_owned):
    assert "directorate=Partners" in read_owned(PAGE)
    html = read_owned(PAGE, directorate="Partners")
    assert "The plan names activities of it, and no measures." in html
    assert re.findall(r'k-code">(A[\d.]+)<', table_of(html, "k-measures k-acts")) == ["A5.2"]


def test_where_the_plan_says_of_no_activity_whose_it_is_the_page_says_that(read_page):
    html = read_page(PAGE, directorate="Place")
    assert "The plan does not say which directorates its activities belong to." in html
    assert 'class="k-table k-measures k-acts"' not in html


def test_activities_can_be_narrowed_to_a_directorate_where_the_plan_names_them(
    open_page, html_of, with_owners, monkeypatch
):
    keys = [box.key for box in open_page("performance/activities").selectbox]
    assert "directorate_picker" not in keys
    monkeypatch.setenv("KPIS_PLAN", str(with_owners))
    at = open_page("performance/activities")
    at.selectbox(key="directorate_picker").select("Place").run()
    assert re.findall(r'k-code">(A[\d.]+)<', html_of(at)) == ["A5.1"]
    assert at.query_params["directorate"] == "Place"


def test_measures_can_be_narrowed_to_a_directorate(open_page, html_of, strategic_plan):
    at = open_page("performance/measure")
    assert "All measures and their parts" in html_of(at)
    at.selectbox(key="directorate_picker").select("Governance").run()
    own = [each.id for each in strategic_plan.measures if each.directorate == "Governance"]
    assert measures_in(html_of(at)) == own
    assert "All measures" not in html_of(at)
    outcomes = {
        each.outcome for each in strategic_plan.measures if each.directorate == "Governance"
    }
    assert set(map(int, re.findall(r"outcome=(\d+)", html_of(at)))) == outcomes
