"""Files as services keep them: read as they are seen, or asked about, mended and stored."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from kpis.store import Store
from tests.serving import choose_files, fill, pick, press

pytestmark = [pytest.mark.browser, pytest.mark.walk]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOTH = b"Kind,When,Amount\nvisits,Q3 2019/20,700\nfirms,Q3 2019/20,64\n"
LIST = "Measure,Period,Outturn\nStaff off sick,{period},{sick}\nJobs by WorkPath,{period},{jobs}\n"
TYPO = b"Measure,Period,Outturn\n1.4,Q3 2019/20,9O.2\n11.2,Q3 2019/20,8.3\n"
SCORECARD: list[list[Any]] = [
    ["Code", "Measure", "Q1 2019/20", None, "Q2 2019/20", None],
    [None, None, "Target", "Actual", "Target", "Actual"],
    ["1.3", "New enterprises supported", 60, 61, 65, 64],
    ["1.4", "Adult learners completing", 90, 88.4, 91, 90.6],
]
MERGED = ("A1:A2", "B1:B2", "C1:D1", "E1:F1")


@pytest.fixture
def page(open_page) -> Page:
    opened: Page = open_page("submit", height=1800)
    return opened


def say_post(page: Page, post: str) -> None:
    fill(page.get_by_role("textbox", name="Your post"), post)


def choose(page: Page, name: str, content: bytes) -> None:
    kind = XLSX if name.endswith(".xlsx") else "text/csv"
    choose_files(page, [{"name": name, "mimeType": kind, "buffer": content}])


def submit(page: Page) -> None:
    press(page.locator("[class*=st-key-main_action_submit_] button"))


def scorecard() -> bytes:
    workbook = Workbook()
    sheet = workbook["Sheet"]
    for row in SCORECARD:
        sheet.append(row)
    for cells in MERGED:
        sheet.merge_cells(cells)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def test_a_scorecard_with_targets_under_merged_quarters_is_read_and_stored(page, dashboard):
    say_post(page, "Scorecard Officer")
    choose(page, "scorecard.xlsx", scorecard())
    expect(page.locator(".k-file-title")).to_contain_text("no errors")
    expect(page.get_by_role("heading", name="To answer")).to_have_count(0)
    new = page.locator(".k-changes-new td.k-figure")
    assert new.all_inner_texts() == ["61", "64", "88.4%", "90.6%"]
    submit(page)
    expect(page.locator(".k-receipt")).to_contain_text("scorecard.xlsx is submitted")
    returned = Store(dashboard.store).revisions("new_enterprises").query("provenance == 'return'")
    assert dict(zip(returned["cell"], returned["outturn"], strict=True)) == {"D3": 61, "F3": 64}


def test_foreign_names_are_answered_once_and_taken_unasked_in_the_next_quarter(page):
    say_post(page, "List Officer")
    first = LIST.format(period="Q2 2019/20", sick=8.1, jobs=454).encode()
    choose(page, "list_q2.csv", first)
    head = page.locator(".k-file-title")
    expect(head).to_contain_text("2 questions")
    press(page.get_by_role("button", name="11.2 Staff sickness"))
    expect(head).to_contain_text("1 question,")
    press(page.get_by_role("button", name="10.4 WorkPath partnership: jobs"))
    expect(head).to_contain_text("2 figures can be read")
    submit(page)
    expect(page.locator(".k-receipt")).to_contain_text("list_q2.csv is submitted")

    following = LIST.format(period="Q3 2019/20", sick=8.3, jobs=690).encode()
    choose(page, "list_q3.csv", following)
    expect(head).to_contain_text("list_q3.csv: no errors")
    expect(page.get_by_role("heading", name="To answer")).to_have_count(0)
    issues = page.locator(".k-issues")
    expect(issues).to_contain_text("'Staff off sick' is read as answered: 11.2 Staff sickness")
    press(page.get_by_text("2 answers in use"))
    expect(page.get_by_text("answered for an earlier file")).to_have_count(2)
    expect(page.get_by_role("button", name="Submit 2 figures")).to_be_visible()


def test_a_typo_is_mended_on_the_page_and_both_files_are_kept(page, open_page):
    say_post(page, "Careful Officer")
    choose(page, "typo.csv", TYPO)
    expect(page.locator(".k-file-title")).to_contain_text("1 error")
    field = page.get_by_role("textbox", name="C2, 1.4")
    expect(field).to_have_value("9O.2")
    field.fill("90.2")
    press(page.get_by_role("button", name="Check the file with"))
    expect(page.locator(".k-file-title")).to_contain_text("typo.csv: no errors")
    expect(page.locator(".k-mended")).to_have_text("C2 from 9O.2 to 90.2")
    submit(page)
    expect(page.locator(".k-receipt")).to_contain_text("typo.csv is submitted")

    history = open_page("history")
    shown = history.locator(".k-submission").filter(has_text="typo.csv")
    expect(shown).to_contain_text("C2 from '9O.2' to '90.2'")
    for button, kept in (("Download file", b"90.2"), ("Download the file as sent", b"9O.2")):
        with history.expect_download() as download:
            history.get_by_role("button", name=button).first.click()
        assert kept in Path(download.value.path()).read_bytes()


@pytest.mark.soak  # the same steps, without a browser, in tests/pages/returns/test_mapping.py
def test_two_series_of_one_file_are_stored_one_after_the_other(page, dashboard):
    say_post(page, "Jobs Officer")
    for number, (kind, measure) in enumerate((("visits", "10.4"), ("firms", "1.3 New"))):
        choose(page, "both.csv", BOTH)
        if number:
            expect(page.get_by_text("There is nothing to submit")).to_be_visible()
            press(page.get_by_text("Say again what the columns are"))
            page.get_by_role("combobox", name="A: Kind says one of").press("Backspace")
        else:
            pick(page, "Only those with certain words in", "A: Kind")
        pick(page, "A: Kind says one of", kind)
        pick(page, "B: When", "The period")
        pick(page, "C: Amount", "The outturn")
        pick(page, "All figures are of the measure", measure)
        press(page.get_by_role("button", name="Read the file this way"))
        expect(page.locator(".k-file-title").first).to_contain_text("no errors")
        submit(page)
        assert len(Store(dashboard.store).mappings("Jobs Officer")) == number + 1
