"""What readers are told of aims that are not agreed, and of those that were changed."""

from dataclasses import replace
from datetime import date

from kpis.model import Aim, EarlierAim
from kpis.words.aims.changed import changed_aims

DAY = date(2020, 10, 3)


def with_aim(plan, **stated):
    measure = plan.measures_by_id["recycling"]
    return replace(measure, aims={"2020/21": replace(Aim(year="2020/21", target=70.0), **stated)})


def earlier(reason="Fewer lorries.", **stated):
    return EarlierAim(changed_on=DAY, changed_by="Cabinet", reason=reason, **stated)


def test_an_agreed_aim_that_was_never_changed_needs_no_word(strategic_plan):
    assert changed_aims(with_aim(strategic_plan)) == ()


def test_a_change_is_told_with_both_values_its_day_who_made_it_and_why(strategic_plan):
    measure = with_aim(strategic_plan, earlier=(earlier(target=75.0),))
    assert changed_aims(measure) == (
        "2020/21: target changed from 75% to 70% on 3 October 2020 by Cabinet: Fewer lorries.",
    )


def test_several_figures_changed_at_once_are_told_in_one_sentence(strategic_plan):
    before = earlier(target=75.0, minimum_expectation=72.0)
    measure = with_aim(strategic_plan, minimum_expectation=66.0, earlier=(before,))
    assert changed_aims(measure) == (
        "2020/21: target changed from 75% to 70% and minimum expectation from 72% to 66% on "
        "3 October 2020 by Cabinet: Fewer lorries.",
    )


def test_each_change_leads_to_what_was_asked_next(strategic_plan):
    measure = with_aim(
        strategic_plan, target=None, earlier=(earlier(target=80.0), earlier(target=75.0))
    )
    first, second = changed_aims(measure)
    assert "from 80% to 75%" in first
    assert "from 75% to none" in second


def test_what_is_proposed_is_told_as_such(strategic_plan):
    assert changed_aims(with_aim(strategic_plan, proposed=True)) == (
        "2020/21: target 70% proposed, not agreed, so no figure is rated by it.",
    )
