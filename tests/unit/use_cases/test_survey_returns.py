"""A survey comes back in one file: the council's own template, or the table of whoever asked."""

import io
from datetime import datetime
from math import sqrt

import openpyxl
import pytest

from kpis.analysis.series.measure_series import series
from kpis.errors import AccessRefused
from kpis.model import Actor, Holding, Role, local_administrator
from kpis.periods import quarter
from kpis.readers.mapping.find_header import mapping_of
from kpis.readers.mapping.preview import sheet_cells
from kpis.use_cases.mappings import MappingUsed
from kpis.use_cases.submit import submit_return
from kpis.use_cases.templates import template_for

SURVEY = "annual_residents_survey"
Q1 = quarter(2019, 1)
NOW = datetime(2019, 7, 10, 9)
# A table as survey companies send it: questions by their own words, each with its own base.
OF_A_COMPANY = (
    b"Question,Wave,%,Base\n"
    b"Q12 Safe after dark,Feb to Mar 2019,58,871\n"
    b"Q3 Area as a place to live,Feb to Mar 2019,76,1104\n"
)
NAMES = {"Q12 Safe after dark": "feeling_safe", "Q3 Area as a place to live": "area_satisfaction"}


def contributor(post: str) -> Actor:
    return Actor(post=post, holdings=(Holding(role=Role.CONTRIBUTOR, post=post),))


@pytest.fixture
def filled(store, strategic_plan):
    """The survey's template with two questions answered, one of them put to some only."""
    survey = strategic_plan.surveys_by_id[SURVEY]
    content = template_for(store, strategic_plan, Q1, survey=survey, actor=local_administrator(""))
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["Return"]
    sheet["M2"] = 1104
    for row in sheet.iter_rows(min_row=6):
        if row[0].value == "7.3":
            row[10].value, row[12].value = 58, 871
        if row[0].value == "6.4":
            row[10].value = 76
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_the_owner_of_the_survey_returns_it_as_one_submission(store, strategic_plan, filled):
    owner = strategic_plan.surveys_by_id[SURVEY].owner
    of_others = [m for m in strategic_plan.questions_of(SURVEY) if m.owner != owner]
    assert {"feeling_safe", "area_satisfaction"} <= {m.id for m in of_others}
    done = submit_return(
        store, strategic_plan, "survey.xlsx", filled, actor=contributor(owner), now=NOW
    )
    assert done.submission.new == 2
    assert set(store.outturns()["submission_id"]) == {done.submission.id}


def test_another_post_can_still_not_return_what_is_not_theirs(store, strategic_plan, filled):
    post = strategic_plan.measures_by_id["feeling_safe"].owner
    with pytest.raises(AccessRefused):
        submit_return(
            store, strategic_plan, "survey.xlsx", filled, actor=contributor(post), now=NOW
        )


@pytest.fixture
def of_a_company(store, strategic_plan):
    (preview,) = sheet_cells("survey.csv", OF_A_COMPANY)
    columns = {1: "measure", 2: "period", 3: "outturn", 4: "denominator"}
    mapping = mapping_of(preview, header_row=1, columns=columns, names=NAMES)
    return submit_return(
        store,
        strategic_plan,
        "survey.csv",
        OF_A_COMPANY,
        actor=local_administrator("Officer"),
        mapping=MappingUsed(mapping=mapping),
        now=NOW,
    )


def margins(p: float, n: float, deff: float) -> tuple[float, float]:
    """The Wilson interval of a share of n / deff people, in percentage points, by its own words."""
    z, n = 1.959964, n / deff
    middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return 100 * (middle - half), 100 * (middle + half)


@pytest.mark.parametrize(
    ("measure_id", "share", "base"),
    [("feeling_safe", 0.58, 871), ("area_satisfaction", 0.76, 1104)],
)
def test_the_base_of_each_question_is_taken_and_its_interval_is_of_that_many(
    store, strategic_plan, of_a_company, measure_id, share, base
):
    assert of_a_company.submission.new == 2
    measure = strategic_plan.measures_by_id[measure_id]
    of_measure = series(strategic_plan, measure, store.outturns())
    (row,) = of_measure[of_measure["returned"]].itertuples()
    assert row.denominator == base
    low, high = margins(share, base, 1.5)
    assert row.interval_low == pytest.approx(low, abs=0.001)
    assert row.interval_high == pytest.approx(high, abs=0.001)
