"""Whatever is asked of the store is asked of the roles of who asks, and nothing is forgotten."""

import shutil
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest

from kpis.errors import AccessRefused
from kpis.model import (
    ALLOWED,
    Act,
    Actor,
    Holding,
    Reach,
    Role,
    local_administrator,
    somebody,
)
from kpis.often import Often
from kpis.periods import quarter
from kpis.store import MendedCell, Store
from kpis.use_cases.seen_store import (
    ASKED_ELSEWHERE,
    NEEDS,
    OF_A_RELEASE,
    SeenStore,
    acts_on,
)
from kpis.use_cases.signoff import ALL_WARNINGS, approve_submission, publish_release
from kpis.use_cases.submit import submit_return

NOW = datetime(2023, 7, 20, 9)
MINE = b"measure,period,outturn,commentary\nplanning_days,Q1 2023/24,62,Steady\n"
THEIRS = b"measure,period,outturn,commentary\n2.1a,Q1 2023/24,20,Steady\n"
OF_A_SUBMISSION = ("submission", "rows_of_submission")
PLANNER = Holding(role=Role.CONTRIBUTOR, post="Head of Planning")


@pytest.fixture(scope="module")
def store(prepared, tmp_path_factory):
    """One store for all that is asked here: nothing in it changes but its audit."""
    return Store(Path(shutil.copy(prepared, tmp_path_factory.mktemp("seen") / "kpis.duckdb")))


@pytest.fixture(scope="module")
def ids(store, fictional_plan):
    """A return of Planning's and one of others, both stored by the performance team."""
    team = local_administrator("Performance Officer")
    made = [
        submit_return(store, fictional_plan, name, content, actor=team, now=NOW).submission.id
        for name, content in (("mine.csv", MINE), ("theirs.csv", THEIRS))
    ]
    for each in made:
        approve_submission(store, fictional_plan, each, actor=team, now=NOW)
    publish_release(
        store, fictional_plan, quarter(2023, 1), actor=team, accepted=ALL_WARNINGS, now=NOW
    )
    return made


@pytest.fixture(scope="module")
def seen(store, fictional_plan, ids):
    return lambda actor: SeenStore(store, fictional_plan, actor)


def questions() -> set[str]:
    return {name for name in dir(Store) if not name.startswith("_")} | {"path", "timeout"}


def test_everything_the_store_has_is_sorted_into_what_it_needs():
    assert questions() == set(NEEDS) | ASKED_ELSEWHERE
    assert not set(NEEDS) & ASKED_ELSEWHERE


def arguments(name: str, ids: list[str], store: Store) -> tuple:
    match name:
        case "revisions" | "figures_returned":
            return ("planning_days",)
        case "figure_history":
            return ("planning_days", "2023-24-Q1", "Fictional")
        case "release" | "release_plan":
            return (1,)
        case "approved_activities":
            return ("2023-24-Q1",)
        case "mended" | "missing_files" | "submitted_of":
            return (ids[:1],)
        case "file" | "provenances_of":
            return (store.submission(ids[0]).sha256,)
        case "answers":
            return ("Head of Planning",)
        case _ if name.startswith(("submission_", "submitt")) or name in OF_A_SUBMISSION:
            return (ids[0],)
        case _:
            return ()


@pytest.mark.parametrize("role", Role)
def test_a_role_is_told_what_the_table_says(seen, store, ids, role, monkeypatch):
    monkeypatch.setattr("kpis.use_cases.allow._of_one", Often(len(NEEDS), 3600))
    asked = sorted(set(NEEDS) - {"preview"})
    held = Holding(role=role, post="Head of Planning")
    # Each is another person: of one who is refused again and again not every time is written down.
    actor = Actor(post=held.post, person=f"P-{role.value}", holdings=(held,))
    whole, known = seen(actor), store.audit()["number"].max()
    refused = []
    for name in asked:
        try:
            getattr(whole, name)(*arguments(name, ids, store))
        except AccessRefused:
            refused.append(name)
    assert refused == [name for name in asked if role not in ALLOWED[NEEDS[name]]]
    audit = store.audit()
    written = audit[audit["number"] > known].sort_values("number")
    assert written["refused"].all()
    assert written["action"].tolist() == [NEEDS[name].value for name in refused]


@pytest.mark.parametrize("name", sorted(OF_A_RELEASE))
def test_the_public_reads_a_release_and_nothing_beside_it(seen, store, name):
    public = seen(somebody())
    assert getattr(public, name)(release=1).equals(getattr(store, name)(release=1))
    with pytest.raises(AccessRefused):
        getattr(public, name)()


def test_of_submissions_everybody_gets_their_own(seen, ids):
    planner = seen(Actor(post="Head of Planning", holdings=(PLANNER,)))
    assert planner.submissions()["submission_id"].tolist() == ids[:1]
    assert planner.find_submissions("csv")["submission_id"].tolist() == ids[:1]
    assert planner.find_submissions("csv", limit=1)["submission_id"].tolist() == ids[:1]
    assert planner.find_submissions("csv", offset=1).empty
    assert planner.submission(ids[0]).id == ids[0]
    with pytest.raises(AccessRefused, match=f"{ids[1]} is not theirs"):
        planner.submission(ids[1])
    team = seen(Actor(post="Officer", holdings=(Holding(role=Role.PERFORMANCE_TEAM),)))
    assert len(team.submissions()) == 2


def test_neither_the_history_nor_the_file_of_others_is_handed_out(seen, store, ids):
    planner = seen(Actor(post="Head of Planning", holdings=(PLANNER,)))
    for measure_id in ("warm_homes_rented", "nothing"):
        with pytest.raises(AccessRefused):
            planner.revisions(measure_id)
    for named in (store.submission(ids[1]).sha256, "0" * 64):
        with pytest.raises(AccessRefused):
            planner.file(named)


def test_the_local_administrator_is_told_everything(seen, store, ids):
    whole = seen(local_administrator(""))
    for name in sorted(set(NEEDS) - {"preview"}):
        getattr(whole, name)(*arguments(name, ids, store))
    assert Reach.ANY in ALLOWED[Act.READ_RETURNS].values()
    assert isinstance(whole.path, Path)


def test_a_file_is_theirs_who_brought_it_whoever_else_did_and_so_is_the_one_it_was_made_of(
    prepared, fictional_plan, tmp_path
):
    store = Store(Path(shutil.copy(prepared, tmp_path / "kpis.duckdb")))
    officer, planner = (local_administrator(post) for post in ("Officer", "Head of Planning"))
    sent = MINE.replace(b"62", b"6Z")
    cell = MendedCell(sheet="", cell="C2", before="6Z", after="62")
    for number, actor in enumerate((officer, planner)):
        submit_return(
            *(store, fictional_plan, f"{number}.csv", MINE + b"\n" * number),
            actor=actor,
            original=sent,
            mended=(cell,),
            now=NOW,
        )
    submit_return(store, fictional_plan, "2.csv", THEIRS, actor=officer, now=NOW)
    theirs = SeenStore(store, fictional_plan, Actor(post="", holdings=(PLANNER,)))
    for content in (MINE, sent):
        assert theirs.file(sha256(content).hexdigest()) == content
    with pytest.raises(AccessRefused):
        theirs.file(sha256(THEIRS).hexdigest())
    listed = theirs.submissions()
    posts = dict(zip(listed["submission_id"], listed["submitted_by"], strict=True))
    asked = (Act.APPROVE, Act.WITHDRAW, Act.READ_SMALL_COUNTS)
    found = {posts[each]: may for each, may in acts_on(theirs, posts, asked).items()}
    assert found == {
        "Officer": {Act.READ_SMALL_COUNTS},
        "Head of Planning": {Act.READ_SMALL_COUNTS, Act.WITHDRAW},
    }
