"""Illustrative returns follow from their sources, fit the plan, and hold what real returns hold."""

import shutil
import subprocess
import sys
import tomllib
from datetime import date

import pandas as pd
import pytest

from kpis.model import Basis, Polarity, Unit
from kpis.periods import quarter, reporting_quarter
from kpis.plan.calendar import dates_of, due_in
from kpis.rounding import round_figure

KEY = ["measure", "period", "area", "breakdown", "category"]
PER = {Unit.PERCENT: 100, Unit.RATE_PER_100000: 100_000}
QUARTERS = [quarter(2016, 1).shift(count) for count in range(15)]
LAST = QUARTERS[-1]
BEFORE_LAST = QUARTERS[-2]


@pytest.fixture(scope="module")
def dated(illustrative, plan, period_of):
    """The rows with the quarter each is reported in, and its figure as a number."""
    pairs = zip(illustrative["measure"], illustrative["period"], strict=True)
    return illustrative.assign(
        reported=[
            reporting_quarter(period_of(name, text), plan.measures_by_id[name].arrears)
            for name, text in pairs
        ],
        figure=pd.to_numeric(illustrative["outturn"]),
        day=pd.to_datetime(illustrative["returned_on"]).dt.date,
    )


@pytest.fixture(scope="module")
def wholes(dated):
    return dated[dated["breakdown"] == ""]


@pytest.fixture(scope="module")
def latest(wholes):
    """The last return of each figure."""
    return wholes.drop_duplicates(KEY, keep="last")


def test_the_generator_writes_the_same_bytes_again(data_folder, tmp_path):
    copy = tmp_path / "data"
    shutil.copytree(data_folder / "illustrative", copy / "illustrative")
    shutil.copytree(data_folder / "plans", copy / "plans")
    (copy / "published").mkdir()  # the plan names this folder too
    for name in ("returns.csv", "activities.csv"):
        (copy / "illustrative" / name).unlink()
    subprocess.run([sys.executable, copy / "illustrative" / "generate.py"], check=True)
    for name in ("returns.csv", "activities.csv"):
        written = (copy / "illustrative" / name).read_bytes()
        assert written == (data_folder / "illustrative" / name).read_bytes(), (
            f"{name} no longer follows from its sources: run data/illustrative/generate.py."
        )


def test_every_measure_and_part_that_is_counted_has_returns(illustrative, plan):
    assert set(illustrative["measure"]) == {measure.id for measure in plan.counted}


def test_every_row_is_of_the_plans_own_area_and_says_it_is_illustrative(illustrative, plan):
    assert set(illustrative["area"]) == {plan.area}
    assert set(illustrative["note"]) == {"Illustrative: made up for demonstration"}


def test_periods_are_those_due_between_the_first_and_the_last_quarter(dated, plan, period_of):
    due = {
        (measure.id, period.label)
        for reported in QUARTERS
        for measure, period in due_in(plan, reported)
    }
    returned = set(zip(dated["measure"], dated["period"], strict=True))
    assert returned <= due
    assert all(
        period_of(name, text).frequency is plan.measures_by_id[name].frequency
        for name, text in returned
    )


def test_the_last_quarter_is_still_coming_in(wholes, plan):
    due = {measure.id for measure, _ in due_in(plan, LAST)}
    returned = set(wholes.loc[wholes["reported"] == LAST, "measure"])
    assert 0.35 <= len(returned) / len(due) <= 0.45


@pytest.mark.parametrize("reported", QUARTERS[:-1], ids=str)
def test_few_returns_of_earlier_quarters_are_missing(wholes, plan, reported):
    due = {(measure.id, period.label) for measure, period in due_in(plan, reported)}
    of_quarter = wholes[wholes["reported"] == reported]
    returned = set(zip(of_quarter["measure"], of_quarter["period"], strict=True))
    assert len(due - returned) <= 1


def test_at_most_three_returns_before_the_last_quarter_are_late_or_missing(wholes, plan):
    due = {measure.id for measure, _ in due_in(plan, BEFORE_LAST)}
    first = wholes[wholes["reported"] == BEFORE_LAST].groupby("measure")["day"].min()
    late = first[first > dates_of(plan, BEFORE_LAST).due]
    missing = due - set(first.index)
    assert 1 <= len(late) + len(missing) <= 3


def test_late_returns_are_the_exception_in_every_quarter(wholes, plan):
    first = wholes.groupby(["measure", "period", "reported"], as_index=False)["day"].min()
    late = first[
        [
            day > dates_of(plan, q).due
            for q, day in zip(first["reported"], first["day"], strict=True)
        ]
    ]
    assert 5 <= len(late) <= 15
    assert late.groupby("reported").size().max() <= 2


def test_nothing_is_returned_before_its_quarter_is_over_or_after_the_last_is_due(dated, plan):
    assert all(
        reported.end < day <= dates_of(plan, LAST).due
        for reported, day in zip(dated["reported"], dated["day"], strict=True)
    )


def test_outturns_have_the_measures_decimals(illustrative, plan):
    given = illustrative[illustrative["outturn"] != ""]
    decimals = given["outturn"].str.partition(".")[2].str.len()
    assert decimals.tolist() == [plan.measures_by_id[name].decimals for name in given["measure"]]


def test_outturns_agree_with_their_numerator_and_denominator(dated, plan):
    shares = dated[dated["denominator"] != ""]
    assert len(shares) > 200
    for row in shares.itertuples():
        measure = plan.measures_by_id[row.measure]
        share = PER[measure.unit] * int(row.numerator) / int(row.denominator)
        assert row.figure == round_figure(share, measure.decimals), row


def test_surveys_have_their_usual_number_of_respondents(dated, plan):
    for row in dated[dated["reported"] == quarter(2019, 1)].itertuples():
        measure = plan.measures_by_id[row.measure]
        if measure.sample_size:
            assert int(row.denominator) == pytest.approx(measure.sample_size, rel=0.15), row


def test_year_to_date_figures_never_fall_within_a_year(latest, plan, period_of):
    running = [
        rows
        for name, rows in latest.groupby("measure")
        if plan.measures_by_id[name].basis is Basis.YEAR_TO_DATE
    ]
    assert len(running) == 6
    for rows in running:
        years = [period_of(row.measure, row.period).financial_year for row in rows.itertuples()]
        assert rows.groupby(years)["figure"].apply(lambda year: year.is_monotonic_increasing).all()


def test_a_figure_returned_again_is_restated_or_confirmed(wholes):
    again = wholes[wholes.duplicated(KEY, keep=False)]
    kinds = set()
    for _, revisions in again.groupby(KEY):
        first, second = revisions.to_dict("records")
        assert first["day"] < second["day"]
        kinds.add((first["marker"], second["marker"]))
        if second["marker"] == "r":
            assert second["figure"] != first["figure"]
            assert second["commentary"]
        else:
            assert second["figure"] == first["figure"]
    assert kinds == {("", "r"), ("p", "")}


def test_every_marker_that_a_return_may_carry_is_there(illustrative):
    assert set(illustrative["marker"]) == {"", "p", "r", "c", "x"}
    without = illustrative[illustrative["marker"].isin(["c", "x"])]
    assert (without["outturn"] == "").all()
    assert (illustrative.loc[~illustrative.index.isin(without.index), "outturn"] != "").all()


@pytest.fixture(scope="module")
def by_group(dated):
    """The groups of each whole, breakdown by breakdown."""
    return dated[dated["breakdown"] != ""].groupby(["measure", "breakdown", "period"])


def test_groups_add_up_to_the_whole_they_are_of(by_group, latest):
    wholes = latest.set_index(["measure", "period"])
    for (measure, _, period), rows in by_group:
        whole = wholes.loc[(measure, period)]
        if whole["denominator"]:
            for count in ("numerator", "denominator"):
                assert rows[count].astype(int).sum() == int(whole[count])
        elif not (rows["marker"] == "c").any():
            assert rows["figure"].sum() == whole["figure"]


def test_one_service_withholds_its_small_counts_itself_and_a_second_with_them(by_group):
    withheld = [rows for _, rows in by_group if (rows["marker"] == "c").any()]
    assert withheld
    for rows in withheld:
        assert set(rows["breakdown"]) == {"Age group"}
        assert (rows["marker"] == "c").sum() >= 2
        assert (rows["figure"].dropna() >= 5).all()


def test_small_counts_are_returned_for_the_dashboard_to_withhold(by_group):
    small = {
        breakdown
        for (_, breakdown, _), rows in by_group
        for row in rows.itertuples()
        if 0 < float(row.numerator or row.figure) < 5
    }
    assert small >= {"Ward"}


def test_each_ward_is_there_in_every_period(by_group):
    wards = [rows["category"].tolist() for (_, name, _), rows in by_group if name == "Ward"]
    assert len(wards) == 12
    assert all(len(set(names)) == 20 and names == wards[0] for names in wards)


def test_all_commentary_that_was_written_is_in_the_file(data_folder, illustrative):
    text = (data_folder / "illustrative" / "commentary.toml").read_text(encoding="utf-8")
    returned = set(zip(illustrative["measure"], illustrative["commentary"], strict=True))
    for measure, comments in tomllib.loads(text).items():
        for period, comment in comments.items():
            assert (measure, comment) in returned, (measure, period)


def colour(measure, reported, figure):
    """Green, amber or red, worked out here by hand; "" where there is no aim."""
    aim = measure.aims.get(reported.shift(-measure.arrears).financial_year)
    if aim is None or aim.target is None or aim.not_comparable or pd.isna(figure):
        return ""
    if measure.polarity is Polarity.RANGE:
        if aim.target <= figure <= aim.target_upper:
            return "green"
        within = aim.minimum_expectation <= figure <= aim.minimum_expectation_upper
        return "amber" if within else "red"
    target, minimum = aim.target, aim.minimum_expectation
    if aim.target_profile:
        target = aim.target_profile[reported.quarter - 1]
        minimum = aim.minimum_profile[reported.quarter - 1]
    figure = round_figure(figure, measure.decimals)
    met, enough = figure >= target, figure >= minimum
    if measure.polarity is Polarity.LOWER:
        met, enough = figure <= target, figure <= minimum
    return "green" if met else "amber" if enough else "red"


@pytest.fixture(scope="module")
def colours(latest, plan):
    """The colour of each measure and quarter, months taken together as their mean."""
    figures = latest.groupby(["measure", "reported"], sort=False)["figure"].mean()
    return pd.Series(
        {
            key: colour(plan.measures_by_id[key[0]], key[1], figure)
            for key, figure in figures.items()
        }
    )


def test_red_figures_are_explained(colours, latest):
    red = colours[colours == "red"]
    assert len(red) >= 15
    for name, reported in red.index:
        rows = latest[(latest["measure"] == name) & (latest["reported"] == reported)]
        assert (rows["commentary"].str.len() > 80).any(), (name, reported.label)


def test_no_commentary_says_otherwise_than_its_colour(colours, latest):
    says = {
        "Below minimum": {"red"},
        "Worse than minimum": {"red"},
        "Still below minimum": {"red"},
        "Only just at the minimum": {"amber"},
        "Below target": {"amber", "red"},
        "One point above target": {"green"},
    }
    seen = set()
    for row in latest.itertuples():
        for beginning, allowed in says.items():
            if row.commentary.startswith(beginning):
                seen.add(beginning)
                assert colours[row.measure, row.reported] in allowed, row.commentary
    assert seen == set(says)


def test_the_mix_of_colours_before_the_last_quarter_is_that_of_a_real_report(colours):
    """The council's own report for this quarter had 17 green, 9 amber and 8 red."""
    counts = colours.xs(BEFORE_LAST, level=1).value_counts()
    rated = counts[["green", "amber", "red"]]
    shares = rated / rated.sum()
    for name, real in (("green", 17), ("amber", 9), ("red", 8)):
        assert shares[name] == pytest.approx(real / 34, abs=0.08), rated.to_dict()


def test_every_measure_that_is_returned_each_quarter_has_points_enough_for_a_control_chart(
    latest, plan
):
    counts = latest.dropna(subset="figure").groupby("measure")["reported"].nunique()
    for measure, _ in due_in(plan, LAST):
        if measure.frequency.value == "quarter" and not measure.introduced:
            assert counts[measure.id] >= 13, measure.id


def test_nothing_is_dated_after_the_data_was_made_for(illustrative):
    assert illustrative["returned_on"].max() <= date(2020, 1, 31).isoformat()
