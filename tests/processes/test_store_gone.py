"""A store that goes away under a running server: nothing in its place, and back to work after."""

import json
import time

import pytest

from tests.asking import ask
from tests.keeping import copy_store
from tests.serving import dashboard
from tests.visits import visit

pytestmark = pytest.mark.walk

GONE = "There was a store at kpis.duckdb, and it is not there now"
PATIENCE = 60  # seconds until what is kept of an answer is asked for anew


def until(address: str, status: int) -> dict[str, object]:
    """What /ready says once it answers so."""
    end = time.monotonic() + PATIENCE
    while (told := ask(address, "/ready")).status != status:
        assert time.monotonic() < end, told
        time.sleep(0.2)
    return json.loads(told.text)


def test_a_server_makes_no_store_in_the_place_of_its_own_and_goes_on_once_it_is_back(
    first_figures, tmp_path
):
    store = copy_store(first_figures, tmp_path / "kpis.duckdb")
    away = tmp_path / "away"
    away.mkdir()
    with dashboard(store) as served, visit(served.address) as seen:
        until(served.address, 200)
        seen.rerun("overview")
        shown = [each for each in seen.texts if GONE not in each]
        store.rename(away / store.name)
        told = until(served.address, 503)
        assert told["because"] == "store"
        assert str(told["sentence"]).startswith(GONE)
        seen.rerun("overview")
        (warning,) = [each for each in seen.texts if GONE in each]
        assert "The figures shown are those that were read last." in warning
        assert str(tmp_path) not in warning
        assert [each for each in seen.texts if each != warning] == shown
        refused = served.kpis("withdraw", "S-20191014-a1b2", "--by", "P", "--why", "Wrong")
        assert (refused.returncode, refused.stdout) == (14, "")
        assert not store.exists()
        (away / store.name).rename(store)
        until(served.address, 200)
        seen.rerun("overview")
        assert seen.texts == shown
