"""A return in a layout of its own: pointed out once on the page, and known from then on."""

import hashlib
import re

import pytest
from streamlit.testing.v1 import AppTest

from kpis.readers.mapping.find_header import mapping_of
from kpis.readers.mapping.preview import sheet_cells
from kpis.readers.mapping.saved import mapping_from_json, mapping_to_json
from tests.keeping import keep_mapping
from tests.pages.desk import POST, choose, html, lines_of, press, submit, widget, words

OWN = b"""Streets team return,,,
,,,
Indicator,Qtr,Value this time,<b>Remarks</b>
10.4,Q3 2019/20,700,fine
1.4,Q3 2019/20,90.2,
"""
NEXT = OWN.replace(b"700", b"690").replace(b"Streets team", b"Streets and parks team")


@pytest.fixture
def page(open_desk) -> AppTest:
    at = open_desk("returns/submit")
    at.text_input("desk_post").input(POST).run()
    return choose(at, "streets.csv", OWN)


def head(at: AppTest) -> str:
    (body,) = [each for each in html(at) if each.startswith('<h2 class="k-file-title"')]
    return re.sub(r"<[^>]+>", "", body)


def point_out(at: AppTest) -> AppTest:
    """Say which column holds the outturns; the others are guessed."""
    (column,) = [box for box in at.selectbox if box.label == "C: Value this time"]
    column.select("outturn")
    return press(at, "main_action_map_")


def hold(at: AppTest, columns: dict[str, str]) -> None:
    """Say what columns hold, by their labels: "C: Amount"."""
    boxes = {box.label: box for box in at.selectbox}
    for label, held in columns.items():
        boxes[label].select(held)


def filter_rows(at: AppTest, rows: dict[int, list[str]]) -> None:
    widget(at.multiselect, "map_filters_").set_value(list(rows)).run()
    for column, texts in rows.items():
        widget(at.multiselect, f"map_says_{column}_").set_value(texts)
    at.run()
    assert not at.exception


def test_the_sheet_is_shown_as_its_sender_knows_it_with_our_guesses(page):
    assert head(page).endswith("no figures can be read")
    (sheet,) = [body for body in html(page) if "k-sheet" in body and "<table" in body]
    assert lines_of(sheet)[2] == [
        "3",
        "Indicator",
        "Qtr",
        "Value this time",
        "&lt;b&gt;Remarks&lt;/b&gt;",
    ]
    assert "<b>" not in sheet
    guessed = {box.label[0]: box.value for box in page.selectbox if box.label[1:2] == ":"}
    assert guessed == {"A": "measure", "B": "period", "C": "ignore", "D": "ignore"}


def test_a_mapping_that_could_give_no_figure_is_refused_in_a_sentence(page):
    press(page, "main_action_map_")
    assert "Say which column holds the outturn" in page.error[0].value
    assert head(page).endswith("no figures can be read")


def test_a_layout_pointed_out_is_read_kept_for_the_post_and_forgotten_on_asking(
    page, open_desk, store
):
    point_out(page)
    assert head(page).startswith("streets.csv: no errors")
    assert "700" in words(page)
    assert page.info[0].value.startswith("Read with the columns pointed out here.")
    assert store.mappings(POST) == []
    submit(page)
    assert len(store.mappings(POST)) == 1

    later = open_desk("returns/submit")
    choose(later, "next.csv", NEXT)
    assert head(later).endswith("no figures can be read")
    later.text_input("desk_post").input(POST.upper()).run()
    assert head(later).startswith("next.csv: no errors")
    assert later.info[0].value.startswith(f"Read with the mapping saved by {POST} on ")
    press(later, "unmapped_")
    assert head(later).endswith("no figures can be read")
    assert len(store.mappings(POST)) == 1

    again = open_desk("returns/submit")
    again.text_input("desk_post").input(POST).run()
    choose(again, "next.csv", NEXT)
    press(again, "forget_")
    assert store.mappings(POST) == []
    assert head(again).endswith("no figures can be read")


def test_a_file_whose_columns_are_known_is_not_asked_about_them(open_desk):
    page = open_desk("returns/submit")
    choose(page, "place.csv", b"measure,period,outturn\n1.3,Q3 2019/20,many\n")
    assert not [body for body in html(page) if "k-sheet" in body and "<table" in body]
    choose(page, "place.csv", b"measure,period,outturn\n1.3,Q3 2019/20,64\n")
    assert not [box for box in page.expander if "layout of your own" in box.label]


def test_what_no_column_says_is_given_once_for_all_rows(open_desk):
    page = open_desk("returns/submit")
    choose(page, "one.csv", b"Kind,When,Amount\nall,Q3 2019/20,12\nhalf,Q3 2019/20,6\n")
    filter_rows(page, {1: ["all"]})
    hold(page, {"C: Amount": "outturn", "B: When": "period"})
    widget(page.selectbox, "map_measure_").select("workpath_partnership")
    press(page, "main_action_map_")
    (changes,) = [body for body in html(page) if "k-changes-new" in body and "<table" in body]
    assert [line[-1] for line in lines_of(changes)] == ["12"]


def test_signs_in_place_of_figures_and_columns_far_to_the_right_can_be_pointed_out(
    open_desk, store
):
    page = open_desk("returns/submit")
    page.text_input("desk_post").input(POST).run()
    heads = ["Kind", "When", *(f"Note {number}" for number in range(40)), "Amount"]
    rows = [heads, ["1.3", "Q3 2019/20", *["x"] * 40, "n/a"]]
    choose(page, "wide.csv", "\n".join(map(",".join, rows)).encode())
    described = widget(page.multiselect, "map_described_")
    described.set_value([1, 2, 43]).run()
    columns = {box.label: box for box in page.selectbox}
    assert [name for name in columns if ": " in name] == ["A: Kind", "B: When", "AQ: Amount"]
    for name, field in (("A: Kind", "measure"), ("B: When", "period"), ("AQ: Amount", "outturn")):
        columns[name].select(field)
    widget(page.text_input, "map_sign_x_").input(".. N/A")
    press(page, "main_action_map_")
    submit(page)
    (mapping,) = (mapping_from_json(kept.mapping) for kept in store.mappings(POST))
    assert mapping.marks == {"..": "[x]", "n/a": "[x]"}
    stored = store.revisions("new_enterprises").iloc[-1]
    assert (stored["marker"], stored["cell"]) == ("x", "AQ2")


def test_a_period_kept_with_a_mapping_is_asked_about_before_it_holds_for_another_file(
    open_desk, store
):
    content = b"Kind,Head,Amount\n1.3,fine,64\n"
    (preview,) = sheet_cells("own.csv", content)
    columns = {1: "measure", 2: "commentary", 3: "outturn"}
    kept = mapping_of(preview, header_row=1, columns=columns, fixed={"period": "Q2 2019/20"})
    keep_mapping(store, POST, mapping_to_json(kept), by=POST)
    page = open_desk("returns/submit")
    page.text_input("desk_post").input(POST).run()
    choose(page, "own.csv", content)
    assert "made for an earlier file: Q2 2019/20." in page.warning[0].value
    submit(page)
    assert "the period of its figures" in page.error[0].value
    widget(page.text_input, "period_0_").input("Q3 2019/20")
    press(page, "period_told_")
    assert not page.warning
    submit(page)
    assert [mapping_from_json(kept.mapping).periods_named for kept in store.mappings(POST)] == [
        ("Q3 2019/20",)
    ]
    stored = store.revisions("new_enterprises")
    assert stored[stored["outturn"] == 64]["period_id"].tolist() == ["2019-20-Q3"]


def test_a_file_that_cannot_be_opened_offers_no_columns(open_desk):
    page = open_desk("returns/submit")
    choose(page, "letter.xlsx", b"PK\x03\x04 no workbook at all")
    assert len(page.error) == 1
    assert widget(page.button, "remove_")


EXTRACT = b"""Indicator,Kind,Area,When,Value,Unit
Jobs by Workpath,All,Tower Hamlets,Q3 2019/20,12,Persons
Jobs by Workpath,Women,Tower Hamlets,Q3 2019/20,7,Persons
Enterprises helped,All,Tower Hamlets,Q3 2019/20,64,Firms
Cats seen,All,Tower Hamlets,Q3 2019/20,3,Cats
"""
OF_EXTRACT = {
    "A: Indicator": "measure",
    "C: Area": "area",
    "D: When": "period",
    "E: Value": "outturn",
}


def test_foreign_names_are_matched_once_and_taken_unasked_the_next_quarter(open_desk, store):
    page = open_desk("returns/submit")
    page.text_input("desk_post").input(POST).run()
    choose(page, "extract.csv", EXTRACT)
    filter_rows(page, {2: ["All"]})
    hold(page, OF_EXTRACT)
    press(page, "main_action_map_")
    asked = [box for box in page.selectbox if box.key.startswith("name_")]
    assert [box.label for box in asked] == [
        "Jobs by Workpath means",
        "Enterprises helped means",
        "Cats seen means",
    ]
    assert {box.value for box in asked} == {""}
    asked[0].select("workpath_partnership")
    asked[1].select("new_enterprises")
    press(page, "names_told_")
    assert head(page).startswith("extract.csv: no errors")
    submit(page)

    later = open_desk("returns/submit")
    later.text_input("desk_post").input(POST).run()
    choose(later, "q4.csv", EXTRACT.replace(b"Q3", b"Q4").replace(b",64,", b",70,"))
    assert head(later).startswith("q4.csv: no errors")
    assert not [box for box in later.selectbox if box.key.startswith("name_")]
    submit(later)
    stored = store.revisions("new_enterprises")
    assert stored[["period_id", "outturn"]].values.tolist()[-2:] == [
        ["2019-20-Q3", 64.0],
        ["2019-20-Q4", 70.0],
    ]

    with_a_new_name = EXTRACT.replace(b"Cats seen", b"Dogs seen")
    choose(later, "new.csv", with_a_new_name)
    (new,) = [box for box in later.selectbox if box.key.startswith("name_Dogs")]
    assert new.value == ""


def test_two_series_of_one_file_are_stored_one_after_the_other(open_desk, store):
    page = open_desk("returns/submit")
    page.text_input("desk_post").input(POST).run()
    content = b"Kind,When,Amount\npartners,Q3 2019/20,12\nfirms,Q3 2019/20,64\n"
    choose(page, "both.csv", content)
    filter_rows(page, {1: ["partners"]})
    hold(page, {"B: When": "period", "C: Amount": "outturn"})
    widget(page.selectbox, "map_measure_").select("workpath_partnership")
    press(page, "main_action_map_")
    submit(page)

    choose(page, "both.csv", content)  # its next series
    assert "There is nothing to submit." in words_of_boxes(page)
    page.session_state[f"again_{hashlib.sha256(content).hexdigest()[:16]}_both.csv"] = True
    page.run()
    assert widget(page.multiselect, "map_filters_").value == [1]
    filter_rows(page, {1: ["firms"]})
    widget(page.selectbox, "map_measure_").select("new_enterprises")
    press(page, "main_action_map_")
    assert "There is nothing to submit." not in words_of_boxes(page)
    submit(page)
    for measure, figure in (("workpath_partnership", 12), ("new_enterprises", 64)):
        assert figure in store.revisions(measure)["outturn"].tolist()
    assert len(store.find_submissions("both.csv")) == 2
    assert len(store.mappings(POST)) == 2

    next_quarter = open_desk("returns/submit")
    next_quarter.text_input("desk_post").input(POST).run()
    content = content.replace(b"Q3", b"Q4")
    for _ in range(2):  # each time the series that is not stored yet
        choose(next_quarter, "q4.csv", content)
        assert widget(next_quarter.button, "instead_")
        submit(next_quarter)
    assert len(store.find_submissions("q4.csv")) == 2
    assert "2019-20-Q4" in store.revisions("workpath_partnership")["period_id"].tolist()
    assert "2019-20-Q4" in store.revisions("new_enterprises")["period_id"].tolist()


def words_of_boxes(at: AppTest) -> str:
    return " ".join(each.value for each in (*at.info, *at.warning, *at.error))


def test_a_filter_that_finds_nothing_says_so(open_desk, store):
    page = open_desk("returns/submit")
    page.text_input("desk_post").input(POST).run()
    choose(page, "extract.csv", EXTRACT)
    filter_rows(page, {1: ["Enterprises helped"]})
    hold(page, OF_EXTRACT | {"A: Indicator": "ignore"})
    widget(page.selectbox, "map_measure_").select("new_enterprises")
    press(page, "main_action_map_")
    submit(page)
    choose(page, "next.csv", EXTRACT.replace(b"Enterprises helped", b"Businesses helped"))
    assert page.error[0].value.startswith("No row says 'Enterprises helped' in column A")


def test_the_editor_opens_where_one_answer_would_clear_most_errors(open_desk):
    page = open_desk("returns/submit")
    lines = [f"1.3,{number}th week,64" for number in range(25)]
    choose(page, "weeks.csv", "\n".join(["measure,period,outturn", *lines]).encode())
    assert [body for body in html(page) if "k-sheet" in body and "<table" in body]
