"""The common acts on a plan: what they write, and which field of the form is told what is wrong."""

import shutil
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kpis.errors import UsageError
from kpis.plan.check import check_plan
from kpis.plan.load import load_plan
from kpis.use_cases.plans.acts.activities import AddActivity
from kpis.use_cases.plans.acts.aims import AgreeAims, AimWanted, SetAims, profile_of
from kpis.use_cases.plans.acts.draft import Draft
from kpis.use_cases.plans.acts.measures import (
    AddMeasure,
    RedefineMeasure,
    RetireMeasure,
    id_for,
)
from kpis.use_cases.plans.acts.owners import ChangeOwner, RenamePost
from kpis.use_cases.plans.acts.proposing import propose, write

ROOT = Path(__file__).parents[4]
BEFORE, DURING = date(2023, 3, 31), date(2023, 10, 3)
BINS = "measures/bins_on_time.toml"


@pytest.fixture
def folder(tmp_path) -> Path:
    return Path(shutil.copytree(ROOT / "tests/fictional_plan", tmp_path / "plan"))


@pytest.fixture
def do(folder):
    """do(act): carry it out on the day; → the plan as it is then."""

    def carry_out(act, today=BEFORE):
        proposed = propose(folder, act, today)
        assert proposed.faults == ()
        write(folder, proposed)
        assert check_plan(folder) == []
        return load_plan(folder)

    return carry_out


@pytest.fixture
def faults(folder):
    """faults(act): (field, whose row) of what is wrong with it; nothing is written."""

    def find(act, today=BEFORE):
        before = {path: path.read_bytes() for path in folder.rglob("*.toml")}
        found = propose(folder, act, today)
        assert found.faults
        assert found.proposed.changes == ()
        assert {path: path.read_bytes() for path in folder.rglob("*.toml")} == before
        return [(each.field, each.about) for each in found.faults]

    return find


def bins(target=97.0, measure="bins_on_time", **more):
    return AimWanted(measure_id=measure, figures={"target": target}, **more)


def set_aims(*aims, year="2024/25", by="Head of Bins"):
    return SetAims(year=year, aims=aims, set_by=by)


def test_new_aims_are_proposed_until_somebody_agrees_them(do, folder):
    (folder / BINS).write_text(
        (folder / BINS).read_text(encoding="utf-8").split('\n[years."2024/25"]')[0]
        + "\n# A word.\n",
        encoding="utf-8",
    )
    plan = do(set_aims(bins(rationale="Two lorries more.")))
    aim = plan.measures_by_id["bins_on_time"].aims["2024/25"]
    assert (aim.target, aim.proposed, aim.rationale) == (97.0, True, "Two lorries more.")
    assert "# A word." in (folder / BINS).read_text(encoding="utf-8")
    agreed = AgreeAims(
        aims=(("bins_on_time", "2024/25"),), by="Cabinet", on=BEFORE, why="Minutes 12.3"
    )
    aim = do(agreed).measures_by_id["bins_on_time"].aims["2024/25"]
    assert not aim.proposed
    assert (aim.agreed_by, aim.agreed_on, aim.agreed_reason) == ("Cabinet", BEFORE, "Minutes 12.3")


def test_several_aims_go_in_together_or_not_at_all(do, faults):
    wrong = set_aims(bins(), AimWanted(measure_id="glad_to_live_here", figures={"target": 120.0}))
    assert faults(wrong) == [("target", "glad_to_live_here")]
    both = set_aims(bins(), AimWanted(measure_id="glad_to_live_here", figures={"target": 80.0}))
    plan = do(both)
    assert plan.measures_by_id["bins_on_time"].aims["2024/25"].target == 97.0
    assert plan.measures_by_id["glad_to_live_here"].aims["2024/25"].target == 80.0


def test_an_aim_that_says_the_same_changes_nothing(folder):
    aim = load_plan(folder).measures_by_id["bins_on_time"].aims["2023/24"]
    same = set_aims(bins(aim.target), year="2023/24")
    assert propose(folder, same, DURING).proposed.changes == ()


def test_an_agreed_aim_of_a_year_that_has_begun_is_changed_with_a_reason_only(do, faults):
    untold = set_aims(bins(), year="2023/24", by="Cabinet")
    assert faults(untold, DURING) == [("reason", "bins_on_time")]
    told = set_aims(bins(reason="Two lorries fewer."), year="2023/24", by="Cabinet")
    aim = do(told, DURING).measures_by_id["bins_on_time"].aims["2023/24"]
    (earlier,) = aim.earlier
    assert (aim.target, aim.proposed) == (97.0, False)
    assert (earlier.target, earlier.changed_on, earlier.changed_by, earlier.reason) == (
        98.0,
        DURING,
        "Cabinet",
        "Two lorries fewer.",
    )
    assert faults(set_aims(bins(96.0, reason="Fewer."), year="2023/24", by=""), DURING) == [
        ("set_by", "")
    ]


def test_before_its_year_an_agreed_aim_is_changed_without_a_word(do):
    aim = do(set_aims(bins(), year="2023/24")).measures_by_id["bins_on_time"].aims["2023/24"]
    assert (aim.target, aim.earlier, aim.proposed) == (97.0, (), False)


@pytest.mark.parametrize(
    ("total", "last", "unit", "decimals", "expected"),
    [
        (200, [10, 40, 70, 100], "count", 0, [20, 80, 140, 200]),
        (100, [], "count", 0, [25, 50, 75, 100]),
        (50, [], "percent", 1, [50, 50, 50, 50]),
        (3, [1, 1, 1, 2], "count", 0, [2, 2, 2, 3]),
        (10, [0, 0, 0, 0], "count", 0, [2, 5, 8, 10]),
    ],
)
def test_a_years_total_is_spread_over_its_quarters_as_the_year_before(
    total, last, unit, decimals, expected
):
    assert profile_of(total, last, {"unit": unit, "decimals": decimals}) == expected


def test_what_is_agreed_has_to_be_proposed_and_somebody_has_to_agree_it(faults):
    agree: dict[str, Any] = {"aims": (("bins_on_time", "2023/24"),), "by": "Cabinet", "on": BEFORE}
    assert faults(AgreeAims(**agree)) == [("aims", "bins_on_time")]
    assert faults(AgreeAims(aims=(), by=" ", on=DURING)) == [("by", ""), ("on", ""), ("aims", "")]


def test_a_measure_is_retired_with_its_last_quarter_and_a_reason(do, faults):
    retire = {"measure_id": "bins_on_time", "last_quarter": "2024-25-Q1", "reason": "A new lorry."}
    measure = do(RetireMeasure(**retire)).measures_by_id["bins_on_time"]
    assert (measure.retired, measure.retired_reason) == ("2024-25-Q1", "A new lorry.")
    assert faults(RetireMeasure(**retire | {"last_quarter": "", "reason": " "})) == [
        ("last_quarter", ""),
        ("reason", ""),
    ]
    assert faults(RetireMeasure(**retire | {"last_quarter": "2024-25"})) == [("last_quarter", "")]
    assert faults(RetireMeasure(**retire | {"measure_id": "gone"})) == [("measure_id", "")]


def test_a_new_definition_breaks_the_series_and_says_why(do, faults):
    anew: dict[str, Any] = {
        "measure_id": "bins_on_time",
        "said": {"definition": "Collections made by noon."},
        "from_period": "2023-M09",
        "reason": "Noon is what residents ask for.",
    }
    measure = do(RedefineMeasure(**anew)).measures_by_id["bins_on_time"]
    assert measure.definition == "Collections made by noon."
    assert [(each.period, each.reason) for each in measure.breaks] == [
        ("2023-M09", "Noon is what residents ask for.")
    ]
    assert (measure.reviewed_on, measure.next_review) == (BEFORE, date(2024, 3, 28))
    other = anew | {"said": {"definition": "Another."}}
    assert faults(RedefineMeasure(**other | {"from_period": "2023-24-Q1"})) == [("from_period", "")]
    assert faults(RedefineMeasure(**other | {"reason": ""})) == [("reason", "")]
    assert faults(RedefineMeasure(**other | {"said": {"definition": " "}})) == [("definition", "")]
    assert faults(RedefineMeasure(**anew)) == [("definition", "")]


def new_measure(**more):
    said = {
        "title": "Bins emptied twice",
        "outcome": 1,
        "definition": "Bins that were emptied twice.",
        "unit": "count",
        "unit_label": "bins",
        "decimals": 0,
        "polarity": "lower",
        "frequency": "quarter",
        "basis": "period",
        "directorate": "Streets",
        "owner": "Head of Bins",
        "source": "Lorry tracker",
    }
    return AddMeasure(
        said=said | more,
        themes={"HOME": "Nobody likes bins."},
        set_by="Head of Bins",
        year="2024/25",
        aim=AimWanted(measure_id="", figures={"target": 5.0}),
    )


def test_a_new_measure_is_the_last_of_its_outcome_and_its_aim_is_proposed(do, folder):
    last = max(m.number for m in load_plan(folder).measures if m.outcome == 1)
    measure = do(new_measure()).measures_by_id["bins_emptied_twice"]
    assert measure.code == f"1.{last + 1}"
    assert (measure.aims["2024/25"].target, measure.aims["2024/25"].proposed) == (5.0, True)
    assert [(link.theme, link.reason) for link in measure.themes] == [
        ("HOME", "Nobody likes bins.")
    ]


def test_what_a_new_measure_lacks_is_told_at_its_field(faults):
    assert faults(new_measure(title=" ")) == [("title", "")]
    assert faults(new_measure(unit_label="")) == [("unit_label", "")]
    assert faults(new_measure(polarity="sideways")) == [("polarity", "")]


@pytest.mark.parametrize(
    ("title", "taken", "expected"),
    [
        ("Level of recycling", set(), "level_of_recycling"),
        ("Level of recycling", {"level_of_recycling"}, "level_of_recycling_2"),
        ("16-17 year olds in work", set(), "m_16_17_year_olds_in_work"),
        ("…", set(), "measure"),
        (f"A {'very ' * 20}long title", set(), "a_very_very_very_very_very_very_very"),
    ],
)
def test_an_id_is_made_of_a_title(title, taken, expected):
    assert id_for(title, taken) == expected


def test_a_measure_is_given_to_another_post_and_service(do, faults):
    given = {"measure_id": "bins_on_time", "owner": "Ranger", "directorate": "Streets"}
    measure = do(ChangeOwner(**given, service="Parks", team="Gate")).measures_by_id["bins_on_time"]
    assert (measure.owner, measure.service, measure.team) == ("Ranger", "Parks", "Gate")
    measure = do(ChangeOwner(**given)).measures_by_id["bins_on_time"]
    assert (measure.service, measure.team) == ("", "")
    assert faults(ChangeOwner(**given | {"owner": ""})) == [("owner", "")]
    assert faults(ChangeOwner(**given, team="Gate")) == [("team", "")]


def test_all_of_a_post_goes_to_another(do, faults, folder):
    had = [each.id for each in load_plan(folder).measures if each.owner == "Ranger"]
    assert had
    plan = do(RenamePost(post="ranger", to="Warden"))
    assert [each.id for each in plan.measures if each.owner == "Warden"] == had
    assert faults(RenamePost(post="Nobody", to="Warden")) == [("post", "")]
    assert faults(RenamePost(post="Warden", to="")) == [("to", "")]


def test_a_new_activity_is_the_last_of_its_outcome(do, faults, folder):
    last = max(a.number for a in load_plan(folder).activities if a.outcome == 1)
    added = do(AddActivity(outcome=1, title="Plant a hedge", owner="Ranger")).activities
    (activity,) = [each for each in added if each.title == "Plant a hedge"]
    assert (activity.code, activity.owner) == (f"A1.{last + 1}", "Ranger")
    assert faults(AddActivity(outcome=1, title=" ")) == [("title", "")]
    assert faults(AddActivity(outcome=77, title="Plant")) == [("outcome", "")]


def test_what_was_changed_meanwhile_is_not_written_over(folder):
    proposed = propose(folder, set_aims(bins()), BEFORE)
    path = folder / "themes.toml"
    path.write_text(path.read_text(encoding="utf-8") + "# Seen.\n", encoding="utf-8")
    write(folder, proposed)  # a comment is no change of the plan
    other = propose(folder, set_aims(bins(96.0)), BEFORE)
    text = (folder / BINS).read_text(encoding="utf-8")
    (folder / BINS).write_text(text.replace("98.0", "95.0"), encoding="utf-8")
    with pytest.raises(UsageError, match="changed meanwhile"):
        write(folder, other)
    held = tomllib.loads((folder / BINS).read_text(encoding="utf-8"))
    assert held["years"]["2023/24"]["target"] == 95.0


def test_what_the_form_is_not_about_is_told_by_where_it_stands_in_the_workbook():
    draft = Draft.of({}, BEFORE)
    told = draft.told('outcomes.toml: outcomes[2].priority: "9" is no priority.')
    assert told.message == 'Sheet Outcomes of the workbook: "9" is no priority.'
    told = draft.told("measures/frogs.toml: next_review: is missing. Add it.")
    assert (told.about, told.message) == ("frogs", "next review: is missing. Add it.")
    assert ".toml" not in draft.told("borough.toml: facts[3].measure: is no id.").message


def test_quarters_left_alone_follow_the_total_that_is_typed(do, folder):
    file = folder / "measures/warm_homes.toml"
    assert 'basis = "year_to_date"' in file.read_text(encoding="utf-8")
    was = load_plan(folder).measures_by_id["warm_homes_rented"].aims["2023/24"]
    wanted = AimWanted(measure_id="warm_homes_rented", figures={"target": was.target * 2})
    aim = do(set_aims(wanted, year="2023/24")).measures_by_id["warm_homes_rented"].aims["2023/24"]
    assert aim.target_profile == tuple(value * 2 for value in was.target_profile)
