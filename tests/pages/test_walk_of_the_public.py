"""Every address as the public, with sign-in on: what is published, and nothing else.

There is a store with one release, and a twin of it: with other counts where they are withheld, and
with much that is not published: returns that wait, are approved, corrected and withdrawn, statuses
of activities, notes. Every page must be the same of both, to the last sign of what charts and files
hold. Beside that nothing that stands in the twin alone may stand on any page, in any form.

Illustrative figures that are kept from the public and from members are tried alike: in another twin
each of them is another.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kpis.model import AnnotationKind, Plan, Role, local_administrator
from kpis.periods import quarter
from kpis.plan.partnership.boards import boards_of
from kpis.store import Store
from kpis.ui.kit.pages import PAGES
from kpis.ui.post.pages_for import NEEDS
from kpis.use_cases.signoff import ALL_WARNINGS, publish_release
from kpis.use_cases.submit import submit_return
from tests.pages.sent import contents, texts_of
from tests.pages.withheld import change_withheld
from tests.roles import access_file, signed_in

pytestmark = pytest.mark.walk

ROOT = Path(__file__).parents[2]
OFFICER = "Officer of Unpublished Things"
WORDS = "Nobody has published these words."
FIGURES = re.compile(r"(?<![\d.])7,?39[1-4](?!\d)")  # not among the digits of another
SCRIPTS = {
    address: path
    for pages in PAGES.values()
    for path, _, address in pages
    if (ROOT / path).exists()
}
Address = tuple[str, dict[str, str]]


def unpublished(store: Store, plan: Plan) -> tuple[set[str], list[str]]:
    """Put what is not published into a store; → what stands in it alone, and its submissions."""
    by = local_administrator(OFFICER)
    head = "measure,period,outturn,commentary\n"
    files = {
        "waits.csv": f"{head}10.4,Q3 2019/20,7391,{WORDS}\n",
        "approved.csv": f"{head}10.4,Q3 2019/20,7392,{WORDS}\n",
        "corrects.csv": f"{head}10.4,Q2 2019/20,7393,{WORDS}\n",
        "withdrawn.csv": f"{head}10.4,Q1 2019/20,7394,{WORDS}\n",
        "status.csv": f"activity,period,status,comment\nA1.1,Q2 2019/20,delayed,{WORDS}\n",
    }
    made = {
        name: submit_return(
            *(store, plan, name, text.encode()),
            actor=by,
            reason="Counted again.",
            warnings_note="So it is.",
        ).submission
        for name, text in files.items()
    }
    for name in ("approved.csv", "corrects.csv", "status.csv"):
        store.approve(made[name].id, by=by)
    store.withdraw(made["withdrawn.csv"].id, by=by, why=WORDS)
    for period in ("2019-20-Q2", "2019-20-Q3"):
        measure = next(each for each in plan.measures if each.code == "10.4")
        store.add_annotation(measure.id, period, AnnotationKind.BREAK, WORDS, by=by)
    ids = [each.id for each in made.values()]
    return {OFFICER, WORDS, *files}, ids


@pytest.fixture(scope="module")
def stores(
    first_figures: Path, strategic_plan: Plan, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[Path], set[str], list[str]]:
    """A store with a release and its twin; what stands in the twin alone; its submissions."""
    places = [tmp_path_factory.mktemp(name) / "kpis.duckdb" for name in ("published", "twin")]
    copy_store(first_figures, places[0])
    by = local_administrator("Head of Performance")
    publish_release(
        Store(places[0]), strategic_plan, quarter(2019, 2), actor=by, accepted=ALL_WARNINGS
    )
    copy_store(places[0], places[1])
    change_withheld(places[1], strategic_plan)
    forbidden, ids = unpublished(Store(places[1]), strategic_plan)
    return places, forbidden, ids


@pytest.fixture(scope="module")
def without_illustrative(
    stores: tuple[list[Path], set[str], list[str]], tmp_path_factory: pytest.TempPathFactory
) -> list[Path]:
    """The store with a release, and a twin in which everything illustrative is another."""
    place = tmp_path_factory.mktemp("illustrative") / "kpis.duckdb"
    copy_store(stores[0][0], place)
    illustrative = "(SELECT submission_id FROM submission WHERE provenance = 'illustrative')"
    with duckdb.connect(place) as connection:
        for change in (
            "revision SET outturn = 3 * outturn + 1, commentary = 'Otherwise.'",
            "activity_revision SET status = 'delayed', comment = 'Otherwise.'",
        ):
            connection.execute(f"UPDATE {change} WHERE submission_id IN {illustrative}")
    return [stores[0][0], place]


def copy_store(from_path: Path, to_path: Path) -> None:
    shutil.copy2(from_path, to_path)
    shutil.copytree(from_path.with_suffix(".files"), to_path.with_suffix(".files"))


@pytest.fixture
def page_of(
    tmp_path: Path, strategic_plan: Plan, monkeypatch: pytest.MonkeyPatch, one_format: None
) -> Callable[..., list[str]]:
    """page_of(place, address, user, public=""): all that a page sends, files too, its controls
    looked at. public: what the house says of the public."""
    files: list[Any] = []
    draw = st.download_button

    def drawn(label: str, data: Any, *more: Any, **options: Any) -> bool:
        made = data() if callable(data) else data
        files.append((label, options["file_name"], contents(made)))
        return draw(label, made, *more, **options)

    monkeypatch.setattr(st, "download_button", drawn)

    def call(place: Path, address: Address, user: dict[str, Any], public: str = "") -> list[str]:
        measure = strategic_plan.measures[0]
        path = tmp_path / f"{abs(hash(public))}.toml"
        if not path.exists():
            access_file(path, strategic_plan, measure, public)
        monkeypatch.setenv("KPIS_ACCESS", str(path))
        monkeypatch.setenv("KPIS_STORE", str(place))
        files.clear()
        name, asked = address
        at = AppTest.from_file(ROOT / "app.py", default_timeout=300)
        at.user = user
        at.switch_page(SCRIPTS[name])
        for key, value in asked.items():
            at.query_params[key] = value
        at.run()
        assert not at.exception
        assert not at.error
        changes_nothing(at)
        return [*texts_of(at), *map(str, files)]

    return call


def changes_nothing(at: AppTest) -> None:
    """No uploader, no field to write in, no button but the way in and out and for a pack of what
    is published."""
    for kind in ("file_uploader", "text_area", "chat_input", "data_editor", "form"):
        assert not at.get(kind), kind
    assert {each.key for each in at.text_input} <= {"definitions_search"}
    assert {each.key for each in at.button} <= {"sign_in", "sign_out", "main_action_make_pack"}


NOBODY = {"is_logged_in": False}
WHEN = (
    {},
    {"period": "2019-20-Q2"},
    {"period": "2019-20-Q3"},
    {"period": "2019-20-Q1", "view": "latest"},
    {"view": "latest"},
    {"release": "1"},
    {"release": "2"},
    {"period": "2021-22-Q4", "view": "latest", "today": "1"},
)


def addresses(plan: Plan, ids: list[str]) -> Iterator[Address]:
    """Every page with every parameter it knows, also for what is not published or not there."""
    for name in SCRIPTS:
        yield from ((name, when) for when in WHEN)
    for measure in plan.measures:
        asked = {"measure": measure.id}
        yield from (("measure", asked | when) for when in WHEN)
        yield "measure", asked | {"today": "1", "over": "year", "since": "all"}
        yield "history", asked | {"period": "2019-20-Q3"}
        yield "definitions", asked
    for outcome in plan.outcomes:
        asked = {"outcome": str(outcome.number)}
        yield from ((name, asked | when) for name in ("outcome", "activities") for when in WHEN)
    for theme in plan.themes:
        yield from (("theme", {"theme": theme.id} | when) for when in WHEN)
    for board in boards_of(plan):
        yield from (("board", {"board": board.id} | when) for when in WHEN)
    for survey in plan.surveys:
        yield from (("survey", {"survey": survey.id} | when) for when in WHEN)
    for status in ("delayed", "overdue", "none"):
        yield "activities", {"status": status}
    for find in (*ids, "csv", OFFICER):
        yield "history", {"find": find}
    for changes in ("1", "2", "many"):
        yield "releases", {"changes": changes}
    for directorate in {measure.directorate for measure in plan.measures}:
        asked = {"directorate": directorate}
        yield from ((name, asked) for name in ("progress", "quality"))
        yield from (("directorate", asked | when) for when in WHEN)


def some_of(every: list[Address], part: int) -> list[Address]:
    """Some addresses of each page, not the same for each; all of a page with few."""
    by_page: dict[str, list[Address]] = {}
    for each in every:
        by_page.setdefault(each[0], []).append(each)
    return [
        each
        for number, of_page in enumerate(by_page.values())
        for each in of_page[number % 3 :: max(1, len(of_page) // part)]
    ]


def one_of_each_for_everybody(every: list[Address]) -> list[Address]:
    """The first that `some_of` takes of each page that is for everybody."""
    return [each for each in some_of(every, 1) if each[0] not in NEEDS]


def compare(page_of: Any, stores: Any, walked: list[Address]) -> None:
    places, forbidden, ids = stores
    for address in walked:
        published, twin = (page_of(place, address, NOBODY) for place in places)
        assert published == twin, address
        sent = " ".join(twin)
        typed = set(address[1].values())  # what somebody typed may be told them
        for word in (forbidden | set(ids)) - typed:
            assert word not in sent, (address, word)
        assert not FIGURES.search(sent), address
        if address[0] in NEEDS:
            assert "Not for everybody" in sent, address


def test_the_public_is_told_nothing_unpublished_and_nothing_withheld(
    page_of, stores, strategic_plan
):
    """By one address of each page; the next test but one walks the latest figures of each."""
    compare(page_of, stores, some_of([*addresses(strategic_plan, stores[2])], 1))


@pytest.mark.soak
def test_the_public_is_told_nothing_of_it_by_any_address(page_of, stores, strategic_plan):
    compare(page_of, stores, [*addresses(strategic_plan, stores[2])])


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.soak)])
def test_nothing_that_was_worked_out_for_somebody_with_a_role_is_given_to_the_public(
    page_of, stores, strategic_plan, whole
):
    """Pages keep for all readers what they have worked out, each state of the figures apart.

    By the very address that a member opened; `make soak` walks also that of what is published.
    """
    told = []
    for name, asked in one_of_each_for_everybody([*addresses(strategic_plan, stores[2])]):
        latest = (name, asked | {"period": "2019-20-Q3", "view": "latest"})
        told += page_of(stores[0][1], latest, signed_in(Role.MEMBER))
        compare(page_of, stores, [(name, asked), latest] if whole else [latest])
    assert FIGURES.search(" ".join(told))  # else there was nothing to be given away


def test_what_the_public_is_told_is_there(page_of, stores, strategic_plan):
    """The walk would find nothing on empty pages."""
    measure = next(each for each in strategic_plan.measures if each.code == "10.4")
    sent = " ".join(page_of(stores[0][0], ("measure", {"measure": measure.id}), NOBODY))
    assert "Release 1" in sent
    assert "Download" in sent
    assert "hovertemplate" in sent
    team = signed_in(Role.MEMBER)
    asked = {"measure": measure.id, "period": "2019-20-Q3", "view": "latest"}
    assert "7,392" in " ".join(page_of(stores[0][1], ("measure", asked), team))


ILLUSTRATIVE = 'illustrative = "staff"'


def compare_illustrative(
    page_of: Any, places: list[Path], walked: list[Address], *, in_turn: bool = False
) -> None:
    """By the public and by a member; in_turn: each page by one of them."""
    for number, address in enumerate(walked):
        users = (NOBODY, signed_in(Role.MEMBER))
        for user in users[number % 2 :][:1] if in_turn else users:
            pages = [page_of(place, address, user, ILLUSTRATIVE) for place in places]
            assert pages[0] == pages[1], address
            sent = " ".join(each for each in pages[0] if "<style" not in each)
            if address[0] != "how_to_read":  # which says what the word means
                assert "illustrative" not in sent.lower(), address


def test_where_illustrative_figures_are_for_staff_the_public_and_members_are_told_none(
    page_of, without_illustrative, strategic_plan
):
    every = [each for each in addresses(strategic_plan, []) if each[0] not in NEEDS]
    compare_illustrative(page_of, without_illustrative, some_of(every, 1), in_turn=True)


@pytest.mark.soak
def test_where_illustrative_figures_are_for_staff_no_address_tells_one(
    page_of, without_illustrative, strategic_plan
):
    every = [each for each in addresses(strategic_plan, []) if each[0] not in NEEDS]
    compare_illustrative(page_of, without_illustrative, every)


def test_the_public_can_be_shown_nothing_at_all(page_of, stores, strategic_plan):
    for address in some_of([*addresses(strategic_plan, stores[2])], 1):
        sent = page_of(stores[0][1], address, NOBODY, 'public = "nothing"')
        drawn = [each for each in sent if "<style" not in each and "k-signed-in" not in each]
        assert "Sign in to see this dashboard." in " ".join(drawn)
        assert not [each for each in drawn if "<table" in each or "k-lead" in each], address
