"""Aims proposed, agreed and changed: what their files may say, and what nobody was told."""

import tomllib
from datetime import date

import pytest

from kpis.plan.agreed.changed import has_begun, untold_changes
from kpis.plan.files import read_plan_files
from kpis.plan.load import load_plan

BINS = "measures/bins_on_time.toml"
THIS_YEAR = '[years."2023/24"]\ntarget = 98.0\n'
EARLIER = """
[[years."2023/24".earlier]]
target = 99.0
changed_on = 2023-10-03
changed_by = "Cabinet"
reason = "Two lorries fewer."
"""
IN_THE_YEAR = date(2023, 4, 1)


def faults(plan_copy, added: str) -> list[str]:
    plan_copy.edit(BINS, THIS_YEAR, THIS_YEAR + added)
    return [each.removeprefix(f"{BINS}: years.2023/24.") for each in plan_copy.faults()]


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        ("proposed = true\n", []),
        ('agreed_by = "Cabinet"\nagreed_on = 2023-03-01\n', []),
        (EARLIER, []),
        (
            'agreed_by = "Cabinet"\n',
            ["agreed_on: is missing. Say on which day it was agreed."],
        ),
        ("agreed_on = 2023-03-01\n", ["agreed_by: is missing. Say who agreed it."]),
        ('agreed_reason = "Minutes"\n', ["agreed_by: is missing. Say who agreed it."]),
        (
            'proposed = true\nagreed_by = "Cabinet"\n',
            ["agreed_by: does not go with proposed = true. Remove one of the two."],
        ),
        (
            EARLIER.replace("99.0", "98.0"),
            ["earlier[1]: asks just what was asked after it, so nothing was changed. Remove it."],
        ),
        (
            EARLIER + EARLIER.replace("2023-10-03", "2023-10-02").replace("99.0", "97.0"),
            [
                "earlier[2].changed_on: is before the change above it, of 2023-10-03. Write the "
                "oldest first."
            ],
        ),
        (
            EARLIER.replace('reason = "Two lorries fewer."\n', ""),
            ["earlier[1].reason: is missing. Add it."],
        ),
    ],
)
def test_what_an_aim_says_of_its_agreement_has_to_fit(plan_copy, added, expected):
    assert faults(plan_copy, added) == expected


def test_a_target_withdrawn_keeps_what_it_was_and_needs_none_itself(plan_copy):
    withdrawn = THIS_YEAR.replace("target = 98.0\n", "") + EARLIER
    plan_copy.edit(BINS, THIS_YEAR, withdrawn)
    assert plan_copy.faults() == []
    aim = load_plan(plan_copy.folder).measures_by_id["bins_on_time"].aims["2023/24"]
    assert aim.target is None
    assert [each.target for each in aim.earlier] == [99.0]


def test_a_measure_held_against_others_has_no_aim_to_propose(plan_copy):
    plan_copy.edit(
        BINS, "[every_year]", '[rating]\nrule = "trend"\nreason = "New."\n\n[every_year]'
    )
    plan_copy.edit(BINS, "target = 98.0\n", "proposed = true\n")
    plan_copy.edit(BINS, "target = 98.5\n", "")
    (fault,) = plan_copy.faults()
    assert fault == (
        f"{BINS}: years.2023/24.proposed: does nothing: this measure is rated by trend. Remove it."
    )


@pytest.mark.parametrize(
    ("day", "begun"),
    [(date(2023, 3, 31), False), (date(2023, 4, 1), True), (date(2024, 4, 1), True)],
)
def test_a_financial_year_begins_on_the_first_of_april(day, begun):
    assert has_begun("2023/24", day) is begun
    assert not has_begun("Year 1", day)


def untold(plan_copy, old: str, new: str, today: date = IN_THE_YEAR) -> list[tuple]:
    before = read_plan_files(plan_copy.folder).tables
    after = dict(before)
    text = (plan_copy.folder / BINS).read_text(encoding="utf-8")
    assert old in text
    after[BINS] = tomllib.loads(text.replace(old, new, 1))
    return [
        (each.aim.owner, each.aim.year, each.aim.figures, each.now)
        for each in untold_changes(before, after, today)
    ]


OTHER = THIS_YEAR.replace("98.0", "97.0")
OF_98 = EARLIER.replace("99.0", "98.0")
AGREED = 'agreed_by = "Cabinet"\nagreed_on = {}\n'


def test_a_changed_target_of_a_year_that_has_begun_has_to_be_told(plan_copy):
    changed = [("bins_on_time", "2023/24", {"target": 98.0}, {"target": 97.0})]
    assert untold(plan_copy, THIS_YEAR, OTHER) == changed
    assert untold(plan_copy, THIS_YEAR, OTHER, today=date(2023, 3, 31)) == []
    assert untold(plan_copy, THIS_YEAR, OTHER + OF_98) == []
    assert untold(plan_copy, THIS_YEAR, OTHER + EARLIER) == changed  # of another value


def test_what_was_agreed_anew_before_the_year_began_needs_no_reason(plan_copy):
    assert untold(plan_copy, THIS_YEAR, OTHER + AGREED.format("2023-03-31")) == []
    assert len(untold(plan_copy, THIS_YEAR, OTHER + AGREED.format("2023-04-01"))) == 1


def test_the_day_of_the_old_agreement_excuses_no_change(plan_copy):
    agreed = AGREED.format("2023-03-31")
    plan_copy.edit(BINS, THIS_YEAR, THIS_YEAR + agreed)
    assert len(untold(plan_copy, THIS_YEAR + agreed, OTHER + agreed)) == 1


def test_a_target_taken_away_or_opened_again_is_a_change(plan_copy):
    gone = [("bins_on_time", "2023/24", {"target": 98.0}, {})]
    assert untold(plan_copy, THIS_YEAR, "") == gone
    assert untold(plan_copy, THIS_YEAR, THIS_YEAR + "proposed = true\n") == gone


@pytest.mark.parametrize("state", ["proposed = true\n", "illustrative = true\n"])
def test_what_nobody_agreed_may_be_changed_at_any_time(plan_copy, state):
    plan_copy.edit(BINS, THIS_YEAR, THIS_YEAR + state)
    assert untold(plan_copy, THIS_YEAR, OTHER) == []


def test_the_first_target_of_a_year_changes_none(plan_copy):
    plan_copy.edit(BINS, THIS_YEAR, "")
    added = '[years."2024/25"]'
    assert untold(plan_copy, added, f"{OTHER}\n{added}") == []


def test_an_aim_that_goes_with_its_measure_is_no_changed_aim(plan_copy):
    before = read_plan_files(plan_copy.folder).tables
    after = {file: table for file, table in before.items() if file != BINS}
    assert list(untold_changes(before, after, IN_THE_YEAR)) == []


def test_a_reason_for_retiring_needs_the_quarter(plan_copy):
    plan_copy.edit(BINS, "\n[[themes]]", 'retired_reason = "A new lorry."\n\n[[themes]]')
    assert plan_copy.faults() == [
        f"{BINS}: retired: is missing. Say in which quarter it is due for the last time."
    ]
