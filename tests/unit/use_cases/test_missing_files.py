"""A kept file that is gone or altered is named, with since when that is known."""

from datetime import datetime

import pytest

from kpis.model import local_administrator
from kpis.store import files
from kpis.use_cases.kept.missing import missing_files, missing_in_words
from kpis.use_cases.seen_store import seen_by
from kpis.use_cases.submit import submit_return

NOW = datetime(2023, 7, 20, 9)
RETURN = b"measure,period,outturn,commentary\nplanning_days,Q1 2023/24,62,Steady\n"


@pytest.fixture
def seen(store, fictional_plan):
    return seen_by(store, fictional_plan, local_administrator(""))


@pytest.fixture
def kept(store, fictional_plan):
    """A submission, and where its file is kept."""
    by = local_administrator("Head of Planning")
    stored = submit_return(store, fictional_plan, "planning.csv", RETURN, actor=by, now=NOW)
    submission = stored.submission
    return submission.id, files.address_of(store.path, submission.sha256)


def test_of_files_that_are_there_nothing_is_said_and_nothing_is_noted(store, seen, kept):
    submission_id, _ = kept
    before = store.version()
    assert missing_files(seen, [submission_id]) == []
    assert store.version() == before


@pytest.mark.parametrize("altered", [False, True])
def test_a_file_that_is_gone_or_altered_is_noted_once_and_told_since_then(
    store, seen, kept, altered
):
    submission_id, address = kept
    if altered:
        address.write_bytes(RETURN.replace(b"62", b"26"))
    else:
        address.unlink()
    (first,) = missing_files(seen, [submission_id])
    (again,) = missing_files(seen, [submission_id])
    assert first == again
    entry = store.audit_entries()[-1]
    assert (entry.act, entry.submission, entry.at) == (
        "miss file",
        submission_id,
        first.known_since,
    )
    assert len([each for each in store.audit_entries() if each.act == "miss file"]) == 1
    assert store.audit_faults() == []
    told = missing_in_words(first)
    assert f"The file planning.csv of {submission_id} " in told
    assert ("is not as it was" if altered else "is missing") in told
    assert "This is known since " in told
    assert str(address) in told


def test_once_it_is_put_back_nothing_is_said_any_more(store, seen, kept):
    submission_id, address = kept
    content = address.read_bytes()
    address.unlink()
    assert missing_files(seen, [submission_id])
    address.write_bytes(content)
    assert missing_files(seen, [submission_id]) == []


def test_where_it_cannot_be_written_down_it_is_told_all_the_same(store, seen, kept, monkeypatch):
    submission_id, address = kept
    address.unlink()
    found = seen.missing_files([submission_id])
    seen.timeout = 0.1
    monkeypatch.setattr(type(store), "missing_files", lambda *_: found)
    with store._writing():
        (missing,) = missing_files(seen, [submission_id])
    assert missing.known_since is None
    assert "known since" not in missing_in_words(missing)
