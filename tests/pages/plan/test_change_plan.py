"""The page that changes the plan: what would change, what is wrong where, what is written."""

import io
from functools import cache
from zipfile import ZipFile

import openpyxl
import pytest
import streamlit as st

from kpis.plan.check import check_plan
from kpis.plan.load import load_plan
from kpis.plan_book.layout import FIRST_ROW, HEADER_ROW
from kpis.use_cases.plans.workbook import export_plan
from tests.pages.desk import html, press, widget, words
from tests.plans import STRATEGIC

RECYCLING = "recycling"


@pytest.fixture
def page(open_desk, folder):
    return lambda do: open_desk("plan/change_plan", do=do)


def say(at, form: str, **said: str) -> None:
    for name, text in said.items():
        widget([*at.text_input, *at.text_area], f"plan_{form}_{name}").input(text)


def look(at, form: str):
    return press(at, f"see_{form}")


def write(at, form: str, post: str = "Head of Performance"):
    at.text_input(f"plan_{form}_acts_as").input(post).run()
    return press(at, f"main_action_{form}")


def joined(at) -> str:
    return " ".join(html(at))


def test_a_measure_is_retired_once_it_was_seen_what_that_changes(page, folder, store):
    at = page("retire")
    at.selectbox("plan_retire_measure_id").select(RECYCLING).run()
    at.selectbox("plan_retire_last_quarter").select("2020-21-Q4").run()
    say(at, "retire", reason="Weighed by others.")
    look(at, "retire")
    before = load_plan(folder)
    assert before.measures_by_id[RECYCLING].retired == ""
    assert "5.2 Level of recycling" in words(at)
    write(at, "retire")
    measure = load_plan(folder).measures_by_id[RECYCLING]
    assert (measure.retired, measure.retired_reason) == ("2020-21-Q4", "Weighed by others.")
    assert "The plan is changed" in at.success[0].value
    (noted,) = store.audit().query("action == 'change plan'").itertuples()
    assert (noted.who, noted.refused) == ("Head of Performance", False)
    assert "Retired: none before, 2020-21-Q4 now" in noted.what


def test_what_is_wrong_stands_at_its_field_and_nothing_can_be_written(page, folder):
    at = page("retire")
    look(at, "retire")
    assert "2 things are to be put right" in at.error[0].value
    told = words(at)
    assert "Say in which quarter it is due for the last time." in told
    assert "Say to readers why it is collected no more." in told
    assert not [each for each in at.button if each.key.startswith("main_action_")]


def test_a_form_that_says_something_else_has_to_be_looked_at_again(page):
    at = page("activity")
    say(at, "activity", title="Plant a hedge.")
    look(at, "activity")
    assert [each for each in at.button if each.key == "main_action_activity"]
    widget(at.text_area, "plan_activity_title").input("Plant two hedges.").run()
    assert not [each for each in at.button if each.key == "main_action_activity"]


def test_a_new_activity_is_on_the_page_of_activities_at_the_next_look(page, open_page):
    at = page("activity")
    say(at, "activity", title="Plant a hedge in every park.")
    look(at, "activity")
    write(at, "activity")
    assert "Plant a hedge in every park." in words(open_page("performance/activities"))


def test_without_a_post_nothing_is_written(page, folder):
    at = page("activity")
    say(at, "activity", title="Plant a hedge.")
    look(at, "activity")
    press(at, "main_action_activity")
    assert "Say which post changes the plan" in at.error[0].value
    assert len(load_plan(folder).activities) == 73


def test_a_new_measure_gets_its_proposed_target(page, folder):
    at = page("add")
    say(
        at,
        "add",
        title="Trees planted",
        definition="Street trees planted in the quarter.",
        unit_label="trees",
        directorate="Place",
        owner="Head of Parks",
        source="Tree register",
        set_by="Head of Parks",
    )
    at.selectbox("plan_add_unit").select("count")
    at.number_input("plan_add_target").set_value(120.0)
    at.run()
    look(at, "add")
    write(at, "add")
    assert check_plan(folder) == []
    aims = load_plan(folder).measures_by_id["trees_planted"].aims
    assert [(aim.target, aim.proposed) for aim in aims.values()] == [(120.0, True)]
    at = page("agree")
    assert "1 proposed target waits to be agreed." in words(at)
    say(at, "agree", by="Cabinet", why="Minutes, item 7")
    look(at, "agree")
    write(at, "agree")
    (aim,) = load_plan(folder).measures_by_id["trees_planted"].aims.values()
    assert (aim.proposed, aim.agreed_by, aim.agreed_reason) == (False, "Cabinet", "Minutes, item 7")


def test_a_new_measure_without_its_words_is_told_which_are_missing(page):
    at = page("add")
    say(at, "add", title="Trees planted")
    look(at, "add")
    told = joined(at)
    assert told.count("k-field-fault") - told.count(".k-field-fault") >= 5


def test_a_measure_gets_another_owner_and_all_of_a_post_goes_to_another(page, folder):
    at = page("owner")
    at.selectbox("plan_owner_measure_id").select(RECYCLING).run()
    widget(at.text_input, f"plan_owner_{RECYCLING}_owner").input("Head of Bins").run()
    look(at, "owner")
    write(at, "owner")
    assert load_plan(folder).measures_by_id[RECYCLING].owner == "Head of Bins"
    at.selectbox("plan_owner_what").select("everything of a post").run()
    at.selectbox("plan_owner_post").select("Head of Bins").run()
    say(at, "owner", to="Head of Waste")
    look(at, "owner")
    write(at, "owner")
    assert load_plan(folder).measures_by_id[RECYCLING].owner == "Head of Waste"


def test_a_definition_is_written_with_the_break_it_makes(page, folder):
    at = page("redefine")
    at.selectbox("plan_redefine_measure_id").select(RECYCLING).run()
    widget(at.text_area, f"plan_redefine_{RECYCLING}_definition").input("All waste.").run()
    say(at, "redefine", from_period="2021-22", reason="Trade waste counts too.")
    look(at, "redefine")
    write(at, "redefine")
    measure = load_plan(folder).measures_by_id[RECYCLING]
    assert measure.definition == "All waste."
    assert [each.period for each in measure.breaks] == ["2021-22"]


@pytest.fixture
def typed(monkeypatch):
    """typed(code, **columns): what somebody types into the table of targets, the next time."""
    said = {}

    def editor(frame, **_):
        made = frame.copy()
        for code, columns in said.items():
            for name, value in columns.items():
                made.loc[made["Measure"].str.startswith(f"{code} "), name] = value
        return made

    monkeypatch.setattr(st, "data_editor", editor)
    return lambda code, **columns: said.update({code: columns})


def test_targets_of_a_year_are_set_in_one_table_and_wait_to_be_agreed(page, folder, typed):
    typed("5.2", Target=27.0, Minimum=25.0)
    typed("1.3", Target=200.0, Minimum=180.0, **{"Target by quarter": "", "Minimum by quarter": ""})
    at = page("targets")
    say(at, "aims", set_by="Head of Performance")
    look(at, "aims")
    assert "Target by quarter" not in words(at)  # that is not what the plan calls it
    write(at, "aims")
    plan = load_plan(folder)
    aim = plan.measures_by_id[RECYCLING].aims["2021/22"]
    assert (aim.target, aim.minimum_expectation, aim.proposed) == (27.0, 25.0, True)
    (of_total,) = [each for each in plan.measures if each.code == "1.3"]
    profile = of_total.aims["2021/22"].target_profile
    assert len(profile) == 4
    assert profile[-1] == 200.0


def test_an_agreed_target_of_a_year_that_has_begun_asks_for_a_reason(page, folder, typed):
    typed("5.2", Target=21.0)
    at = page("targets")
    at.selectbox("plan_aims_year").select("2020/21").run()
    say(at, "aims", set_by="Cabinet")
    look(at, "aims")
    assert "5.2 Level of recycling, reason: The aim for 2020/21 was agreed" in words(at)
    typed("5.2", Target=21.0, **{"Why it is changed": "Fewer vans."})
    at.run()
    look(at, "aims")
    write(at, "aims", "Clerk")
    aim = load_plan(folder).measures_by_id[RECYCLING].aims["2020/21"]
    (earlier,) = aim.earlier
    assert (aim.target, earlier.target, earlier.reason) == (21.0, 22.0, "Fewer vans.")


@pytest.fixture(scope="module")
def exported() -> bytes:
    """The workbook of the plan that each test has a copy of."""
    return export_plan(STRATEGIC)


@pytest.fixture(scope="module")
def edited(exported):
    """edited(target): the workbook with another target of a measure for a year."""

    @cache  # a workbook is slow to open and to save
    def with_target(target: float) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(exported))
        sheet = book["Aims by year"]
        headers = [str(each.value).removesuffix(" *") for each in sheet[HEADER_ROW]]
        of, year, column = (headers.index(each) for each in ("Measure or part", "Year", "Target"))
        for row in sheet.iter_rows(min_row=FIRST_ROW):
            if (row[of].value, row[year].value) == (RECYCLING, "2021/22"):
                row[column].value = target
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    return with_target


def test_an_edited_workbook_is_looked_at_and_then_written(page, folder, store, edited):
    at = page("workbook")
    at.file_uploader[0].set_value(("plan.xlsx", edited(30.0), "")).run()
    assert not at.exception
    assert "5.2 Level of recycling, 2021/22" in words(at)
    at.text_input("plan_book_by").input("Head of Performance").run()
    press(at, "main_action_plan_book")
    assert load_plan(folder).measures_by_id[RECYCLING].aims["2021/22"].target == 30.0
    assert len(store.audit().query("action == 'change plan'")) == 1


def test_a_workbook_does_not_take_back_what_another_wrote_since_it_was_looked_at(
    page, folder, store, edited
):
    at = page("workbook")
    at.file_uploader[0].set_value(("plan.xlsx", edited(30.0), "")).run()
    at.text_input("plan_book_by").input("Head of Performance").run()
    path = folder / "activities.toml"
    text = path.read_text(encoding="utf-8")
    another = text.replace('title = "', 'title = "Soon: ', 1)
    path.write_text(another, encoding="utf-8")
    press(at, "main_action_plan_book")
    assert "The plan was changed meanwhile, so nothing was written" in at.error[0].value
    assert path.read_text(encoding="utf-8") == another
    assert load_plan(folder).measures_by_id[RECYCLING].aims["2021/22"].target != 30.0
    assert "Soon: " in words(at)  # it is in the list of what would change now
    assert store.audit().query("action == 'change plan' and not refused").empty
    press(at, "main_action_plan_book")
    assert load_plan(folder).measures_by_id[RECYCLING].aims["2021/22"].target == 30.0


def test_a_faulty_workbook_is_told_by_sheet_and_cell_and_not_written(page, folder, edited):
    at = page("workbook")
    at.file_uploader[0].set_value(("plan.xlsx", edited(130.0), "")).run()
    assert "1 fault in the workbook" in at.error[0].value
    assert "Aims by year, " in words(at)
    assert not [each for each in at.button if each.key.startswith("main_action_")]


def test_where_the_plan_cannot_be_written_the_changed_files_are_handed_out(
    page, folder, monkeypatch
):
    monkeypatch.setattr("kpis.use_cases.plans.changing.os.access", lambda *_: False)
    at = page("activity")
    say(at, "activity", title="Plant a hedge.")
    look(at, "activity")
    assert "cannot be written here" in at.info[0].value
    assert not [each for each in at.button if each.key.startswith("main_action_")]
    assert [each.proto.label for each in at.get("download_button")] == [
        "Download the changed files"
    ]


def test_a_workbook_is_handed_out_as_changed_files_where_the_plan_cannot_be_written(
    page, folder, edited, monkeypatch
):
    monkeypatch.setattr("kpis.use_cases.plans.changing.os.access", lambda *_: False)
    handed = {}

    def keep(label, content, name, **_):
        handed[name] = content

    monkeypatch.setattr("kpis.ui.plan.hand_out.download", keep)
    at = page("workbook")
    at.file_uploader[0].set_value(("plan.xlsx", edited(30.0), "")).run()
    assert not at.exception
    assert "cannot be written here" in at.info[0].value
    assert not [each for each in at.button if each.key.startswith("main_action_")]
    with ZipFile(io.BytesIO(handed["changed-plan.zip"]())) as packed:
        (name,) = packed.namelist()
        text = packed.read(name).decode()
    assert name == f"measures/{RECYCLING}.toml"
    (folder / name).write_text(text, encoding="utf-8")
    assert load_plan(folder).measures_by_id[RECYCLING].aims["2021/22"].target == 30.0
