"""One store, two plans: each quarter returned, shown and released by the plan in force in it."""

import io
import shutil
from dataclasses import replace

import openpyxl
import pytest

from kpis.analysis.figures.lines import revisions_in_line
from kpis.analysis.report.performance import performance
from kpis.errors import ReturnRefused
from kpis.model import ReleaseWarning, local_administrator
from kpis.periods import quarter
from kpis.plan.chain.chain import load_chain
from kpis.plan.content import content_of
from kpis.store import Store
from kpis.use_cases.check import check_return
from kpis.use_cases.figures_as_at import figures_as_at, plan_of_release
from kpis.use_cases.release_preview import changes_in_release, preview_release
from kpis.use_cases.signoff import (
    ALL_WARNINGS,
    figures_to_approve,
    publish_release,
)
from kpis.use_cases.submit import submit_return
from kpis.use_cases.templates import template_for
from tests.plans_in_a_chain import HEADER, NEW, NOW, OLD, THEN, submit, two_plans

CLERK, HEAD = local_administrator("Clerk"), local_administrator("Head")


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    return two_plans(tmp_path_factory.mktemp("plans"))


@pytest.fixture(scope="module")
def chain(folders):
    return load_chain(folders[0])


@pytest.fixture(scope="module")
def returned(prepared, folders, chain, tmp_path_factory):
    """The old plan's Q3 returned and released by it alone, the new one's Q1 returned."""
    path = tmp_path_factory.mktemp("chain") / "kpis.duckdb"
    made = Store(shutil.copy(prepared, path))
    before = chain.plans[0]
    submit(made, before, OLD, THEN)
    publish_release(made, before, quarter(2023, 3), actor=HEAD, accepted=ALL_WARNINGS, now=THEN)
    submit(made, chain, NEW, NOW)
    return path


@pytest.fixture
def store(returned, tmp_path):
    return Store(shutil.copy(returned, tmp_path / "kpis.duckdb"))


def shown(store, chain, at):
    return figures_as_at(store, chain, NOW, actor=HEAD).until(at)


def of(figures, measure_id):
    rows = figures.outturns[figures.outturns["measure_id"] == measure_id]
    return rows["period_id"].tolist()


def test_a_measure_that_goes_on_has_one_line_of_figures(store, chain):
    figures = shown(store, chain, quarter(2024, 1))
    assert figures.plan.id == "2024-26"
    assert of(figures, "bins_in_time") == [
        *("2023-M10", "2023-M11", "2023-M12"),
        *("2024-M04", "2024-M05", "2024-M06"),
    ]
    assert set(of(figures, "planning_days")) == {"2023-24-Q3", "2024-25-Q1"}


def test_a_quarter_of_the_plan_before_is_shown_by_it_with_its_own_ids(store, chain):
    figures = shown(store, chain, quarter(2023, 3))
    assert figures.plan.id == "2023-25"
    assert of(figures, "bins_on_time") == ["2023-M10", "2023-M11", "2023-M12"]
    assert of(figures, "pool_occupancy") == ["2023-24-Q3"]
    assert of(figures, "pool_swimming") == []


def test_what_ended_keeps_its_figures_in_its_own_plan_alone(store, chain):
    figures = shown(store, chain, quarter(2024, 1))
    assert of(figures, "pool_occupancy") == []
    assert of(figures, "pool_swimming") == ["2024-25-Q1"]


def test_figures_before_a_break_do_not_compare_with_those_after_it(store, chain):
    submit(store, chain, f"{HEADER}planning_days,Q4 2023/24,58,a\n")
    figures = shown(store, chain, quarter(2024, 1))
    frame = performance(figures.plan, figures.outturns, [quarter(2024, 1)], NOW)
    reasons = frame.set_index("measure_id")["direction_previous_reason"]
    assert "from the first letter" in reasons["planning_days"]


def test_the_history_of_a_measure_is_that_of_every_id_it_had(store, chain):
    measure = chain.newest.measures_by_id["bins_in_time"]
    found = revisions_in_line(
        measure, [store.revisions(each) for each in (measure.id, *measure.earlier_ids)]
    )
    assert found["period_id"].tolist() == [
        *("2023-M10", "2023-M11", "2023-M12"),
        *("2024-M04", "2024-M05", "2024-M06"),
    ]
    assert set(found["measure_id"]) == {"bins_in_time"}
    assert found["current"].all()
    before = chain.plans[0].measures_by_id["bins_on_time"]
    assert len(revisions_in_line(before, [store.revisions(before.id)])) == 3


def test_a_release_shows_its_quarter_by_the_plan_it_kept_whatever_follows(store, chain):
    release = store.release(1)
    assert plan_of_release(store, chain, release).id == "2023-25"
    figures = figures_as_at(store, chain, NOW, actor=HEAD, release=1)
    assert content_of(figures.own_plan) == content_of(chain.plans[0])
    assert of(figures, "bins_on_time") == ["2023-M10", "2023-M11", "2023-M12"]
    assert figures.until(quarter(2023, 3)).plan.id == "2023-25"


def test_the_next_release_keeps_the_plan_in_force_in_its_quarter(store, chain):
    plan = chain.in_force(quarter(2024, 1))
    made = publish_release(
        store, plan, quarter(2024, 1), actor=HEAD, accepted=ALL_WARNINGS, now=NOW
    )
    assert plan_of_release(store, chain, made).id == "2024-26"
    figures = figures_as_at(store, chain, NOW, actor=HEAD, release=made.number)
    assert len(of(figures, "bins_in_time")) == 6  # with what was returned under its earlier id
    assert of(figures, "pool_occupancy") == []
    first = figures_as_at(store, chain, NOW, actor=HEAD, release=1)
    assert of(first, "pool_occupancy") == ["2023-24-Q3"]


def test_next_years_aims_and_measures_are_no_change_of_what_was_released(store, chain):
    plan = chain.in_force(quarter(2024, 1))
    checks = preview_release(store, plan, quarter(2024, 1), actor=HEAD, now=NOW).checks
    assert checks.of(ReleaseWarning.CHANGED_AIMS) == ()
    told = [(each.measure_id, each.about) for each in checks.of(ReleaseWarning.CHANGED_TERMS)]
    assert {measure for measure, _ in told} == {
        "bins_in_time",
        "planning_days",
        "glad_to_live_here",
    }


def test_another_aim_for_a_year_that_had_one_is_told(store, chain):
    plan = chain.in_force(quarter(2024, 1))
    bins = plan.measures_by_id["bins_in_time"]
    lower = replace(bins, aims={**bins.aims, "2024/25": replace(bins.aims["2024/25"], target=90)})
    changed = replace(plan, measures=(lower, *plan.measures[1:]))
    checks = preview_release(store, changed, quarter(2024, 1), actor=HEAD, now=NOW).checks
    (told,) = checks.of(ReleaseWarning.CHANGED_AIMS)
    assert "98.5% before" in told.about
    assert "90.0% now" in told.about


def test_a_correction_of_a_past_quarter_keeps_the_plan_of_then(store, chain):
    submit(store, chain, f"{HEADER}pool_occupancy,Q3 2023/24,72,Counted again\n")
    plan = chain.in_force(quarter(2023, 3))
    made = publish_release(
        *(store, plan, quarter(2023, 3)),
        actor=HEAD,
        reason="Counted again",
        accepted=ALL_WARNINGS,
        now=NOW,
    )
    assert made.plan_sha256 == store.release(1).plan_sha256
    changes = changes_in_release(store, chain, made.number)
    assert changes.figures["measure_id"].tolist() == ["pool_occupancy"]


def test_a_measure_that_ended_is_restated_for_its_own_quarters(store, chain):
    done = submit(store, chain, f"{HEADER}pool_occupancy,Q3 2023/24,72,Counted again\n")
    assert done.changes["change"].tolist() == ["restated"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "pool_occupancy",
            "is 2.2 Use of the swimming pool of Northmere Together 2023-25, and the figure is of a "
            "quarter that Northmere Together 2024-26 is in force in. It was split into 2.2 Pool in "
            "use for swimming and 2.3 Pool in use for lessons from 2024/25 on: Lessons have a pool "
            "of their own.",
        ),
        (
            "Frogs counted at the mere",
            "It is no measure of the plan from 2024/25 on: Nobody counts them any more.",
        ),
    ],
)
def test_a_measure_that_ended_is_refused_for_a_later_quarter_with_the_reason(
    store, chain, name, words
):
    text = f"{HEADER}{name},Q1 2024/25,70,a\n"
    (issue,) = check_return(
        store, chain, "r.csv", text.encode(), actor=CLERK, now=NOW
    ).checked.issues
    assert issue.code == "measure-of-another-plan"
    assert words in issue.message
    with pytest.raises(ReturnRefused, match=r"no measure of the plan|split into"):
        submit_return(store, chain, "r.csv", text.encode(), actor=CLERK, now=NOW)


def test_a_new_measure_is_refused_for_a_quarter_before_its_plan(store, chain):
    text = f"{HEADER}pool_swimming,Q3 2023/24,70,a\n"
    (issue,) = check_return(
        store, chain, "r.csv", text.encode(), actor=CLERK, now=NOW
    ).checked.issues
    assert "From 2024/25 on it is a part of what was 2.2 Use of the swimming pool" in issue.message


def test_last_years_title_of_a_measure_that_goes_on_is_taken_for_it(store, chain):
    text = f"{HEADER}Bins collected on the day they are due,Jul 2024,97,a\n"
    check = check_return(store, chain, "r.csv", text.encode(), actor=CLERK, now=NOW)
    assert check.checked.ok
    assert check.checked.rows["measure_id"].tolist() == ["bins_in_time"]


def test_this_years_id_in_an_old_quarter_restates_what_is_stored_under_the_old_one(store, chain):
    text = f"{HEADER}bins_in_time,Dec 2023,97.9,Counted again\n"
    done = submit(store, chain, text)
    assert done.changes["measure_id"].tolist() == ["bins_on_time"]
    assert done.changes["change"].tolist() == ["restated"]


def test_a_code_means_the_measure_of_the_quarters_own_plan(store, chain):
    text = f"{HEADER}2.2,Q3 2023/24,71,Again\n2.2,Q1 2024/25,61,Again\n"
    check = check_return(store, chain, "r.csv", text.encode(), actor=CLERK, now=NOW)
    assert check.checked.rows["measure_id"].tolist() == ["pool_occupancy", "pool_swimming"]
    assert check.checked.quarters == ("2023-24-Q3", "2024-25-Q1")


def test_rows_of_both_plans_keep_the_order_of_the_file_and_every_issue_its_cell(store, chain):
    text = (
        f"{HEADER}pool_swimming,Q1 2024/25,61,Again\npool_occupancy,Q3 2023/24,many,Again\n"
        "bins_on_time,Nov 2023,97.1,Again\npool_lessons,Q1 2024/25,lots,Again\n"
    )
    checked = check_return(store, chain, "r.csv", text.encode(), actor=CLERK, now=NOW).checked
    assert checked.rows["measure_id"].tolist() == ["pool_swimming", "bins_on_time"]
    wrong = [each for each in checked.errors if each.code == "outturn-not-a-number"]
    assert [each.found for each in wrong] == ["many", "lots"]


def test_figures_to_approve_are_rated_by_the_plan_of_their_quarter(store, chain):
    text = f"{HEADER}planning_days,Q3 2023/24,56,a\nplanning_days,Q1 2024/25,56,a\n"
    done = submit_return(store, chain, "r.csv", text.encode(), actor=CLERK, now=NOW)
    frame = figures_to_approve(store, chain, done.submission.id, actor=HEAD)
    # 56 days is the target of 2023/24; that of 2024/25 is 50, and 5 per cent more are amber.
    assert frame["rag"].tolist() == ["green", "red"]


def test_the_template_of_a_quarter_asks_what_its_plan_asks(store, chain):
    def listed(at):
        content = template_for(store, chain.in_force(at), at, actor=HEAD)
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = {
            str(cell.value)
            for page in book.worksheets
            for line in page.iter_rows()
            for cell in line
            if cell.value
        }
        return {title for title in cells if "pool" in title.lower() and len(title) < 40}

    assert "Use of the swimming pool" in listed(quarter(2023, 3))
    assert {"Pool in use for swimming", "Pool in use for lessons"} <= listed(quarter(2024, 3))
    assert "Use of the swimming pool" not in listed(quarter(2024, 3))
