"""The dashboard where a plan follows another: every page by the plan in force in its quarter."""

import shutil

import pytest
from streamlit.testing.v1 import AppTest

from kpis.model import local_administrator
from kpis.periods import quarter
from kpis.plan.chain.chain import load_chain
from kpis.sign_in.ways_in import LISTENS_AT
from kpis.store import Store
from kpis.ui.kit.pages import PAGES
from kpis.use_cases.signoff import ALL_WARNINGS, publish_release
from tests.keeping import copy_store
from tests.pages.test_whole_plan import ROOT
from tests.plans_in_a_chain import NEW, NOW, OLD, THEN, submit, two_plans
from tests.shares import beside_one

SCRIPTS = {address: path for pages in PAGES.values() for path, _, address in pages}
THEIRS, OURS = "2023-24-Q3", "2024-25-Q1"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Two plans, and a store: a quarter of the old one is released, that of the new one not."""
    folder = tmp_path_factory.mktemp("chain")
    before, after = two_plans(folder)
    chain, store = load_chain(before), Store(folder / "kpis.duckdb")
    store.prepare(THEN)
    submit(store, chain.plans[0], OLD, THEN)
    head = local_administrator("Head")
    publish_release(
        *(store, chain.plans[0], quarter(2023, 3)), actor=head, accepted=ALL_WARNINGS, now=THEN
    )
    submit(store, chain, NEW, NOW)
    return before, after, store.path


@pytest.fixture
def shown(made, monkeypatch):
    before, _, path = made
    monkeypatch.setenv("KPIS_PLAN", str(before))
    monkeypatch.setenv("KPIS_STORE", str(path))

    def opened(address, **chosen):
        at = AppTest.from_file(ROOT / "app.py", default_timeout=300)
        at.switch_page(SCRIPTS[address])
        for name, value in chosen.items():
            at.query_params[name] = value
        return at.run()

    return opened


@pytest.mark.parametrize(("address", "period"), beside_one(SCRIPTS, THEIRS, OURS))
def test_every_page_opens_in_a_quarter_of_either_plan(shown, address, period):
    """Each in a quarter of one of them; `make soak` opens all in both."""
    at = shown(address, period=period)
    assert not at.exception
    assert [each.value for each in at.error] == []


def test_the_overview_names_the_plan_of_the_quarter(shown, html_of):
    assert "Northmere Together 2023-25" in html_of(shown("overview", period=THEIRS))
    html = html_of(shown("overview", period=OURS))
    assert "Northmere Together 2024-26" in html
    assert "Northmere Together 2023-25" not in html


def test_quarters_of_both_plans_can_be_chosen(shown):
    at = shown("overview")
    (picker,) = [each for each in at.selectbox if each.label == "Quarter"]
    assert {"Q3 2023/24", "Q1 2024/25"} <= set(picker.options)


def test_a_measure_that_ended_is_shown_in_its_own_quarters_with_what_became_of_it(shown, html_of):
    html = html_of(shown("measure", measure="pool_occupancy", period=THEIRS))
    assert "Use of the swimming pool" in html
    # Nobody knew it in that quarter, so it is marked.
    assert "Known today: it was split into 2.2 Pool in use for swimming and 2.3 Pool" in html


def test_a_measure_that_ended_is_told_of_in_a_later_quarter(shown):
    at = shown("measure", measure="pool_occupancy", period=OURS)
    told = " ".join(each.value for each in (*at.warning, *at.info, *at.error))
    assert "choose a quarter up to Q4 2023/24" in told.replace("\\", "")
    assert "Lessons have a pool of their own" in told


def test_an_old_address_of_a_measure_that_goes_on_leads_to_it(shown, html_of):
    html = html_of(shown("measure", measure="bins_on_time", period=OURS))
    assert "Bins emptied on the day they are due" in html
    assert "Before 2024/25 it was 1.1 Bins collected on the day they are due." in html


def test_a_plan_that_cannot_be_used_is_told_and_its_quarters_are_shown_by_the_one_before(
    made, shown, html_of, tmp_path, monkeypatch
):
    before, after, _ = made
    for each in (before, after):
        shutil.copytree(each, tmp_path / each.name)
    (tmp_path / after.name / "measures/ponds_dug.toml").unlink()
    monkeypatch.setenv("KPIS_PLAN", str(tmp_path / before.name))
    # `shown` set the folder before; this one has a faulty plan beside it.
    at = shown("overview", period=THEIRS)
    assert any("is left out" in each.value for each in at.warning)
    assert "Northmere Together 2023-25" in html_of(at)


def test_the_public_finds_every_released_quarter_by_the_plan_it_was_released_with(
    made, shown, html_of, tmp_path, monkeypatch
):
    before, _, path = made
    copy_store(path, tmp_path / "kpis.duckdb")
    store, chain = Store(tmp_path / "kpis.duckdb"), load_chain(before)
    head, then = local_administrator("Head"), quarter(2024, 1)
    publish_release(
        *(store, chain.in_force(then), then), actor=head, accepted=ALL_WARNINGS, now=NOW
    )
    monkeypatch.setenv("KPIS_STORE", str(store.path))
    monkeypatch.setenv(LISTENS_AT, "10.0.0.4")
    at = shown("overview")
    (picker,) = [each for each in at.selectbox if each.label == "Quarter"]
    assert picker.options == ["Q1 2024/25", "Q3 2023/24"]
    assert "Northmere Together 2024-26" in html_of(at)
    assert "Northmere Together 2023-25" in html_of(shown("overview", period=THEIRS))
    html = html_of(shown("measure", measure="bins_in_time", period=OURS))
    assert "December 2023" in html or "Dec 2023" in html  # its history reaches back
