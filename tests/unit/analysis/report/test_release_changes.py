"""What a correction changes for a reader: figures, words, aims, definitions, activities, notes."""

from dataclasses import replace
from datetime import date, datetime

import pandas as pd
import pytest

from kpis.analysis.report.plan_changes import changed_aims, changed_terms
from kpis.analysis.report.release_changes import Shown, differing, release_changes
from kpis.frames import ACTIVITIES, ANNOTATIONS
from kpis.model import Aim, RagRule, RagStatus, RatingRule, SeriesBreak

Q1, Q2 = "2019-20-Q1", "2019-20-Q2"


@pytest.fixture
def measure(make_measure):
    return make_measure()


@pytest.fixture
def state(make_plan, make_outturns, measure):
    def make(*figures, plan=None, activities=(), notes=(), has_plan=True):
        return Shown(
            plan=plan or make_plan(measure),
            outturns=make_outturns(*figures),
            activities=ACTIVITIES.conform(pd.DataFrame(activities, columns=[*ACTIVITIES.columns])),
            annotations=ANNOTATIONS.conform(pd.DataFrame(notes, columns=[*ANNOTATIONS.columns])),
            has_plan=has_plan,
        )

    return make


def figure(outturn, period=Q2, **more):
    return {"measure_id": "reviews", "period_id": period, "outturn": outturn} | more


def pairs(differences):
    return differences[["before", "after"]].fillna(-1).to_numpy().tolist()


def test_two_states_that_show_the_same_differ_in_nothing(state):
    found = release_changes(state(figure(1.0)), state(figure(1.0)))
    assert not found.anything


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([figure(1.0)], [figure(2.0)], [[1, 2]]),
        ([figure(1.0)], [], [[1, -1]]),
        ([], [figure(2.0)], [[-1, 2]]),
        ([figure(float("nan"), marker="x")], [figure(2.0)], [[-1, 2]]),
        ([figure(1.0)], [figure(1.0, marker="p")], [[1, 1]]),
        ([figure(1.0)], [figure(1.0, marker="r")], []),
        ([figure(1.0, marker="p")], [figure(1.0, marker="pr")], []),
        ([], [figure(float("nan"))], [[-1, -1]]),
        ([], [], []),
    ],
)
def test_figures_that_differ_came_or_went_are_told_and_the_mark_of_a_revision_is_none(
    make_outturns, before, after, expected
):
    assert pairs(differing(make_outturns(*before), make_outturns(*after))) == expected


def test_other_words_beside_the_same_figure_are_a_change(state):
    found = release_changes(
        state(figure(1.0, commentary="As planned")), state(figure(1.0, commentary="Late"))
    )
    (change,) = found.commentaries
    assert (change.before, change.after) == ("As planned", "Late")
    assert found.anything


def test_another_rating_is_told_whether_figure_or_target_brought_it_about(
    state, make_plan, make_measure
):
    before = make_plan(make_measure(target=10.0, minimum=8.0))
    after = make_plan(make_measure(target=12.0, minimum=11.0))
    figures = [figure(10.0), figure(13.0, Q1)]
    by_target = release_changes(state(*figures, plan=before), state(*figures, plan=after)).ratings
    assert [(each.period_id, each.before, each.after) for each in by_target] == [
        (Q2, RagStatus.GREEN, RagStatus.RED)
    ]
    by_figure = release_changes(
        state(figure(10.0), plan=before), state(figure(9.0), figure(1.0, Q1), plan=before)
    ).ratings
    assert [(each.period_id, each.before, each.after) for each in by_figure] == [
        (Q2, RagStatus.GREEN, RagStatus.AMBER)
    ]


def test_ratings_by_a_plan_that_is_not_known_are_not_compared(state, make_plan, make_measure):
    plan = make_plan(make_measure(target=10.0, minimum=8.0))
    unknown = state(figure(10.0), plan=plan, has_plan=False)
    assert release_changes(unknown, state(figure(9.0), plan=plan)).ratings == ()


def test_notes_pinned_and_taken_back_are_told(state):
    note = {"number": 1, "measure_id": "reviews", "period_id": Q2, "kind": "note", "text": "A"}
    note |= {"noted_at": datetime(2020, 1, 1), "noted_by": "Head"}
    other = note | {"number": 2, "text": "B"}
    found = release_changes(state(notes=[note]), state(notes=[other]))
    assert [each.text for each in found.notes_added] == ["B"]
    assert [each.text for each in found.notes_gone] == ["A"]


def test_activities_are_told_with_all_that_was_said_of_them(state):
    told = {"activity_code": "A1.1", "quarter_id": Q2, "status": "on_track", "percent_done": 40.0}
    told |= {"expected_on": datetime(2020, 3, 31), "revised_on": pd.NaT, "comment": "Begun"}
    told |= {"sheet": "", "cell": "", "submission_id": "s", "provenance": "return"}
    told |= {"known_at": datetime(2020, 1, 1)}
    found = release_changes(
        state(activities=[told]), state(activities=[told | {"comment": "Done"}])
    )
    (change,) = found.activities
    assert change.before == "on track, 40% done, 31/03/2020, Begun"
    assert change.after.endswith("Done")
    assert release_changes(state(), state(activities=[told])).activities[0].before == ""


def with_aim(measure, **changes):
    aim = replace(measure.aims["2019/20"], **changes)
    return replace(measure, aims={**measure.aims, "2019/20": aim})


@pytest.mark.parametrize(
    ("changes", "before", "after"),
    [
        ({"target": 96.0}, "target 95.0%, minimum 90.0%", "target 96.0%, minimum 90.0%"),
        ({"target": None}, "target 95.0%, minimum 90.0%", "minimum 90.0%"),
        (
            {"target": None, "minimum_expectation": None},
            "target 95.0%, minimum 90.0%",
            "none",
        ),
        (
            {"not_comparable": "Redefined"},
            "target 95.0%, minimum 90.0%",
            "target 95.0%, minimum 90.0%, not comparable (Redefined)",
        ),
        (
            {"illustrative": True},
            "target 95.0%, minimum 90.0%",
            "target 95.0%, minimum 90.0% (illustrative)",
        ),
        (
            {"target_profile": (20.0, 40.0, 60.0, 95.0)},
            "target 95.0%, minimum 90.0%",
            "target 95.0%, minimum 90.0%, by quarter 20.0%, 40.0%, 60.0%, 95.0%",
        ),
    ],
)
def test_an_aim_that_changed_is_told_in_the_words_of_both(
    make_plan, measure, changes, before, after
):
    found = changed_aims(make_plan(measure), make_plan(with_aim(measure, **changes)))
    assert [(each.year, each.before, each.after) for each in found] == [("2019/20", before, after)]


@pytest.mark.parametrize("changes", [{"rationale": "Other"}, {"set_by": "Cabinet"}])
def test_who_set_an_aim_and_why_changes_no_rating(make_plan, measure, changes):
    assert changed_aims(make_plan(measure), make_plan(with_aim(measure, **changes))) == ()


def test_an_aim_for_a_further_year_is_told(make_plan, measure):
    later = replace(measure, aims={**measure.aims, "2022/23": Aim(year="2022/23", target=97.0)})
    (found,) = changed_aims(make_plan(measure), make_plan(later))
    assert (found.year, found.before, found.after) == ("2022/23", "none", "target 97.0%")


@pytest.mark.parametrize(
    ("changes", "what", "before", "after"),
    [
        ({"definition": "As a share"}, "definition", "none", "As a share"),
        ({"decimals": 0}, "decimals", "1", "0"),
        ({"adds_up": True}, "adds up", "no", "yes"),
        (
            {"breaks": (SeriesBreak(period=Q2, reason="Recount"),)},
            "breaks",
            "none",
            f"{Q2}, Recount",
        ),
    ],
)
def test_a_definition_that_changed_is_told(make_plan, measure, changes, what, before, after):
    (found,) = changed_terms(make_plan(measure), make_plan(replace(measure, **changes)))
    assert (found.what, found.before, found.after) == (what, before, after)


def test_upkeep_is_no_change_for_readers(make_plan, measure):
    kept = replace(measure, owner="Director", next_review=date(2030, 1, 1))
    assert changed_terms(make_plan(measure), make_plan(kept)) == ()


@pytest.mark.parametrize(
    ("what", "changes", "told"),
    [
        ("outcomes", {"director": "Another", "cabinet_member": "Cabinet Member for Housing"}, 0),
        ("activities", {"directorate": "Place", "owner": "Another"}, 0),
        ("outcomes", {"director": "Another", "title": "Another"}, 1),
        ("activities", {"owner": "Another", "title": "Another"}, 1),
    ],
)
def test_who_answers_for_a_thing_is_upkeep_and_what_it_is_called_is_not(
    strategic_plan, what, changes, told
):
    first, *others = getattr(strategic_plan, what)
    after = replace(strategic_plan, **{what: (replace(first, **changes), *others)})
    assert [each.what for each in changed_terms(strategic_plan, after)] == [what] * told


def test_a_measure_that_came_or_went_and_the_plans_own_rule_are_told(
    make_plan, make_measure, measure
):
    before = make_plan(measure)
    after = make_plan(make_measure("air"), rag_rule=RagRule.TOLERANCE)
    assert [(each.measure_id, each.what, each.after) for each in changed_terms(before, after)] == [
        ("", "rating rule", "tolerance"),
        ("air", "measure", "in the plan"),
        ("reviews", "measure", "none"),
    ]


def test_a_rule_that_changed_is_told_in_words_of_the_plan_and_of_a_measure(make_plan, measure):
    before = make_plan(measure, rag_rule=RagRule.TOLERANCE, tolerance_percent=5.0)
    own = RatingRule(rule=RagRule.TREND, green_at_limit=False, reason="More is better")
    of_plan = RatingRule(rule=RagRule.TOLERANCE, green_within=10, reason="Havoc")
    after = make_plan(replace(measure, rating=own), rag_rule=RagRule.TOLERANCE, rating=of_plan)
    was = (
        "Green: target met or better. Amber: target missed, but within 5% of the target. Red: not "
        "within 5% of the target."
    )
    told = changed_terms(before, after)
    assert [(each.measure_id, each.what, each.before, each.after) for each in told] == [
        (
            "",
            "rating rule",
            was,
            "Green: target met or better, or within 10% of the target. Red: not within 10% of the "
            "target.",
        ),
        (
            "reviews",
            "rating rule",
            was,
            "Green: better than in the period before. Red: no better than in the period before.",
        ),
    ]


def test_limits_of_bands_that_changed_are_told(make_plan, measure):
    before, after = (
        replace(measure, aims={"2019/20": Aim(year="2019/20", target=50.0, green_limit=limit)})
        for limit in (45.0, 47.0)
    )
    (found,) = changed_aims(make_plan(before), make_plan(after))
    assert (found.before, found.after) == (
        "target 50.0%, green 45.0%",
        "target 50.0%, green 47.0%",
    )


def test_a_plan_that_is_not_known_is_not_compared_and_counts_as_another(
    state, make_plan, make_measure
):
    before = state(figure(1.0), plan=make_plan(make_measure(target=50.0)), has_plan=False)
    found = release_changes(before, state(figure(1.0)))
    assert found.aims == ()
    assert found.anything
