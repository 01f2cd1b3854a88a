"""The templates that are sent out show what the store holds."""

import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from kpis.model import local_administrator
from kpis.periods import quarter
from kpis.use_cases.submit import submit_return
from kpis.use_cases.templates import template_for, template_pack_for

FIGURES = b"measure,period,outturn\nplanning_days,Q3 2023/24,58\n"
ACTIVITIES = b"Activity,Quarter,Status,Percent done,Comment\nA1.1,Q3 2023/24,At risk,40,Rain\n"
Q4 = quarter(2023, 4)


@pytest.fixture
def store(empty_store, fictional_plan):
    made = empty_store
    for name, content in (("figures.csv", FIGURES), ("activities.csv", ACTIVITIES)):
        submit_return(made, fictional_plan, name, content, actor=local_administrator("Officer"))
    return made


def texts_of(content: bytes) -> set[str]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line}


def test_a_template_shows_the_figures_and_activities_that_were_returned(store, fictional_plan):
    texts = texts_of(template_for(store, fictional_plan, Q4, actor=local_administrator("")))
    assert "Q3 2023/24\n58.0" in texts
    assert "At risk, 40% done\n(Q3 2023/24)" in texts


def test_a_template_of_a_post_shows_its_own(store, fictional_plan):
    measure = fictional_plan.measures_by_id["planning_days"]
    texts = texts_of(
        template_for(store, fictional_plan, Q4, owner=measure.owner, actor=local_administrator(""))
    )
    assert "Q3 2023/24\n58.0" in texts
    assert f"Return for Q4 2023/24, {measure.owner}" in texts


def test_a_proposed_target_is_no_target_of_a_template(store, fictional_plan):
    (measure,) = [each for each in fictional_plan.measures if each.id == "planning_days"]
    aims = {year: replace(aim, proposed=True) for year, aim in measure.aims.items()}
    plan = replace(
        fictional_plan,
        measures=tuple(
            replace(each, aims=aims) if each is measure else each
            for each in fictional_plan.measures
        ),
    )
    agreed = texts_of(template_for(store, fictional_plan, Q4, actor=local_administrator("")))
    texts = texts_of(template_for(store, plan, Q4, actor=local_administrator("")))
    assert "proposed, not agreed" in texts
    assert "proposed, not agreed" not in agreed


def test_a_pack_shows_them_in_the_workbooks_they_belong_to(store, fictional_plan):
    content = template_pack_for(
        store, fictional_plan, Q4, "directorate", actor=local_administrator("")
    )
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        shown = [
            name for name in pack.namelist() if "Q3 2023/24\n58.0" in texts_of(pack.read(name))
        ]
    assert len(shown) == 1
