"""A plan rolled forward in the browser, by somebody who has never seen its files.

Two measures are dropped, one is split, fourteen targets are typed into the table, and the plan is
agreed; what was published of the year before is the same afterwards, to the byte.
"""

import math
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kpis.model import Measure, Plan, Polarity, local_administrator
from kpis.periods import quarter
from kpis.plan.check import check_plan
from kpis.plan.load import load_plan
from kpis.store import Store
from kpis.use_cases.signoff import ALL_WARNINGS, publish_release
from tests.keeping import copy_store
from tests.plans import plan_copy
from tests.serving import fill, follow, pick, press, settle

pytestmark = [pytest.mark.browser, pytest.mark.walk]

HEAD = "Head of Performance"
YEAR, TARGETS = "2020/21", 14
TARGET = 4  # its column: behind measure, target before, latest outturn and minimum
DROPPED = ("2.4", "5.5")
SPLIT, INTO = "1.4", ("Learners of English", "Other adult learners")
PUBLISHED = (1, 2)  # releases
PAGES = (
    "overview?period=2019-20-Q{0}&release={0}",
    "outcome?outcome=1&period=2019-20-Q{0}&release={0}",
)


class Desk:
    """Somebody of the performance team at the browser."""

    def __init__(self, page: Page, folder: Path, store: Store) -> None:
        self.page, self.folder, self.store = page, folder, store

    @property
    def new(self) -> Path:
        return self.folder.with_name("2020-23")

    def go(self, name: str) -> None:
        press(self.page.get_by_role("radio", name=name, exact=True).first)
        expect(self.page.get_by_role("heading", level=2).first).to_be_visible()

    def say(self, label: str, text: str) -> None:
        fill(self.page.get_by_role("textbox", name=label, exact=True).first, text)

    def do(self, name: str) -> None:
        press(self.page.get_by_role("button", name=name, exact=True).first)

    def write(self) -> None:
        self.do("See what would change")
        expect(self.page.locator(".k-plan-changes caption")).to_contain_text("nothing of which")
        self.say("Your post", HEAD)
        self.do("Write this into the plan")
        expect(self.page.get_by_test_id("stAlert").first).to_contain_text("The plan is changed")

    def type_targets(self, values: list[float]) -> None:
        """Into the table, one below the other: to a browser it is a picture, without cells."""
        settle(self.page)  # what is drawn anew beneath a click does not feel it
        table = self.page.get_by_test_id("stDataFrame").first
        table.scroll_into_view_if_needed()
        box = table.bounding_box()
        self.page.mouse.click(box["x"] + 60, box["y"] + 52)  # the first measure
        for column in range(TARGET):
            cell = table.get_by_test_id(f"glide-cell-{column}-0")
            expect(cell).to_have_attribute("aria-selected", "true")
            self.page.keyboard.press("ArrowRight")
        field = self.page.locator("#portal input")
        for row, value in enumerate(values):
            cell = table.get_by_test_id(f"glide-cell-{TARGET}-{row}")
            expect(cell).to_have_attribute("aria-selected", "true")
            self.page.keyboard.press("Enter")
            field.fill(f"{value:g}")
            expect(field).to_have_value(f"{value:g}")
            field.press("Enter")
            expect(field).to_have_count(0)
            expect(cell).to_have_text(f"{value:g}")
        settle(self.page)

    def published(self) -> dict[str, bytes]:
        """Figures and pages of each release, as bytes."""
        found: dict[str, bytes] = {}
        for number in PUBLISHED:
            found[f"figures {number}"] = self.store.outturns(release=number).to_csv().encode()
            found[f"plan {number}"] = self.store.release_plan(number).encode()
            for path in PAGES:
                follow(self.page, path.format(number))
                words = self.page.locator(".stHtml").evaluate_all(
                    "all => all.map(e => e.innerHTML)"
                )
                assert f"Release {number}" in " ".join(words)
                found[path.format(number)] = "\n".join(words).encode()
        return found


@pytest.fixture
def desk(browser, serve, first_figures, strategic_plan, tmp_path, request):
    folder = plan_copy(tmp_path, strategic_plan)
    path = tmp_path / "kpis.duckdb"
    copy_store(first_figures, path)
    store, by = Store(path), local_administrator(HEAD)
    for number in PUBLISHED:
        publish_release(
            store, load_plan(folder), quarter(2019, number), actor=by, accepted=ALL_WARNINGS
        )
    with serve(path, plan=folder) as dashboard:
        context = browser.new_context(viewport={"width": 1280, "height": 1400})
        page = context.new_page()
        page.goto(dashboard.address)
        settle(page)
        yield Desk(page, folder, store)
        if request.session.testsfailed:  # for whoever asks why
            page.screenshot(path=tmp_path / "last.png", full_page=True)
        context.close()


def of_code(plan: Plan, code: str) -> Measure:
    (found,) = [each for each in plan.measures if each.code == code]
    return found


def wanted(measure: Measure) -> float:
    """A target a little better than the one the plan has, or any for a measure that has none."""
    aim = measure.aims.get(YEAR)
    if aim is None or aim.target is None:
        return 80.0
    if measure.polarity is Polarity.LOWER:
        return math.floor(aim.target * 9) / 10
    return min(aim.target + 1, 99.0) if aim.target < 99 else aim.target + 10


def test_a_plan_is_rolled_forward_and_nothing_that_was_published_changes(desk):
    old = load_plan(desk.folder)
    before = desk.published()
    files = {path: path.read_bytes() for path in desk.folder.rglob("*.toml")}

    # Next year's plan is made.
    follow(desk.page, "change_plan")
    desk.go("Next year's plan")
    desk.say("Your post", HEAD)
    desk.do("Make next year's plan")
    expect(desk.page.get_by_test_id("stAlert").first).to_contain_text("The plan 2020-23 is made")
    assert check_plan(desk.new) == []

    # Two measures are dropped and one is split.
    desk.go("What becomes of measures")
    for code in DROPPED:
        pick(desk.page, "Measure", of_code(old, code).title)
        desk.say("Why, for readers", "Nobody can act on it.")
        desk.write()
    pick(desk.page, "What becomes of it", "It is split")
    pick(desk.page, "Measure", of_code(old, SPLIT).title)
    desk.say("Into", INTO[0])
    desk.say("And", INTO[1])
    desk.say("Why, for readers", "Two services answer for it now.")
    desk.write()
    assert check_plan(desk.new) == []
    desk.go("Agree the plan")
    expect(desk.page.get_by_test_id("stAlert").first).to_contain_text("no target for 2020/21 yet")

    # Fourteen targets.
    new = load_plan(desk.new)
    rated = [each for each in new.counted if not each.data_only][:TARGETS]
    assert {each.title for each in rated} >= set(INTO)
    targets = [wanted(each) for each in rated]
    desk.go("Targets")
    desk.type_targets(targets)
    who = desk.page.get_by_role("textbox", name="Who changes them").first
    fill(who, HEAD)
    desk.write()
    for measure, target in zip(rated, targets, strict=True):
        aim = load_plan(desk.new).measures_by_id[measure.id].aims[YEAR]
        assert (aim.target, aim.proposed) == (target, True)

    # The plan is agreed.
    desk.go("Agree the plan")
    desk.say("Agreed by", "Cabinet")
    desk.say("Why, or where it is written down, for readers", "Minutes of 24 March 2020, item 7")
    desk.say("Your post", HEAD)
    desk.do("Agree the plan")
    expect(desk.page.get_by_test_id("stAlert").first).to_contain_text(
        "is agreed, and in force from"
    )
    agreed = load_plan(desk.new)
    assert agreed.agreed is not None
    assert check_plan(desk.new) == []
    assert not {of_code(old, code).id for code in DROPPED} & set(agreed.measures_by_id)
    assert all(not agreed.measures_by_id[each.id].aims[YEAR].proposed for each in rated)

    # What was published is as it was.
    assert {path: path.read_bytes() for path in desk.folder.rglob("*.toml")} == files
    after = desk.published()
    assert [name for name in before if before[name] != after[name]] == []
    assert desk.store.audit_faults() == []
