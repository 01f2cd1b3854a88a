"""An administrator gives a role in a browser, sees in the audit what was done, and exports it."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.serving import fill, press

pytestmark = pytest.mark.browser

CODE = "S-4f2a1-9bc03-77d10-a4e5b"


def fill_role(page: Page) -> None:
    form = page.get_by_role("dialog")
    form.get_by_role("textbox", name="Sign-in code", exact=True).fill(CODE)
    form.get_by_role("textbox", name="Name", exact=True).fill("=Ann <b id=evil>Oak</b>")
    form.get_by_role("textbox", name="Post they act as", exact=True).fill("Head of Parks")
    form.get_by_role("textbox", name="Reason, for the audit", exact=True).fill("=1+1")
    form.get_by_role("textbox", name="Your post", exact=True).fill("Head of Performance")
    press(form.get_by_role("button", name="Give a role"))


def test_a_role_is_given_found_in_the_audit_and_handed_out_as_a_file(open_page, settled, tmp_path):
    page = open_page("roles")
    press(page.get_by_role("button", name="Give a role"))
    fill_role(page)
    expect(page.get_by_text("The role is given.")).to_be_visible()
    expect(page.get_by_role("rowheader", name=CODE)).to_be_visible()
    assert page.locator("#evil").count() == 0
    page = open_page("audit?act=give access", width=390)
    expect(page.get_by_text("The audit is whole.")).to_be_visible()
    expect(page.get_by_role("row", name="Head of Parks")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    with page.expect_download() as taken:
        page.get_by_role("button", name="1 act as CSV").click()
    file = tmp_path / "audit.csv"
    taken.value.save_as(file)
    (act,) = csv.DictReader(StringIO(Path(file).read_text("utf-8-sig"), newline=""))
    assert (act["act"], act["name"]) == ("give access", "")
    assert '"why": "=1+1"' in act["particulars"]
    fill(page.get_by_label("Words"), "nowhere")
    expect(page.get_by_text("No act is as asked for.")).to_be_visible()
    assert "find=nowhere" in page.url
    page.reload()
    settled(page)
    expect(page.get_by_label("Words")).to_have_value("nowhere")


@pytest.mark.parametrize(
    ("path", "region"),
    [
        ("roles", "What each role may do"),
        ("measure?measure=recycling&view=latest", "Figures of Level of recycling"),
    ],
)
def test_on_a_telephone_the_note_above_a_wide_table_can_be_read_without_moving_it(
    open_page, path, region
):
    table = open_page(path, width=390).get_by_role("region", name=region).first
    note = table.locator("caption")
    note.scroll_into_view_if_needed()
    within = table.bounding_box()
    for moved in (0, 10_000):
        table.evaluate("(element, left) => { element.scrollLeft = left; }", moved)
        box = note.bounding_box()
        assert within["x"] <= box["x"] + 1
        assert box["x"] + box["width"] <= within["x"] + within["width"] + 1
        assert box["width"] > 300
    assert table.evaluate("(element) => element.scrollLeft") > 0
