"""Totals of the year so far, worked out a second time in plain Python."""

import math
from statistics import mean

import numpy as np
import pytest

from kpis.analysis.outlook import outlook_path
from kpis.model import Aim, Basis, SeriesBreak, Unit
from kpis.periods import quarter

# Each year's totals to date.
PAST = {
    2015: (20, 45, 70, 100),
    2016: (22, 44, 75, 110),
    2017: (25, 52, 80, 118),
    2018: (24, 50, 82, 120),
}
SO_FAR = (27, 56)


@pytest.fixture(scope="session")
def jobs(make_measure):
    """A total of the year so far, without a profile unless one is given."""

    def make(*, profile=(), **changes):
        aim = Aim(
            year="2019/20",
            target=130.0,
            minimum_expectation=120.0,
            target_profile=profile,
        )
        values = {"unit": Unit.COUNT, "decimals": 0, "basis": Basis.YEAR_TO_DATE}
        return make_measure("jobs", aims={"2019/20": aim}, **(values | changes))

    return make


def totals(past=PAST, so_far=SO_FAR):
    """The figures by period id: past years and this one."""
    years = past | {2019: so_far}
    return {
        quarter(year, number).id: float(total)
        for year, of_year in years.items()
        for number, total in enumerate(of_year, start=1)
    }


def by_hand(past, so_far, quarters):
    """The total at year's end and its 80 % interval, from the rule as the module tells it."""
    done = [math.sqrt(year[quarters - 1] + 0.5) for year in past]
    rest = [math.sqrt(year[3] - year[quarters - 1]) for year in past]

    def usual(before, done_now):
        rests, dones = rest[:before][-3:], done[:before][-3:]
        return mean(rests) * math.sqrt(done_now / mean(dones))

    errors = [rest[year] - usual(year, done[year]) for year in range(1, len(past))]
    spread = max(math.sqrt(mean(error**2 for error in errors)), 0.5)
    centre = usual(len(past), math.sqrt(so_far + 0.5))
    t = {2: 1.885618, 3: 1.637744}[len(errors)]  # Student's t, 90 %, from a printed table
    return [so_far + max(centre + k * spread, 0) ** 2 for k in (0, -t, t)]


@pytest.mark.parametrize("years", [3, 4])
def test_the_rest_of_the_year_follows_the_pattern_of_past_years(jobs, foreseen, years):
    past = dict(list(PAST.items())[-years:])
    row = foreseen(jobs(), totals(past))
    outlooks = [row["outlook"], row["outlook_low"], row["outlook_high"]]
    assert outlooks == pytest.approx(by_hand(list(past.values()), 56, 2), rel=1e-6)
    assert row["outlook_method"] == f"pattern of {years} past years"
    assert row["outlook_period_id"] == "2019-20-Q4"


def test_three_full_past_years_are_needed_and_one_only_half_returned_is_none(jobs, foreseen):
    past = dict(list(PAST.items())[-2:])
    row = foreseen(jobs(), totals(past | {2016: (22, 44, 75)}))
    assert row["outlook_reason"] == "2 full past years so far; 3 are needed."
    assert math.isnan(row["outlook"])


def test_a_year_before_a_break_or_of_another_kind_of_figure_is_none(jobs, foreseen):
    broken = jobs(breaks=(SeriesBreak(period="2017-18-Q1", reason="New rules."),))
    assert foreseen(broken, totals())["outlook_reason"].startswith("2 full past years")
    figures = {
        period: {
            "outturn": total,
            "provenance": "illustrative" if period < "2017" else "published",
        }
        for period, total in totals().items()
    }
    assert foreseen(jobs(), figures)["outlook_reason"].startswith("2 full past years")


def test_nothing_of_this_year_foresees_nothing(jobs, foreseen):
    row = foreseen(jobs(), totals(so_far=()))
    assert row["outlook_reason"] == "No comparable figure of 2019/20 is known yet."


def test_the_profile_is_used_where_it_would_have_been_nearer(jobs, foreseen):
    profiled = {
        year: (n * 0.3, n * 0.4, n * 0.6, n) for year, n in ((2016, 90), (2017, 200), (2018, 100))
    }
    figures = totals(profiled, (45, 60))
    row = foreseen(jobs(profile=(39, 52, 78, 130)), figures)
    assert row["outlook_method"] == "profile of the target, checked against 3 past years"
    assert row["outlook"] == pytest.approx(150)
    # Where the years before were near it by chance alone, a count still varies as counts do.
    assert row["outlook_high"] == pytest.approx(60 + (math.sqrt(90) + 1.885618 / 2) ** 2, rel=1e-6)
    misleading = foreseen(jobs(profile=(10, 20, 30, 130)), totals())
    assert misleading["outlook_method"] == "pattern of 4 past years"


def test_a_total_never_ends_below_what_is_counted_already(jobs, foreseen):
    past = dict.fromkeys((2016, 2017, 2018), (20, 60, 60, 60))
    row = foreseen(jobs(), totals(past, (20, 70)))
    assert row["outlook_low"] == row["outlook"] == 70
    reached = foreseen(jobs(), totals(so_far=(60, 131)))
    assert reached["outlook_low"] > 131
    assert reached["chance_target"] == 1.0


def test_the_way_there_rises(jobs, make_plan, make_outturns):
    rows = make_outturns(*(("jobs", *pair) for pair in totals().items()))
    path = outlook_path(make_plan(jobs()), rows, quarter(2019, 2), "jobs")
    assert path["period_id"].tolist() == ["2019-20-Q3", "2019-20-Q4"]
    for column in ("expected", "low_80", "high_80", "low_95", "high_95"):
        assert path[column].is_monotonic_increasing
        assert (path[column] >= 56).all()


def test_a_percentage_of_the_year_so_far_changes_by_what_it_used_to(jobs, foreseen):
    past = {2016: (50, 55, 58, 60), 2017: (48, 50, 55, 58), 2018: (52, 54, 59, 61)}
    row = foreseen(jobs(unit=Unit.PERCENT, decimals=1), totals(past, (51, 53)))
    changes = [5, 8, 7]
    errors = [8 - 5, 7 - 6.5]
    spread = math.sqrt(mean(error**2 for error in errors))
    assert row["outlook"] == pytest.approx(53 + mean(changes))
    assert row["outlook_high"] - row["outlook"] == pytest.approx(1.885618 * spread, rel=1e-6)
    assert np.isfinite(row["chance_target"])
