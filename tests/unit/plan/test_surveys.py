"""What a survey says once holds of each of its measures, and what cannot be is told."""

import io
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.model import Frequency, SurveyWave
from kpis.plan.check import check_plan
from kpis.plan.content import content_of, plan_of_content
from kpis.plan.load import load_plan
from kpis.use_cases.plans.workbook import export_plan, import_plan_workbook
from tests.unit.plan.files_of_a_plan import GLAD, HOMES
from tests.unit.plan.test_robustness import ODD_VALUES, SENTENCE

STRATEGIC = Path(__file__).parents[3] / "data/plans/2019-22"
FICTIONAL = Path(__file__).parents[2] / "fictional_plan"
SURVEYS = "surveys.toml"
NORTHMERE_ASKS = """
[[surveys]]
id = "northmere_asks"
title = "Northmere Asks"
about = "400 residents are asked by telephone."
wave_start_month = 10
wave_months = 2
arrears = 1
sample_size = 400
design_effect = 1.2
design_effect_source = "Weighted by age."
source = "Northmere Asks"
directorate = "Chief Executive's"
owner = "Head of Research"

[[waves]]
survey = "northmere_asks"
period = "2023-10-to-2023-11"
interviews = 412
break_reason = "Asked by telephone for the first time."
"""
SAID_BY_THE_MEASURE = """frequency = "survey_wave"
basis = "period"
arrears = 1
wave_start_month = 10
wave_months = 2
sample_size = 400
"""
BREAK = """
[[breaks]]
period = "2023-10-to-2023-11"
reason = "Asked by telephone for the first time."
"""
# What a question of the council's own survey said itself before there were surveys in plans.
IN_FULL = """
arrears = 1
wave_start_month = 2
wave_months = 2
sample_size = 1100
design_effect = 1.5
design_effect_source = "Assumed until the survey's own is known: usual for face-to-face surveys \
that are weighted to the population."
frequency = "survey_wave"
source = "Annual Residents Survey, face-to-face interviews with about 1,100 residents aged 18 and \
over in February and March, weighted by age, sex, ethnic group and tenure"
"""
BREAK_IN_FULL = """
[[breaks]]
period = "2020-02-to-2020-03"
reason = "The survey's method changed; the council said that figures from here on are not strictly \
comparable with earlier ones (Cabinet, 25 November 2020)."
"""


@pytest.fixture
def with_survey(plan_copy):
    """The smallest plan, one measure of which takes what it can of a survey."""
    plan_copy.add(SURVEYS, NORTHMERE_ASKS)
    plan_copy.edit(GLAD, SAID_BY_THE_MEASURE, 'survey = "northmere_asks"\nbasis = "period"\n')
    plan_copy.edit(GLAD, 'source = "Northmere Asks"\n', "")
    return plan_copy


def glad(folder: Path):
    return load_plan(folder).measures_by_id["glad_to_live_here"]


def test_a_measure_takes_of_its_survey_what_it_does_not_say_itself(with_survey):
    measure = glad(with_survey.folder)
    assert (measure.frequency, measure.arrears) == (Frequency.SURVEY_WAVE, 1)
    assert (measure.wave_start_month, measure.wave_months) == (10, 2)
    assert (measure.sample_size, measure.design_effect) == (400, 1.2)
    assert (measure.design_effect_source, measure.source) == ("Weighted by age.", "Northmere Asks")
    (taken,) = measure.breaks
    assert (taken.period, taken.reason) == (
        "2023-10-to-2023-11",
        "Asked by telephone for the first time.",
    )


def test_what_a_measure_says_itself_holds(with_survey):
    with_survey.edit(
        GLAD,
        'basis = "period"\n',
        'basis = "period"\nsample_size = 90\narrears = 0\nsource = "Its own"\ndesign_effect = 2\n'
        'design_effect_source = "Known."\nquestion = "Are you glad to live here?"\n',
    )
    with_survey.add(GLAD, '[[breaks]]\nperiod = "2022-10-to-2022-11"\nreason = "Other words."\n')
    assert with_survey.faults() == []
    measure = glad(with_survey.folder)
    assert (measure.sample_size, measure.arrears, measure.source) == (90, 0, "Its own")
    assert (measure.design_effect, measure.design_effect_source) == (2, "Known.")
    assert measure.question == "Are you glad to live here?"
    assert [each.period for each in measure.breaks] == ["2022-10-to-2022-11", "2023-10-to-2023-11"]


def test_a_measure_of_no_percentage_takes_no_design_effect(with_survey):
    with_survey.edit(GLAD, 'unit = "percent"', 'unit = "index"')
    assert with_survey.faults() == []
    assert glad(with_survey.folder).design_effect == 1.0
    assert glad(with_survey.folder).sample_size == 400


def test_parts_take_of_the_survey_through_their_measure(strategic_plan):
    parts = strategic_plan.parts_of["health_inequality_groups"]
    for part in parts:
        assert (part.survey, part.wave_start_month) == ("annual_residents_survey", 2)
        assert [each.period for each in part.breaks] == ["2020-02-to-2020-03"]
    assert [part.sample_size for part in parts] == [140, 150, 600, 430]  # as each says itself
    asked = [measure.id for measure in strategic_plan.questions_of("annual_residents_survey")]
    at = asked.index("health_inequality_groups")
    assert asked[at + 1 : at + 5] == [part.id for part in parts]


def test_a_waves_own_design_effect_is_of_the_questions_that_take_the_surveys(with_survey):
    with_survey.edit(
        SURVEYS,
        "interviews = 412",
        'interviews = 412\ndesign_effect = 1.4\ndesign_effect_source = "The weights."',
    )
    measure = glad(with_survey.folder)
    assert measure.design_effect_in("2023-10-to-2023-11") == 1.4
    assert measure.design_effect_in("2022-10-to-2022-11") == 1.2
    own = 'basis = "period"\ndesign_effect = 2\ndesign_effect_source = "Known."\n'
    with_survey.edit(GLAD, 'basis = "period"\n', own)
    assert glad(with_survey.folder).design_effect_in("2023-10-to-2023-11") == 2
    with_survey.edit(GLAD, own, 'basis = "period"\n')
    with_survey.edit(GLAD, 'unit = "percent"', 'unit = "index"')
    assert glad(with_survey.folder).design_effect_in("2023-10-to-2023-11") == 1


def test_surveys_come_with_their_waves_earliest_first(with_survey):
    wave = '\n[[waves]]\nsurvey = "northmere_asks"\nperiod = "2022-10-to-2022-11"\nnote = "Wet."\n'
    with_survey.add(SURVEYS, wave)
    (survey,) = load_plan(with_survey.folder).surveys
    assert survey.waves == (
        SurveyWave(period="2022-10-to-2022-11", note="Wet."),
        SurveyWave(
            period="2023-10-to-2023-11",
            interviews=412,
            break_reason="Asked by telephone for the first time.",
        ),
    )


FAULTS = {
    "a survey nobody defined": (
        GLAD,
        'survey = "northmere_asks"',
        'survey = "southmere_asks"',
        'survey: "southmere_asks" is not in surveys.toml, which has northmere_asks.',
    ),
    "a measure that says neither frequency nor survey": (
        GLAD,
        'survey = "northmere_asks"\n',
        'source = "A survey"\n',
        "frequency: is missing. Add it, or name the survey it is a question of.",
    ),
    "a measure that says neither source nor survey": (
        HOMES,
        "source = ",
        "# source = ",
        "source: is missing. Add it, or name the survey it is a question of.",
    ),
    "a question of no survey": (
        HOMES,
        "source = ",
        'question = "Is your home warm?"\nsource = ',
        "question: is for questions of a survey. Name the survey, or remove it.",
    ),
    "a wave of a survey nobody defined": (
        SURVEYS,
        'survey = "northmere_asks"',
        'survey = "southmere_asks"',
        'waves[1].survey: "southmere_asks" is not in surveys.toml, which has northmere_asks.',
    ),
    "a wave of other months": (
        SURVEYS,
        'period = "2023-10-to-2023-11"',
        'period = "2023-09-to-2023-10"',
        "waves[1].period: is no wave of this survey, which begins in Oct and takes 2 months.",
    ),
    "a wave that is longer": (
        SURVEYS,
        'period = "2023-10-to-2023-11"',
        'period = "2023-10-to-2023-12"',
        "waves[1].period: is no wave of this survey, which begins in Oct and takes 2 months.",
    ),
    "a wave that is a quarter": (
        SURVEYS,
        'period = "2023-10-to-2023-11"',
        'period = "2023-24-Q3"',
        'waves[1].period: must be a survey wave, such as 2020-02-to-2020-03; found "2023-24-Q3".',
    ),
    "a design effect that nobody can check": (
        SURVEYS,
        'design_effect_source = "Weighted by age."\n',
        "",
        "surveys[1].design_effect_source: is missing. Say where the design_effect is known from.",
    ),
    "a design effect of how many": (
        SURVEYS,
        "sample_size = 400\n",
        "",
        "surveys[1].design_effect: needs a sample_size. Remove it, or add that.",
    ),
    "a wave's design effect that nobody can check": (
        SURVEYS,
        "interviews = 412",
        "interviews = 412\ndesign_effect = 1.4",
        "waves[1].design_effect_source: is missing. Say where the design_effect is known from.",
    ),
    "months that are not its survey's": (
        GLAD,
        'basis = "period"',
        'wave_start_month = 9\nbasis = "period"',
        "wave_start_month: is 9, but 10 in its survey. Remove it.",
    ),
    "a question that comes every quarter": (
        GLAD,
        'basis = "period"',
        'frequency = "quarter"\nbasis = "period"',
        "frequency: must be survey_wave, as of every question of a survey. Remove it.",
    ),
    "a key of a survey spelt wrong": (
        SURVEYS,
        "arrears = 1",
        "arears = 1",
        "surveys[1].arears: is not a key of this file. Did you mean arrears?",
    ),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_is_told_once_where_it_is(with_survey, kind):
    file, old, new, sentence = FAULTS[kind]
    with_survey.edit(file, old, new)
    assert f"{file}: {sentence}" in with_survey.faults()
    if file == SURVEYS:  # not again in every measure of the survey
        assert with_survey.faults() == [f"{file}: {sentence}"]


def test_a_break_that_the_survey_tells_of_is_not_told_again(with_survey):
    with_survey.add(GLAD, BREAK)
    assert with_survey.faults() == [
        f'{GLAD}: breaks[1].period: "2023-10-to-2023-11" is a break of the whole survey already. '
        "Remove it."
    ]


def test_neither_a_survey_nor_a_wave_is_there_twice(with_survey):
    with_survey.add(SURVEYS, NORTHMERE_ASKS)
    assert with_survey.faults() == [
        f'{SURVEYS}: surveys[2].id: "northmere_asks" is there twice. Ids are unique.',
        f'{SURVEYS}: waves[2].period: "2023-10-to-2023-11" of "northmere_asks" is there twice. '
        "Remove one.",
    ]


def test_a_measure_that_names_a_survey_where_there_is_no_file_is_told_so(with_survey):
    (with_survey.folder / SURVEYS).unlink()
    assert with_survey.faults() == [
        f'{GLAD}: survey: "northmere_asks" is not in surveys.toml, which has none.'
    ]


def test_nothing_is_said_of_measures_while_the_surveys_cannot_be_read(with_survey):
    with_survey.edit(SURVEYS, "arrears = 1", "arrears = ")
    (fault,) = with_survey.faults()
    assert fault.startswith(f"{SURVEYS}: line ")


@given(st.data())
@settings(deadline=None, max_examples=40)
def test_whatever_a_survey_says_is_told_in_sentences(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("spoiled") / "plan"
    shutil.copytree(FICTIONAL, folder)
    lines = NORTHMERE_ASKS.splitlines()
    at = data.draw(st.sampled_from([i for i, line in enumerate(lines) if " = " in line]))
    lines[at] = f"{lines[at].split(' = ')[0]} = {data.draw(st.sampled_from(ODD_VALUES))}"
    (folder / SURVEYS).write_text("\n".join(lines), encoding="utf-8")
    text = (folder / GLAD).read_text(encoding="utf-8")
    text = text.replace(SAID_BY_THE_MEASURE, 'survey = "northmere_asks"\nbasis = "period"\n')
    (folder / GLAD).write_text(text, encoding="utf-8")
    for sentence in check_plan(folder):
        assert SENTENCE.fullmatch(sentence)


def test_the_plan_of_the_repository_says_of_each_question_what_it_said_before(tmp_path):
    """Every measure written in full, as it was, is the measure that takes it of the survey."""
    folder = tmp_path / "plans" / "in_full"
    shutil.copytree(STRATEGIC, folder)
    for name in ("published", "illustrative"):
        (tmp_path / name).mkdir()
    (folder / SURVEYS).unlink()
    asked = 'survey = "annual_residents_survey"\n'
    in_full = []
    for path in sorted((folder / "measures").glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        if asked in text:
            in_full.append(path.stem)
            path.write_text(text.replace(asked, IN_FULL) + BREAK_IN_FULL, encoding="utf-8")
    plan, before = load_plan(STRATEGIC), load_plan(folder)
    assert len(in_full) == 13
    assert [
        replace(measure, survey="", question="", survey_owner="") for measure in plan.measures
    ] == list(before.measures)
    (survey,) = plan.surveys
    assert {m.id for m in plan.questions_of(survey.id) if not m.part_of} == set(in_full)
    assert not before.surveys


def test_a_plan_kept_before_there_were_surveys_keeps_its_text(fictional_plan):
    assert not any(f'"{key}"' in content_of(fictional_plan) for key in ("survey", "surveys"))


def test_surveys_are_kept_with_a_release(with_survey):
    plan = replace(load_plan(with_survey.folder), first_figures=())
    assert plan_of_content(content_of(plan)) == plan


def test_a_survey_comes_back_from_a_workbook_and_what_it_changes_is_told(with_survey):
    folder, content = with_survey.folder, export_plan(with_survey.folder)
    before = {path: path.read_bytes() for path in folder.rglob("*.toml")}
    assert import_plan_workbook(content, folder).changes == ()
    assert {path: path.read_bytes() for path in folder.rglob("*.toml")} == before
    book = openpyxl.load_workbook(io.BytesIO(content))
    (header,) = (cell for row in book["Survey waves"] for cell in row if cell.value == "Interviews")
    book["Survey waves"].cell(header.row + 1, header.column).value = 999
    edited = io.BytesIO()
    book.save(edited)
    import_plan_workbook(edited.getvalue(), folder)
    (survey,) = load_plan(folder).surveys
    assert survey.waves[0].interviews == 999
