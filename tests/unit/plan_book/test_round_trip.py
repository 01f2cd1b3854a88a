"""Plan → workbook → plan: equal for whatever is edited, and the same bytes where nothing is."""

import copy
import shutil
import string
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.errors import PlanError, UsageError
from kpis.plan.check import check_plan
from kpis.plan.files import read_plan_files
from kpis.plan_book.building import as_in_a_workbook
from kpis.plan_book.write import plan_workbook
from kpis.use_cases.plans.together import write_together
from kpis.use_cases.plans.workbook import export_plan, import_plan_workbook
from tests.shares import share
from tests.unit.plan_book.conftest import PLANS
from tests.unit.plan_book.edited_book import Book

FICTIONAL = PLANS["fictional"]
BEFORE_ITS_YEARS = date(2023, 3, 31)  # when its aims may still be changed without a word
# What people type, and what spreadsheets take for something else.
TEXTS = st.text(
    st.sampled_from(string.ascii_letters + "é€–=+@'\"\\#[]{}\t\n 0123"), max_size=30
).map(lambda text: f"A {text}")
LINES = TEXTS.map(lambda text: " ".join(text.split("\n")))
FIGURES = st.floats(1, 99, allow_nan=False) | st.integers(1, 99)


@pytest.fixture
def own(folder, tmp_path) -> Path:
    """A copy of each plan that may be written, its figures where it looks for them."""
    plan = tmp_path / "plans" / "own"
    shutil.copytree(folder, plan, ignore=shutil.ignore_patterns("*.csv"))
    if previous := read_plan_files(folder).tables["plan.toml"].get("previous"):
        shutil.copytree(folder / previous, plan / previous)
    for name in read_plan_files(folder).tables["plan.toml"].get("first_figures", {}).values():
        (plan / name).resolve().mkdir(parents=True, exist_ok=True)
    return plan


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.toml"))
    }


def test_a_workbook_that_nobody_edited_leaves_every_byte(own):
    before = bytes_of(own)
    assert import_plan_workbook(export_plan(own), own).changes == ()
    assert bytes_of(own) == before


def test_a_plan_made_where_its_first_figures_are_not_leaves_them_out_and_says_so(tmp_path):
    plan, new = tmp_path / "plans" / "own", tmp_path / "elsewhere" / "deep" / "new"
    shutil.copytree(PLANS["strategic"], plan)
    for name in ("published", "illustrative"):
        (tmp_path / name).mkdir()
    book = export_plan(plan)
    notes = import_plan_workbook(book, new).notes
    assert [each.key for each in notes] == [
        "First figures: published",
        "First figures: illustrative",
    ]
    assert '"../../published" is no folder beside the plan, so this is left out' in str(notes[0])
    assert "first_figures" not in read_plan_files(new).tables["plan.toml"]
    assert check_plan(new) == []
    assert import_plan_workbook(book, new).changes == ()


@pytest.mark.parametrize("folder", share(PLANS, len(PLANS)), indirect=True)
def test_a_folder_of_first_figures_that_is_not_there_is_a_fault_in_the_plans_own_workbook(
    own, opened
):
    book = Book(opened(export_plan(own)))
    cell = book.key("Plan", "First figures: published")
    cell.value = "../nowhere"
    (fault,) = import_plan_workbook(book.content, own).faults
    assert (fault.cell, fault.message) == (
        cell.coordinate,
        '"../nowhere" is no folder beside the plan\'s own.',
    )


def test_a_plan_made_anew_of_its_workbook_says_the_same(own):
    new = own.with_name("new")
    for folder in ("figures", "published", "illustrative"):  # that some of the plans begin with
        (new / folder).mkdir(parents=True)
    if (own / "pictures").exists():  # a logo and a template of slides, which no workbook holds
        shutil.copytree(own / "pictures", new / "pictures")
    assert import_plan_workbook(export_plan(own), new).faults == ()
    assert read_plan_files(new).tables == read_plan_files(own).tables
    assert check_plan(new) == []


def _another(tables: dict) -> dict:
    """A measure like one there is, under the next number of its outcome."""
    like = copy.deepcopy(tables["measures/bins_on_time.toml"])
    same = [table for table in tables.values() if table.get("outcome") == like["outcome"]]
    return like | {"title": "Bins, once more", "number": len(same) + 1}


@st.composite
def edits(draw) -> dict:
    """The tables of the smallest plan with things changed, added, removed and put in order."""
    tables = copy.deepcopy(read_plan_files(FICTIONAL).tables)
    for _, table in sorted(tables.items()):
        for key in ("definition", "why_it_matters", "source", "objective"):
            if key in table and draw(st.booleans()):
                table[key] = draw(TEXTS)
    bins = tables["measures/bins_on_time.toml"]
    bins["years"]["2023/24"]["target"] = draw(FIGURES)
    bins["years"]["2024/25"].update(draw(st.dictionaries(st.just("rationale"), TEXTS)))
    for year in draw(st.lists(st.sampled_from(["2023/24", "2024/25"]), unique=True)):
        bins["years"][year]["earlier"] = [
            {
                "target": 99.5 + change / 10,
                "changed_on": BEFORE_ITS_YEARS + timedelta(days=change),
                "changed_by": draw(LINES),
                "reason": draw(TEXTS),
            }
            for change in range(draw(st.integers(1, 3)))
        ]
    bins["breaks"] = [
        {"period": period, "reason": draw(TEXTS)}
        for period in draw(st.lists(st.sampled_from(["2023-M05", "2023-M09"]), unique=True))
    ]
    if not bins["breaks"]:
        del bins["breaks"]
    if draw(st.booleans()):
        del bins["themes"]
    if draw(st.booleans()):
        tables["measures/bins_again.toml"] = _another(tables)
    plan, outcomes = tables["plan.toml"], tables["outcomes.toml"]["outcomes"]
    plan["area_names"] = [
        {"name": name, "also": [f"{draw(LINES)} {name}"]}
        for name in draw(st.lists(st.sampled_from(["Ashby", "Belford", "Corsham"]), unique=True))
    ]
    if not plan["area_names"]:
        del plan["area_names"]
    tables["outcomes.toml"]["outcomes"] = draw(st.permutations(outcomes))
    activities = tables["activities.toml"]["activities"]
    tables["activities.toml"]["activities"] = draw(st.permutations(activities))
    return tables


@given(edits())
@settings(max_examples=5, deadline=None)
def test_whatever_is_edited_the_files_say_what_the_workbook_says(tables):
    says_the_same(tables)


@pytest.mark.soak
@given(edits())
@settings(max_examples=100, deadline=None)
def test_whatever_is_edited_a_hundred_times_the_files_say_what_the_workbook_says(tables):
    says_the_same(tables)


def says_the_same(tables: dict) -> None:
    with TemporaryDirectory() as name:
        plan = Path(shutil.copytree(FICTIONAL, Path(name) / "plan"))
        proposed = import_plan_workbook(plan_workbook(tables), plan, BEFORE_ITS_YEARS)
        assert proposed.faults == (), list(map(str, proposed.faults))
        after = read_plan_files(plan).tables
        assert as_in_a_workbook(after) == as_in_a_workbook(tables)
        for file, content in bytes_of(FICTIONAL).items():
            if as_in_a_workbook(tables).get(file) == read_plan_files(FICTIONAL).tables[file]:
                assert (plan / file).read_bytes() == content
        assert import_plan_workbook(plan_workbook(tables), plan).changes == ()


def test_a_measure_that_is_gone_from_the_workbook_is_gone_from_the_folder(tmp_path):
    plan = Path(shutil.copytree(FICTIONAL, tmp_path / "plan"))
    tables = read_plan_files(plan).tables
    tables["measures/bins_again.toml"] = _another(tables)
    import_plan_workbook(plan_workbook(tables), plan, BEFORE_ITS_YEARS)
    assert (plan / "measures/bins_again.toml").is_file()
    import_plan_workbook(export_plan(FICTIONAL), plan, BEFORE_ITS_YEARS)
    assert bytes_of(plan) == bytes_of(FICTIONAL)


def test_a_plan_with_faults_is_not_written_over(tmp_path):
    plan = Path(shutil.copytree(FICTIONAL, tmp_path / "plan"))
    (plan / "themes.toml").write_text("themes = 1\n", encoding="utf-8")
    with pytest.raises(PlanError, match="Mend the files first"):
        import_plan_workbook(export_plan(FICTIONAL), plan, BEFORE_ITS_YEARS)


def test_where_one_file_cannot_be_written_none_is(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "b").mkdir()  # nothing can take the place of a folder
    changes = {"a": (b"old", b"new"), "c": (None, b"new"), "b": (None, b"new")}
    with pytest.raises(UsageError, match=r"b cannot be written"):
        write_together(tmp_path, changes)
    assert (tmp_path / "a").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_a_file_that_was_changed_meanwhile_is_not_written_over(tmp_path):
    (tmp_path / "a").write_bytes(b"another's")
    with pytest.raises(UsageError, match="was changed meanwhile"):
        write_together(tmp_path, {"b": (None, b"new"), "a": (b"old", b"new")})
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"another's"


def test_a_file_that_cannot_take_its_place_puts_the_others_back(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"old")
    real = Path.replace

    def replace(self, target):
        if Path(target).name == "b":
            raise OSError(28, "No space left on device", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(UsageError, match=r"b cannot be written: No space left"):
        write_together(tmp_path, {"a": (b"old", b"new"), "b": (None, b"new")})
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_new_folder_that_the_disk_has_no_room_for_is_not_begun(tmp_path, monkeypatch):
    """Else it would be there already when somebody tries again."""

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kpis.use_cases.plans.together.os.fsync", full)
    with pytest.raises(UsageError, match=r"No space left on device\. No file"):
        write_together(tmp_path / "plans/new", {"measures/a": (None, b"new"), "b": (None, b"new")})
    assert list(tmp_path.iterdir()) == []
