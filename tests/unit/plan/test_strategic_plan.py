"""The plan the repository holds, against what the council's documents list.

documents.txt repeats every title, so that no slip of the keyboard in a definition passes unseen.
"""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from kpis.model import Basis, Frequency, Polarity, RagRule, ThemeBasis, Unit
from kpis.periods import find_period, quarters_of_year

DOCUMENTS = Path(__file__).with_name("documents.txt")
DIRECTORATES = {
    "Children and Culture",
    "Health, Adults and Community",
    "Place",
    "Governance",
    "Resources",
}
PUBLISHED = "1.1 1.2 2.1 2.3 3.1 3.2 3.4 3.6 4.4 5.2 6.1 6.2 6.3 7.2 8.1 8.2"
DATA_ONLY = "5.4 5.5 6.1 8.1 10.2"
RESIDENTS_SURVEY = "3.5 4.2a 4.2b 4.2c 4.2d 6.4 7.1 7.3 8.2 8.3 9.2 9.3 9.4 9.5 10.1 11.4"
YEAR_TO_DATE = "1.3 1.5 4.1a 4.1b 4.3 10.4"


def listed(kind: str) -> list[list[str]]:
    lines = DOCUMENTS.read_text(encoding="utf-8").splitlines()
    return [line.split("|")[1:] for line in lines if line.startswith(f"{kind}|")]


def codes(measures) -> str:
    return " ".join(measure.code for measure in measures)


def test_it_holds_3_priorities_11_outcomes_4_themes_49_measures_and_73_activities(strategic_plan):
    whole = [measure for measure in strategic_plan.measures if not measure.part_of]
    assert len(strategic_plan.priorities) == 3
    assert len(strategic_plan.outcomes) == 11
    assert len(strategic_plan.themes) == 4
    assert len(whole) == 49
    assert len(strategic_plan.activities) == 73
    assert len(strategic_plan.measures) == 55
    assert len(strategic_plan.counted) == 53


def test_every_title_is_that_of_the_documents(strategic_plan):
    plan = strategic_plan
    assert [[str(p.number), p.title] for p in plan.priorities] == listed("priority")
    assert [[str(o.number), o.title, f"of priority {o.priority}"] for o in plan.outcomes] == listed(
        "outcome"
    )
    assert [[t.id, t.title, t.board] for t in plan.themes] == listed("theme")
    assert [[a.code, a.title] for a in plan.activities] == listed("activity")
    assert [
        [m.code, m.title, " ".join(link.theme for link in m.themes)]
        for m in plan.measures
        if not m.part_of
    ] == listed("measure")


def test_the_partnership_is_that_of_the_documents(strategic_plan):
    partnership = strategic_plan.partnership
    assert [[each.title] for each in partnership.boards] == listed("board")
    assert [[each.title] for each in partnership.partners] == listed("partner")
    said = {
        "report": "Report to Cabinet, paragraph 3.9",
        "plan": "Tower Hamlets Plan 2018-23, Our next steps",
        "summary": "Summary of the plan, Our next steps",
    }
    assert [
        [each.code, each.title, each.about, each.sources] for each in partnership.commitments
    ] == [
        [code, title, about, tuple(said[word] for word in words.split())]
        for code, title, about, words in listed("commitment")
    ]
    assert all(not board.meetings for board in partnership.boards), "no document gives a date"


def test_what_no_document_says_of_a_boards_business_is_called_added(strategic_plan):
    for each in strategic_plan.partnership.business:
        assert each.basis is ThemeBasis.ASSIGNED
        assert each.reason
    housing = [each for each in strategic_plan.partnership.business if each.board == "HOUSING"]
    named = {measure_id for each in housing for measure_id in each.measures}
    assert {strategic_plan.measures_by_id[each].code for each in named} == {
        "4.4",
        "6.1",
        "6.2",
        "6.3",
    }


def test_partners_are_named_where_a_title_or_definition_names_them(strategic_plan):
    words = {"nhs": ("health", "NHS"), "police": ("olice",), "schools": ("school",)}
    for each in (*strategic_plan.activities, *strategic_plan.measures):
        text = f"{each.title} {getattr(each, 'definition', '')}"
        for partner in each.partners:
            assert any(word in text for word in words[partner]), each.code


def test_activities_support_a_further_outcome_where_the_documents_say_so(strategic_plan):
    supporting = {a.code: a.also_supports for a in strategic_plan.activities if a.also_supports}
    assert supporting == {"A1.2": (4,), "A6.1": (4,), "A6.5": (4,)}
    for activity in strategic_plan.activities:
        assert ("also supports" in activity.title) == (activity.code in supporting)


def test_only_outcome_10_states_its_themes_and_every_link_says_why(strategic_plan):
    for measure in strategic_plan.measures:
        for link in measure.themes:
            assert link.reason
            assert (link.basis is ThemeBasis.STATED) == (measure.outcome == 10)
    without = {m.outcome for m in strategic_plan.measures if not m.themes}
    assert without == {9, 11}


def test_measures_naming_several_groups_have_a_part_for_each_and_say_why(strategic_plan):
    parts = {
        strategic_plan.measures_by_id[whole].code: codes(parts)
        for whole, parts in strategic_plan.parts_of.items()
    }
    assert parts == {"4.1": "4.1a 4.1b", "4.2": "4.2a 4.2b 4.2c 4.2d"}
    for part in strategic_plan.parts_of["health_inequality_groups"]:
        assert part.why_it_matters.startswith("Chosen ")
        assert part.sample_size < 1100


def test_data_only_measures_say_why_and_all_others_have_an_aim_in_every_year(strategic_plan):
    # A figure that is reported later than its period, as the first ones of 2018/19 are, is judged
    # by the aim of 2017/18.
    assert codes(m for m in strategic_plan.measures if m.data_only) == DATA_ONLY
    for measure in strategic_plan.counted:
        years = [] if measure.data_only else ["2018/19", "2019/20", "2020/21", "2021/22"]
        if years and measure.arrears:
            years = ["2017/18", *years]
        assert list(measure.aims) == years, measure.id


def test_owner_review_dates_and_rationale_are_given_for_all(strategic_plan):
    for measure in strategic_plan.measures:
        assert measure.owner, measure.id
        assert measure.directorate in DIRECTORATES, measure.id
        assert measure.reviewed_on < measure.next_review, measure.id
        assert measure.definition.endswith("."), measure.id
        assert measure.why_it_matters, measure.id
        assert measure.source, measure.id
        assert 0 < len(measure.short_title) <= 32, measure.id
        assert bool(measure.numerator) == bool(measure.denominator), measure.id
        for aim in measure.aims.values():
            assert aim.rationale, (measure.id, aim.year)
            assert aim.set_by, (measure.id, aim.year)
    assert any(measure.next_review > date(2026, 12, 31) for measure in strategic_plan.measures)


def test_short_titles_tell_the_measures_apart(strategic_plan):
    short = [measure.short_title for measure in strategic_plan.measures]
    assert len(set(short)) == len(short)


def test_every_target_is_illustrative_but_the_one_the_documents_give(strategic_plan):
    documented = {
        (measure.id, aim.year): (aim.target, aim.minimum_expectation)
        for measure in strategic_plan.measures
        for aim in measure.aims.values()
        if not aim.illustrative
    }
    assert documented == {("recycling", "2020/21"): (22.0, None)}


def test_last_years_target_becomes_this_years_minimum_expectation(strategic_plan):
    exceptions = {"recycling", "staff_turnover"}  # was lowered; keeps to its range
    for measure in strategic_plan.counted:
        if measure.id not in exceptions:
            for before, after in pairwise(measure.aims.values()):
                assert after.minimum_expectation == before.target, (measure.id, after.year)


def test_year_to_date_measures_have_a_profile_for_every_quarter_of_every_year(strategic_plan):
    to_date = [m for m in strategic_plan.counted if m.basis is Basis.YEAR_TO_DATE]
    assert codes(to_date) == YEAR_TO_DATE
    for measure in to_date:
        for aim in measure.aims.values():
            assert aim.target_profile[3] == aim.target
            assert aim.minimum_profile[3] == aim.minimum_expectation
            for minimum, target in zip(aim.minimum_profile, aim.target_profile, strict=True):
                assert 0 < minimum < target


def test_official_statistics_are_described_where_they_are_held(strategic_plan):
    published = [m for m in strategic_plan.measures if m.published]
    assert codes(published) == PUBLISHED
    nearness = {m.code: m.published.nearness for m in published}
    assert {code for code, how in nearness.items() if how == "complement"} == {"1.1", "1.2", "2.3"}
    assert {code for code, how in nearness.items() if how == "near"} == {"3.1", "3.6", "8.1"}
    for measure in published:
        assert measure.published.licence
        assert measure.published.conversion or measure.published.nearness != "complement"


def test_measures_from_the_residents_survey_share_its_wave(strategic_plan):
    waves = [
        m
        for m in strategic_plan.counted
        if m.frequency is Frequency.SURVEY_WAVE and m.wave_months == 2
    ]
    assert codes(waves) == RESIDENTS_SURVEY
    for measure in waves:
        assert (measure.wave_start_month, measure.arrears, measure.unit) == (2, 1, Unit.PERCENT)
        assert [series_break.period for series_break in measure.breaks] == ["2020-02-to-2020-03"]


@pytest.mark.parametrize(
    ("measure_id", "polarity"),
    [
        ("recycling", Polarity.HIGHER),
        ("council_co2", Polarity.LOWER),
        ("crime_concern", Polarity.LOWER),
        ("staff_sickness", Polarity.LOWER),
        ("staff_turnover", Polarity.RANGE),
        ("hate_crime", Polarity.NEUTRAL),
    ],
)
def test_polarity_is_as_a_councillor_would_read_it(strategic_plan, measure_id, polarity):
    assert strategic_plan.measures_by_id[measure_id].polarity is polarity


def test_the_range_of_staff_turnover_lies_within_its_acceptable_range(strategic_plan):
    aim = strategic_plan.measures_by_id["staff_turnover"].aims["2019/20"]
    assert (aim.minimum_expectation, aim.target) == (6.0, 8.0)
    assert (aim.target_upper, aim.minimum_expectation_upper) == (14.0, 17.0)


def test_the_redefined_measure_is_not_comparable_in_the_year_it_was_redefined(strategic_plan):
    redefined = {
        (measure.id, aim.year)
        for measure in strategic_plan.measures
        for aim in measure.aims.values()
        if aim.not_comparable
    }
    assert redefined == {("young_people_in_eet", "2018/19")}


def test_collection_is_suspended_where_it_stopped_in_2020(strategic_plan):
    suspended = {
        measure.id: [(suspension.since, suspension.until) for suspension in measure.suspensions]
        for measure in strategic_plan.measures
        if measure.suspensions
    }
    assert suspended == {
        "delayed_discharges_social_care": [("2020-21-Q1", "")],
        "public_realm_cleanliness": [("2020-21-Q1", "2020-21-Q2")],
    }


def test_the_plan_rates_by_minimum_expectation_and_names_its_comparators(strategic_plan):
    assert strategic_plan.rag_rule is RagRule.MINIMUM_EXPECTATION
    assert strategic_plan.comparators == ("London", "England")
    assert strategic_plan.area == strategic_plan.council
    sets = {comparators.id: comparators for comparators in strategic_plan.comparator_sets}
    london, inner = sets["london_boroughs"], sets["inner_london"]
    assert (len(london.areas), len(inner.areas)) == (31, 12)  # and the borough itself
    assert set(inner.areas) < set(london.areas)
    neighbours = sets["statistical_neighbours"]
    assert len(neighbours.areas) == 7  # of ten, the other three being outside London
    assert set(neighbours.areas) < set(london.areas)
    assert "Department for Education" in neighbours.source
    assert [comparators.reference for comparators in sets.values()] == [
        "London",
        "London (Inner)",
        "",
        "England",
    ]
    assert (strategic_plan.first_year, strategic_plan.last_year) == ("2019/20", "2021/22")


def test_published_dates_of_the_calendar_lie_8_to_13_weeks_after_the_quarter(strategic_plan):
    merged = {"2020-21-Q1"}  # reported together with the quarter after it
    for quarter_id, dates in strategic_plan.calendar.items():
        weeks = (dates.published - find_period(quarter_id).end).days / 7
        assert quarter_id in merged or 7.5 <= weeks <= 13.1, (quarter_id, weeks)
        for day in (dates.due, dates.closes, dates.published):
            assert day.weekday() < 5, (quarter_id, day)
    in_the_plan = {quarter.id for year in ("2019/20",) for quarter in quarters_of_year(year)}
    assert in_the_plan & set(strategic_plan.calendar) == {"2019-20-Q1", "2019-20-Q2"}


def test_states_and_rolling_figures_are_told_from_new_cases(strategic_plan):
    """As their definitions have it: "on the last day of the quarter", "in the 12 months to"."""
    natures: dict[str, list[str]] = {"stock": [], "rolling": []}
    for measure in strategic_plan.measures:
        natures.setdefault(measure.nature.value, []).append(measure.code)
    assert natures["stock"] == ["1.1", "2.1", "3.3", "5.4", "6.1", "10.2"]
    assert natures["rolling"] == ["7.4", "11.1", "11.2"]


def test_the_codes_of_londons_boroughs_follow_their_alphabet_with_the_city_first(strategic_plan):
    """As the Office for National Statistics numbered them: none is missing, none is swapped."""
    boroughs = {
        code: each.name
        for each in strategic_plan.area_names
        for code in each.also
        if code.startswith("E09")
    }
    assert sorted(boroughs) == [f"E09{number:06}" for number in range(1, 34)]
    in_order = [boroughs[code] for code in sorted(boroughs)]
    assert in_order[0] == "City of London"
    assert in_order[1:] == sorted(in_order[1:])
    assert len(set(in_order)) == 33
    assert (boroughs["E09000030"], in_order[-1]) == (strategic_plan.area, "Westminster")


def test_no_name_or_code_of_an_area_stands_for_two(strategic_plan):
    names = [
        name.casefold() for each in strategic_plan.area_names for name in (each.name, *each.also)
    ]
    assert len(names) == len(set(names))
