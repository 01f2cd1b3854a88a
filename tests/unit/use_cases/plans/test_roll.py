"""Next year's plan is made of this year's: copied, moved on, and no target invented."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from kpis.errors import PlanError, UsageError
from kpis.plan.chain.chain import load_chain
from kpis.plan.check import check_plan
from kpis.plan.files import read_plan_files
from kpis.plan.load import load_plan
from kpis.use_cases.plans.next_year.agree import agree_plan
from kpis.use_cases.plans.next_year.roll import roll_plan

ROOT = Path(__file__).parents[4]
EARLY, LATE = date(2024, 3, 1), date(2024, 5, 1)


@pytest.fixture
def plan(tmp_path) -> Path:
    """The fictional plan in a folder of its own, rated by minimum expectation."""
    folder = tmp_path / "plans/2023-25"
    shutil.copytree(ROOT / "tests/fictional_plan", folder)
    edit(folder, "plan.toml", 'rag_rule = "tolerance"\ntolerance_percent = 5', BY_MINIMUM)
    return folder


BY_MINIMUM = 'rag_rule = "minimum_expectation"'
BINS = "measures/bins_on_time.toml"


def edit(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.toml"))
    }


def test_the_new_plan_is_a_proposal_beside_the_old_one_which_stays_as_it_is(plan):
    before = bytes_of(plan)
    made = roll_plan(plan, "2024-26")
    assert made.folder == plan.with_name("2024-26")
    assert bytes_of(plan) == before
    assert check_plan(made.folder) == []
    new = load_plan(made.folder)
    assert (new.id, new.title, new.first_year, new.last_year) == (
        "2024-26",
        "Northmere Together 2024-26",
        "2024/25",
        "2025/26",
    )
    assert (new.previous, new.agreed, new.proposed) == ("../2023-25", None, True)
    assert not (made.folder / "crosswalk.toml").exists()
    assert load_chain(plan).is_single  # in force nowhere


def test_files_that_the_years_do_not_touch_are_the_same_bytes(plan):
    made = roll_plan(plan, "2024-26", minimum_from_target=False)
    before, after = bytes_of(plan), bytes_of(made.folder)
    assert [file for file in before if before[file] != after[file]] == [
        "calendar.toml",
        "plan.toml",
    ]


def test_comments_stay_and_the_plan_before_is_named_below_the_years(plan):
    made = roll_plan(plan, "2024-26")
    lines = (made.folder / "plan.toml").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# A plan of a council that does not exist")
    assert lines[lines.index('last_year = "2025/26"') + 1] == 'previous = "../2023-25"'


def test_quarters_of_the_past_leave_the_calendar(plan):
    made = roll_plan(plan, "2024-26")
    assert "quarters" not in read_plan_files(made.folder).tables["calendar.toml"]


def test_what_the_plan_before_had_for_itself_is_not_taken_over(plan, tmp_path):
    (tmp_path / "figures").mkdir()
    with (plan / "plan.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n# Made up.\n[first_figures]\nillustrative = "../../figures"\n'
            '\n[agreed]\nby = "Council"\non = 2023-03-01\nreason = "Minute 1"\n'
        )
    made = roll_plan(plan, "2024-26")
    text = (made.folder / "plan.toml").read_text(encoding="utf-8")
    assert "first_figures" not in text
    assert "Made up" not in text
    assert "agreed" not in text


def test_the_target_of_the_year_before_becomes_the_minimum_expectation(plan):
    made = roll_plan(plan, "2024-26")
    assert "bins_on_time" in made.minimums
    aim = load_plan(made.folder).measures_by_id["bins_on_time"].aims["2024/25"]
    assert (aim.target, aim.minimum_expectation, aim.proposed) == (98.5, 98.0, True)
    assert aim.rationale == (
        "What the contract pays for. The minimum expectation is the target of 2023/24."
    )
    before = load_plan(plan).measures_by_id["bins_on_time"].aims
    now = load_plan(made.folder).measures_by_id["bins_on_time"].aims
    assert now["2023/24"] == before["2023/24"]  # what was asked stays history


def test_where_the_year_has_no_target_yet_the_minimum_waits_for_one(plan):
    edit(plan, BINS, '\n[years."2024/25"]\ntarget = 98.5\nset_by = "Cabinet, March 2024"\n', "")
    made = roll_plan(plan, "2024-26")
    aim = load_plan(made.folder).measures_by_id["bins_on_time"].aims["2024/25"]
    assert (aim.target, aim.minimum_expectation, aim.proposed) == (None, 98.0, True)
    assert ("bins_on_time", "2024/25") in made.to_set
    assert check_plan(made.folder) == []


def test_profiles_and_upper_bounds_go_with_it(plan):
    made = roll_plan(plan, "2024-26")
    now = load_plan(made.folder).measures_by_id
    pool, rented = (now[each].aims["2024/25"] for each in ("pool_occupancy", "warm_homes_rented"))
    assert (pool.minimum_expectation, pool.minimum_expectation_upper) == (55, 80)
    assert (rented.minimum_expectation, rented.minimum_profile) == (120, (20, 50, 90, 120))
    assert made.minimums == (
        *("bins_on_time", "glad_to_live_here", "planning_days", "pool_occupancy"),
        *("warm_homes_rented", "warm_homes_owned"),
    )


def test_a_target_that_is_lower_than_last_years_takes_no_minimum_above_itself(plan):
    edit(plan, BINS, "target = 98.5", "target = 97.0")
    made = roll_plan(plan, "2024-26")
    (not_carried,) = [each for each in made.not_carried if each.measure_id == "bins_on_time"]
    assert not_carried.reason == (
        "Against the target of 2024/25 it is stricter than the target: 98 against 97, where the "
        "polarity is higher."
    )
    aim = load_plan(made.folder).measures_by_id["bins_on_time"].aims["2024/25"]
    assert (aim.minimum_expectation, aim.proposed) == (None, False)


def test_no_minimum_is_made_of_a_made_up_target(plan):
    edit(plan, BINS, "target = 98.0", "target = 98.0\nillustrative = true")
    made = roll_plan(plan, "2024-26")
    assert [each.reason for each in made.not_carried if each.measure_id == "bins_on_time"] == [
        "The target of 2023/24 is illustrative."
    ]


def test_a_plan_that_rates_otherwise_keeps_its_aims(plan):
    edit(plan, "plan.toml", BY_MINIMUM, 'rag_rule = "tolerance"\ntolerance_percent = 5')
    assert roll_plan(plan, "2024-26").minimums == ()


def test_what_is_left_to_be_set_is_told_for_every_year_of_the_plan(plan):
    made = roll_plan(plan, "2024-26", minimum_from_target=False)
    assert ("bins_on_time", "2024/25") not in made.to_set
    assert ("bins_on_time", "2025/26") in made.to_set
    assert ("warm_homes_rented", "2024/25") in made.to_set
    assert not [each for each, _ in made.to_set if each in ("frogs", "warm_homes")]
    # It is retired in 2024/25, and asked nothing in the year after.
    assert [year for each, year in made.to_set if each == "planning_days"] == ["2024/25"]


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("next", "says no years"),
        ("2024-24", "says no years"),
        ("2023-25", "begins after 2023/24"),
        ("2026-29", "leaves no year out: at the latest in 2025/26"),
    ],
)
def test_years_that_do_not_follow_are_refused(plan, to, words):
    with pytest.raises(UsageError, match=words):
        roll_plan(plan, to)
    assert [each.name for each in plan.parent.iterdir()] == ["2023-25"]


def test_a_folder_that_is_there_is_not_written_to(plan, tmp_path):
    (plan.parent / "2024-26").mkdir()
    with pytest.raises(UsageError, match="is there already"):
        roll_plan(plan, "2024-26")
    assert list((plan.parent / "2024-26").iterdir()) == []
    made = roll_plan(plan, "2024-26", tmp_path / "elsewhere")
    assert load_plan(made.folder).previous == "../plans/2023-25"


def test_a_plan_with_faults_is_mended_first(plan):
    edit(plan, "outcomes.toml", "priority = 1", "priority = 9")
    with pytest.raises(PlanError, match="Mend the files first"):
        roll_plan(plan, "2024-26")
    assert not plan.with_name("2024-26").exists()


@pytest.mark.parametrize("name", ["data/plans/2019-22", "tests/whole_plan"])
def test_plans_of_the_project_can_be_rolled_forward(name, tmp_path):
    folder = tmp_path / "plans/old"
    shutil.copytree(ROOT / name, folder)
    text = (folder / "plan.toml").read_text(encoding="utf-8")
    tables = read_plan_files(ROOT / name).tables["plan.toml"]
    for path in tables.get("first_figures", {}).values():
        (folder / path).resolve().mkdir(parents=True, exist_ok=True)
    if "previous" in tables:
        shutil.copytree(ROOT / name / tables["previous"], folder / tables["previous"])
    start = int(tables["first_year"][:4]) + 1
    made = roll_plan(folder, f"{start}-{(start + 3) % 100}")
    assert check_plan(made.folder) == []
    assert load_plan(made.folder).proposed
    assert text == (folder / "plan.toml").read_text(encoding="utf-8")


class TestAgreeing:
    def set_targets(self, folder):
        """Ask of each measure that has no target yet what was asked the year before."""
        for path in (folder / "measures").glob("*.toml"):
            lines = []
            for line in path.read_text(encoding="utf-8").splitlines():
                if path.stem != "bins_on_time" and line.startswith("minimum_"):
                    lines.append(
                        line.replace("minimum_expectation", "target").replace("minimum_", "target_")
                    )
                lines.append(line)
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def test_a_plan_whose_first_year_asks_nothing_of_a_measure_is_not_agreed(self, plan):
        made = roll_plan(plan, "2024-26")
        before = bytes_of(made.folder)
        with pytest.raises(PlanError, match="cannot be agreed: 5 measures or parts") as refused:
            agree_plan(made.folder, by="Full Council", reason="Minute 7", on=EARLY)
        assert [fault.split(": ")[:2] for fault in refused.value.faults] == [
            ["measures/glad_to_live_here.toml", "years.2024/25"],
            ["measures/planning_days.toml", "years.2024/25"],
            ["measures/pool_occupancy.toml", "years.2024/25"],
            ["measures/warm_homes.toml", "warm_homes_rented.years.2024/25"],
            ["measures/warm_homes.toml", "warm_homes_owned.years.2024/25"],
        ]
        assert bytes_of(made.folder) == before

    def test_an_agreed_plan_is_in_force_and_its_proposed_aims_are_agreed_with_it(self, plan):
        made = roll_plan(plan, "2024-26")
        self.set_targets(made.folder)
        done = agree_plan(made.folder, by="Full Council", reason="Minute 7", on=EARLY)
        assert (done.plan_id, done.aims, done.changed) == ("2024-26", 5, 0)
        chain = load_chain(plan)
        assert [each.id for each in chain.plans] == ["2023-25", "2024-26"]
        aim = chain.newest.measures_by_id["bins_on_time"].aims["2024/25"]
        assert (aim.proposed, aim.agreed_by, aim.agreed_on) == (False, "Full Council", EARLY)
        assert aim.earlier == ()
        text = (made.folder / "plan.toml").read_text(encoding="utf-8")
        assert text.endswith(
            '[agreed]\nby = "Full Council"\non = 2024-03-01\nreason = "Minute 7"\n'
        )

    def test_an_illustrative_target_stays_one_and_is_nobodys(self, plan):
        """What it took over of the year before is in force, and is not said to be agreed."""
        edit(plan, BINS, "[every_year]\n", "[every_year]\nillustrative = true\n")
        made = roll_plan(plan, "2024-26")
        assert "bins_on_time" in made.minimums
        self.set_targets(made.folder)
        done = agree_plan(made.folder, by="Full Council", reason="Minute 7", on=EARLY)
        assert done.aims == 4  # nor of the part of warm_homes
        aim = load_plan(made.folder).measures_by_id["bins_on_time"].aims["2024/25"]
        assert (aim.illustrative, aim.proposed, aim.agreed_by, aim.agreed_on) == (
            *(True, False, "", None),
        )
        assert aim.minimum_expectation is not None

    def test_agreed_after_the_year_began_an_aim_tells_what_was_asked_before(self, plan):
        made = roll_plan(plan, "2024-26")
        self.set_targets(made.folder)
        done = agree_plan(made.folder, by="Full Council", reason="Minute 7", on=LATE)
        assert (done.aims, done.changed) == (5, 1)
        (was,) = load_plan(made.folder).measures_by_id["bins_on_time"].aims["2024/25"].earlier
        assert (was.target, was.minimum_expectation) == (98.5, None)
        assert (was.changed_by, was.changed_on, was.reason) == ("Full Council", LATE, "Minute 7")
        assert check_plan(made.folder) == []

    def test_a_plan_with_faults_is_not_agreed(self, plan):
        made = roll_plan(plan, "2024-26")
        (made.folder / "measures/frogs.toml").unlink()
        with pytest.raises(PlanError, match="faults"):
            agree_plan(made.folder, by="Full Council", reason="Minute 7", on=EARLY)

    def test_a_plan_is_agreed_once(self, plan):
        made = roll_plan(plan, "2024-26")
        self.set_targets(made.folder)
        agree_plan(made.folder, by="Full Council", reason="Minute 7", on=EARLY)
        with pytest.raises(UsageError, match="was agreed by Full Council on 2024-03-01"):
            agree_plan(made.folder, by="Cabinet", reason="Minute 8", on=LATE)

    def test_a_plan_waits_for_the_one_it_follows_for_it_would_be_in_force_nowhere(self, plan):
        next_year = roll_plan(plan, "2024-26").folder
        self.set_targets(next_year)
        after_it = roll_plan(next_year, "2025-27").folder
        before = bytes_of(after_it)
        with pytest.raises(UsageError, match="follows 2024-26, which nobody has agreed yet"):
            agree_plan(after_it, by="Full Council", reason="Minute 7", on=EARLY)
        assert bytes_of(after_it) == before
        agree_plan(next_year, by="Full Council", reason="Minute 7", on=EARLY)
        with pytest.raises(PlanError, match="asked nothing in 2025/26"):  # it waits no more
            agree_plan(after_it, by="Full Council", reason="Minute 8", on=EARLY)

    @pytest.mark.parametrize(("by", "reason"), [(" ", "Minute 7"), ("Full Council", "")])
    def test_who_and_why_are_asked_for(self, plan, by, reason):
        made = roll_plan(plan, "2024-26")
        with pytest.raises(UsageError):
            agree_plan(made.folder, by=by, reason=reason, on=EARLY)
