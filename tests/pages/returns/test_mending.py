"""A slip is typed right on the page; the file as it was chosen is kept beside the mended one."""

from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.desk import POST, choose, press, submit, words

SLIP = b"measure,period,outturn\n10.4,Q2 2019/20,45S\n1.5,Q2 2019/20,80\n"


@pytest.fixture
def page(open_desk) -> AppTest:
    return open_desk("returns/submit")


def test_a_faulty_cell_is_typed_right_and_both_files_are_kept(page, store):
    choose(page, "q2.csv", SLIP)
    (field,) = [each for each in page.text_input if each.key.startswith("mend_cell_")]
    assert field.label.startswith("C2, 10.4")
    assert field.value == "45S"
    field.input("455")
    press(page, "mended_")
    assert "q2.csv: no errors" in words(page)
    assert "1 cell corrected here" in words(page)
    submit(page, post=POST)
    newest = store.submissions().iloc[0]
    kept = store.mended([newest["submission_id"]])[newest["submission_id"]]
    assert store.file(kept.original) == SLIP
    assert b"10.4,Q2 2019/20,455" in store.file(newest["sha256"])
    assert [(each.cell, each.before, each.after) for each in kept.cells] == [("C2", "45S", "455")]
    page.switch_page("pages/returns/history.py").run()
    assert "Corrected on the page: C2 from '45S' to '455'" in unescape(words(page))
    labels = [each.proto.label for each in page.get("download_button")]
    assert "Download the file as sent" in labels


def test_a_cell_typed_wrong_again_is_asked_for_again(page):
    choose(page, "q2.csv", SLIP)
    (field,) = [each for each in page.text_input if each.key.startswith("mend_cell_")]
    field.input("45O")
    press(page, "mended_")
    (field,) = [each for each in page.text_input if each.key.startswith("mend_cell_")]
    assert field.value == "45O"


def test_what_begins_like_a_formula_is_not_taken(page):
    choose(page, "q2.csv", SLIP)
    (field,) = [each for each in page.text_input if each.key.startswith("mend_cell_")]
    field.input("=1+1")
    press(page, "mended_")
    assert "begins like a formula" in page.error[0].value


def test_a_file_with_many_faults_goes_back_to_its_sender(page):
    rows = "".join(f"10.4,Q2 2019/20,{number}x\n" for number in range(13))
    choose(page, "q2.csv", f"measure,period,outturn\n{rows}".encode())
    assert not [each for each in page.text_input if each.key.startswith("mend_cell_")]
