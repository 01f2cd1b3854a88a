"""A file of several series is pointed out on the page, one after the other, and both are stored."""

import pytest
from playwright.sync_api import Page, expect

from tests.serving import choose_files

pytestmark = pytest.mark.browser

BOTH = b"Kind,When,Amount\nvisits,Q3 2019/20,700\nfirms,Q3 2019/20,64\n"


@pytest.fixture
def page(open_page) -> Page:
    opened: Page = open_page("submit", height=1800)
    return opened


def select(page: Page, label: str, option: str) -> None:
    """Choose in a list by its label; the words typed narrow it down."""
    box = page.get_by_role("combobox", name=label).first
    box.click()
    box.fill(option)
    page.get_by_role("option").filter(has_text=option).first.click()
    page.keyboard.press("Escape")


def submit(page: Page, settled) -> None:
    page.locator("[class*=st-key-main_action_submit_] button").click()
    settled(page)


def test_two_series_of_one_file_are_stored_one_after_the_other(page, settled, dashboard):
    post = page.get_by_role("textbox", name="Your post")
    post.fill("Jobs Officer")
    post.press("Enter")
    settled(page)
    for number, (kind, measure) in enumerate((("visits", "10.4"), ("firms", "1.3 New"))):
        choose_files(page, [{"name": "both.csv", "mimeType": "text/csv", "buffer": BOTH}])
        settled(page)
        if number:
            expect(page.get_by_text("There is nothing to submit")).to_be_visible()
            page.get_by_text("Say again what the columns are").click()
            settled(page)
            page.get_by_role("combobox", name="A: Kind says one of").press("Backspace")
            settled(page)
        else:
            select(page, "Only those with certain words in", "A: Kind")
            settled(page)
        select(page, "A: Kind says one of", kind)
        settled(page)
        select(page, "B: When", "The period")
        select(page, "C: Amount", "The outturn")
        select(page, "All figures are of the measure", measure)
        page.get_by_role("button", name="Read the file this way").click()
        settled(page)
        expect(page.locator(".k-file-title").first).to_contain_text("no errors")
        submit(page, settled)
        expect(page.get_by_text("both.csv").first).to_be_visible()
    listed = dashboard.kpis("mappings", "--by", "Jobs Officer", "--json").stdout
    assert listed.count('"name"') == 2
