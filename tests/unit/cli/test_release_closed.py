"""On the command line a release is one quarter, closed, to the last byte."""

import re

import pytest

from kpis.plan.load import load_plan
from kpis.store import Store
from tests.closed_release import LATER, afterwards, changed_plan, release_q2
from tests.keeping import copy_store

pytestmark = pytest.mark.walk

COMMANDS = [
    ("status",),
    ("status", "--outcome", "1"),
    *((command, "1.3") for command in ("history", "outlook", "views")),
    *((command, "10.4") for command in ("spc", "benchmark", "breakdown")),
    ("history", "2.2"),
    ("breakdown", "1.4"),
    ("activities",),
]
# Of the same measures what the others say, and what is left out of a command that is there.
TOO = [
    ("status", "--figures-only"),
    *((command, "10.4") for command in ("history", "outlook", "views")),
    *((command, "1.3") for command in ("spc", "benchmark", "breakdown")),
    ("history", "11.1"),
    ("benchmark", "recycling"),
]


@pytest.fixture(scope="module")
def with_release(first_figures, strategic_plan, tmp_path_factory):
    """A store with release 1, and what it rests on. Only to be copied."""
    path = tmp_path_factory.mktemp("with_release") / "kpis.duckdb"
    copy_store(first_figures, path)
    return path, release_q2(Store(path), strategic_plan)


@pytest.fixture
def store(with_release, tmp_path):
    """One's own store, in which there is a release 1."""
    return copy_store(with_release[0], tmp_path / "kpis.duckdb")


@pytest.fixture
def printed(kpis):
    """Every byte each command prints of release 1: for scripts, and of a few measures for people.

    What a measure's commands print for people is made of the same document, whatever measure it is.
    """

    def ask(commands, *options) -> dict[tuple[str, ...], str]:
        ran = {}
        for command in commands:
            for form in (("--json",), ()):
                further = {*command} & {"--figures-only", "--outcome", "2.2", "11.1"}
                if not form and (further or command in TOO[1:4]):
                    continue
                done = kpis(*command, "--release", "1", *form, *options)
                assert (done.code, done.err) == (0, ""), command
                ran[(*command, *form)] = done.out
        return ran

    return ask


@pytest.mark.parametrize("commands", [COMMANDS, pytest.param(TOO, marks=pytest.mark.soak)])
def test_a_release_says_the_same_for_ever_and_nothing_later(
    store, with_release, strategic_plan, printed, kpis, tmp_path, commands
):
    before = printed(commands)
    afterwards(Store(store), strategic_plan, *with_release[1])
    plan = changed_plan(tmp_path)
    after = printed(commands, "--plan", plan)
    for command, text in after.items():
        assert text == before[command], command
        for later in LATER:
            found = re.search(f".{{0,40}}{later}.{{0,40}}", text)
            assert not found, (command, found and found.group())
    # What was looked for is there in the figures as they stand, under the plan that changed.
    latest = "".join(
        kpis(*command, "--plan", plan, "--json").out
        for command in (
            ("history", "1.3"),
            ("history", "10.4"),
            ("history", "11.1"),
            ("activities",),
        )
    )
    assert {later for later in LATER if re.search(later, latest)} >= {*LATER[:5], *LATER[8:]}


def test_a_measure_the_plan_has_no_more_is_still_found_in_the_release(kpis, tmp_path):
    plan = ("--plan", changed_plan(tmp_path))
    assert kpis("views", "better_job_than_last_year", *plan).code == 2
    assert kpis("views", "better_job_than_last_year", "--release", "1", *plan).code == 0


def test_its_aims_and_definitions_are_those_of_its_day(strategic_plan, kpis, tmp_path):
    plan = changed_plan(tmp_path)
    assert load_plan(plan).measures_by_id["new_enterprises"].aims["2019/20"].target == 95
    (row,) = [
        row
        for row in kpis("status", "--release", "1", "--plan", plan, "--json").document["measures"]
        if row["code"] == "1.3"
    ]
    assert "Renamed" not in row["title"]
    assert (
        row["target"]
        == strategic_plan.measures_by_id["new_enterprises"].aims["2019/20"].target_profile[1]
    )


@pytest.mark.parametrize(
    "command", ["spc", "outlook", "benchmark", "views", "breakdown", "history", "activities"]
)
def test_a_release_that_is_not_there_is_told(kpis, command):
    measure = () if command == "activities" else ("1.3",)
    ran = kpis(command, *measure, "--release", "7")
    assert (ran.code, ran.out) == (17, "")
    assert "There is no release 7" in ran.err


@pytest.mark.parametrize("command", [("spc", "1.3"), ("outlook",), ("activities",)])
def test_a_release_and_a_time_exclude_each_other(kpis, command):
    ran = kpis(*command, "--release", "1", "--as-at", "2019-11-01")
    assert (ran.code, ran.out) == (2, "")
    assert "not allowed with" in ran.err


@pytest.mark.parametrize(
    "command", [("status",), ("spc", "1.3"), ("outlook",), ("views", "1.3"), ("activities",)]
)
def test_a_quarter_after_the_releases_is_refused_and_an_earlier_one_is_not(kpis, command):
    ran = kpis(*command, "--release", "1", "--period", "2019-20-Q3")
    assert (ran.code, ran.out) == (2, "")
    assert "Release 1 is of Q2 2019/20 and holds nothing of Q3 2019/20." in ran.err
    assert kpis(*command, "--release", "1", "--period", "2019-20-Q1").code == 0
