"""A process that dies loses nothing that was committed and leaves nothing half-written."""

import random
import sys

import pytest

from kpis.store.database.connect import opened

ROWS = 3  # of each submission the worker makes


def whole(store) -> list[str]:
    """The ids of all submissions, after making sure that each is there with all that is its."""
    with opened(store.path, writing=False) as connection:
        found = connection.execute(
            """
            SELECT submission_id, new + restated + unchanged, count(revision.number)
            FROM submission LEFT JOIN revision USING (submission_id)
            GROUP BY ALL
            """
        ).fetchall()
        revisions, audits = (
            connection.execute(query).fetchall()[0][0]
            for query in (
                "SELECT count(*) FROM revision",
                "SELECT count(*) FROM audit WHERE action = 'submit'",
            )
        )
    assert all(said == there == ROWS for _, said, there in found)
    assert revisions == ROWS * len(found)
    assert audits == len(found)
    for sha256 in store.submissions()["sha256"]:
        store.file(sha256)
    return [submission_id for submission_id, *_ in found]


def test_killed_before_the_commit_a_submission_never_was(store, start):
    before = start("submit_many", store, "before", 2)
    before.hears()
    before.go()
    committed = before.finish()
    version = store.version()
    stopped = start("stop_before_commit", store)
    assert stopped.hears() == "written"
    stopped.kill()
    assert store.mappings() == []
    assert sorted(whole(store)) == sorted(committed)
    assert store.outturns()["outturn"].tolist() == [1.0] * ROWS
    after = start("submit_many", store, "after", 1)
    after.hears()
    after.go()
    committed += after.finish()
    assert sorted(whole(store)) == sorted(committed)
    assert store.version() != version


def test_killed_at_any_moment_everything_it_had_named_is_there(store, start):
    named: list[str] = []
    chance = random.Random(20191001)
    for life in range(3):
        writer = start("submit_many", store, f"life-{life}", 1000)
        assert writer.hears() == "ready"
        writer.go()
        named += [writer.hears() for _ in range(chance.randint(1, 6))]
        writer.kill()
        found = whole(store)
        assert set(named) <= set(found)
        # It may have died between committing one more and naming it, in each of its lives.
        assert len(found) - len(named) <= life + 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_a_full_disk_is_told_in_a_sentence_and_nothing_is_half_written(store, start):
    (message,) = start("write_on_a_full_disk", store).finish()
    assert message == (
        f"The store {store.path} could not be written, so nothing of this was kept. "
        "The disk is full: make room and try again."
    )
    assert len(whole(store)) == 1
