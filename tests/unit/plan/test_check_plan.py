"""Every kind of fault gives its sentence, with the file and the key, and all of them at once."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from kpis.errors import PlanError
from kpis.plan.check import check_plan, review_reminders
from kpis.plan.load import load_plan
from tests.unit.plan.faults_of_keys import OF_KEYS
from tests.unit.plan.faults_of_measures import OF_MEASURES
from tests.unit.plan.faults_of_the_whole import OF_THE_WHOLE
from tests.unit.plan.files_of_a_plan import BINS, DAYS, FROGS, GLAD, HOMES, POOL

AIM_OF = {BINS: "target = 98.0", DAYS: "target = 56", POOL: "target = 55"}
SINGLE_FAULTS = OF_KEYS | OF_MEASURES | OF_THE_WHOLE
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


def test_a_theme_where_the_plan_has_none_is_told_so(plan_copy):
    text = (plan_copy.folder / "themes.toml").read_text(encoding="utf-8")
    plan_copy.edit("themes.toml", text, "themes = []")
    fault = f'{BINS}: themes[1].theme: "HOME" is not in themes.toml, which has none.'
    assert fault in plan_copy.faults()


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
    places = [": ".join(fault.split(": ")[:2]) for fault in plan_copy.faults()]
    assert places == [
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


def test_a_plan_without_measures_is_sound(plan_copy):
    shutil.rmtree(plan_copy.folder / "measures")
    assert plan_copy.faults() == []


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
