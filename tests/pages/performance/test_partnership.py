"""The pages of the partnership, against the plan's files and the figures they are made from."""

import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest

from kpis.analysis.report.activities import activity_performance
from kpis.analysis.report.first_quarter import first_quarter
from kpis.analysis.report.performance import performance
from kpis.model import NO_OUTCOME, RATED
from kpis.periods import quarter
from kpis.store import Store
from tests.whole import WHOLE

COLOURS = [status.value for status in RATED]
BOARD, PARTNERSHIP = "performance/board", "performance/partnership"
Q1, Q2 = quarter(2019, 1), quarter(2019, 2)


@pytest.fixture(scope="module")
def now():
    return datetime.now(UTC).replace(tzinfo=None)


@pytest.fixture(scope="module")
def first(strategic_plan, first_figures, now):
    return first_quarter(strategic_plan, Store(first_figures).outturns(), now)


@pytest.fixture(scope="module")
def report_of(strategic_plan, first_figures, now):
    """PERFORMANCE of a quarter."""
    outturns = Store(first_figures).outturns()
    return lambda of: performance(strategic_plan, outturns, [of], now)


@pytest.fixture(scope="module")
def business(strategic_plan):
    """By board the ids of its measures, worked out from the plan's entries one by one."""
    found = {}
    for board in strategic_plan.partnership.boards:
        delivered = {theme.id for theme in strategic_plan.themes if theme.board == board.title}
        named = {
            measure_id
            for each in strategic_plan.partnership.business
            if each.board == board.id
            for measure_id in each.measures
        }
        found[board.id] = {
            measure.id
            for measure in strategic_plan.measures
            if {measure.id, measure.part_of} & named
            or delivered & {link.theme for link in measure.themes}
        }
    return found


def codes_in(html):
    return re.findall(r'<span class="k-code">([AP][\d.]+)</span>', html)


def measures_table(html):
    return html.split("The latest figures at ")[1].partition("</table>")[0]


def measures_in(html):
    return re.findall(r'<th[^>]*scope="row"[^>]*>(?:<[^a][^>]*>|[^<])*<a[^>]*measure=(\w+)', html)


def section_of(html, title):
    """What stands in the section of a title; the HTML of each is a block by itself."""
    return html.split(title)[1]


def lines_of(table):
    lines = re.findall(r"<tr[^>]*>.*?</tr>", table, re.S)[1:]
    return [
        [
            re.sub(r"<[^>]+>", "", each).strip()
            for each in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.S)
        ]
        for line in lines
    ]


def test_the_list_has_five_boards_with_the_counts_of_their_business(
    read_page, report_of, first, business, strategic_plan
):
    report = report_of(first).set_index("measure_id")
    table = re.search(
        r'<table class="k-table k-measures k-themes".*?</table>', read_page(BOARD), re.S
    )[0]
    lines = lines_of(table)
    boards = strategic_plan.partnership.boards
    assert [line[0] for line in lines] == [board.title for board in boards]
    assert len(lines) == 5
    for board, line in zip(boards, lines, strict=True):
        own = report.loc[sorted(business[board.id])]
        assert line[2:5] == [str((own["latest_rag"] == colour).sum()) for colour in COLOURS]
    once = report.loc[sorted(set().union(*business.values()))]
    rated = once["latest_rag"].isin(COLOURS).sum()
    assert f"together they have {rated} rated, each counted once" in table
    assert rated < sum(int(count) for line in lines for count in line[2:5]), "some serve several"


@pytest.mark.parametrize("script", [BOARD, PARTNERSHIP])
def test_what_is_made_up_is_counted_of_what_the_boards_have_and_of_nothing_else(
    read_page, report_of, first, business, strategic_plan, script
):
    report = report_of(first).set_index("measure_id")
    own = report.loc[sorted(set().union(*business.values()))]
    shown = own[own["latest_outturn"].notna()]
    made_up = (shown["latest_provenance"] == "illustrative").sum()
    assert len(shown) < report["latest_outturn"].notna().sum()
    html = read_page(script)
    assert (
        f"All targets, {made_up} of the {len(shown)} figures and all statuses of activities shown "
        "here are illustrative" in html
    )


@pytest.mark.parametrize(
    ("script", "asked"), [(BOARD, {"board": "SAFE"}), ("performance/theme", {"theme": "SAFE"})]
)
def test_before_a_count_of_activities_stands_that_their_statuses_are_made_up(
    read_page, script, asked
):
    said = read_page(script, **asked).partition("Of 14 activities in ")[0]
    assert "All statuses shown here are illustrative" in said


def test_each_figure_and_status_that_changed_says_whether_it_is_made_up(
    read_page, report_of, business
):
    now = report_of(Q2).set_index("measure_id")
    html = read_page(BOARD, board="HEALTH", period=Q2.id)
    changed = html.split(">Ratings</h3>")[1].split(">Measures<")[0]
    items = re.findall(r"<li.*?</li>", changed, re.S)
    assert len(items) > 5
    for item in items:
        measure = re.search(r"measure=(\w+)", item)
        kind = now.loc[measure[1], "latest_provenance"] if measure else "illustrative"
        assert f">{kind}</span>" in item


def test_a_theme_says_that_reasons_stand_beneath_titles_only_where_they_do(read_page):
    said = "Beneath each title stands why the measure belongs here."
    assert said in read_page("performance/theme", theme="SAFE")
    assert said not in read_page("performance/theme", theme="every")


@pytest.mark.parametrize("board_id", ["CYP", "JOBS", "SAFE", "HEALTH", "HOUSING"])
def test_a_board_shows_all_of_its_business_worst_first_with_why(
    read_page, report_of, first, business, strategic_plan, board_id
):
    html = read_page(BOARD, board=board_id)
    table = measures_table(html)
    assert set(measures_in(table)) == business[board_id]
    report = report_of(first).set_index("measure_id")
    wholes = [each for each in measures_in(table) if each not in strategic_plan.parts_of]
    own = [each for each in wholes if not strategic_plan.measures_by_id[each].part_of]
    places = [
        (["red", "amber", "green"].index(rag) if rag in COLOURS else 3)
        for rag in report.loc[own, "latest_rag"]
    ]
    assert places == sorted(places)
    words = unescape(table)
    for each in strategic_plan.partnership.business:
        if each.board == board_id and each.measures:
            assert f"Added by those who wrote the plan's files: {each.reason}." in words
    themes = {
        t.id for t in strategic_plan.themes if t.board == report_title(strategic_plan, board_id)
    }
    for measure_id in business[board_id]:
        for link in strategic_plan.measures_by_id[measure_id].themes:
            if link.theme in themes:
                assert f": {link.reason}." in words


def report_title(plan, board_id):
    return next(board.title for board in plan.partnership.boards if board.id == board_id)


def test_the_housing_forum_has_the_measures_and_activities_of_homes(read_page, strategic_plan):
    html = read_page(BOARD, board="HOUSING")
    codes = {strategic_plan.measures_by_id[each].code for each in measures_in(measures_table(html))}
    assert codes == {"4.4", "6.1", "6.2", "6.3"}
    activities = html.split('<ol class="k-activities">')[1]
    assert {"A4.2", "A6.1", "A6.2", "A6.5"} <= set(codes_in(activities))
    assert "Delivers no theme of its own." in html


def test_a_boards_activities_stand_worst_first_with_how_they_stand(
    read_page, strategic_plan, first_figures, first
):
    told = Store(first_figures).activities()
    rows = {
        row.activity_code: row
        for frame in (
            activity_performance(strategic_plan, told, first, commitments=kind)
            for kind in (False, True)
        )
        for row in frame.itertuples()
    }
    html = read_page(BOARD, board="JOBS")
    shown = codes_in(html.split('<ol class="k-activities">')[1].partition("</ol>")[0])
    named = {
        code
        for each in strategic_plan.partnership.business
        if each.board == "JOBS"
        for code in each.activities
    }
    assert set(shown) == named
    order = {"red": 0, "amber": 1, "green": 2, "": 3}
    keys = [(not rows[code].overdue, order[rows[code].rag]) for code in shown]
    assert keys == sorted(keys)
    overdue = sum(bool(rows[code].overdue) for code in named)
    assert f"and {overdue or 'none'} overdue." in html


def test_without_dates_of_meetings_a_board_is_compared_with_the_quarter_before_and_that_is_said(
    read_page, report_of, business
):
    html = read_page(BOARD, board="SAFE", period=Q2.id)
    assert "The plan gives no dates of its meetings." in html
    assert "compares with the report of Q1 2019/20." in html
    then, now = (report_of(of).set_index("measure_id") for of in (Q1, Q2))
    changed = [
        each
        for each in now.index
        if each in business["SAFE"]
        and now.loc[each, "rag"] != "see_parts"
        and now.loc[each, "latest_rag"] != then.loc[each, "latest_rag"]
        and {now.loc[each, "latest_rag"], then.loc[each, "latest_rag"]} & set(COLOURS)
    ]
    assert changed
    listed = html.split(">Ratings</h3>")[1].partition("</ul>")[0]
    assert re.findall(r"measure=(\w+)", listed) == changed


def test_figures_restated_since_are_told_as_they_stood_then_and_as_they_are(
    read_page, first_figures, business, strategic_plan
):
    store = Store(first_figures)
    seen = datetime(2019, 9, 25, 23, 59, 59)  # the day the figures of Q1 were published
    then, now = (
        {
            (row.measure_id, row.period_id): row.outturn
            for row in frame.itertuples()
            if row.area == strategic_plan.area and not row.breakdown
        }
        for frame in (store.outturns(seen), store.outturns())
    )
    until = {
        (row.measure_id, row.period_id)
        for row in store.outturns().itertuples()
        if row.period_end <= datetime(2019, 9, 30)
    }
    found = 0
    for board_id, own in business.items():
        html = read_page(BOARD, board=board_id, period=Q2.id)
        expected = [
            key
            for key in sorted(then.keys() & now.keys() & until)
            if key[0] in own and then[key] != now[key] and then[key] == then[key]
        ]
        listed = html.partition(">Figures restated</h3>")[2].partition("</ul>")[0]
        assert re.findall(r"measure=(\w+)", listed) == [measure_id for measure_id, _ in expected]
        found += len(expected)
    assert found


def test_who_sees_published_figures_alone_is_told_of_no_restatement_that_was_not_published(
    open_page, html_of, begin_with, monkeypatch
):
    def released(store):
        store.publish(Q2.id, by="Head of Performance", note="For the board.")

    begin_with("partnership: Q2 released", released)
    staff = html_of(open_page(BOARD, board="JOBS", period=Q2.id, release="1"))
    assert ">Figures restated</h3>" in staff
    monkeypatch.setattr("kpis.ui.state.visitor.sees_unpublished", lambda: False)
    public = html_of(open_page(BOARD, board="JOBS", period=Q2.id, release="1"))
    assert ">Figures restated</h3>" not in public
    assert ">Ratings</h3>" in public


def test_where_returns_are_waited_for_a_measures_partners_are_named(read_page):
    assert "Partner: NHS." in read_page("returns/progress", period=Q2.id)


def test_beside_a_release_of_the_quarter_before_both_figures_are_told(
    open_page, html_of, begin_with, strategic_plan
):
    def released(store):
        store.publish(Q1.id, by="Head of Performance", note="For the board.")

    begin_with("partnership: Q1 released", released)
    html = html_of(open_page(BOARD, board="SAFE", period=Q2.id, view="latest"))
    assert "the report of Q1 2019/20, as release 1 showed it." in html


def test_a_measure_names_its_boards_and_its_partners(read_page):
    html = read_page("performance/measure", measure="homelessness_prevented")
    line = unescape(re.sub(r"<[^>]+>", "", html.split("Owned by")[1].partition("</p>")[0]))
    assert "Business of Community Safety Partnership and Tower Hamlets Housing Forum." in line
    html = read_page("performance/measure", measure="asb_response")
    assert "Partner: Metropolitan Police." in html
    assert "Business of " not in read_page("performance/measure", measure="staff_sickness")


def test_the_executive_group_counts_each_measure_once_and_says_which_are_left_out(
    read_page, report_of, first, business
):
    html = read_page(PARTNERSHIP)
    report = report_of(first).set_index("measure_id")
    once = report.loc[sorted(set().union(*business.values()))]
    rated = once["latest_rag"].isin(COLOURS).sum()
    assert re.search(rf"Of {rated} measures and parts rated, ", html)
    others = len(report) - len(once)
    assert f">{others} measures of no board</a>" in html
    assert "Tackling inequality by building a strong, inclusive and fair borough" in html


def test_the_executive_group_has_four_themes_five_boards_and_all_its_members(
    read_page, strategic_plan
):
    html = unescape(read_page(PARTNERSHIP))
    tables = re.findall(r'<table class="k-table k-measures k-themes".*?</table>', html, re.S)
    by_number = {len(lines_of(table)): table for table in tables}
    assert sorted(by_number) == [4, 5]
    for theme in strategic_plan.themes:
        assert theme.title in by_number[4]
    partnership = strategic_plan.partnership
    for each in (*partnership.boards, *partnership.partners):
        assert each.title in html
    assert f"“{partnership.executive.about}”" in html
    assert "Chair: Mayor of Tower Hamlets." in html


def test_commitments_stand_with_their_status_their_words_and_their_documents(
    read_page, strategic_plan, first_figures, first
):
    html = unescape(read_page(PARTNERSHIP))
    told = Store(first_figures).activities()
    rows = activity_performance(strategic_plan, told, first, commitments=True)
    assert set(rows["outcome"]) == {NO_OUTCOME}
    assert "All statuses shown here are illustrative" in html
    listed = html.split('<ol class="k-activities">')[1].partition("</ol>")[0]
    assert codes_in(listed) == rows["activity_code"].tolist()
    for each in strategic_plan.partnership.commitments:
        assert f"“{each.about}”" in listed
        assert f"In: {'; '.join(each.sources)}." in listed
    done = (rows["status"] == "completed").sum()
    assert f"Of 10 commitments in {first.label}, {done} is completed" in html


def test_outcome_10_shows_its_measures_as_one_for_each_theme(read_page, strategic_plan):
    html = unescape(read_page("performance/outcome", outcome="10"))
    table = html.split("What the measures say of each theme of the ")[1].partition("</table>")[0]
    lines = lines_of(table)
    assert [line[0] for line in lines] == [f"{t.title}{t.board}" for t in strategic_plan.themes]
    assert [re.match(r"[\d.]+", line[1])[0] for line in lines] == ["10.2", "10.4", "10.1", "10.3"]
    assert "What the measures say of each theme" not in read_page(
        "performance/outcome", outcome="1"
    )
    assert "P10" in codes_in(html), "commitments support it"
    assert (
        "Added by those who wrote the plan's files: Outcome 10 is the one about the partnership."
        in html
    )


def test_of_a_directorate_outcome_10_shows_the_themes_of_its_measures_alone(
    read_page, strategic_plan
):
    own = {m.directorate for m in strategic_plan.measures if m.outcome == 10}
    for directorate in sorted({m.directorate for m in strategic_plan.measures}):
        html = unescape(read_page("performance/outcome", outcome="10", directorate=directorate))
        assert "fault in the dashboard" not in html
        _said, _, rest = html.partition("What the measures say of each theme of the ")
        assert bool(rest) == (directorate in own)
        shown = re.findall(r'k-code">(10[.]\d)<', rest.partition("</table>")[0])
        assert sorted(shown) == [
            m.code
            for m in strategic_plan.measures
            if m.outcome == 10 and m.directorate == directorate
        ]


@pytest.fixture
def read_saltmarsh(open_page, html_of, whole_store, monkeypatch):
    """A page of eight quarters of a plan whose boards meet on days that are given."""
    monkeypatch.setenv("KPIS_PLAN", str(WHOLE))
    monkeypatch.setenv("KPIS_STORE", str(whole_store))
    return lambda script, **asked: html_of(open_page(script, **asked))


def test_a_board_with_dates_is_told_what_changed_since_the_report_it_had(read_saltmarsh):
    # It met on 10 February and 12 May 2025; Q3's figures came out on 5 March, Q2's before that.
    html = read_saltmarsh(BOARD, board="PLACE", period="2024-25-Q3")
    assert "Next meeting: 12 May 2025. Last meeting: 10 February 2025." in html
    assert "On 10 February 2025 the board had the report of Q2 2024/25." in html
    assert "Chair: Director of Place." in html
    later = read_saltmarsh(BOARD, board="PLACE", period="2024-25-Q4")
    assert "Last meeting: 12 May 2025." in later
    assert "Next meeting" not in later
    assert "On 12 May 2025 the board had the report of Q3 2024/25." in later


def test_a_theme_of_one_directorate_has_no_activity_of_another(read_saltmarsh):
    html = read_saltmarsh("performance/theme", theme="HOMES", directorate="Homes")
    assert {"A2.1", "P1"} <= set(codes_in(html))
    assert "Homes: of 2 activities in Q4 2024/25, " in html
    html = read_saltmarsh("performance/theme", theme="HOMES", directorate="Place")
    assert not codes_in(html)
    assert "Place: the plan names no activities of this board." in html


@pytest.mark.parametrize(
    ("script", "asked"),
    [("performance/theme", {"theme": "CYP"}), ("performance/outcome", {"outcome": "3"})],
)
def test_where_a_plan_does_not_say_whose_activities_are_it_is_told_that_all_are_shown(
    read_page, script, asked
):
    said = "The plan does not say whose an activity is, so all of them are shown."
    assert said in read_page(script, **asked, directorate="Place")
    assert said not in read_page(script, **asked)


def test_before_its_first_meeting_a_board_is_compared_with_the_quarter_before(read_saltmarsh):
    html = read_saltmarsh(BOARD, board="PLACE", period="2024-25-Q2")
    assert "Next meeting: 10 February 2025." in html
    assert (
        "No meeting before this report is known, so this compares with the report of Q1 2024/25."
        in html
    )


def test_a_board_names_the_partners_of_its_business_and_other_boards_of_a_measure(
    read_saltmarsh, read_page
):
    html = read_saltmarsh(BOARD, board="FORUM", period="2024-25-Q3")
    members = html.split("Saltmarsh Housing Trust</div>")[1].partition("</li>")[0]
    named = re.findall(r">([AP]?[\d.]+[a-z]?)</", members)
    assert {"2.1", "A2.1", "P1"} <= set(named)


def test_what_names_a_partner_is_a_link_to_where_it_stands(read_page):
    html = read_page(PARTNERSHIP, period=Q1.id)
    nhs = html.split('class="k-item-title">NHS</div>')[1].partition("</li>")[0]
    links = re.findall(r'href="(\w+[?][^"]+)"[^>]*>([A\d.]+)<', nhs)
    assert [code for _, code in links] == ["10.2", "A2.2", "A2.4"]
    assert all("period=2019-20-Q1" in address for address, _ in links)
    assert [address.startswith("activities?outcome=2&amp;") for address, _ in links] == [
        False,
        True,
        True,
    ]


def test_where_a_measure_serves_several_boards_each_names_the_others(read_page):
    html = read_page(BOARD, board="HOUSING")
    assert "Also business of Community Safety Partnership." in html
    assert "Also business of Tower Hamlets Housing Forum." in read_page(BOARD, board="SAFE")


def test_a_plan_without_a_partnership_has_the_boards_of_its_themes(
    open_page, html_of, tmp_path, monkeypatch
):
    store = tmp_path / "kpis.duckdb"
    Store(store).prepare()
    monkeypatch.setenv("KPIS_PLAN", str(Path(__file__).parents[2] / "fictional_plan"))
    monkeypatch.setenv("KPIS_STORE", str(store))
    html = html_of(open_page(BOARD))
    assert "Hearth Board" in html
    assert "Mere Trust" in html
    assert open_page(PARTNERSHIP).title[0].value == "Partnership"
    html = html_of(open_page(BOARD, board="HOME"))
    assert "The plan names no activities of this board." in html


def test_no_page_of_the_partnership_speaks_of_this_project(read_page):
    for script, asked in ((BOARD, {}), (BOARD, {"board": "HEALTH"}), (PARTNERSHIP, {})):
        assert "this project" not in read_page(script, **asked)
