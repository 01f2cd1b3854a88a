"""Several processes on one store at once: all get through, and nobody meets a traceback."""

import time

import duckdb
import pytest

from kpis.errors import StoreBusy
from kpis.store import Store
from kpis.store.database.connect import opened
from kpis.store.database.migrations import MIGRATIONS

pytestmark = pytest.mark.walk

RETURN = "measure,period,outturn\nfrogs,2021/22,41\n"
HISTORY = "measure,period,outturn,returned_on\nfrogs,2021/22,{},2022-05-01\n"


def test_a_return_submitted_beside_a_busy_dashboard_appears_in_it(store, start, tmp_path):
    """Three threads read without a pause, two of them holding on; the writer still gets in."""
    (tmp_path / "frogs.csv").write_text(RETURN)
    dashboard = start("serve", store, "frogs", 41)
    assert dashboard.hears() == "ready"
    officer = start("submit_file", store, tmp_path / "frogs.csv")
    (submission_id,) = officer.finish()
    assert dashboard.finish() == ["seen"]
    assert store.submissions()["submission_id"].tolist() == [submission_id]


def test_many_writers_at_once_each_find_their_figures_stored(store, start):
    writers = [start("submit_many", store, f"writer-{number}", 5) for number in range(3)]
    assert [writer.hears() for writer in writers] == ["ready"] * 3
    for writer in writers:
        writer.go()
    named = [submission_id for writer in writers for submission_id in writer.finish()]
    found = store.submissions()
    assert len(set(named)) == 15
    assert sorted(found["submission_id"]) == sorted(named)
    assert found.groupby("submitted_by").size().tolist() == [5, 5, 5]
    with opened(store.path, writing=False) as connection:
        numbers = connection.execute("SELECT number FROM revision ORDER BY number").fetchall()
    assert numbers == [(number,) for number in range(1, 15 * 3 + 1)]


def test_the_same_file_submitted_by_two_at_once_is_stored_once(store, start, tmp_path):
    (tmp_path / "frogs.csv").write_text(RETURN)
    officers = [start("submit_file", store, tmp_path / "frogs.csv") for _ in range(2)]
    (first,), (second,) = (officer.finish() for officer in officers)
    assert first == second
    assert store.submissions()["submission_id"].tolist() == [first]


def test_a_store_held_for_too_long_is_told_of_within_the_time(store, start):
    holder = start("stop_before_commit", store)
    assert holder.hears() == "written"
    hasty = Store(store.path, timeout=0.3)
    began = time.monotonic()
    with pytest.raises(StoreBusy, match=r"did not finish within 0\.3 seconds\. Nothing was chang"):
        hasty.outturns()
    with pytest.raises(StoreBusy):
        hasty.withdraw("S-20191014-a1b2", by="Officer", why="Wrong")
    assert time.monotonic() - began < 60  # of the 600 that it is held for
    holder.kill()
    assert hasty.outturns().empty


def test_one_quarter_published_by_two_at_once_is_one_release(store, start, tmp_path):
    (tmp_path / "frogs.csv").write_text(RETURN)
    (submission_id,) = start("submit_file", store, tmp_path / "frogs.csv").finish()
    store.approve(submission_id, by="Head")
    boards = [start("publish", store, "2023-24-Q1") for _ in range(2)]
    assert [board.hears() for board in boards] == ["ready", "ready"]
    for board in boards:
        board.go()
    done, told = sorted((board.finish()[0] for board in boards), reverse=True)
    assert done == "release 1"
    assert told.startswith("Release 1, published on")
    assert store.releases()["number"].tolist() == [1]
    assert store.outturns(release=1)["outturn"].tolist() == [41.0]


def test_an_earlier_store_opened_by_several_at_once_is_brought_up_to_date_once(start, tmp_path):
    earlier = Store(tmp_path / "earlier.duckdb")
    with duckdb.connect(earlier.path) as connection:
        connection.execute(MIGRATIONS[1])
        connection.execute("INSERT INTO schema_version VALUES (1, TIMESTAMP '2019-10-14')")
    readers = [start("read", earlier) for _ in range(3)]
    assert [reader.hears() for reader in readers] == ["ready"] * 3
    for reader in readers:
        reader.go()
    assert [reader.finish() for reader in readers] == [["0"]] * 3
    assert earlier.audit()["action"].tolist() == ["prepare"]


def test_two_first_starts_at_once_make_one_store_between_them(start, tmp_path):
    for folder, outturn in (("published", 40), ("illustrative", 39)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "frogs.csv").write_text(HISTORY.format(outturn))
    new = Store(tmp_path / "store" / "kpis.duckdb")
    starts = [start("first_start", new, tmp_path) for _ in range(2)]
    assert [each.hears() for each in starts] == ["ready", "ready"]
    for each in starts:
        each.go()
    assert sorted(each.finish() for each in starts) == [["0"], ["2"]]
    assert sorted(new.submissions()["provenance"]) == ["illustrative", "published"]
    assert new.outturns()["outturn"].tolist() == [40.0]
    assert new.audit()["action"].tolist() == ["submit", "submit", "prepare"]
