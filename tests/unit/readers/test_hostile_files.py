"""A small file that would cost much costs little, and is answered with a sentence."""

from datetime import datetime

import pytest

from kpis.errors import UnreadableReturn
from kpis.model import Plan, local_administrator
from kpis.store import Store
from kpis.use_cases.check import check_return
from tests.cost import measured
from tests.hostile_files import FILES, as_many_wrong_cells_as_are_read, headers_alone

pytestmark = pytest.mark.walk

DEAREST = (as_many_wrong_cells_as_are_read, headers_alone)  # to try by `make soak` alone
MOST_SECONDS, MOST_MEGABYTES = 5, 300
NOW = datetime(2020, 2, 1)


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    made = Store(tmp_path_factory.mktemp("store") / "kpis.duckdb")
    made.prepare()
    return made


def answer(content: bytes, store: Store, plan: Plan) -> str:
    """What is said of the file; "" where it is read."""
    try:
        check_return(store, plan, "hostile.xlsx", content, now=NOW, actor=local_administrator(""))
    except UnreadableReturn as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    "make",
    [pytest.param(each, marks=pytest.mark.soak) if each in DEAREST else each for each in FILES],
    ids=lambda make: make.__name__,
)
def test_a_hostile_file_is_answered_in_a_sentence(make, store, strategic_plan):
    sentence = answer(make(), store, strategic_plan)
    assert FILES[make] in sentence
    assert bool(sentence) == bool(FILES[make])
    assert len(sentence) < 300


@pytest.mark.soak
@pytest.mark.parametrize("make", FILES, ids=lambda make: make.__name__)
def test_a_hostile_file_costs_little(make, store, strategic_plan):
    """Only where nothing else is measured beside it: see `make soak`."""
    content = make()
    check_return(
        store,
        strategic_plan,
        "sound.csv",
        b"Code,Period,Outturn\n5.2,2018/19,23",
        now=NOW,
        actor=local_administrator(""),
    )
    with measured() as cost:
        answer(content, store, strategic_plan)
    assert cost.seconds < MOST_SECONDS
    assert cost.megabytes < MOST_MEGABYTES
