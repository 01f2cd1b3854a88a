"""Which figures a page shows: those of the latest release, of a named one, or the latest."""

import shutil
from pathlib import Path

import pytest

from kpis.model import local_administrator
from kpis.periods import quarter
from kpis.store import Store
from kpis.use_cases.signoff import ALL_WARNINGS, approve_submission, publish_release
from kpis.use_cases.submit import submit_return

ROOT = Path(__file__).parents[3]
Q3 = quarter(2019, 3)
FIGURES = {"first": 47, "second": 52}
ASKED = {"measure": "new_enterprises", "period": "2019-20-Q3"}


def a_return(outturn):
    return (
        "measure,period,outturn,commentary\n"
        f"1.3,Q3 2019/20,{outturn},Two intakes in October and November.\n"
    ).encode()


@pytest.fixture
def submitted(store, strategic_plan):
    """Submit a figure of 1.3 for Q3 2019/20 and approve it."""

    def submit(outturn, *, approved=True, to=store):
        done = submit_return(
            to,
            strategic_plan,
            "return.csv",
            a_return(outturn),
            actor=local_administrator("Performance Officer"),
        )
        if approved:
            approve_submission(
                to,
                strategic_plan,
                done.submission.id,
                actor=local_administrator("Head of Strategy"),
            )

    return submit


@pytest.fixture
def publish(store, strategic_plan):
    def call(to=store):
        publish_release(
            to,
            strategic_plan,
            Q3,
            actor=local_administrator("Head of Strategy"),
            reason="Recounted",
            accepted=ALL_WARNINGS,
        )

    return call


@pytest.fixture(scope="module")
def once_released(tmp_path_factory):
    """Where a store with one release is, as soon as a test has made it."""
    return tmp_path_factory.mktemp("released") / "kpis.duckdb"


@pytest.fixture
def released(once_released, first_figures, store, submitted, publish):
    """Release 1 holds 47 in the store: made once, then copied, so what is cached of it serves."""
    if not once_released.exists():
        shutil.copy2(first_figures, once_released)
        submitted(47, to=Store(once_released))
        publish(to=Store(once_released))
    shutil.copy2(once_released, store.path)


@pytest.fixture
def shown(open_page, html_of):
    def find(**parameters):
        return html_of(open_page("performance/measure", **ASKED | parameters))

    return find


def outturn_in(page):
    return page.split('class="k-big">')[1].split("<")[0]


def test_a_quarter_that_was_never_released_shows_the_latest_figures_and_says_so(submitted, shown):
    submitted(47, approved=False)
    page = shown()
    assert outturn_in(page) == "47"
    assert "Not yet released" in page


def test_a_released_quarter_shows_what_was_released_until_the_next_release(
    released, submitted, publish, shown
):
    submitted(52)
    page = shown()
    assert outturn_in(page) == "47"
    assert "Release 1" in page
    publish()
    page = shown()
    assert outturn_in(page) == "52\N{NO-BREAK SPACE}[r]"
    assert "Release 2" in page


def test_the_latest_figures_are_a_link_away_and_named_as_such(released, submitted, shown):
    submitted(52, approved=False)
    assert "view=latest" in shown()
    page = shown(view="latest")
    assert outturn_in(page) == "52"
    assert "Latest figures, not as released" in page


def test_what_is_known_today_is_never_on_a_page_of_a_release(released, submitted, shown):
    submitted(52, approved=False)
    page = shown(today="1")
    assert outturn_in(page) == "47"
    assert "52" not in table_of(page)
    assert "You see what is known today" not in page
    assert ">52<" in table_of(shown(view="latest"))


def table_of(page):
    return page.split('aria-label="Figures of ')[1].split("</table>")[0]


def test_an_earlier_release_is_shown_as_it_was_and_says_that_it_was_corrected(
    released, submitted, publish, shown
):
    submitted(52)
    publish()
    page = shown(release="1")
    assert outturn_in(page) == "47"
    assert "Corrected by release 2 of" in page


def test_the_number_of_a_release_is_enough_to_find_its_quarter(released, open_page, html_of):
    page = html_of(open_page("performance/measure", measure="new_enterprises", release="1"))
    assert outturn_in(page) == "47"


def test_a_release_that_does_not_exist_is_told(store, open_page):
    at = open_page(release="7")
    assert "no release" in at.warning[0].value


def test_a_release_of_another_quarter_is_left_when_a_quarter_is_chosen(
    released, open_page, html_of
):
    at = open_page(period="2019-20-Q3", release="1")
    at.selectbox(key="quarter_picker").select("2019-20-Q2").run()
    assert "Not yet released" in html_of(at)
    assert "release" not in at.query_params


def test_a_visit_begins_with_the_newest_quarter_that_was_released(
    store, strategic_plan, submitted, open_page, html_of
):
    at = open_page()
    unreleased = at.selectbox(key="quarter_picker").value
    publish_release(
        store,
        strategic_plan,
        quarter(2019, 1),
        actor=local_administrator("Head of Strategy"),
        accepted=ALL_WARNINGS,
    )
    submitted(47, approved=False)  # a draft of a later quarter
    at = open_page()
    assert at.selectbox(key="quarter_picker").value == "2019-20-Q1" != unreleased
    assert "Release 1" in html_of(at)
    assert "period" not in at.query_params


def test_a_release_named_beside_another_quarter_is_said_not_to_be_of_it(
    released, open_page, html_of
):
    at = open_page(period="2019-20-Q2", release="1")
    assert at.warning[0].value == (
        "Release 1 is of Q3 2019/20. The figures of Q2 2019/20 are not of it."
    )
    assert "Not yet released" in html_of(at)
    at.selectbox(key="quarter_picker").select("2019-20-Q1").run()
    assert not at.warning


@pytest.mark.parametrize("named", [{}, {"release": "1"}])
def test_a_quarter_picked_earlier_hides_no_word_on_a_release_named_later(
    released, open_page, named
):
    at = open_page(period="2019-20-Q2", **named)
    at.selectbox(key="quarter_picker").select("2019-20-Q3").run()
    at.query_params["period"], at.query_params["release"] = "2019-20-Q1", "1"
    at.run()
    assert at.warning[0].value.startswith("Release 1 is of Q3 2019/20.")


@pytest.fixture
def faulty_plan(monkeypatch, tmp_path):
    """The plan's files with a fault in one of them, as somebody does who edits them."""
    folder = tmp_path / "data/plans/2019-22"
    shutil.copytree(ROOT / "data/plans/2019-22", folder)
    edited = folder / "measures/recycling.toml"
    edited.write_text(edited.read_text("utf-8").replace("unit = ", "unti = ", 1), "utf-8")
    monkeypatch.setenv("KPIS_PLAN", str(folder))


@pytest.mark.usefixtures("faulty_plan")
def test_what_is_published_stays_readable_while_the_plans_files_are_faulty(
    released, open_page, html_of
):
    at = open_page("performance/measure", **ASKED, release="1")
    (error,) = at.error
    assert "recycling" in error.value
    assert "Nothing can be published until the faults are mended." in error.value
    assert outturn_in(html_of(at)) == "47"


@pytest.mark.usefixtures("faulty_plan")
def test_the_releases_are_listed_and_nothing_can_be_published_by_a_faulty_plan(
    released, open_page, html_of
):
    at = open_page("publish/releases")
    (error,) = at.error
    assert "recycling" in error.value
    assert "Release 1: Q3 2019/20" in html_of(at)
    # To take a release back needs no plan.
    assert {each.key for each in at.button} <= {"withdraw_release_open"}


@pytest.mark.usefixtures("faulty_plan", "store")
def test_a_faulty_plan_is_told_alone_where_nothing_was_published(open_page):
    (error,) = open_page().error
    assert "recycling" in error.value
    assert "Published releases" not in error.value
