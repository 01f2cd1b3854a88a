"""What pages say of ratings where measures are rated by many rules."""

from datetime import datetime

import pytest

from kpis.analysis.report.latest_figure import latest_of
from kpis.analysis.report.performance import performance
from kpis.analysis.report.position import position
from kpis.frames import PERFORMANCE
from kpis.narrative.position import headline_sentence
from kpis.periods import quarter
from kpis.store import Store
from kpis.ui.guide.definition import definition_list
from kpis.ui.kit.html import element
from kpis.ui.performance.measure.facts import measure_facts
from kpis.ui.performance.measure_table import measure_table
from kpis.ui.performance.overview.outcome_marks import outcome_marks
from kpis.ui.performance.small_print import small_print
from kpis.use_cases.first_figures import load_first_figures
from kpis.words.ratings import own_rules
from kpis.words.report.shown import asked_title, least_text, least_title, outturn_against_target

QUARTER = quarter(2024, 2)


@pytest.fixture(scope="module")
def rows(rating_plan, tmp_path_factory):
    store = Store(tmp_path_factory.mktemp("rules") / "kpis.duckdb")
    load_first_figures(store, rating_plan)
    frame = performance(rating_plan, store.outturns(), [QUARTER], datetime(2024, 12, 1))
    return {row.code: row for row in PERFORMANCE.rows(frame)}


def test_beneath_a_table_stand_the_plans_rule_and_those_of_its_measures(rating_plan, rows):
    of_plan = small_print(rating_plan, [rows["1.1"], rows["1.2"]])
    assert "Green (“On target”): target met or better, or within 1% of the target." in of_plan
    assert "rated otherwise" not in of_plan
    mixed = small_print(rating_plan, [rows["1.1"], rows["2.1"], rows["4.9"]])
    assert "2.1 is rated otherwise. Green: target met or better, or within 7 points" in mixed
    assert "Why: As good as the country is the promise." in mixed
    assert "minimum expectation" not in mixed


def test_several_rules_of_measures_are_folded_beneath_one_sentence(rating_plan, rows):
    one = small_print(rating_plan, [rows["1.1"], rows["2.1"]])
    assert "<details" not in one
    every = small_print(rating_plan, list(rows.values()))
    folded = every[every.index("<details") : every.index("</details>")]
    measures = [rating_plan.measures_by_id[row.measure_id] for row in rows.values()]
    rules = own_rules(rating_plan, measures)
    many = sum(len(rule.codes) for rule in rules)
    assert (
        f"<summary>{many} measures are rated otherwise, by {len(rules)} rules of their own"
        in folded
    )
    assert all(str(element("p", rule.sentence)) in folded for rule in rules)


def test_a_table_names_its_columns_by_what_figures_are_held_against(rows):
    targets, others = [latest_of(rows["1.1"])], [latest_of(rows["4.9"])]
    assert (asked_title(targets), least_title(targets)) == ("Target", "Amber limit")
    assert asked_title([*targets, *others]) == "Held against"
    least = latest_of(rows["3.1"])
    assert least_title([least]) == "Minimum expectation"


def test_an_amber_limit_is_shown_only_where_there_is_amber(rows):
    assert least_text(latest_of(rows["2.1"])) == "–"
    assert least_text(latest_of(rows["2.2"])) == "220"
    assert least_text(latest_of(rows["3.1"])) == "70%"


def test_a_row_of_the_table_tells_where_green_begins_and_the_councils_own_word(rows):
    made = measure_table([rows["2.1"], rows["2.14"]], {}, "Caption")
    assert "green from 43%" in made
    assert "Exceeded" in made


def test_the_facts_of_a_measure_are_those_of_its_rule(rows):
    def facts(code):
        return str(measure_facts(rows[code], [rows[code]]))

    assert "Held against" in facts("4.9")
    assert "55.1% in England" in facts("4.9")
    assert ">Rank<" in facts("4.13")
    assert "from 45%" in facts("3.5")
    assert "from 40%" in facts("3.5")
    assert "Minimum expectation" not in facts("3.5")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("1.1", "97.1% against a target of 98.0%"),
        ("4.1", "23.4% against the baseline of 23.4%"),
        ("4.4", "51% against 50% in Q1 2024/25"),
        ("4.13", "97.8%, 2nd of 8 market towns"),
        ("4.7", "40%"),
    ],
)
def test_a_figure_is_told_against_what_decided(rows, code, words):
    assert outturn_against_target(rows[code]) == words


def test_no_headline_says_that_all_greens_met_a_target(rating_plan, rows):
    shown = list(rows.values())
    headline = headline_sentence(rating_plan, position(shown))
    assert headline == "Of 42 measures rated, 10 are green, 20 are amber and 12 are red."
    of_each = [next(row for row in shown if row.rag == colour) for colour in ("green", "red")]
    headline = headline_sentence(rating_plan, position(of_each))
    assert headline == "Of 2 measures rated, 1 is green and 1 is red."
    assert "On target" not in outcome_marks(rating_plan, shown, "", "Q2 2024/25")


def test_what_a_measure_means_includes_how_it_is_rated_and_why(rating_plan):
    measures = rating_plan.measures_by_id
    own = str(definition_list(rating_plan, measures["pupils_fed"]))
    assert "Why: Autumn is not spring." in own
    assert "green 55%, amber 50%" in own
    of_plan = str(definition_list(rating_plan, measures["recycling_rate"]))
    assert "Source: Performance framework, Cabinet, February 2024." in of_plan
    assert "Rated" not in str(definition_list(rating_plan, measures["swans"]))
