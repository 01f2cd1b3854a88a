"""An officer takes the template, fills it in badly, mends it, submits it and sees it counted."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Page, expect

from kpis.store import Store
from tests.serving import choose_files, press

pytestmark = [pytest.mark.browser, pytest.mark.walk]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = {
    "code": "A",
    "period": "C",
    "outturn": "K",
    "numerator": "L",
    "denominator": "M",
    "marker": "N",
}
# By code: what is right, and the one thing that is typed wrong in it.
FIGURES: dict[str, tuple[dict[str, Any], tuple[str, Any] | None]] = {
    "1.3": ({"outturn": 64}, ("outturn", "sixty four")),
    "1.4": ({"outturn": 90.2}, ("outturn", 190.2)),
    "1.5": ({"outturn": 455}, ("outturn", 455.5)),
    "2.2": ({"outturn": 84.6, "numerator": 220, "denominator": 260}, ("numerator", 300)),
    "3.3": ({"outturn": 24.1}, ("marker", "[q]")),
    "4.3": ({"outturn": 1250}, ("outturn", "#REF!")),
    "4.4": ({"outturn": 46, "numerator": 138, "denominator": 300}, ("denominator", 0)),
    "5.1": ({"outturn": 94}, ("code", "5.99")),
    "6.2": ({"outturn": 71}, ("period", "Q3 2029/30")),
    "10.4": ({"outturn": 700}, ("outturn", "=SUM(A1:A2)")),
    "11.2": ({"outturn": 8.4}, None),
}


@pytest.fixture
def template(open_page) -> tuple[Page, bytes]:
    """The page, reached through the menu, and the template it gives."""
    page = open_page()
    press(page.get_by_text("Returns", exact=True).first)
    press(page.get_by_text("Submit a return", exact=True).first)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the template for Q3 2019/20").click()
    assert download.value.suggested_filename == "return-2019-20-Q3.xlsx"
    return page, Path(download.value.path()).read_bytes()


def filled(template: bytes, *, mistaken: bool) -> tuple[bytes, set[str]]:
    """The template with the figures in it, and the cells that are wrong."""
    workbook = load_workbook(BytesIO(template))
    sheet: Worksheet = workbook["Return"]
    rows = {str(row[0].value): row[0].row for row in sheet.iter_rows(min_row=6) if row[0].value}
    wrong = set()
    for code, (right, mistake) in FIGURES.items():
        for column, value in right.items():
            sheet[f"{COLUMNS[column]}{rows[code]}"] = value
        if mistaken and mistake:
            column, value = mistake
            sheet[f"{COLUMNS[column]}{rows[code]}"] = value
            wrong.add(f"{COLUMNS[column]}{rows[code]}")
    file = BytesIO()
    workbook.save(file)
    return file.getvalue(), wrong


def choose(page: Page, content: bytes) -> None:
    choose_files(page, [{"name": "place_q3.xlsx", "mimeType": XLSX, "buffer": content}])


def test_a_return_with_ten_mistakes_is_mended_submitted_and_seen(template, dashboard):
    page, workbook = template
    content, wrong = filled(workbook, mistaken=True)
    choose(page, content)
    head = page.locator(".k-file-title")
    # A code of its own beside a title of the plan is asked about; the others are plainly wrong.
    expect(head).to_contain_text("place_q3.xlsx: 9 errors, 1 question")
    errors = page.locator(".k-issues tbody").first.locator("tr:not(.k-group)")
    expect(errors).to_have_count(9)
    asked = page.locator(".k-question .k-cell").inner_text().removeprefix("Return!")
    assert asked.startswith(COLUMNS["code"])
    assert len(wrong) == 10
    assert {asked, *errors.locator(".k-cell").all_inner_texts()} == wrong
    expect(page.get_by_role("button", name="Submit")).to_have_count(0)

    choose(page, filled(workbook, mistaken=False)[0])
    expect(head).to_contain_text("place_q3.xlsx: no errors")
    expect(head).to_have_count(1)
    page.get_by_role("textbox", name="Your post").fill("Performance Officer")
    button = page.get_by_role("button", name="Submit 11 figures")
    press(button)
    expect(page.get_by_text("the reason for 2 restated figures")).to_be_visible()
    # No need to leave the field first: the click on the button takes what was typed with it.
    page.get_by_role("textbox", name="Why are 2 figures restated?").fill("Statistics came first.")
    press(button)
    receipt = page.locator(".k-receipt")
    expect(receipt.get_by_role("heading")).to_have_text("place_q3.xlsx is submitted")
    expect(receipt.get_by_role("heading")).to_be_focused()
    expect(page.get_by_test_id("stFileUploaderFile")).to_have_count(0)

    press(receipt.get_by_role("link", name="Outcome 11:"))
    row = page.get_by_role("row").filter(has_text="Council staff sickness")
    expect(row).to_contain_text("8.4")
    expect(row).to_contain_text("Green")
    expect(row).to_contain_text("Changed, not tested")
    expect(row).not_to_contain_text("illustrative")
    expect(row).to_contain_text("Q3 2019/20")

    newest = Store(dashboard.store).submissions().iloc[0]
    assert (newest["file_name"], newest["submitted_by"]) == ("place_q3.xlsx", "Performance Officer")
