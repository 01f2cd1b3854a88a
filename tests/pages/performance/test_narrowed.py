"""Pages narrowed to a directorate, a service, a team or a post: what they show, say and keep."""

import re
from html import unescape
from pathlib import Path

import pytest

from kpis.analysis.report.first_quarter import first_quarter
from kpis.analysis.report.performance import performance
from kpis.clock import utc_now
from kpis.model import RATED, Whose, local_administrator
from kpis.store import Store
from kpis.ui.kit.pages import PAGES
from kpis.use_cases.submit import submit_return

ROOT = Path(__file__).parents[3]
OVERVIEW = "performance/overview"
# Script of a page that can be narrowed → what stands before "measure=" in its links to measures.
NARROWED = {
    OVERVIEW: "measure?",
    "performance/outcome": "measure?",
    "performance/theme": "",  # names none in its list
    "performance/measure": "measure?",
    "returns/progress": "measure?",
    "returns/quality": "measure?",
    "returns/history": "",
    "guide/definitions": "measure?",
}
ONLY = "Only what belongs to "


def measures_in(html, before="measure?"):
    return set(re.findall(rf"{re.escape(before)}measure=(\w+)", html)) if before else set()


@pytest.fixture(scope="module")
def owned(strategic_plan):
    return {each.id for each in strategic_plan.measures if each.directorate == "Place"}


@pytest.mark.parametrize("script", NARROWED)
def test_a_narrowed_page_says_to_whom_and_shows_nothing_of_others(read_page, script, owned):
    html = read_page(script, directorate="Place")
    assert re.search(f"{ONLY}<a href=[^>]*directorate=Place[^>]*>Place</a> is shown", html)
    assert measures_in(html, NARROWED[script]) <= owned
    assert not measures_in(read_page(script), NARROWED[script]) <= owned or not NARROWED[script]
    assert ONLY not in read_page(script)


def test_whose_a_narrowed_page_is_leads_to_them_in_the_quarter_shown(read_page):
    html = read_page(OVERVIEW, directorate="Place", period="2019-20-Q1")
    address = re.search(f'{ONLY}<a href="([^"]+)"', html)[1]
    assert "period=2019-20-Q1" in address


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (OVERVIEW, r">Place: of (\d+) measures and parts rated, "),
        ("performance/outcome", r">Place: of (\d+) measures and parts rated, "),
        ("performance/theme", r">Place: of (\d+) measures and parts rated, "),
        ("performance/measure", r">Place: measures and their parts, "),
        ("returns/quality", r">Place: (\d+) findings about "),
        ("returns/progress", r"been returned from Place for "),
        ("guide/definitions", r">Place: (\d+) measures and parts\."),
    ],
)
def test_its_counts_say_whose_they_are(read_page, script, told):
    assert re.search(told, read_page(script, directorate="Place"))


def test_the_overview_of_a_directorate_counts_its_own_measures_now_and_a_quarter_before(
    read_page, first_performance, owned
):
    now, before, label = first_performance
    html = read_page(OVERVIEW, directorate="Place")
    counts = re.findall(r'class="k-tile-count">(\d+)<', html)
    for status, shown in zip([each.value for each in RATED], counts, strict=False):
        own, earlier = (
            frame[frame["measure_id"].isin(owned) & (frame["latest_rag"] == status)]
            for frame in (now, before)
        )
        assert int(shown) == len(own)
        difference = len(own) - len(earlier)
        words = f"{abs(difference)} {'more' if difference > 0 else 'fewer'} than in {label}"
        assert (words if difference else f"as many as in {label}") in html
    assert int(counts[0]) < (now["latest_rag"] == "green").sum()


@pytest.fixture(scope="module")
def first_performance(strategic_plan, first_figures):
    outturns, now = Store(first_figures).outturns(), utc_now()
    quarter = first_quarter(strategic_plan, outturns, now)
    both = [quarter.shift(-1), quarter]
    frame = performance(strategic_plan, outturns, both, now)
    before, latest = (frame[frame["quarter_id"] == each.id] for each in both)
    return latest, before, both[0].label


def test_an_outcome_is_narrowed_to_what_a_directorate_has_of_it(read_page, strategic_plan):
    html = read_page("performance/outcome", outcome="4", directorate="Place")
    own = {m.id for m in strategic_plan.measures if (m.outcome, m.directorate) == (4, "Place")}
    assert own
    assert measures_in(html) == own
    html = read_page("performance/outcome", outcome="2", directorate="Governance")
    assert "Governance: there are no measures here." in html
    assert measures_in(html) == set()


def test_one_click_takes_it_off(open_page, html_of):
    at = open_page(OVERVIEW, directorate="Place")
    at.button(key="narrowed_off").click().run()
    assert "directorate" not in at.query_params
    assert ONLY not in html_of(at)
    assert at.selectbox(key="directorate_picker").value == ""


def test_it_holds_from_page_to_page_and_stands_in_each_address(open_page, html_of):
    at = open_page(OVERVIEW)
    at.selectbox(key="directorate_picker").select("Place").run()
    for script in NARROWED:
        at.query_params.clear()
        at.switch_page(str(ROOT / f"pages/{script}.py")).run()
        assert not at.exception
        assert at.query_params["directorate"] == "Place", script
        assert ONLY in html_of(at), script
    at.query_params.clear()
    at.switch_page(str(ROOT / "pages/performance/directorate.py")).run()
    assert at.title[0].value == "Directorates", "its own list is of all of them"


def test_a_page_that_cannot_be_narrowed_shows_all_without_a_word(open_page, html_of):
    at = open_page("performance/activities", directorate="Place")
    assert "directorate_picker" not in [box.key for box in at.selectbox]
    assert ONLY not in html_of(at)
    assert not at.warning


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"directorate": "<b>Plaice"}, r"There is no directorate called “\<b\>Plaice” here."),
        ({"owner": "Head of Nothing"}, "There is no post called “Head of Nothing” here."),
        ({"directorate": "Place", "owner": "Chief Accountant"}, "There is no post called"),
    ],
)
def test_whom_the_plan_does_not_know_is_told_and_all_are_shown(open_page, html_of, asked, told):
    at = open_page(OVERVIEW, **asked)
    (warning,) = at.warning
    assert told in warning.value
    assert ONLY not in html_of(at)
    assert not {"directorate", "owner"} & set(at.query_params)


def test_a_post_in_the_wrong_directorate_is_told(open_page):
    at = open_page(OVERVIEW, directorate="Resources", owner="Biodiversity Officer")
    words = "Nothing here belongs to “Biodiversity Officer, Resources”. All are shown."
    assert at.warning[0].value == words


def test_a_page_can_be_narrowed_to_one_post(read_page, strategic_plan):
    post = "Head of Employment and Skills"
    own = {each.id for each in strategic_plan.measures if each.owner == post}
    html = read_page("performance/measure", directorate="Place", owner=post)
    assert measures_in(html) == own
    assert f"{post}: measures and their parts" in html
    assert f"{ONLY}{post}, <a" in html


def test_choosing_a_directorate_drops_the_post_of_another(open_page):
    at = open_page(OVERVIEW, directorate="Place", owner="Head of Employment and Skills")
    at.selectbox(key="directorate_picker").select("Resources").run()
    assert at.query_params["directorate"] == "Resources"
    assert "owner" not in at.query_params
    assert not at.warning


@pytest.mark.parametrize(
    ("script", "asked"),
    [
        *((script, {}) for script in NARROWED),
        ("performance/activities", {}),
        ("performance/directorate", {}),
        ("performance/directorate", {"directorate": "Resources"}),
        ("performance/measure", {"measure": "recycling"}),
        ("performance/outcome", {"outcome": "3"}),
        ("guide/definitions", {"measure": "recycling"}),
        ("performance/board", {}),
        ("performance/board", {"board": "SAFE"}),
        ("performance/partnership", {}),
        ("borough/borough", {}),
    ],
)
def test_wherever_a_post_or_a_directorate_stands_it_leads_to_what_it_owns(
    read_page, strategic_plan, script, asked
):
    html = read_page(script, **asked).partition("<style>")[0]
    without_links = re.sub(r"<a [^>]*>.*?</a>", "", html, flags=re.S)
    words = unescape(re.sub(r"<[^>]+>", " ", without_links))
    owners = {each.owner for each in strategic_plan.measures}
    directorates = {each.directorate for each in strategic_plan.measures} - {"Place", "Resources"}
    assert not [name for name in owners | directorates if name in words]


def test_that_check_meets_posts_and_directorates(read_page, strategic_plan):
    pages = ("returns/progress", "performance/directorate", "guide/definitions")
    for script in pages:
        assert "directorate?directorate=" in read_page(script), script
    assert "owner=" in read_page("guide/definitions") + read_page("returns/progress")
    assert {address for of in PAGES.values() for _, _, address in of} >= {"directorate"}


def test_the_page_of_a_post_has_what_it_owns_and_no_more(read_page, open_page, strategic_plan):
    post = "Head of Employment and Skills"
    at = open_page("performance/directorate", directorate="Place", owner=post)
    assert at.title[0].value == post
    html = read_page("performance/directorate", directorate="Place", owner=post)
    whose = Whose(directorate="Place", owner=post)
    own = {each.id for each in whose.of(strategic_plan.measures)}
    assert measures_in(html) == own
    assert re.search(r"In <a[^>]*directorate=Place[^>]*>Place</a>\.", html)
    assert "3 measures with 2 parts." in html
    assert re.search(r'href="overview\?directorate=Place&amp;owner=Head\+of\+Emp', html)
    assert f"returned from {post} for " in html


def test_the_page_of_a_directorate_lists_its_posts_with_their_counts(read_page, strategic_plan):
    html = read_page("performance/directorate", directorate="Place")
    table = html.split("Who owns what, ")[1].partition("</table>")[0]
    posts = sorted({m.owner for m in strategic_plan.measures if m.directorate == "Place"})
    assert [unescape(name) for name in re.findall(r"owner=[^>]*>([^<]+)</a>", table)] == posts
    assert "3 measures with 2 parts" in table


def test_a_post_that_nobody_knows_is_told_and_the_directorate_is_shown(open_page):
    at = open_page("performance/directorate", directorate="Place", owner="Head of Nothing")
    assert "nobody called “Head of Nothing”" in at.warning[0].value
    assert at.title[0].value == "Place"


def test_choosing_another_directorate_leaves_a_posts_page(open_page):
    at = open_page(
        "performance/directorate", directorate="Place", owner="Head of Employment and Skills"
    )
    at.selectbox(key="directorate_picker").select("Resources").run()
    assert at.title[0].value == "Resources"
    assert not at.warning


@pytest.mark.parametrize(
    ("script", "asked"),
    [
        ("performance/measure", "5.2"),
        ("performance/measure", "level of recycling"),
        ("guide/definitions", "5.2"),
        ("returns/history", "5.2"),
    ],
)
def test_an_address_may_name_a_measure_by_its_code_or_title(open_page, html_of, script, asked):
    at = open_page(script, measure=asked)
    assert not at.warning
    assert at.query_params["measure"] == "recycling"
    shown = html_of(at) + " ".join(each.value for each in [*at.title, *at.header])
    assert "Level of recycling" in shown


@pytest.mark.parametrize("script", ["performance/measure", "guide/definitions", "returns/history"])
def test_a_measure_that_nobody_knows_is_told_with_the_nearest(open_page, script):
    at = open_page(script, measure="recyling")
    assert "The nearest is 5.2 Level of recycling." in at.warning[0].value.replace("\\", "")


def test_the_history_is_narrowed_to_who_brought_figures_and_to_their_measures(
    open_page, html_of, store, strategic_plan
):
    for name, line in (("place.csv", "5.2,2018/19,27"), ("money.csv", "11.2,Q3 2019/20,9.1")):
        text = f"measure,period,outturn,commentary\n{line},On course.\n"
        submit_return(
            *(store, strategic_plan, name, text.encode()),
            actor=local_administrator("Performance Officer"),
            reason="Counted again.",
            warnings_note="So it is.",
        )
    html = html_of(open_page("returns/history", directorate="Place"))
    assert "place.csv" in html
    assert "money.csv" not in html
    at = open_page("returns/history", directorate="Place", measure="recycling")
    own = [each for each in strategic_plan.counted if each.directorate == "Place"]
    (measures,) = [box for box in at.selectbox if box.key == "figure_measure"]
    assert len(measures.options) == len(own)
