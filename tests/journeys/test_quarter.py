"""A quarter from the first reminder to the last figure, as the performance team plays it."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import FilePayload, Page, expect

from kpis.model import local_administrator
from kpis.plan.calendar import due_in
from kpis.plan.load import load_plan
from kpis.store import Store
from kpis.use_cases.first_figures import load_first_figures
from kpis.use_cases.submit import submit_return
from tests.journeys import quarter_files as files
from tests.serving import choose_files, fill, follow, pick, press, settle

pytestmark = [pytest.mark.browser, pytest.mark.walk]

ROOT = Path(__file__).parents[2]
POST = "Performance Officer"
WORKBOOKS = 5
SPOILED = 2


class Quarter:
    """The performance team at the browser."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address

    def open(self, path: str) -> Page:
        if self.page.url.startswith(self.address):
            follow(self.page, path)
        else:
            self.page.goto(f"{self.address}/{path}")
            settle(self.page)
        return self.page

    def choose(self, *chosen: tuple[str, bytes]) -> None:
        kind = "application/octet-stream"
        choose_files(
            self.page,
            [FilePayload(name=name, mimeType=kind, buffer=content) for name, content in chosen],
        )
        for name, _ in chosen:
            expect(self.file(name)).to_be_visible()

    def file(self, name: str):
        return self.page.locator(".k-file-title").filter(has_text=name)

    def fill(self, label: str, text: str) -> None:
        fill(self.page.get_by_role("textbox", name=label).first, text)

    def press(self, name: str) -> None:
        press(self.page.get_by_role("button", name=name).first)

    def expect_receipt(self, name: str) -> None:
        expect(self.page.locator(".k-receipt").first).to_contain_text(name)

    def download(self, name: str, which: int = 0) -> bytes:
        with self.page.expect_download() as download:
            press(self.page.get_by_role("button", name=name).nth(which))
        return Path(download.value.path()).read_bytes()

    def pick(self, label: str, option: str) -> None:
        pick(self.page, label, option)

    def say_warnings_are_no_mistakes(self) -> None:
        """Tick and note for every file that asks for it."""
        settle(self.page)
        for tick in self.page.get_by_role("checkbox").all():
            if not tick.is_checked():
                press(tick.locator("xpath=ancestor::label"))
        for field in self.page.get_by_role("textbox", name="Note on the warning").all():
            fill(field, "Checked with the service.")


@pytest.fixture(scope="module")
def plan_folder(tmp_path_factory):
    return files.plan_collected_today(ROOT / "data/plans/2019-22", tmp_path_factory.mktemp("plan"))


@pytest.fixture
def quarter(browser, serve, plan_folder, tmp_path, request):
    plan, store = load_plan(plan_folder), Store(tmp_path / "kpis.duckdb")
    load_first_figures(store, plan)
    submit_return(
        store, plan, "q2.csv", files.quarter_before(plan), actor=local_administrator(POST)
    )
    with serve(store.path, plan=plan_folder) as dashboard:
        context = browser.new_context(
            viewport={"width": 1280, "height": 1200}, accept_downloads=True
        )
        page = context.new_page()
        yield Quarter(page, dashboard.address)
        if request.session.testsfailed:  # for whoever asks why
            page.screenshot(path=tmp_path / "last.png", full_page=True)
        context.close()


def test_a_quarter_is_collected_corrected_and_kept(quarter, plan_folder):
    plan = load_plan(plan_folder)
    due = {measure.id for measure, _ in due_in(plan, files.QUARTER)}

    # Templates out.
    page = quarter.open(f"progress?period={files.QUARTER.id}")
    expect(page.locator(".k-lead")).to_contain_text(f"None of {len(due)} due measures")
    pack = files.templates_in(quarter.download("The templates of all posts (.zip)"))
    assert len(pack) == 18

    # Some of them come back, two with a mistake; the rest by CSV, with a late and a restated one.
    elsewhere = ("enterprise", "violence", "housing-options")
    names = [name for name in pack if not any(word in name for word in elsewhere)][:WORKBOOKS]
    workbooks = {name: files.filled(plan, pack[name]) for name in names}
    wrong = {name: files.spoiled(workbooks[name]) for name in names[:SPOILED]}
    covered = files.codes_in(plan, workbooks.values()) | {"8.1"}
    rest = files.csv(
        *(files.row(m, p) for m, p in due_in(plan, files.QUARTER) if m.code not in covered),
        files.row(plan.measures_by_id["homeless_moved_on"], files.BEFORE),
        files.row(plan.measures_by_id["new_enterprises"], files.BEFORE, 41),
    )
    page = quarter.open("submit")
    quarter.fill("Your post", POST)
    quarter.choose(
        *((name, wrong[name][0] if name in wrong else workbooks[name]) for name in names),
        ("everyone-else.csv", rest),
    )
    for place, (name, (_, cell)) in enumerate(wrong.items()):
        expect(quarter.file(name)).to_contain_text("1 error")
        content = quarter.download("Download the marked file", place)
        marked = openpyxl.load_workbook(BytesIO(content))
        assert marked.sheetnames[0] == "Issues"
        assert "about the same" in marked["Return"][cell].value
        assert marked["Return"][cell].comment is not None

    # The two are put right, what is asked is said, and all go in at once.
    quarter.choose(*((name, workbooks[name]) for name in wrong))
    for name in wrong:
        expect(quarter.file(name)).to_contain_text("no errors")
    quarter.fill("Why is 1 figure restated?", "Two enterprises were counted twice.")
    quarter.say_warnings_are_no_mistakes()
    quarter.press(f"Submit the {WORKBOOKS + 1} files that are ready")
    quarter.expect_receipt("submitted")

    # The last is a spreadsheet of the service's own; its columns are pointed out once.
    quarter.choose(("incidents.ods", files.own_layout(files.MONTHS)))
    press(quarter.page.get_by_text("Is it a layout of your own?"))
    quarter.pick("Row with the headers of the columns", "3:")
    for column in ("B: Oct-19", "C: Nov-19", "D: Dec-19"):
        quarter.pick(column, "Outturns of the period in its header")
    quarter.pick("A: What we count", "Nothing we need")
    quarter.pick("All figures are of the measure", "8.1")
    quarter.press("Read the file this way")
    expect(quarter.file("incidents.ods")).to_contain_text("no errors")
    quarter.say_warnings_are_no_mistakes()
    quarter.press("Submit 3 figures")
    quarter.expect_receipt("incidents.ods")

    # The corrected one that follows is read in the same way, unasked.
    quarter.choose(("incidents-corrected.ods", files.own_layout(files.MONTHS | {"Dec-19": 90})))
    expect(page.get_by_text("Read with the mapping saved by")).to_be_visible()
    quarter.fill("Why is 1 figure restated?", "December was still coming in.")
    quarter.say_warnings_are_no_mistakes()
    quarter.press("Submit 3 figures")
    quarter.expect_receipt("incidents-corrected.ods")

    # Everything is in; the quarter before knows that one of its figures came late.
    page = quarter.open(f"progress?period={files.QUARTER.id}")
    expect(page.locator(".k-lead")).to_contain_text(f"All {len(due)} due measures have been")
    page = quarter.open(f"progress?period={files.BEFORE.id}")
    late = page.get_by_role("row").filter(has_text="6.2")
    expect(late).to_contain_text("late")

    # One is taken back: its figure goes from the pages, and the history has it still.
    shown = f"measure?measure=new_enterprises&period={files.QUARTER.id}"
    expect(quarter.open(shown).locator(".k-big")).to_have_text("1,000")
    page = quarter.open("history?find=everyone-else.csv")
    quarter.press("Withdraw")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Reason").fill("Sent by mistake.")
    if not dialog.get_by_role("textbox", name="Your post").input_value():
        dialog.get_by_role("textbox", name="Your post").fill(POST)
    press(dialog.get_by_role("button", name="Withdraw").last)
    facts = quarter.open(shown).locator(".k-facts")
    expect(facts).to_contain_text("Q2 2019/20")
    expect(facts).not_to_contain_text("1,000 enterprises, Q3")
    kept = quarter.open(f"history?measure=new_enterprises&period={files.QUARTER.id}")
    row = kept.get_by_role("row").filter(has_text="everyone-else.csv")
    expect(row).to_contain_text("1,000")
    expect(row).to_contain_text("ithdrawn")
