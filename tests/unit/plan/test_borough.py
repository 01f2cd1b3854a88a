"""borough.toml and the plan's own words: what is read, and every fault that can be in it."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.model import Borough, SpendingKind
from kpis.plan.borough.links import address_of
from kpis.plan.borough.rules import borough_faults
from kpis.plan.check import check_plan
from kpis.plan.content import content_of, plan_of_content
from kpis.plan.files import read_plan_files
from kpis.plan.load import load_plan
from tests.borough_files import BOROUGH, plan_with_borough


@pytest.fixture
def plan(tmp_path):
    return load_plan(plan_with_borough(tmp_path / "plan"))


def test_a_plan_without_the_file_says_nothing_and_is_kept_as_it_was_before(fictional_plan):
    assert fictional_plan.borough == Borough()
    text = content_of(fictional_plan)
    for name in ("borough", "why", "about", "principles", "challenges", "key_outcomes"):
        assert f'"{name}"' not in text


def test_all_that_is_written_is_read(plan):
    borough = plan.borough
    assert [topic.title for topic in borough.topics] == ["Water", "Homes"]
    assert borough.topics[0].measures == ("frogs", "pool_occupancy")
    pond, house = borough.facts
    assert (pond.year, pond.value, pond.measure) == ("2022", None, "")
    assert (house.value, house.unit, house.compared_value) == (90000, "£", 120000)
    assert (house.compared_with, house.measure) == ("county average", "warm_homes")
    assert [each.title for each in borough.challenges] == ["The mere is rising"]
    assert [each.text for each in borough.delivers] == ["Emptied every week."]
    assert [(each.outcome, each.amount) for each in borough.spending] == [
        (1, 1250000),
        (3, 5000000),
        (3, -20000),
    ]
    assert borough.spending[2].kind is SpendingKind.NET_CAPITAL
    assert borough.contacts[0].links[1] == "clerk@northmere.example"
    assert borough.to_be_added == ("Our partners",)


def test_outcomes_priorities_themes_and_the_partnership_have_their_own_words(plan):
    outcome = plan.outcomes[2]
    assert outcome.why == ("Frogs were here first.", "So they stay.")
    assert (outcome.challenges, outcome.principles) == (("Herons",), ("Wet feet",))
    assert plan.priorities[1].about == ("All that flows.",)
    assert (plan.themes[1].about, plan.themes[1].key_outcomes) == (
        ("Wild since 1086.",),
        ("More reeds",),
    )
    assert plan.principles[0].text == "Nobody is left on the far side of the mere."
    assert plan.outcomes[0].why == plan.priorities[0].about == plan.themes[0].about == ()


def test_a_release_keeps_it(plan):
    assert plan_of_content(content_of(plan)) == plan


# (text replaced, by this, the one fault that follows)
FAULTS = {
    "a topic nobody defined": (
        'topic = "Water"',
        'topic = "Fire"',
        'facts[1].topic: "Fire" is the title of none of the topics. Add it there.',
    ),
    "a topic twice": (
        'title = "Homes"',
        'title = "Water"',
        None,
    ),
    "a measure of a fact that is not there": (
        'measure = "warm_homes"',
        'measure = "cold_homes"',
        'facts[2].measure: "cold_homes" is the id of no measure.',
    ),
    "a measure of a topic that is not there": (
        '"frogs", "pool',
        '"toads", "pool',
        'topics[1].measures[1]: "toads" is the id of no measure.',
    ),
    "a year that is none": (
        'year = "2022"',
        'year = "last year"',
        'facts[1].year: must be a year, such as 2018 or 2018/19; found "last year".',
    ),
    "a financial year that does not run on": (
        'year = "2021/22"',
        'year = "2021/23"',
        'facts[2].year: must be a year, such as 2018 or 2018/19; found "2021/23".',
    ),
    "a year of a fact in the future": (
        'year = "2022"',
        'year = "2999"',
        "facts[1].year: 2999 is in the future. Write the year that the fact is of.",
    ),
    "a unit of nothing": (
        "value = 90000\n",
        "",
        None,
    ),
    "a comparison with nothing": (
        'compared_with = "county average"\n',
        "",
        "facts[2].compared_with: is missing. Say what the value is compared with.",
    ),
    "a comparison without its number": (
        "compared_value = 120000\n",
        "",
        "facts[2].compared_value: is missing. Add what the value is compared with, or remove both.",
    ),
    "a fact without its source": (
        'source = "Northmere Together, “About Northmere”"\n\n[[facts]]',
        "[[facts]]",
        "facts[1].source: is missing. Add it.",
    ),
    "spending on an outcome that is gone": (
        "outcome = 1",
        "outcome = 4",
        "spending[1].outcome: 4 is not in outcomes.toml, which has 1, 2, 3.",
    ),
    "spending of a calendar year": (
        'outcome = 1\nyear = "2023/24"',
        'outcome = 1\nyear = "2023"',
        'spending[1].year: must be a financial year, such as 2019/20; found "2023".',
    ),
    "spending of no kind": (
        'kind = "net_capital"',
        'kind = "cash"',
        "spending[3].kind: must be one of gross_revenue, net_revenue, gross_capital or "
        'net_capital; found "cash".',
    ),
    "an amount as a text": (
        "amount = 1250000",
        'amount = "£1.25m"',
        'spending[1].amount: must be a number, without quotes or a unit; found "£1.25m".',
    ),
    "the same spending twice": (
        "outcome = 1\n",
        "outcome = 3\n",
        "spending[2]: is of the same outcome, year and kind as spending[1].",
    ),
    "a link that is none": (
        '"clerk@northmere.example", "www',
        '"javascript:alert(1)", "www',
        "contacts[1].links[2]: must be a web address, an e-mail address or a telephone number; "
        'found "javascript:alert(1)".',
    ),
    "a key that is not known": (
        "to_be_added",
        "to_be_aded",
        "to_be_aded: is not a key of this file. Did you mean to_be_added?",
    ),
}
AMONG_OTHERS = {
    "a topic twice": 'topics[2].title: "Water" is already the title of topics[1].',
    "a unit of nothing": "facts[2].unit: needs a value. Add that, or remove this.",
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_is_told_with_its_key(tmp_path, kind):
    old, new, sentence = FAULTS[kind]
    assert old in BOROUGH
    faults = check_plan(plan_with_borough(tmp_path / "plan", BOROUGH.replace(old, new, 1)))
    if sentence is None:
        assert f"borough.toml: {AMONG_OTHERS[kind]}" in faults
    else:
        assert faults == [f"borough.toml: {sentence}"]


@pytest.mark.parametrize(
    ("year", "today", "is_future"),
    [
        ("2022", date(2022, 1, 1), False),
        ("2022", date(2021, 12, 31), True),
        ("2021/22", date(2021, 4, 1), False),
        ("2021/22", date(2021, 3, 31), True),
    ],
)
def test_a_year_is_in_the_future_until_its_first_day(tmp_path, year, today, is_future):
    text = BOROUGH.replace('"2021/22"', f'"{year}"').replace('"2022"', f'"{year}"')
    files = read_plan_files(plan_with_borough(tmp_path / "plan", text))
    told = [fault for fault in borough_faults(files, today) if "in the future" in fault]
    assert bool(told) is is_future


def test_where_measures_cannot_be_read_none_is_told_to_be_missing(tmp_path):
    folder = plan_with_borough(tmp_path / "plan", BOROUGH.replace('"frogs"', '"toads"'))
    (folder / "measures/frogs.toml").write_text("title =", encoding="utf-8")
    assert not any(fault.startswith("borough.toml") for fault in check_plan(folder))


def test_a_faulty_file_does_not_hide_the_faults_of_others(tmp_path):
    folder = plan_with_borough(tmp_path / "plan", "facts = 3\nspending = [")
    (folder / "themes.toml").write_text("themes = 3", encoding="utf-8")
    assert {fault.split(":")[0] for fault in check_plan(folder)} >= {"borough.toml", "themes.toml"}


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("www.north.example/meetings", "https://www.north.example/meetings"),
        ("http://north.example", "http://north.example"),
        ("clerk@north.example", "mailto:clerk@north.example"),
        ("020 7364 4389", "tel:02073644389"),
        ("+44 (0)20 7364", "tel:+440207364"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//evil.example", ""),
        ("https://", ""),
        ("north", ""),
        ('a.example/"onclick=x', ""),
        ("12345", ""),
        ("------", ""),
        ("", ""),
    ],
)
def test_only_the_web_mail_and_telephones_are_linked(link, address):
    assert address_of(link) == address


@given(st.one_of(st.text(), st.from_regex(r"[a-z]{2,10}[:./@?#<>\" \n]{1,3}[\w.:/@-]{0,30}")))
def test_no_text_leads_anywhere_else(link):
    address = address_of(link)
    assert address == "" or re.fullmatch(r"(https?://|mailto:|tel:)[^\s<>\"]+", address, re.I)


def test_the_plan_of_the_project_fills_nothing_that_its_documents_left_to_be_added(strategic_plan):
    borough = strategic_plan.borough
    assert borough.to_be_added == (
        "Key challenges",
        "What we deliver",
        "Council Spending by Strategic Priority Outcome",
    )
    assert borough.challenges == borough.delivers == borough.spending == ()


def test_every_fact_of_the_project_names_its_document_and_no_year_is_newer_than_it(strategic_plan):
    facts = strategic_plan.borough.facts
    about = [each for each in facts if "About Tower Hamlets" in each.source]
    assert (len(facts), len(about)) == (37, 21)
    for fact in facts:
        document = fact.source.split(", ")[0]
        assert document in (strategic_plan.title, strategic_plan.partnership_plan)
        assert not fact.year or "2017" <= fact.year <= "2019"
        assert fact.value is None or f"{fact.value:,.15g}" in fact.text
    assert {each.topic for each in facts} == {each.title for each in strategic_plan.borough.topics}


def test_every_outcome_priority_and_theme_of_the_project_has_its_own_words(strategic_plan):
    plan = strategic_plan
    for words in (
        *(each.why for each in plan.outcomes),
        *(each.about for each in plan.priorities),
        *(each.about for each in plan.themes),
    ):
        assert words
        assert all(text[-1] == "." and "  " not in text for text in words)
