"""A return in a layout of its own: pointed out once on the page, and known from then on."""

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


def test_what_no_column_says_is_given_once_for_all_rows(page):
    choose(page, "one.csv", b"Kind,When,Amount\nall,Q3 2019/20,12\nhalf,Q3 2019/20,6\n")
    columns = {box.label: box for box in page.selectbox}
    columns["C: Amount"].select("outturn")
    columns["B: When"].select("period")
    last = [box for box in page.selectbox if box.label == "All figures are of the measure"][-1]
    last.select("workpath_partnership")
    [box for box in page.selectbox if box.label == "Read only rows where column"][-1].select(1)
    [field for field in page.text_input if field.label == "says"][-1].input("all")
    [each for each in page.button if each.key.startswith("main_action_map_")][-1].click()
    page.run()
    assert not page.exception
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
    (described,) = page.multiselect
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
