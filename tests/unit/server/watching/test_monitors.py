"""What a Prometheus fetches: who may, what stands in it, and what never does."""

from datetime import datetime, timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from kpis.errors import StoreBusy
from kpis.model import MailState, SubmissionState
from kpis.server import counts
from kpis.server.limits import Limits
from kpis.server.watching.gathered import Gathered
from kpis.server.watching.monitors import SHORTEST, ForMonitors
from kpis.store import Store
from kpis.store.database import uses
from kpis.ui.kit.pages import PAGES
from tests.keeping import copy_store

LONG_ENOUGH = "a token of enough letters"
NOON = datetime(2019, 11, 1, 12)


def connected(part, address):
    async def from_there(scope, receive, send):
        await part({**scope, "client": (address, 5000)}, receive, send)

    return from_there


@pytest.fixture
def part():
    return ForMonitors(counts.REGISTRY)


def test_this_machine_may_ask(asked, part):
    told = asked(connected(part, "127.0.0.1"), "/metrics", ("Host", "127.0.0.1:8501"))
    assert told.status == 200
    assert told.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert told.headers["cache-control"] == "no-store"
    names = {family.name for family in text_string_to_metric_families(told.body.decode())}
    assert {"kpis_rerun_seconds", "kpis_refused", "python_gc_collections"} <= names
    assert "process_open_fds" in names


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("10.0.0.9", [("Host", "127.0.0.1")]),
        ("127.0.0.1", [("Host", "kpi.example")]),
        ("127.0.0.1", [("Host", "127.0.0.1"), ("X-Forwarded-For", "127.0.0.1")]),
        ("127.0.0.1", [("Host", "127.0.0.1"), ("X-Request-Id", "3f2a91c4")]),
        ("127.0.0.1", [("Host", "127.0.0.1"), ("Forwarded", "for=10.0.0.9")]),
        ("", [("Host", "127.0.0.1")]),
    ],
    ids=["elsewhere", "by another name", "passed on", "passed on 2", "passed on 3", "nobody knows"],
)
def test_others_are_told_that_there_is_no_such_page(asked, part, address, headers):
    assert asked(connected(part, address), "/metrics", *headers).status == 404


def test_whoever_has_the_token_may_ask_from_anywhere(asked, part, monkeypatch):
    def ask(said):
        far = connected(part, "10.0.0.9")
        return asked(far, "/metrics", ("Authorization", said), ("Host", "kpi.example")).status

    assert ask(f"Bearer {LONG_ENOUGH}") == 404  # none is set
    assert ask("Bearer ") == 404
    monkeypatch.setenv("KPIS_METRICS_TOKEN", LONG_ENOUGH)
    assert ask(f"Bearer {LONG_ENOUGH}") == 200
    assert ask(f"bearer {LONG_ENOUGH}") == 200
    assert ask(f"Basic {LONG_ENOUGH}") == 404
    assert ask(f"Bearer {LONG_ENOUGH}x") == 404
    assert ask("Bearer é") == 404
    monkeypatch.setenv("KPIS_METRICS_TOKEN", "a" * (SHORTEST - 1))
    assert ask("Bearer " + "a" * (SHORTEST - 1)) == 404


@pytest.fixture(scope="module")
def store(first_figures, tmp_path_factory):
    """With a release that is due at noon. Only to be read."""
    path = tmp_path_factory.mktemp("watched") / "kpis.duckdb"
    copy_store(first_figures, path)
    return Store(path)


def gathered(store, **more):
    read = Gathered(store.path, **{"visits": lambda: 3, "held": lambda: 4_000, **more})
    return read, lambda: {
        (sample.name, *sample.labels.values()): sample.value
        for family in read.collect()
        for sample in family.samples
    }


def test_what_stands_in_the_store_is_told_by_state(store):
    _, ask = gathered(store)
    told = ask()
    assert told["kpis_store_readable",] == 1
    assert told["kpis_visits_open",] == 3
    assert told["kpis_uploads_held_bytes",] == 4_000
    by_state = {state: told["kpis_submissions", state.value] for state in SubmissionState}
    assert sum(by_state.values()) == len(store.submissions()) > 0
    assert {("kpis_mails", each.value.replace(" ", "_")) for each in MailState} <= set(told)
    assert told["kpis_store_bytes",] == store.path.stat().st_size
    assert told["kpis_store_free_bytes",] > 0


def test_a_release_is_late_once_the_server_should_have_published_it(store, monkeypatch):
    class Due:
        due_at = NOON

    now = NOON
    monkeypatch.setattr(Store, "scheduled", lambda _self: (Due(),))
    _, ask = gathered(store, now=lambda: now)
    for minutes, late in ((-60, 0), (2, 0), (3, 1)):
        now = NOON + timedelta(minutes=minutes)
        told = ask()
        assert (told["kpis_releases_due",], told["kpis_releases_late",]) == (1, late)


def test_it_is_read_again_only_after_somebody_wrote(first_figures, tmp_path):
    path = tmp_path / "kpis.duckdb"
    copy_store(first_figures, path)
    _, ask = gathered(Store(path))
    before = ask()
    reads = []
    uses.listen(reads.append)
    try:
        assert ask()["kpis_submissions", "withdrawn"] == 0
        assert reads == []
        one = Store(path).submissions()["submission_id"].iloc[0]
        Store(path).withdraw(one, by="Performance Officer", why="to begin anew")
        assert ask()["kpis_submissions", "withdrawn"] == 1
    finally:
        uses.stop_listening(reads.append)
    assert before["kpis_submissions", "withdrawn"] == 0


def test_a_store_that_is_busy_or_gone_keeps_nobody_from_the_rest(store, monkeypatch, tmp_path):
    read, ask = gathered(store)
    known = ask()["kpis_submissions", "approved"]

    def is_busy(_self):
        raise StoreBusy("The store is busy.")

    monkeypatch.setattr(read, "_version", "another")
    monkeypatch.setattr(Store, "submissions", is_busy)
    told = ask()
    assert (told["kpis_store_readable",], told["kpis_submissions", "approved"]) == (0, known)
    _, ask = gathered(Store(tmp_path / "none" / "kpis.duckdb"))
    told = ask()
    assert told["kpis_store_readable",] == 0
    assert ("kpis_store_bytes",) not in told


def test_what_is_refused_is_counted_by_its_limit(asked):
    def times(limit):
        return counts.REGISTRY.get_sample_value("kpis_refused_total", {"limit": limit}) or 0

    async def never(_scope, _receive, _send):
        raise AssertionError

    before = times("size"), times("headers")
    asked(Limits(never), "/", ("Content-Length", "1000000"), method="POST")
    asked(Limits(never), "/", ("A", "a" * 40_000))
    assert (times("size"), times("headers")) == (before[0] + 1, before[1] + 1)


def test_uses_of_the_store_are_counted_with_how_long_they_waited(store):
    def count(name):
        return counts.REGISTRY.get_sample_value(f"{name}_count", {"use": "read"}) or 0

    before = count("kpis_store_seconds"), count("kpis_store_wait_seconds")
    uses.listen(counts.count_use)
    try:
        store.has_submissions()
    finally:
        uses.stop_listening(counts.count_use)
    after = count("kpis_store_seconds"), count("kpis_store_wait_seconds")
    assert after == (before[0] + 1, before[1] + 1)


def test_no_label_can_hold_what_somebody_sent_or_was_shown():
    """A label is a page, a kind, a limit or a state: of each there are few, known beforehand."""
    labels = {
        name
        for each in counts.REGISTRY.collect()
        for sample in each.samples
        for name in sample.labels
    }
    assert labels <= {"kind", "status", "page", "limit", "use", "generation", "le"}
    pages = {address for section in PAGES.values() for _, _, address in section} | {"none"}
    drawn = {sample.labels["page"] for each in counts.RERUNS.collect() for sample in each.samples}
    assert drawn <= pages
