"""Every kind of fault gives its sentence, with the file and the key, and all of them at once."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from kpis.errors import PlanError
from kpis.plan.check import check_plan, review_reminders
from kpis.plan.load import load_plan

BINS = "measures/bins_on_time.toml"
DAYS = "measures/planning_days.toml"
HOMES = "measures/warm_homes.toml"
POOL = "measures/pool_occupancy.toml"
FROGS = "measures/frogs.toml"
GLAD = "measures/glad_to_live_here.toml"
AIM_OF = {BINS: "target = 98.0", DAYS: "target = 56", POOL: "target = 55"}

# (file, text replaced, by this, the one fault that follows)
SINGLE_FAULTS = {
    "a missing key": (
        BINS,
        'owner = "Head of Bins"\n',
        "",
        "owner: is missing. Add it.",
    ),
    "an unknown key": (
        BINS,
        "definition =",
        "defnition = 'x'\ndefinition =",
        "defnition: is not a key of this file. Did you mean definition?",
    ),
    "an unknown key like no other": (
        "plan.toml",
        'area = "Northmere"',
        'area = "Northmere"\nzzzz = 1',
        "zzzz: is not a key of this file. Remove it.",
    ),
    "a number in quotes": (
        BINS,
        "target = 98.0",
        'target = "98"',
        'years.2023/24.target: must be a number, without quotes or a unit; found "98".',
    ),
    "first figures from a folder that is not there": (
        "plan.toml",
        'area = "Northmere"',
        'area = "Northmere"\nfirst_figures.published = "../nowhere"',
        'first_figures.published: "../nowhere" is no folder beside the plan\'s own.',
    ),
    "a way of approving that there is not": (
        "plan.toml",
        'area = "Northmere"',
        'area = "Northmere"\napproval = "three"',
        'approval: must be one of one or two; found "three".',
    ),
    "a decimal where a whole number belongs": (
        BINS,
        "decimals = 1",
        "decimals = 1.5",
        "decimals: must be a whole number, without quotes; found 1.5.",
    ),
    "text without quotes where a date belongs": (
        BINS,
        "reviewed_on = 2023-03-01",
        'reviewed_on = "1 March 2023"',
        'reviewed_on: must be a date such as 2026-04-01, without quotes; found "1 March 2023".',
    ),
    "a number where text belongs": (
        BINS,
        'source = "Lorry tracker"',
        "source = 7",
        "source: must be text in quotes; found 7.",
    ),
    "an empty text": (
        BINS,
        'owner = "Head of Bins"',
        'owner = " "',
        'owner: must not be empty; found " ".',
    ),
    "a word that is none of those allowed": (
        BINS,
        'polarity = "higher"',
        'polarity = "up"',
        'polarity: must be one of higher, lower, range or neutral; found "up".',
    ),
    "true in quotes": (
        HOMES,
        "illustrative = true",
        'illustrative = "yes"',
        'parts[2].every_year.illustrative: must be true or false; found "yes".',
    ),
    "a figure that is no number": (
        BINS,
        "target = 98.0",
        "target = nan",
        "years.2023/24.target: must be a number; found nan.",
    ),
    "text where a list belongs": (
        "plan.toml",
        'comparators = ["Southmere"]',
        'comparators = "Southmere"',
        'comparators: must be a list in square brackets; found "Southmere".',
    ),
    "a table that is no table": (
        FROGS,
        "[published]",
        "[[published]]",
        "published: must be a table; found a list.",
    ),
    "more decimals than any figure has": (
        BINS,
        "decimals = 1",
        "decimals = 9",
        "decimals: must be at most 4; found 9.",
    ),
    "a key in the wrong table": (
        FROGS,
        "[published]",
        "[published]\ntitle = 'x'",
        "published.title: does not belong here, but to another table of this file. Move it.",
    ),
    "a number below one": (
        "outcomes.toml",
        "number = 1",
        "number = 0",
        "outcomes[1].number: must be at least 1; found 0.",
    ),
    "a largest figure of nothing": (
        BINS,
        "decimals = 1",
        "decimals = 1\nmaximum = 0",
        "maximum: must be more than 0; found 0.",
    ),
    "a short title that is long": (
        BINS,
        "decimals = 1",
        'decimals = 1\nshort_title = "Bins collected on the very day they are due"',
        "short_title: has 43 characters and may have 32. Shorten it.",
    ),
    "an id with capitals": (
        HOMES,
        'id = "warm_homes_rented"',
        'id = "Rented Homes"',
        "parts[1].id: must be small letters, figures and underscores, as in recycling_rate; "
        'found "Rented Homes".',
    ),
    "an outcome nobody defined": (
        BINS,
        "outcome = 1",
        "outcome = 7",
        None,
    ),
    "a theme nobody defined": (
        BINS,
        'theme = "HOME"',
        'theme = "HOUSE"',
        'themes[1].theme: "HOUSE" is not in themes.toml, which has HOME, WILD.',
    ),
    "a priority nobody defined": (
        "outcomes.toml",
        "priority = 2",
        "priority = 5",
        "outcomes[3].priority: 5 is not in plan.toml, which has 1, 2.",
    ),
    "an activity of no outcome": (
        "activities.toml",
        "outcome = 3",
        "outcome = 9",
        "activities[4].outcome: 9 is not in outcomes.toml, which has 1, 2, 3.",
    ),
    "an activity that supports no outcome": (
        "activities.toml",
        "also_supports = [3]",
        "also_supports = [8]",
        "activities[3].also_supports: 8 is not in outcomes.toml, which has 1, 2, 3.",
    ),
    "an activity that supports its own outcome": (
        "activities.toml",
        "also_supports = [3]",
        "also_supports = [2]",
        "activities[3].also_supports: 2 is the activity's own outcome. Remove it.",
    ),
    "a theme linked twice": (
        BINS,
        "[[themes]]",
        '[[themes]]\ntheme = "HOME"\nbasis = "stated"\nreason = "x"\n\n[[themes]]',
        'themes[2].theme: "HOME" is there twice. Remove one.',
    ),
    "a theme link without a reason": (
        BINS,
        'reason = "A street with full bins is no home"\n',
        "",
        "themes[1].reason: is missing. Add it.",
    ),
    "an outcome number given twice": (
        "outcomes.toml",
        'number = 3\ntitle = "People',
        'number = 2\ntitle = "People',
        None,
    ),
    "an activity number given twice": (
        "activities.toml",
        "outcome = 1\nnumber = 2",
        "outcome = 1\nnumber = 1",
        "activities[2].number: 1 is already the number of activities[1].",
    ),
    "a gap in the numbers of activities": (
        "activities.toml",
        "outcome = 1\nnumber = 2",
        "outcome = 1\nnumber = 4",
        "activities of outcome 1: The numbers do not run on from 1: 2, 3 missing.",
    ),
    "a theme id given twice": (
        "themes.toml",
        'id = "WILD"',
        'id = "Home"',
        None,
    ),
    "a priority number left out": (
        "plan.toml",
        'number = 2\ntitle = "Water',
        'number = 3\ntitle = "Water',
        None,
    ),
    "a part id that another measure has": (
        HOMES,
        'id = "warm_homes_owned"',
        'id = "frogs"',
        'parts[2].id: "frogs" is already an id in measures/frogs.toml.',
    ),
    "part letters with a gap": (
        HOMES,
        'letter = "b"',
        'letter = "c"',
        'parts[2].letter: must be "b", as parts run on from a; found "c".',
    ),
    "a measure code given twice": (
        DAYS,
        "number = 2",
        "number = 1",
        "number: 1.1 is already the code of measures/bins_on_time.toml.",
    ),
    "a target_upper that is missing": (
        POOL,
        "target_upper = 80\n",
        "",
        "years.2023/24.target_upper: is missing. A range needs its upper bound too.",
    ),
    "a range that is empty": (
        POOL,
        "target_upper = 80",
        "target_upper = 55",
        "years.2023/24.target_upper: must be more than target, which is 55; found 55.",
    ),
    "an upper bound where higher is better": (
        BINS,
        "target = 98.0",
        "target = 98.0\ntarget_upper = 99.0",
        "years.2023/24.target_upper: is for ranges only; the polarity is higher. Remove it.",
    ),
    "a percentage above 100": (
        BINS,
        "target = 98.0",
        "target = 980",
        "years.2023/24.target: must be 0 to 100 per cent; found 980.",
    ),
    "a profile of three quarters": (
        HOMES,
        "target_profile = [20, 50, 90, 120]",
        "target_profile = [50, 90, 120]",
        "parts[1].years.2023/24.target_profile: must have 4 figures, one for each quarter; "
        "found 3.",
    ),
    "a profile that misses the year's target": (
        HOMES,
        "target_profile = [20, 50, 90, 120]",
        "target_profile = [20, 50, 90, 110]",
        "parts[1].years.2023/24.target_profile: must end at the year's target of 120; found 110.",
    ),
    "a profile that falls": (
        HOMES,
        "target_profile = [20, 50, 90, 120]",
        "target_profile = [20, 95, 90, 120]",
        "parts[1].years.2023/24.target_profile: falls within the year; a year-to-date figure "
        "cannot.",
    ),
    "a profile of a yearly survey": (
        GLAD,
        "target = 80",
        "target = 80\ntarget_profile = [80, 80, 80, 80]",
        "years.2023/24.target_profile: does not go with the frequency survey_wave. Remove it.",
    ),
    "a year-to-date measure without a profile": (
        HOMES,
        "target_profile = [20, 50, 90, 120]\n",
        "",
        "parts[1].years.2023/24.target_profile: is missing. A year-to-date measure needs its "
        "value at each quarter's end.",
    ),
    "year to date of a yearly survey": (
        GLAD,
        'basis = "period"',
        'basis = "year_to_date"',
        None,
    ),
    "a rated measure without an aim in the plan's years": (
        DAYS,
        '[years."2023/24"]',
        '[years."2021/22"]',
        "years: There is no aim for any year from 2023/24 to 2024/25. Add one, or say in "
        "data_only why there is no target.",
    ),
    "a part without an aim in the plan's years": (
        HOMES,
        '[parts.years."2023/24"]',
        '[parts.years."2029/30"]',
        "parts[1].years: There is no aim for any year from 2023/24 to 2024/25. Add one, or say "
        "in data_only why there is no target.",
    ),
    "a year that is no financial year": (
        BINS,
        '[years."2024/25"]',
        '[years."2024/26"]',
        'years.2024/26: must be a financial year, such as 2019/20; found "2024/26".',
    ),
    "data only with an aim": (
        BINS,
        "decimals = 1",
        'decimals = 1\ndata_only = "New"',
        "data_only: says there is no target, but there are years. Remove one.",
    ),
    "aims of a measure with parts": (
        HOMES,
        "[[themes]]",
        '[years."2023/24"]\ntarget = 1\ntarget_profile = [1, 1, 1, 1]\n\n[[themes]]',
        "years: A measure with parts is not rated itself. Move its years into the parts.",
    ),
    "an illustrative target without a rationale": (
        HOMES,
        'rationale = "Half as many again as last year; not yet agreed."\n',
        "",
        "parts[2].years.2023/24.rationale: is missing. Say where an illustrative target comes "
        "from.",
    ),
    "a survey wave without its first month": (
        GLAD,
        "wave_start_month = 10\n",
        "",
        "wave_start_month: is missing. A survey wave needs the first month and how many there are.",
    ),
    "a survey wave without its length": (
        GLAD,
        "wave_months = 2\n",
        "",
        "wave_months: is missing. A survey wave needs the first month and how many there are.",
    ),
    "wave months of a quarterly measure": (
        DAYS,
        "decimals = 1",
        "decimals = 1\nwave_months = 2",
        "wave_months: is for survey waves only; the frequency is quarter. Remove it.",
    ),
    "months without a way to make a quarter": (
        BINS,
        'quarter_value = "mean"\n',
        "",
        "quarter_value: is missing. Say how months make a quarter: sum, mean or last.",
    ),
    "a quarter value of a quarterly measure": (
        DAYS,
        "decimals = 1",
        'decimals = 1\nquarter_value = "sum"',
        "quarter_value: is for months only; the frequency is quarter. Remove it.",
    ),
    "a rolling figure no longer than its period": (
        DAYS,
        "decimals = 1",
        "decimals = 1\nrolling_months = 3",
        "rolling_months: is for a figure that covers more than its own period of 3 months up to "
        "the end of it, and is no year-to-date total; found 3. Remove it.",
    ),
    "a break at what is no period": (
        DAYS,
        'period = "2023-24-Q3"',
        'period = "Q3 2023/24"',
        'breaks[1].period: must be the id of a period, such as 2019-20-Q2; found "Q3 2023/24".',
    ),
    "a break at a period of another frequency": (
        DAYS,
        'period = "2023-24-Q3"',
        'period = "2023-24"',
        "breaks[1].period: must be a quarter, such as Q2 2019/20; "
        'found "2023-24", which is a financial year.',
    ),
    "introduced in what is no quarter": (
        POOL,
        'introduced = "2023-24-Q2"',
        'introduced = "2023-24"',
        'introduced: must be a quarter, such as 2019-20-Q2; found "2023-24".',
    ),
    "retired before it was introduced": (
        POOL,
        'introduced = "2023-24-Q2"',
        'introduced = "2023-24-Q2"\nretired = "2023-24-Q1"',
        "retired: is before the quarter the measure was introduced in.",
    ),
    "suspended since what is no quarter": (
        POOL,
        'since = "2024-25-Q1"',
        'since = "April 2024"',
        'suspensions[1].since: must be a quarter, such as 2019-20-Q2; found "April 2024".',
    ),
    "a suspension that ends before it begins": (
        POOL,
        'until = "2024-25-Q2"',
        'until = "2023-24-Q4"',
        "suspensions[1].until: is before the quarter it was suspended since.",
    ),
    "a review that is due before it was done": (
        BINS,
        "next_review = 2024-03-01",
        "next_review = 2023-03-01",
        "next_review: must be after 2023-03-01, when it was reviewed; found 2023-03-01.",
    ),
    "half a ratio": (
        BINS,
        'denominator = "Planned collections"\n',
        "",
        "denominator: is missing. Give both sides of the ratio, or neither.",
    ),
    "a near match that does not say so to readers": (
        FROGS,
        'note = "Counts toads too."\n',
        "",
        "published.note: is missing. Say to readers how the published figure differs.",
    ),
    "a complement without its conversion": (
        FROGS,
        'nearness = "near"',
        'nearness = "complement"',
        "published.conversion: is missing. Say how the published figure was converted.",
    ),
    "a calendar entry of what is no quarter": (
        "calendar.toml",
        "[quarters.2023-24-Q3]",
        "[quarters.2023-24]",
        'quarters.2023-24: must be a quarter, such as 2019-20-Q2; found "2023-24".',
    ),
    "returns due before the quarter ends": (
        "calendar.toml",
        "due = 2024-01-17",
        "due = 2023-12-31",
        "quarters.2023-24-Q3.due: must be after the quarter ends on 2023-12-31; found 2023-12-31.",
    ),
    "a quarter that closes before returns are due": (
        "calendar.toml",
        "closes = 2024-01-31",
        "closes = 2024-01-16",
        "quarters.2023-24-Q3.closes: 2024-01-16 is before due, which is 2024-01-17.",
    ),
    "a rule whose days are out of order": (
        "calendar.toml",
        "published_days = 60",
        "published_days = 20",
        "rule.published_days: 20 is before closes_days, which is 28.",
    ),
    "a plan that ends before it begins": (
        "plan.toml",
        'last_year = "2024/25"',
        'last_year = "2022/23"',
        None,
    ),
    "a first year that is none": (
        "plan.toml",
        'first_year = "2023/24"',
        'first_year = "2023"',
        'first_year: must be a financial year, such as 2019/20; found "2023".',
    ),
    "tolerance without its width": (
        "plan.toml",
        "tolerance_percent = 5\n",
        "",
        "tolerance_percent: is missing. Say how far from target, in per cent, is amber.",
    ),
    "a minimum expectation in a plan that rates by tolerance": (
        BINS,
        "target = 98.0",
        "target = 98.0\nminimum_expectation = 97.0",
        "years.2023/24.minimum_expectation: does nothing: this plan rates by tolerance. Remove it.",
    ),
    "the plan's own area as a comparator": (
        "plan.toml",
        '["Southmere"]',
        '["Southmere", "Northmere"]',
        'comparators[2]: "Northmere" is there already, or is the plan\'s area.',
    ),
    "years that add up": (
        FROGS,
        'basis = "period"',
        'basis = "period"\nadds_up = true',
        "adds_up: is for months, quarters and half-years: the rest are years. Remove it.",
    ),
    "averages that add up": (
        DAYS,
        'basis = "period"',
        'basis = "period"\nadds_up = true',
        "adds_up: is for counts, amounts, averages a day and shares of counts. Remove it.",
    ),
    "shares that add up without what they are of": (
        DAYS,
        'unit = "days"\nunit_label = "days"',
        'unit = "percent"\nunit_label = "%"\nadds_up = true',
        "adds_up: needs a numerator and a denominator: shares themselves do not add up.",
    ),
    "months whose last one is the quarter's, and that add up": (
        BINS,
        'quarter_value = "mean"',
        'quarter_value = "last"\nadds_up = true',
        "adds_up: does not go with quarter_value last, the state at the quarter's end.",
    ),
    "12 months that add up": (
        POOL,
        'basis = "period"',
        'basis = "period"\nadds_up = true\nrolling_months = 12',
        "adds_up: cannot be: each figure already covers more than its own period.",
    ),
    "averages to date that add up": (
        HOMES,
        'unit = "count"\n',
        'unit = "average"\nadds_up = true\n',
        "adds_up: cannot be: an average for the year to date holds earlier days already.",
    ),
    "a whole without parts": (
        POOL,
        'basis = "period"',
        'basis = "period"\nwhole = "planning_days"',
        "whole: is for a measure with parts, which are some of a whole.",
    ),
    "a whole nobody defined": (
        HOMES,
        'basis = "year_to_date"',
        'basis = "year_to_date"\nwhole = "cold_homes"',
        'whole: "cold_homes" is no measure of this plan.',
    ),
    "a whole that is its own": (
        HOMES,
        'basis = "year_to_date"',
        'basis = "year_to_date"\nwhole = "warm_homes"',
        'whole: "warm_homes" has parts and so no figures of its own.',
    ),
    "the plan's own area among those it is ranked among": (
        "plan.toml",
        '["Eastmere", ',
        '["Northmere", ',
        'comparator_sets[1].areas[1]: "Northmere" is there already, or is the plan\'s area, which '
        "always belongs.",
    ),
    "an area listed twice in a set": (
        "plan.toml",
        '["Eastmere", "Southmere"',
        '["Eastmere", "Eastmere"',
        'comparator_sets[1].areas[2]: "Eastmere" is there already, or is the plan\'s area, which '
        "always belongs.",
    ),
    "a whole that is one of its areas": (
        "plan.toml",
        'reference = "Mereshire"',
        'reference = "Westmere"',
        'comparator_sets[1].reference: "Westmere" is one of the areas. Name the whole they belong '
        "to, or leave it.",
    ),
    "a set of nobody": (
        "plan.toml",
        'areas = ["Eastmere", "Southmere", "Westmere"]\nreference = "Mereshire"',
        "areas = []",
        "comparator_sets[1].areas: is empty. List the areas to rank among, or name a reference.",
    ),
    "an area without a name": (
        "plan.toml",
        '["Eastmere", ',
        '["", ',
        'comparator_sets[1].areas[1]: must not be empty; found "".',
    ),
    "two sets of one id": (
        "plan.toml",
        "[[comparator_sets]]",
        '[[comparator_sets]]\nid = "mere_towns"\ntitle = "A"\nareas = ["B"]\nsource = "C"\n\n'
        "[[comparator_sets]]",
        'comparator_sets[2].id: "mere_towns" is already the id of comparator_sets[1].',
    ),
}
# Faults that bring others with them, as every file that refers to what is gone is told of too.
AMONG_OTHERS = {
    "an outcome nobody defined": "outcome: 7 is not in outcomes.toml, which has 1, 2, 3.",
    "an outcome number given twice": "outcomes[3].number: 2 is already the number of outcomes[2].",
    "a theme id given twice": 'themes[2].id: "Home" is already the id of themes[1].',
    "a priority number left out": "priorities: The numbers do not run on from 1: 2 missing.",
    "year to date of a yearly survey": "basis: cannot be year_to_date for a survey wave.",
    "a plan that ends before it begins": "last_year: 2022/23 is before the first year, 2023/24.",
}


@pytest.mark.parametrize("kind", SINGLE_FAULTS)
def test_a_fault_is_told_with_its_file_its_key_and_what_to_do(plan_copy, kind):
    file, old, new, sentence = SINGLE_FAULTS[kind]
    plan_copy.edit(file, old, new)
    faults = plan_copy.faults()
    if sentence is not None:
        assert faults == [f"{file}: {sentence}"]
    else:
        assert f"{file}: {AMONG_OTHERS[kind]}" in faults


def test_the_fictional_plan_has_no_fault(plan_copy):
    assert plan_copy.faults() == []


def test_two_measures_of_one_title_could_not_be_told_apart_in_a_return(plan_copy):
    plan_copy.edit(FROGS, "Frogs counted at the mere", "rented HOMES  made warmer")
    assert plan_copy.faults() == [
        f"{HOMES}: parts[1].title: is the same as {FROGS}: title. "
        "Returns could not tell them apart."
    ]


def test_all_faults_are_found_at_once_even_in_files_that_are_faulty_otherwise(plan_copy):
    plan_copy.edit(BINS, 'owner = "Head of Bins"\n', "")
    plan_copy.edit(BINS, 'theme = "HOME"', 'theme = "HOUSE"')
    plan_copy.edit(BINS, "target = 98.0", 'target = "98"')
    plan_copy.edit(DAYS, "number = 2", "number = 1")
    plan_copy.edit(POOL, "target_upper = 80\n", "")
    plan_copy.edit(GLAD, "wave_months = 2\n", "")
    plan_copy.edit("calendar.toml", "closes = 2024-01-31", "closes = 2024-01-16")
    plan_copy.edit("themes.toml", 'title = "Wild Northmere"', "title = Wild Northmere")
    plan_copy.edit("activities.toml", "also_supports = [3]", "also_supports = [8]")
    found = [": ".join(fault.split(": ")[:2]) for fault in plan_copy.faults()]
    assert found == [
        "activities.toml: activities[3].also_supports",
        "calendar.toml: quarters.2023-24-Q3.closes",
        "themes.toml: line 8",
        f"{BINS}: owner",
        f"{BINS}: years.2023/24.target",
        f"{GLAD}: wave_months",
        f"{DAYS}: number",
        f"{POOL}: years.2023/24.target_upper",
    ]  # the unknown theme is not among them: themes.toml cannot be read, so none is known


def test_an_unknown_theme_is_told_of_in_a_file_that_lacks_a_key(plan_copy):
    plan_copy.edit(BINS, 'owner = "Head of Bins"\n', "")
    plan_copy.edit(BINS, 'theme = "HOME"', 'theme = "HOUSE"')
    assert [fault.split(": ")[1] for fault in plan_copy.faults()] == ["owner", "themes[1].theme"]


def test_a_faulty_value_gives_one_fault_and_not_a_second_for_being_absent(plan_copy):
    plan_copy.edit(HOMES, "target_profile = [20, 50, 90, 120]", 'target_profile = [20, "50", 90]')
    plan_copy.edit(POOL, "target_upper = 80", 'target_upper = "80"')
    plan_copy.edit(GLAD, "wave_months = 2", "wave_months = 2.5")
    plan_copy.edit(FROGS, "data_only =", "data_only = 1 #")
    plan_copy.edit(FROGS, 'note = "Counts toads too."', "note = 2")
    plan_copy.edit(HOMES, 'rationale = "Half', 'rationale = 3 # "Half')
    assert [fault.split(": ")[1] for fault in plan_copy.faults()] == [
        "data_only",
        "published.note",
        "wave_months",
        "years.2023/24.target_upper",
        "parts[1].years.2023/24.target_profile[2]",
        "parts[2].years.2023/24.rationale",
    ]


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ('"Streets"', "Streets", "line 14", "text needs straight quotes"),
        ('"Streets"', "“Streets”", "line 14", "text needs straight quotes"),
        ('"Streets"', '"Streets', "line 14", "a text is not closed"),
        ("decimals = 1", "decimals 1", "line 9", 'not of the form key = "value"'),
        ("decimals = 1", "decimals = 1 place", "line 9", "something after the value"),
        ("decimals = 1", "decimals = 1\ndecimals = 2", "line 10", "stands there twice"),
    ],
)
def test_a_file_that_is_no_toml_is_told_of_with_its_line(plan_copy, old, new, place, words):
    plan_copy.edit(BINS, old, new)
    (fault,) = plan_copy.faults()
    assert fault.startswith(f"{BINS}: {place}: The file cannot be read: ")
    assert words in fault


def test_an_unreadable_measure_gives_no_further_faults_about_gaps(plan_copy):
    plan_copy.edit(BINS, "decimals = 1", "decimals 1")
    assert len(plan_copy.faults()) == 1


def test_a_file_in_another_encoding_is_told_of_with_its_line(plan_copy):
    path = plan_copy.folder / DAYS
    path.write_bytes(b"# two\n# lines\n# caf\xe9\n" + path.read_bytes())
    assert plan_copy.faults() == [f"{DAYS}: line 3: It is not UTF-8. Save it as UTF-8."]


def test_a_byte_order_mark_from_notepad_is_passed_over(plan_copy):
    path = plan_copy.folder / DAYS
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert plan_copy.faults() == []


@pytest.mark.parametrize(
    "file", ["plan.toml", "outcomes.toml", "themes.toml", "activities.toml", "calendar.toml"]
)
def test_a_missing_file_is_one_fault(plan_copy, file):
    (plan_copy.folder / file).unlink()
    assert plan_copy.faults() == [f"{file}: file: It is missing. Every plan has one."]


def test_a_plan_without_measures_is_told_of(plan_copy):
    shutil.rmtree(plan_copy.folder / "measures")
    assert plan_copy.faults() == ["measures: folder: It holds no measure. Add <id>.toml."]


def test_a_folder_that_is_not_there_is_one_fault(tmp_path):
    (fault,) = check_plan(tmp_path / "nowhere")
    assert fault.endswith("There is none. Name the folder of a plan.toml.")


def test_a_gap_in_measure_numbers_is_told_of(plan_copy):
    plan_copy.edit(DAYS, "number = 2", "number = 4")
    assert plan_copy.faults() == [
        "measures: outcome 1: The numbers do not run on from 1: 2, 3 missing."
    ]


def test_a_file_name_that_makes_no_id_is_told_of(plan_copy):
    (plan_copy.folder / FROGS).rename(plan_copy.folder / "measures/Frogs-2.toml")
    assert plan_copy.faults() == [
        "measures/Frogs-2.toml: file name: It must be small letters, figures and underscores, "
        "as in recycling_rate.toml."
    ]


@pytest.mark.parametrize(
    ("file", "aim", "sentence"),
    [
        (BINS, "minimum_expectation = 98.1", "98.1 against 98, where the polarity is higher."),
        (DAYS, "minimum_expectation = 55.9", "55.9 against 56, where the polarity is lower."),
        (
            POOL,
            "minimum_expectation = 56\nminimum_expectation_upper = 90",
            "56 against 55, where the polarity is range.",
        ),
    ],
)
def test_a_minimum_expectation_stricter_than_its_target_is_told_of(plan_copy, file, aim, sentence):
    plan_copy.rate_by_minimum_expectation()
    plan_copy.edit(file, AIM_OF[file], f"{AIM_OF[file]}\n{aim}")
    assert plan_copy.faults() == [
        f"{file}: years.2023/24.minimum_expectation: is stricter than the target: {sentence}"
    ]


@pytest.mark.parametrize(
    ("file", "aim"),
    [
        (BINS, "minimum_expectation = 98.0"),
        (DAYS, "minimum_expectation = 56.0"),
        (POOL, "minimum_expectation = 55\nminimum_expectation_upper = 80"),
    ],
)
def test_a_minimum_expectation_equal_to_its_target_is_allowed(plan_copy, file, aim):
    plan_copy.rate_by_minimum_expectation()
    plan_copy.edit(file, AIM_OF[file], f"{AIM_OF[file]}\n{aim}")
    assert plan_copy.faults() == []


def test_a_range_whose_upper_minimum_is_stricter_is_told_of(plan_copy):
    plan_copy.rate_by_minimum_expectation()
    aim = "minimum_expectation = 50\nminimum_expectation_upper = 79"
    plan_copy.edit(POOL, AIM_OF[POOL], f"{AIM_OF[POOL]}\n{aim}")
    assert plan_copy.faults() == [
        f"{POOL}: years.2023/24.minimum_expectation_upper: is stricter than target_upper: "
        "79 against 80."
    ]


def test_a_minimum_of_a_range_needs_its_upper_bound(plan_copy):
    plan_copy.rate_by_minimum_expectation()
    plan_copy.edit(POOL, AIM_OF[POOL], f"{AIM_OF[POOL]}\nminimum_expectation = 50")
    assert plan_copy.faults() == [
        f"{POOL}: years.2023/24.minimum_expectation_upper: is missing. "
        "A range needs its upper bound too."
    ]


def test_a_minimum_profile_stricter_in_one_quarter_is_told_of(plan_copy):
    plan_copy.rate_by_minimum_expectation()
    aim = "minimum_expectation = 110\nminimum_profile = [15, 51, 80, 110]"
    plan_copy.edit(HOMES, "target_profile", f"{aim}\ntarget_profile")
    assert plan_copy.faults() == [
        f"{HOMES}: parts[1].years.2023/24.minimum_profile: is stricter than the target in Q2: "
        "51 against 50, where the polarity is higher."
    ]


def test_a_minimum_expectation_to_date_needs_a_profile_too(plan_copy):
    plan_copy.rate_by_minimum_expectation()
    plan_copy.edit(HOMES, "target_profile", "minimum_expectation = 110\ntarget_profile")
    (fault,) = plan_copy.faults()
    assert fault.startswith(f"{HOMES}: parts[1].years.2023/24.minimum_profile: is missing.")


def test_tolerance_in_a_plan_that_rates_by_minimum_expectation_does_nothing(plan_copy):
    plan_copy.edit("plan.toml", '"tolerance"', '"minimum_expectation"')
    assert plan_copy.faults() == [
        "plan.toml: tolerance_percent: does nothing: the rule is minimum_expectation. Remove it."
    ]


def test_a_neutral_measure_cannot_have_aims(plan_copy):
    plan_copy.edit(FROGS, 'data_only = "Nobody knows how many frogs are best."\n', "")
    plan_copy.edit(FROGS, "[[themes]]", '[years."2023/24"]\ntarget = 40\n\n[[themes]]')
    assert plan_copy.faults() == [
        f"{FROGS}: years: A neutral measure cannot be rated. Say why in data_only instead."
    ]


def test_a_rate_to_date_may_fall_within_its_year(plan_copy):
    plan_copy.edit(HOMES, 'unit = "count"', 'unit = "percent"')
    plan_copy.edit(HOMES, "target = 120", "target = 60")
    plan_copy.edit(HOMES, "[20, 50, 90, 120]", "[70, 65, 62, 60]")
    assert plan_copy.faults() == []


def test_loading_a_faulty_plan_is_refused_with_every_fault(plan_copy):
    plan_copy.edit(BINS, 'owner = "Head of Bins"\n', "")
    plan_copy.edit(POOL, "target_upper = 80\n", "")
    with pytest.raises(PlanError, match="has 2 faults") as refused:
        load_plan(plan_copy.folder)
    assert list(refused.value.faults) == plan_copy.faults()
    assert refused.value.exit_code == 10


def test_loading_from_no_folder_is_refused_in_one_sentence(tmp_path: Path):
    with pytest.raises(PlanError, match="has one fault"):
        load_plan(tmp_path / "nowhere")


def test_overdue_reviews_are_reminders_longest_overdue_first_and_name_the_post(fictional_plan):
    assert review_reminders(fictional_plan, date(2024, 3, 2)) == [
        f"{FROGS}: next_review: The review was due on 1 October 2023. It is for the Ranger.",
        f"{BINS}: next_review: The review was due on 1 March 2024. It is for the Head of Bins.",
    ]


def test_a_review_due_today_is_not_overdue(fictional_plan):
    assert len(review_reminders(fictional_plan, date(2024, 3, 1))) == 1
    assert review_reminders(fictional_plan, date(2023, 10, 1)) == []


def test_parts_are_held_against_a_whole_of_their_own_kind(plan_copy):
    plan_copy.edit(
        HOMES, 'basis = "year_to_date"', 'basis = "year_to_date"\nwhole = "pool_occupancy"'
    )
    assert plan_copy.faults() == [
        f"{HOMES}: whole: has another unit: percent, not count.",
        f"{HOMES}: whole: has another basis: period, not year_to_date.",
    ]
