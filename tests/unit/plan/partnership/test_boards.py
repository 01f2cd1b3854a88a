"""What is whose business, and that it is counted once."""

from kpis.model import NO_OUTCOME, ThemeBasis
from kpis.plan.content import content_of, plan_of_content
from kpis.plan.load import load_plan
from kpis.plan.partnership.boards import (
    activities_of_board,
    board_of_theme,
    boards_of,
    boards_of_measure,
    measures_of_any_board,
    measures_of_board,
    themes_of_board,
)
from tests.unit.plan.conftest import FICTIONAL


def board(plan, board_id):
    return next(each for each in boards_of(plan) if each.id == board_id)


def test_meetings_come_from_the_calendar_earliest_first(partnered):
    days = [f"{day}" for day in board(partnered, "WARM").meetings]
    assert days == ["2024-01-08", "2024-06-03"]
    assert board(partnered, "MERE").meetings == ()


def test_a_board_has_the_measures_of_its_themes_and_those_named_as_its_business(partnered):
    hearth, warm = board(partnered, "HEARTH"), board(partnered, "WARM")
    (theme,) = themes_of_board(partnered, hearth)
    assert board_of_theme(partnered, theme) == hearth
    assert themes_of_board(partnered, warm) == ()
    through_theme = measures_of_board(partnered, hearth)
    assert through_theme.keys() == {
        each.id for each in partnered.measures if theme.id in {link.theme for link in each.themes}
    }
    assert {why.theme for reasons in through_theme.values() for why in reasons} == {theme}
    named = measures_of_board(partnered, warm)
    parts = [part.id for part in partnered.parts_of["warm_homes"]]
    assert [*named] == ["warm_homes", *parts], "a measure brings its parts"
    (why,) = named["warm_homes"]
    assert why == (ThemeBasis.STATED, "the charter names it", None)


def test_a_measure_of_several_boards_is_in_each_and_once_among_all(partnered):
    measure = partnered.measures_by_id["warm_homes"]
    boards = [each.id for each, _ in boards_of_measure(partnered, measure)]
    assert boards == ["HEARTH", "WARM"]
    every = [set(measures_of_board(partnered, each)) for each in boards_of(partnered)]
    assert measures_of_any_board(partnered) == set.union(*every)
    assert sum(map(len, every)) > len(measures_of_any_board(partnered))


def test_activities_and_commitments_stand_in_the_order_of_the_plan_with_their_reason(partnered):
    found = activities_of_board(partnered, board(partnered, "WARM"))
    assert [*found] == ["A1.2", "A2.1", "P1"]
    assert [why.reason for why in found["A1.2"]] == ["letters are about homes"]
    assert [*activities_of_board(partnered, board(partnered, "HEARTH"))] == []


def test_what_is_returned_are_the_activities_then_the_commitments_by_number(partnered):
    *activities, first, second = partnered.tracked
    assert tuple(activities) == partnered.activities
    assert (first.code, first.outcome, first.also_supports) == ("P1", NO_OUTCOME, (3,))
    assert (first.owner, first.partners) == ("Keeper of the Ledger", ("guild",))
    assert (second.code, second.also_supports, second.owner) == ("P2", (), "")


def test_without_a_partnership_the_boards_are_those_the_themes_name():
    plan = load_plan(FICTIONAL)
    assert plan.partnership is None
    assert plan.tracked == plan.activities
    assert [(each.id, each.title) for each in boards_of(plan)] == [
        (theme.id, theme.board) for theme in plan.themes
    ]
    for each in boards_of(plan):
        assert measures_of_board(plan, each)
        assert activities_of_board(plan, each) == {}


def test_a_release_keeps_the_partnership_and_the_text_of_a_plan_without_one_names_none(partnered):
    assert plan_of_content(content_of(partnered)) == partnered
    text = content_of(load_plan(FICTIONAL))
    assert "partner" not in text.replace("partnership_plan", "")


def test_a_part_takes_the_partners_of_its_measure_unless_it_names_its_own(with_partnership):
    file = "measures/warm_homes.toml"
    with_partnership.edit(file, "outcome = 2\n", 'outcome = 2\npartners = ["guild"]\n')
    with_partnership.edit(file, "[[parts]]\n", '[[parts]]\npartners = ["mere_trust"]\n')
    plan = load_plan(with_partnership.folder)
    first, *others = plan.parts_of["warm_homes"]
    assert first.partners == ("mere_trust",)
    assert {each.partners for each in others} == {("guild",)}


def test_a_part_may_be_the_business_of_a_board_without_the_rest_of_its_measure(with_partnership):
    with_partnership.edit("partnership.toml", '"warm_homes"', '"warm_homes_owned"')
    plan = load_plan(with_partnership.folder)
    assert [*measures_of_board(plan, board(plan, "WARM"))] == ["warm_homes_owned"]
