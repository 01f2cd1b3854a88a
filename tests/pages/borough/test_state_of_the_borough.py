"""The page on the borough, against the plan's files and the published figures themselves."""

import csv
import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from pathlib import Path

import pytest

from kpis.model import Provenance
from kpis.periods import period_of_id, quarter, reporting_quarter
from kpis.plan.content import content_of
from kpis.reports.parts.borough import lead_words
from kpis.store import Store
from tests.borough_files import plan_with_borough

ROOT = Path(__file__).parents[3]
PAGE = "borough/borough"


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def rounded(figure, decimals):
    """As figures are printed: halves up, as they stand in decimals."""
    step = Decimal(1).scaleb(-decimals)
    return f"{Decimal(repr(float(figure))).quantize(step, ROUND_HALF_UP):,}"


def items(html, class_):
    """The items of every list of a class; lists of this page hold no others."""
    lists = re.findall(rf'<ul class="{class_}">(.*?)</ul>', html, re.S)
    return [each for one in lists for each in re.findall(r"<li>(.*?)</li>", one, re.S)]


def test_every_fact_stands_there_with_its_year_and_source(read_page, strategic_plan):
    shown = [words(each) for each in items(read_page(PAGE), "k-borough-facts")]
    facts = strategic_plan.borough.facts
    assert len(shown) == len(facts) > 30
    for fact in facts:
        (line,) = [each for each in shown if fact.text in each and fact.source in each]
        assert line.startswith(f"{fact.year or 'No year'} {fact.text}")


def test_topics_stand_in_the_plans_order(open_page, strategic_plan):
    at = open_page(PAGE)
    titles = [each.title for each in strategic_plan.borough.topics]
    assert [each.value for each in at.header][: len(titles)] == titles
    assert [each.value for each in at.header][len(titles) :] == [
        "How to get involved",
        "Other formats",
    ]


def test_official_figures_are_the_latest_published_until_the_quarter(
    read_page, strategic_plan, first_figures
):
    """Recomputed from the stored figures, row by row."""
    html = read_page(PAGE, period="2019-20-Q2")
    outturns = Store(first_figures).outturns()
    published = outturns[
        (outturns["provenance"] == Provenance.PUBLISHED.value)
        & (outturns["breakdown"] == "")
        & outturns["outturn"].notna()
    ]
    seen = 0
    for line in items(html, "k-official"):
        measure_id = re.search(r"measure=(\w+)", line)[1]
        measure = strategic_plan.measures_by_id[measure_id]
        of_measure = published[published["measure_id"] == measure_id].sort_values("period_end")
        reported = [
            reporting_quarter(period_of_id(each), measure.arrears) <= quarter(2019, 2)
            for each in of_measure["period_id"]
        ]
        of_measure = of_measure[reported]
        latest = of_measure[of_measure["area"] == "Tower Hamlets"].iloc[-1]
        told = words(line)
        figure = rounded(latest["outturn"], measure.decimals)
        assert re.search(rf"(?<![\d,]){re.escape(figure)}%?(?: \[\w\])*\s", told), told
        assert f"in {period_of_id(latest['period_id']).label}" in told
        assert measure.published.publisher in told
        assert f"Licence: {measure.published.licence}." in told
        beside = of_measure[of_measure["period_id"] == latest["period_id"]]
        for _, other in beside[beside["area"].isin(strategic_plan.comparators)].iterrows():
            if measure.unit in ("percent", "rate_per_1000", "rate_per_100000"):
                assert f"{other['area']} {rounded(other['outturn'], measure.decimals)}" in told
                seen += 1
    assert seen > 8
    assert "Official figures are the latest known at Q2 2019/20." in words(html)


def test_no_figure_that_is_made_up_or_returned_stands_among_official_ones(
    read_page, strategic_plan
):
    held = set()
    for path in (ROOT / "data/published").glob("*.csv"):
        with path.open(encoding="utf-8") as file:
            held |= {
                row["measure"] for row in csv.DictReader(file) if row["area"] == "Tower Hamlets"
            }
    shown = {re.search(r"measure=(\w+)", each)[1] for each in items(read_page(PAGE), "k-official")}
    named = {each for topic in strategic_plan.borough.topics for each in topic.measures}
    named |= {fact.measure for fact in strategic_plan.borough.facts} - {""}
    assert shown
    assert shown <= held & named
    assert "getting_on_well" in named - shown, "returned by a survey, and published by nobody"


def test_a_later_quarter_shows_later_official_figures_and_the_same_facts(read_page):
    early, late = (read_page(PAGE, period=each) for each in ("2018-19-Q1", "2021-22-Q4"))
    assert items(early, "k-borough-facts") != []
    assert [words(each) for each in items(early, "k-borough-facts")] == [
        words(each) for each in items(late, "k-borough-facts")
    ]
    assert len(items(early, "k-official")) < len(items(late, "k-official"))


def test_a_comparison_is_told_in_words_before_its_bars(read_page):
    (line,) = [each for each in items(read_page(PAGE), "k-borough-facts") if "k-compared" in each]
    assert words(line).startswith(
        "2019 Average house price is double the national average (£421,131 vs. £244,597) "
        "Tower Hamlets £421,131 National average £244,597"
    )
    bars = re.findall(r'<meter value="(\d+)\.0" max="(\d+)\.0"[^>]*aria-hidden="true"', line)
    assert bars == [("421131", "421131"), ("244597", "421131")]


def test_what_the_plan_left_to_be_added_is_said_in_one_sentence_and_not_invented(read_page):
    html = read_page(PAGE)
    assert (
        "The plan left these headings to be filled later: “Key challenges”, “What we deliver” and "
        "“Council Spending by Strategic Priority Outcome”." in words(html)
    )
    assert "k-spending" not in html.partition("</style>")[2]
    assert "k-passages" not in html.partition("</style>")[2]


def test_contacts_are_links_as_the_document_has_them(read_page):
    html = read_page(PAGE)
    for address, said in (
        ("https://www.towerhamlets.gov.uk/meetings", "www.towerhamlets.gov.uk/meetings"),
        ("tel:02073644389", "020 7364 4389"),
        ("mailto:communications@towerhamlets.gov.uk", "communications@towerhamlets.gov.uk"),
    ):
        (link,) = re.findall(rf'<a href="{re.escape(address)}"[^>]*>(.*?)</a>', html)
        assert link.replace("<wbr>", "") == said
    assert "translated, call 020 7364 4389 or email communications" in words(
        html.replace("<wbr>", "")
    )


@pytest.fixture
def filled(tmp_path, monkeypatch):
    """A plan that fills everything, with a store of its own."""
    folder = plan_with_borough(tmp_path / "plan")
    monkeypatch.setenv("KPIS_PLAN", str(folder))
    return folder


@pytest.fixture
def open_filled(filled, open_page, tmp_path, monkeypatch):
    def call(script, **asked):
        monkeypatch.setenv("KPIS_STORE", str(tmp_path / "kpis.duckdb"))
        return open_page(script, **asked)

    return call


def test_spending_is_a_table_of_pounds_with_bars_beside_them(open_filled, html_of):
    html = html_of(open_filled(PAGE))
    tables = re.findall(r'<table class="k-table k-spending.*?</table>', html, re.S)
    lines = [words(each) for each in re.findall(r"<tr[^>]*>.*?</tr>", tables[0], re.S)[1:]]
    assert lines == [
        "1 Things are done when they are due 1,250,000",
        "3 People and frogs like it here 5,000,000",
        "Together 6,250,000",
    ]
    assert re.findall(r'value="([\d.]+)" max="([\d.]+)"', tables[0]) == [
        ("1250000.0", "5000000.0"),
        ("5000000.0", "5000000.0"),
    ]
    caption = "Spending on running services, before income, 2023/24. Source: Budget book 2023/24."
    assert caption in words(tables[0])
    assert "−20,000" in words(tables[1])
    assert "<meter" not in tables[1], "one alone is compared with nothing"
    assert len(tables) == 2


def test_spending_below_nought_has_no_bar_and_counts_in_the_sum(filled, open_filled, html_of):
    path = filled / "borough.toml"
    text = path.read_text(encoding="utf-8").replace("amount = 5000000", "amount = -250000")
    path.write_text(text, encoding="utf-8")
    html = html_of(open_filled(PAGE))
    table = re.search(r'<table class="k-table k-spending.*?</table>', html, re.S)[0]
    assert table.count("<meter") == 1
    assert "Together 1,000,000" in words(table)


def test_numbers_that_are_compared_have_the_same_decimals(filled, open_filled, html_of):
    path = filled / "borough.toml"
    text = path.read_text(encoding="utf-8").replace("value = 90000", "value = 90000.25")
    path.write_text(text, encoding="utf-8")
    told = words(html_of(open_filled(PAGE)))
    assert "Northmere £90,000.25 County average £120,000.00" in told


def test_challenges_and_what_is_delivered_stand_there_when_filled(open_filled, html_of):
    at = open_filled(PAGE)
    headers = [each.value for each in at.header]
    assert headers == [
        *("Water", "Homes", "Key challenges", "What we deliver", "Council spending by outcome"),
        "Come along",
    ]
    told = words(html_of(at))
    assert "The mere is rising By a hand's breadth every year." in told
    assert "Bins Emptied every week. Source: Northmere Together, “What we deliver”." in told
    assert "The plan left these headings to be filled later: “Our partners”." in told


def test_links_that_are_not_in_the_text_stand_after_it(open_filled, html_of):
    html = html_of(open_filled(PAGE))
    links = re.findall(r'<p>Call <a href="([^"]+)".*?<a href="([^"]+)".*?<a href="([^"]+)"', html)
    assert links == [
        (
            "tel:01632960123",
            "mailto:clerk@northmere.example",
            "https://www.northmere.example/meetings",
        )
    ]


def test_an_outcome_says_why_what_is_spent_on_it_and_what_its_priority_is(open_filled, html_of):
    at = open_filled("performance/outcome", outcome="3")
    html = html_of(at)
    own = re.search(r'<div class="k-plan-words">.*?</details></div>', html, re.S)[0]
    opened, _, folded = own.partition("<details")
    assert words(opened) == "In the plan’s own words Frogs were here first."
    assert words(f"<details{folded}") == (
        "Read on: what the plan says of this outcome So they stay. Challenges Herons Principles "
        "Wet feet What the plan says of priority 2: Water, wild and people All that flows."
    )
    assert own.count("<details") == 2
    assert "Council spending on this outcome" in [each.value for each in at.header]
    assert "Spending on running services, before income, 2023/24: £5.0m" in words(html)


def test_an_outcome_without_words_of_its_own_leaves_no_gap(open_filled, html_of):
    html = html_of(open_filled("performance/outcome", outcome="2"))
    assert "k-plan-words" not in html.partition("</style>")[2]
    assert "k-spent" not in html.partition("</style>")[2]


def test_a_theme_says_what_its_plan_says_and_the_list_how_it_will_be_achieved(open_filled, html_of):
    theme = words(html_of(open_filled("performance/theme", theme="WILD")))
    assert "In the words of the Mere and Moor 2030 Wild since 1086." in theme
    assert "Key outcomes More reeds" in theme
    themes = words(html_of(open_filled("performance/theme")))
    assert "How the partnership will achieve its objective Together Nobody is left" in themes


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.soak)])
def test_every_outcome_and_theme_of_the_project_begins_with_the_plans_words(
    read_page, strategic_plan, every
):
    """Every fourth of them; `make soak` opens all."""
    for outcome in strategic_plan.outcomes[::every]:
        html = read_page("performance/outcome", outcome=str(outcome.number))
        told = words(html)
        assert all(text in told for text in outcome.why)
        before, _, after = html.partition(outcome.why[0])
        assert "<details" not in before.partition("</style>")[2]
        assert "<details" in after or len(outcome.why) == 1
    for theme in strategic_plan.themes[::every]:
        told = words(read_page("performance/theme", theme=theme.id))
        assert all(text in told for text in theme.about)


def test_a_release_keeps_the_facts_it_was_made_with(store, open_page, html_of, strategic_plan):
    fact = replace(strategic_plan.borough.facts[0], text="A hundred people live here")
    borough = replace(strategic_plan.borough, facts=(fact,), contacts=())
    kept = content_of(replace(strategic_plan, borough=borough))
    store.publish("2019-20-Q2", by="Clerk", plan=kept)
    released = html_of(open_page(PAGE, period="2019-20-Q2"))
    assert [words(each)[:31] for each in items(released, "k-borough-facts")] == [
        "2018 A hundred people live here"
    ]
    latest = html_of(open_page(PAGE, period="2019-20-Q2", view="latest"))
    assert "308,000 people live in Tower Hamlets" in words(latest)


def test_a_plan_that_says_nothing_of_its_borough_says_so(open_page, html_of, tmp_path, monkeypatch):
    monkeypatch.setenv("KPIS_PLAN", str(ROOT / "tests/fictional_plan"))
    monkeypatch.setenv("KPIS_STORE", str(tmp_path / "kpis.duckdb"))
    at = open_page(PAGE)
    assert "The plan states no facts of the borough." in words(html_of(at))
    assert not at.header


def test_the_lead_says_how_many_facts_give_no_year(strategic_plan):
    facts = strategic_plan.borough.facts
    dated = [each for each in facts if each.year]
    said = f"{len(facts)} facts of 2017 to 2019 ({len(facts) - len(dated)} of them give no year), "
    assert lead_words(strategic_plan).startswith(said)

    def of_facts(*some):
        return replace(strategic_plan, borough=replace(strategic_plan.borough, facts=some))

    assert lead_words(of_facts(dated[0])).startswith(f"1 fact of {dated[0].year}, in the words")
    assert lead_words(of_facts(replace(dated[0], year=""))).startswith("1 fact, in the words")
