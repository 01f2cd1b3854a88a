"""`kpis benchmark` and `kpis views`: their documents, and what they print for people."""

import re
import shutil
from pathlib import Path

import pytest

from kpis.cli import main

ROOT = Path(__file__).parents[3]


def test_a_measure_is_ranked_in_every_set_with_the_figures_behind_it(kpis):
    ran = kpis("benchmark", "5.2", "--period", "Q3 2019/20", "--json")
    document = ran.document
    assert (document["measure"]["id"], document["period"]) == ("recycling", "2019-20-Q3")
    london, inner, neighbours, england = document["comparators"]
    assert [entry["id"] for entry in document["comparators"]] == [
        "london_boroughs",
        "inner_london",
        "statistical_neighbours",
        "england",
    ]
    assert (london["period"], london["rank"], london["areas"]) == ("2018-19", 29, 32)
    assert (london["reference_area"], london["gap"], london["gap_before"]) == ("London", -10, -7)
    assert london["gap_direction"] == "no_clear_change"
    assert london["gap_direction_reason"] == "No steady change over 8 years since 2011/12"
    assert (neighbours["reference_area"], neighbours["reference"]) == (None, None)
    assert "Manchester, Birmingham and Luton, are left out" in neighbours["source"]
    assert (england["rank"], england["gap"]) == (None, -21)
    assert len(london["figures"]) == 32
    own = [area for area in inner["figures"] if area["own"]]
    assert own == [{"area": "Tower Hamlets", "outturn": 23, "marker": "", "rank": 10, "own": True}]


def test_people_read_the_rank_the_gap_and_every_area(kpis):
    ran = kpis("benchmark", "recycling", "--period", "2019-20-Q3")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert "2018/19: 23%, joint 29th of 32 from the best" in lines
    unknown = "tonnes of waste are weighed, not counted case by case."
    assert f"How far chance moves this rank is not known: {unknown}" in lines
    assert "Against London in 2018/19, 33%: \u221210\u00a0points" in lines
    assert "29    Tower Hamlets           23%" in lines


def test_what_is_not_compared_says_why(kpis):
    count = kpis("benchmark", "affordable_homes", "--json").document["comparators"][0]
    assert (count["rank"], count["gap"]) == (None, None)
    assert "size of an area" in count["reason"]
    nothing = kpis("benchmark", "11.2")
    assert "No figures of other areas are published by then." in nothing.out
    assert kpis("benchmark", "11.2", "--json").document["comparators"] == []


@pytest.mark.parametrize("command", ["benchmark", "views", "history"])
def test_a_measure_nobody_knows_is_told_with_the_nearest(kpis, command):
    refused = kpis(command, "recyling", "--json")
    assert (refused.code, refused.out) == (2, "")
    assert "No measure is called 'recyling'. The nearest is 5.2 Level of recycling." in refused.err
    assert "nearest" not in kpis(command, "qqqqqqqqqqqq", "--json").err


@pytest.mark.parametrize(
    "command", ["benchmark", "breakdown", "history", "outlook", "spc", "views"]
)
def test_every_command_that_takes_a_measure_knows_it_by_its_code(kpis, command):
    by_code = kpis(command, "5.2", "--json").document
    assert by_code == kpis(command, "recycling", "--json").document
    named = by_code["measures"][0] if command == "outlook" else by_code["measure"]
    assert named["id"] == "recycling"


def test_several_measures_that_may_have_been_meant_are_all_named(kpis):
    refused = kpis("history", "self-reported level of healthy")
    assert refused.code == 2
    assert re.search(r"The nearest are \d\.\d\w? [^,]+, \d\.\d\w? .+ and \d\.\d\w? ", refused.err)


def test_the_plan_lists_its_comparator_sets(kpis):
    sets = kpis("plan", "--json").document["comparator_sets"]
    assert [entry["id"] for entry in sets][-1] == "england"
    assert (len(sets[0]["areas"]), sets[0]["reference"]) == (31, "London")


def test_a_quarter_is_asked_for(kpis):
    assert "is not a quarter" in kpis("benchmark", "5.2", "--period", "2019").err


def test_views_give_the_year_so_far_12_months_and_the_year(kpis):
    document = kpis("views", "homelessness_prevented", "--json").document
    assert list(document["views"]) == ["year_to_date", "rolling_12_months", "annual"]
    years = {window["label"]: window for window in document["views"]["annual"]["windows"]}
    # The published quarters of 2019/20: 296 of 653 households.
    assert years["2019/20"]["outturn"] == 45.3
    assert (years["2019/20"]["numerator"], years["2019/20"]["denominator"]) == (296, 653)
    assert years["2021/22"]["outturn"] is None
    assert years["2021/22"]["reason"] == "The figure for Q3 2021/22 is not available."
    assert document["parts"] == []
    one = kpis("views", "homelessness_prevented", "--view", "annual", "--json").document
    assert one["views"] == {"annual": document["views"]["annual"]}
    printed = kpis("views", "homelessness_prevented", "--view", "annual").out.splitlines()
    assert "2019/20  45.3%   published" in printed


def test_a_view_that_cannot_be_had_has_its_reason_and_no_windows(kpis):
    document = kpis("views", "direct_payments", "--json").document
    assert {view["reason"] for view in document["views"].values()} == {
        "Its figures do not add up over several periods: each stands for itself."
    }
    assert all(view["windows"] == [] for view in document["views"].values())
    assert kpis("views", "direct_payments").out.count("each stands for itself") == 1


def test_parts_stand_beside_their_whole(kpis):
    document = kpis("views", "4.1", "--json").document
    last = [part for part in document["parts"] if part["id"] == "workpath_women"][-1]
    assert (last["outturn"], last["whole_outturn"], last["share"]) == (125, 260, 48.1)
    assert "Parts beside their whole" in kpis("views", "4.2").out
    assert "Q2 2019/20  Women           125      260    48.1% " in kpis("views", "4.1").out


def test_a_plan_without_comparator_sets_is_told_why_nothing_is_ranked(capsys, tmp_path):
    plan = tmp_path / "plan"
    shutil.copytree(ROOT / "tests/fictional_plan", plan)
    text = (plan / "plan.toml").read_text(encoding="utf-8")
    without = re.sub(r"\[\[comparator_sets\]\]\n(?:[^\[\n].*\n|\n)*", "", text)
    assert without != text
    (plan / "plan.toml").write_text(without, encoding="utf-8")
    store = ["--store", str(tmp_path / "s.duckdb"), "--plan", str(plan)]
    assert main(["benchmark", "frogs", *store]) == 0
    assert "names no comparator sets" in capsys.readouterr().out
