"""Published figures are complete, unambiguous, attributed, and are what the publishers gave."""

from fractions import Fraction

import pandas as pd
import pytest

from kpis.model import Frequency

KEY = ["measure", "period", "area", "breakdown", "category"]
PER_MEASURE = {
    "young_people_in_eet": (540, {"Tower Hamlets", "London", "England"}),
    "secondary_attendance": (720, {"Tower Hamlets", "London", "England"}),
    "stable_placements": (288, {"Tower Hamlets", "London", "London (Inner)", "England"}),
    "reception_attendance": (360, {"Tower Hamlets", "London", "England"}),
    "reablement_independence": (268, {"Tower Hamlets", "England median of authorities"}),
    "delayed_discharges_social_care": (115, {"England"}),
    "resident_physical_activity": (340, {"Tower Hamlets", "England"}),
    "daily_mile": (271, {"Tower Hamlets", "England"}),
    "homelessness_prevented": (2170, {"Tower Hamlets", "London", "England"}),
    "recycling": (700, {"Tower Hamlets", "London", "England"}),
    "overcrowding": (99, {"Tower Hamlets"}),
    "homeless_moved_on": (5425, {"Tower Hamlets", "London", "England"}),
    "affordable_homes": (1155, {"Tower Hamlets", "London", "England"}),
    "youth_justice_entrants": (324, {"Tower Hamlets", "London"}),
    "hate_crime": (6112, {"Tower Hamlets"}),
    "volunteering": (33, {"Tower Hamlets"}),
}


def test_every_row_names_its_publisher_licence_indicator_and_conversion(published):
    words = published[["publisher", "licence", "indicator", "conversion", "title", "unit"]]
    assert not words.eq("").any().any()
    assert set(published["licence"]) == {
        "Open Government Licence v3.0",
        "Open Government Licence v2.0",
        "not stated in the source",
    }


def test_no_figure_is_given_twice(published):
    assert not published.duplicated(KEY).any()


def test_each_measure_has_all_its_rows_and_areas(published):
    assert published["measure"].value_counts().to_dict() == {
        measure: count for measure, (count, _) in PER_MEASURE.items()
    }
    figures = published[published["outturn"] != ""].groupby("measure")["area"].agg(set)
    for measure, (_, areas) in PER_MEASURE.items():
        assert areas <= figures[measure], measure


def test_the_readme_says_how_many_measures_have_figures_of_london_and_england(
    published, data_folder
):
    words = " ".join((data_folder / "published/README.md").read_text("utf-8").split())
    figures = published[published["outturn"] != ""].groupby("area")["measure"].nunique()
    assert f"{len(published):,} figures for {published['measure'].nunique()} measures" in words
    assert (
        f"{figures['Tower Hamlets']} measures have them for the London boroughs, "
        f"{figures['London']} for London, {figures['England']} for England and "
        f"{figures['London (Inner)']} for inner London."
    ) in words


def test_measures_and_titles_are_the_plans(published, plan):
    pairs = published[["measure", "title"]].drop_duplicates()
    assert {(m, plan.measures_by_id[m].title) for m in pairs["measure"]} == set(
        pairs.itertuples(index=False, name=None)
    )


def test_periods_are_of_the_measures_frequency_and_written_as_their_labels(
    published, plan, period_of
):
    for measure, text in set(zip(published["measure"], published["period"], strict=True)):
        period = period_of(measure, text)
        assert period.frequency is plan.measures_by_id[measure].frequency, (measure, text)
        assert period.label == text


def test_files_are_utf8_with_plain_line_ends(data_folder):
    for file in (data_folder / "published").glob("*.csv"):
        content = file.read_bytes()
        assert b"\r" not in content, file.name
        assert not content.startswith(b"\xef\xbb\xbf"), file.name
        content.decode("utf-8")


def test_a_figure_is_missing_exactly_where_a_marker_says_so(published):
    empty = published["outturn"] == ""
    assert published.loc[empty, "marker"].isin(["x", "z"]).all()
    assert (published.loc[~empty, "marker"] == "").all()


def test_shares_of_no_households_are_not_applicable(published):
    not_applicable = published[published["marker"] == "z"]
    assert len(not_applicable) == 36
    assert (not_applicable["denominator"] == "0").all()


@pytest.mark.parametrize("measure", ["homelessness_prevented", "overcrowding"])
def test_shares_are_their_numerator_over_their_denominator(published, measure):
    rows = published[(published["measure"] == measure) & (published["outturn"] != "")]
    for row in rows.itertuples():
        exact = Fraction(100 * int(row.numerator), int(row.denominator))
        assert abs(Fraction(row.outturn) - exact) <= Fraction(1, 20_000), row


@pytest.mark.parametrize(
    ("measure", "parts"),
    [
        (
            "homeless_moved_on",
            ["Social housing offer (Part 6)", "Private rented offer"],
        ),
        (
            "overcrowding",
            ["One bedroom too few (-1)", "Two or more bedrooms too few (-2 or less)"],
        ),
    ],
)
def test_a_whole_is_the_sum_of_the_categories_it_is_made_of(published, measure, parts):
    rows = published[(published["measure"] == measure) & (published["outturn"] != "")]
    counts = rows.assign(count=rows["numerator"].replace("", "0").astype("int64"))
    keys = ["area", "period"]
    whole = counts[counts["breakdown"] == ""].set_index(keys)["count"]
    added = counts[counts["category"].isin(parts)].groupby(keys)["count"].sum()
    pd.testing.assert_series_equal(whole.sort_index(), added.sort_index())


@pytest.mark.parametrize(
    ("measure", "period", "area", "category", "expected"),
    [
        ("recycling", "2003/04", "Tower Hamlets", "", "5"),
        ("recycling", "2018/19", "Tower Hamlets", "", "23"),
        ("young_people_in_eet", "2018/19", "Tower Hamlets", "", "93.2"),
        (
            "young_people_in_eet",
            "2017/18",
            "England",
            "Not in education, employment or training",
            "2.713022396",
        ),
        ("secondary_attendance", "2018/19 (academic)", "Tower Hamlets", "", "95.43"),
        ("reception_attendance", "2018/19 (academic)", "Tower Hamlets", "", "93.51"),
        ("stable_placements", "2018/19", "London (Inner)", "", "69"),
        ("stable_placements", "2017/18", "Tower Hamlets", "", "70"),
        ("reablement_independence", "2016/17", "Tower Hamlets", "", "95"),
        ("reablement_independence", "2018/19", "England median of authorities", "", "78.05"),
        ("delayed_discharges_social_care", "Nov 2019", "England", "", "1456.8"),
        ("resident_physical_activity", "Nov 2015 to Oct 2016", "Tower Hamlets", "", "68.7"),
        ("daily_mile", "2020/21 (academic)", "Tower Hamlets", "", "22.6"),
        ("homelessness_prevented", "Q1 2018/19", "Tower Hamlets", "", "34.8837"),
        ("homeless_moved_on", "Q2 2019/20", "Tower Hamlets", "", "67"),
        ("homeless_moved_on", "Q2 2019/20", "Tower Hamlets", "Private rented offer", "2"),
        ("affordable_homes", "2018/19", "Tower Hamlets", "", "614"),
        ("youth_justice_entrants", "2018", "Tower Hamlets", "", "385"),
        ("hate_crime", "Apr 2010", "Tower Hamlets", "", "2"),
        ("volunteering", "Apr 2010 to Mar 2013", "Tower Hamlets", "", "20.6"),
        ("overcrowding", "2021", "Tower Hamlets", "", "15.8704"),
    ],
)
def test_figures_are_the_publishers(published, measure, period, area, category, expected):
    row = published[
        (published["measure"] == measure)
        & (published["period"] == period)
        & (published["area"] == area)
        & (published["category"] == category)
    ]
    assert row["outturn"].tolist() == [expected]


def test_the_first_quarter_of_the_homelessness_reduction_act_keeps_its_counts(published):
    row = published[
        (published["measure"] == "homelessness_prevented")
        & (published["period"] == "Q1 2018/19")
        & (published["area"] == "Tower Hamlets")
        & (published["breakdown"] == "")
    ]
    assert row[["numerator", "denominator"]].to_numpy().tolist() == [["15", "43"]]


def test_what_the_source_gives_as_englands_rate_of_youth_justice_is_not_used(published):
    rows = published[
        (published["measure"] == "youth_justice_entrants") & (published["area"] == "England")
    ]
    assert set(rows["marker"]) == {"x"}
    assert rows.loc[rows["period"] == "2016", "note"].str.contains("3071").all()


def test_pooled_and_long_waves_cover_the_months_their_survey_ran(published, plan, period_of):
    waves = {
        (measure, text): period_of(measure, text).months
        for measure, text in set(zip(published["measure"], published["period"], strict=True))
        if plan.measures_by_id[measure].frequency is Frequency.SURVEY_WAVE
    }
    assert waves.pop(("volunteering", "Apr 2010 to Mar 2013")) == 36
    assert set(waves.values()) == {12}


def test_the_readme_names_every_measure_file_publisher_and_count(published, data_folder):
    readme = (data_folder / "published" / "README.md").read_text(encoding="utf-8")
    for name in {*published["measure"], *published["file"], *published["licence"]}:
        assert name in readme, name
    assert f"{len(published):,} figures" in readme


def test_every_area_the_plan_compares_with_has_figures_under_that_name(published, plan):
    of_sets = {
        area for found in plan.comparator_sets for area in (found.reference, *found.areas) if area
    }
    assert {plan.area, *plan.comparators, *of_sets} <= set(published["area"])
