"""An outcome is shown by theme where its documents give each theme one measure, and else not."""

from dataclasses import replace

import pytest

from kpis.model import ThemeBasis, ThemeLink
from kpis.plan.partnership.by_theme import one_for_each_theme


def with_themes(plan, changes):
    """The plan with the themes of some measures, by code, put otherwise."""
    return replace(
        plan,
        measures=tuple(
            replace(each, themes=changes.get(each.code, each.themes)) for each in plan.measures
        ),
    )


def of_outcome_10(plan):
    return one_for_each_theme(plan, next(each for each in plan.outcomes if each.number == 10))


def stated(*themes):
    return tuple(ThemeLink(theme=t, basis=ThemeBasis.STATED, reason="said") for t in themes)


def test_outcome_10_has_one_measure_for_each_theme_in_their_order(strategic_plan):
    pairs = of_outcome_10(strategic_plan)
    assert [(theme.id, measure.code) for theme, measure in pairs] == [
        ("CYP", "10.2"),
        ("JOBS", "10.4"),
        ("SAFE", "10.1"),
        ("HEALTH", "10.3"),
    ]


def test_no_other_outcome_is_shown_so(strategic_plan):
    shown = [o.number for o in strategic_plan.outcomes if one_for_each_theme(strategic_plan, o)]
    assert shown == [10]


@pytest.mark.parametrize(
    "changes",
    [
        {"10.1": ()},
        {"10.1": stated("CYP")},  # twice, and one left over
        {"10.1": stated("SAFE", "JOBS")},
        {"10.1": (ThemeLink(theme="SAFE", basis=ThemeBasis.ASSIGNED, reason="ours"),)},
    ],
)
def test_one_measure_that_is_not_so_and_the_outcome_is_shown_as_all_are(strategic_plan, changes):
    assert of_outcome_10(with_themes(strategic_plan, changes)) == ()


def test_a_theme_that_no_measure_stands_for_is_left_over(strategic_plan):
    more = (*strategic_plan.themes, replace(strategic_plan.themes[0], id="FIFTH"))
    assert of_outcome_10(replace(strategic_plan, themes=more)) == ()
