"""A return is rated by the rule in force, against figures that stand; a release by its own plan."""

from dataclasses import replace
from datetime import datetime

import pytest

from kpis.analysis.report.performance import performance
from kpis.frames import PERFORMANCE
from kpis.model import RagRule, RatingRule, local_administrator
from kpis.periods import quarter
from kpis.use_cases.check import check_return
from kpis.use_cases.figures_as_at import figures_as_at
from kpis.use_cases.first_figures import load_first_figures
from kpis.use_cases.signoff import ALL_WARNINGS, figures_to_approve, publish_release
from kpis.use_cases.submit import submit_return

NOW = datetime(2025, 1, 20, 9)
HEAD = local_administrator("Head of Service")
QUARTER = quarter(2024, 2)


@pytest.fixture
def store(empty_store, rating_plan):
    load_first_figures(empty_store, rating_plan, now=datetime(2024, 11, 1))
    return empty_store


def csv(*lines):
    return "\n".join(["measure,period,outturn,commentary", *lines]).encode()


@pytest.mark.parametrize(
    ("measure", "outturn", "silent"),
    [
        ("library_visits", 52, False),  # 51 before: better
        ("library_visits", 51, True),
        ("bus_rides", 50, False),  # as before, which is amber
        ("bus_rides", 49, True),
        ("new_clubs", 12, True),  # 40 before
        ("good_schools", 12, False),  # nothing of England is known yet, so nothing is red
    ],
)
def test_a_commentary_is_asked_for_what_its_rule_makes_red(
    store, rating_plan, measure, outturn, silent
):
    content = csv(f"{measure},Q3 2024/25,{outturn},")
    checked = check_return(store, rating_plan, "r.csv", content, actor=HEAD, now=NOW).checked
    codes = [issue.code for issue in checked.issues]
    assert codes.count("missing-commentary") == silent


def test_a_figure_is_held_against_one_that_the_same_return_brings(store, rating_plan):
    content = csv("library_visits,Q3 2024/25,60,Open longer", "library_visits,Q4 2024/25,55,")
    checked = check_return(
        store, rating_plan, "r.csv", content, actor=HEAD, now=datetime(2025, 4, 20)
    ).checked
    asked = [issue.cell for issue in checked.issues if issue.code == "missing-commentary"]
    assert asked == ["D3"]


def test_what_waits_for_approval_is_rated_beside_what_it_brings_itself(store, rating_plan):
    content = csv("library_visits,Q3 2024/25,40,Floods", "library_visits,Q4 2024/25,41,Dry again")
    submitted = submit_return(
        store, rating_plan, "r.csv", content, actor=HEAD, now=datetime(2025, 4, 20)
    )
    figures = figures_to_approve(store, rating_plan, submitted.submission.id, actor=HEAD)
    assert dict(zip(figures["period_id"], figures["rag"], strict=True)) == {
        "2024-25-Q3": "red",
        "2024-25-Q4": "green",
    }


def test_a_release_goes_on_rating_by_the_rules_it_was_published_with(store, rating_plan):
    publish_release(
        store, rating_plan, QUARTER, actor=HEAD, accepted=ALL_WARNINGS, now=datetime(2025, 1, 5)
    )
    strict = replace(
        rating_plan,
        rating=RatingRule(rule=RagRule.TOLERANCE, amber_within=0.1, reason="Strict"),
        measures=tuple(replace(each, rating=None) for each in rating_plan.measures),
    )
    shown = figures_as_at(store, strict, NOW, actor=HEAD, release=1)
    assert shown.plan.rating == rating_plan.rating
    then, now = (
        {
            row.code: row.rag
            for row in PERFORMANCE.rows(performance(plan, shown.outturns, [QUARTER], NOW))
        }
        for plan in (shown.plan, rating_plan)
    )
    assert then == now
    by_strict = performance(strict, shown.outturns, [QUARTER], NOW)
    assert {row.code: row.rag for row in PERFORMANCE.rows(by_strict)} != now
