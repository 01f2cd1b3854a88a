"""`kpis template`: for a post, and a pack of them for all."""

import zipfile

import openpyxl
import pytest


@pytest.fixture
def codes_in():
    """codes_in(file): the codes of the measures in a template."""

    def find(file) -> set[str]:
        book = openpyxl.load_workbook(file)
        cells = (row[0] for row in book["Return"].iter_rows(min_row=6, values_only=True))
        return {str(value) for value in cells if value and value[0].isdigit()}

    return find


def test_a_template_for_a_post_holds_its_measures_only(kpis, tmp_path, strategic_plan, codes_in):
    path = tmp_path / "skills.xlsx"
    post = "Head of Employment and Skills"
    ran = kpis("template", "--period", "2019-20-Q3", "--owner", post, "-o", path)
    assert ran.code == 0
    assert codes_in(path) <= {m.code for m in strategic_plan.measures if m.owner == post}
    assert codes_in(path)


@pytest.mark.parametrize("each", ["directorate", "owner"])
def test_a_pack_holds_a_workbook_for_each_that_has_something_due(kpis, tmp_path, codes_in, each):
    whole, path = tmp_path / "all.xlsx", tmp_path / "pack.zip"
    assert kpis("template", "--period", "2019-20-Q3", "-o", whole).code == 0
    assert kpis("template", "--period", "2019-20-Q3", "--each", each, "-o", path).code == 0
    with zipfile.ZipFile(path) as pack:
        parts = [codes_in(pack.open(name)) for name in pack.namelist()]
        assert all(name.startswith("return-2019-20-Q3-") for name in pack.namelist())
    assert len(parts) > 1
    assert sum(map(len, parts)) == len(codes_in(whole))
    assert set.union(*parts) == codes_in(whole)


@pytest.mark.parametrize("period", ["2019-20-Q1", "2019-02-to-2019-03"])
@pytest.mark.parametrize("survey", ["annual_residents_survey", "annual Residents Survey"])
def test_a_template_of_a_survey_holds_its_questions_whoever_owns_them(
    kpis, tmp_path, strategic_plan, codes_in, period, survey
):
    path = tmp_path / "survey.xlsx"
    assert kpis("template", "--period", period, "--survey", survey, "-o", path).code == 0
    questions = strategic_plan.questions_of("annual_residents_survey")
    with_parts = strategic_plan.parts_of
    assert codes_in(path) == {m.code for m in questions if m.id not in with_parts}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--each", "owner", "--directorate", "Place", "-o", "pack.zip"), "not both"),
        (("--survey", "panel", "-o", "a.xlsx"), "The plan has these: annual_residents_survey."),
        (
            ("--survey", "annual_residents_survey", "-o", "a.xlsx"),
            "The next quarter in which it is: Q1 2020/21 (2020-21-Q1).",
        ),
        (
            (
                "--survey",
                "annual_residents_survey",
                "--owner",
                "Painter",
                "-o",
                "a.xlsx",
            ),
            "Give --survey for all its questions, or --directorate or --owner.",
        ),
        (
            ("--survey", "annual_residents_survey", "--each", "owner", "-o", "pack.zip"),
            "not both",
        ),
        (("--each", "owner", "-o", "pack.xlsx"), "a name like pack.zip"),
        (("--period", "2019-20", "-o", "year.xlsx"), "2019-20 is not a quarter"),
        (("--owner", "Head of Parks", "-o", "parks.xlsx"), "Nothing is due from 'Head of Parks'"),
    ],
)
def test_what_cannot_be_made_is_told_and_not_written(kpis, tmp_path, arguments, message):
    *others, output = arguments
    ran = kpis("template", "--period", "2019-20-Q3", *others, tmp_path / output)
    assert ran.code == 2
    assert message in ran.err
    assert not (tmp_path / output).exists()
