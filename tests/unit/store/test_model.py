"""The store against a model of it in plain Python, over all kinds of stories.

The model is the definition read aloud: a list of revisions, walked from end to end for every
question. The store must say the same for every moment of the story and each moment beside one.
"""

import math
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.frames import OUTTURNS, REVISIONS
from kpis.model import Provenance, local_administrator
from kpis.store import queries, write
from kpis.store.database.migrations import MIGRATIONS
from kpis.store.values import Incoming

START = datetime(2019, 10, 1)
TICK = timedelta(microseconds=1)
KEYS = [("a", "Northmere"), ("a", "London"), ("b", "Northmere")]
OFFICER = local_administrator("Officer")


@dataclass(frozen=True)
class Row:
    key: tuple[str, str]
    outturn: float | None
    marker: str
    returned_on: datetime | None


@dataclass(frozen=True)
class Submit:
    provenance: Provenance
    rows: tuple[Row, ...]
    hours: int  # since the event before


@dataclass(frozen=True)
class Withdraw:
    which: int
    hours: int


@dataclass
class Revision:
    row: Row
    submission: int
    provenance: Provenance
    known_at: datetime

    @property
    def not_illustrative(self) -> bool:
        return self.provenance is not Provenance.ILLUSTRATIVE


@dataclass
class Model:
    """Everything that happened, in order."""

    revisions: list[Revision] = field(default_factory=list)
    recorded: list[datetime] = field(default_factory=list)
    withdrawn: dict[int, datetime] = field(default_factory=dict)

    def counts(self, revision: Revision, as_at: datetime | None) -> bool:
        withdrawn = self.withdrawn.get(revision.submission)
        if as_at is None:
            return withdrawn is None
        if self.known(revision, as_at) > as_at:
            return False
        return withdrawn is None or (
            withdrawn > as_at and self.recorded[revision.submission] <= as_at
        )

    def known(self, revision: Revision, as_at: datetime | None) -> datetime:
        """When it counts as known: the first official figure, where it was not known at that
        time, from the day of the illustrative one whose place it takes."""
        if as_at is None or revision.known_at <= as_at:
            return revision.known_at
        standing = [
            each
            for each in self.revisions
            if each.row.key == revision.row.key and each.submission not in self.withdrawn
        ]
        official = [each for each in standing if each.provenance is Provenance.PUBLISHED]
        made_up = [each.known_at for each in standing if not each.not_illustrative]
        first = min(official, key=lambda each: each.known_at, default=None)
        return min(made_up) if revision is first and made_up else revision.known_at

    def history(
        self, key: tuple[str, str], *, not_illustrative: bool, as_at: datetime | None = None
    ) -> list[Revision]:
        revisions = [
            each
            for each in self.revisions
            if each.row.key == key
            and each.not_illustrative == not_illustrative
            and self.counts(each, as_at)
        ]
        # Stable: then as stored.
        return sorted(revisions, key=lambda each: self.known(each, as_at))

    def shown(self, as_at: datetime | None) -> dict[tuple[str, str], tuple[Any, ...]]:
        figures = {}
        for key in KEYS:
            history = self.history(key, not_illustrative=True, as_at=as_at) or self.history(
                key, not_illustrative=False, as_at=as_at
            )
            if history:
                values = [(each.row.outturn, each.row.marker) for each in history]
                steps = sum(one != next_one for one, next_one in pairwise(values))
                last = history[-1]
                figures[key] = (
                    *values[-1],
                    last.submission,
                    self.known(last, as_at),
                    self.known(history[0], as_at),
                    1 + steps,
                )
        return figures

    def submit(self, event: Submit, now: datetime) -> list[str]:
        """The kind of change of each row."""
        added = [
            Revision(
                row=row,
                submission=len(self.recorded),
                provenance=event.provenance,
                known_at=now if event.provenance is Provenance.RETURN else row.returned_on or now,
            )
            for row in event.rows
        ]
        self.revisions += added
        self.recorded.append(now)
        return [self.kind(revision) for revision in added]

    def kind(self, revision: Revision) -> str:
        history = self.history(revision.row.key, not_illustrative=revision.not_illustrative)
        place = next(at for at, each in enumerate(history) if each is revision)
        if place == 0:
            return "new"
        before = history[place - 1].row
        same = (before.outturn, before.marker) == (revision.row.outturn, revision.row.marker)
        return "unchanged" if same else "restated"


rows = st.builds(
    Row,
    key=st.sampled_from(KEYS),
    outturn=st.sampled_from([None, 0.0, 1.0, 2.5]),
    marker=st.sampled_from(["", "p"]),
    returned_on=st.none() | st.sampled_from([START - timedelta(days=days) for days in (9, 5, 1)]),
)
hours = st.integers(min_value=0, max_value=2)
submits = st.builds(
    Submit,
    provenance=st.sampled_from(Provenance),
    rows=st.lists(rows, max_size=5).map(tuple),
    hours=hours,
)
withdraws = st.builds(Withdraw, which=st.integers(min_value=0, max_value=9), hours=hours)
stories = st.lists(st.one_of(submits, submits, withdraws), min_size=1, max_size=7)


@pytest.fixture(scope="module")
def database():
    """The store's tables in memory: no file, no turn to wait for."""
    with duckdb.connect() as connection:
        for statement in MIGRATIONS.values():
            connection.execute(statement)
        yield connection


@settings(max_examples=10, deadline=None)
@given(story=stories)
def test_the_store_tells_every_story_as_the_model_does(database, figures, story):
    for table in ("submission", "withdrawal", "revision", "audit"):
        database.execute(f"DELETE FROM {table}")
    model, ids, now, moments = Model(), [], START, {START - timedelta(days=6)}
    for event in story:
        now += timedelta(hours=event.hours)
        moments |= {now - TICK, now}
        if isinstance(event, Submit):
            expected = model.submit(event, now)
            coming = incoming(figures, event, now)
            stored = write.submit(database, coming, sha256=f"{len(ids)}")
            assert not stored.repeated
            assert stored.changes["change"].tolist() == expected
            submission = stored.submission
            counts = [expected.count(kind) for kind in ("new", "restated", "unchanged")]
            assert [submission.new, submission.restated, submission.unchanged] == counts
            ids.append(submission.id)
        elif event.which < len(ids) and event.which not in model.withdrawn:
            model.withdrawn[event.which] = now
            write.withdraw(database, ids[event.which], OFFICER, "Wrong", now)
    for as_at in [None, *sorted(moments)]:
        assert outturns_shown(database, ids, as_at) == model.shown(as_at), as_at
    agree_on_current(database, ids, model)


def incoming(figures, event: Submit, now: datetime) -> Incoming:
    frame = figures(
        *(
            {
                "measure_id": row.key[0],
                "area": row.key[1],
                "outturn": math.nan if row.outturn is None else row.outturn,
                "marker": row.marker,
                "returned_on": row.returned_on or pd.NaT,
            }
            for row in event.rows
        )
    )
    return Incoming(
        rows=frame,
        file_name="any.csv",
        content=b"",
        provenance=event.provenance,
        by="Officer",
        now=now,
    )


def outturns_shown(
    connection, ids: list[str], as_at: datetime | None
) -> dict[Any, tuple[Any, ...]]:
    outturns = queries.outturns(connection, as_at)
    assert not outturns.duplicated(["measure_id", "period_id", "area"]).any()
    return {
        (row.measure_id, row.area): (
            None if math.isnan(row.outturn) else row.outturn,
            row.marker,
            ids.index(row.submission_id),
            row.known_at.to_pydatetime(),
            row.first_known_at.to_pydatetime(),
            row.revisions,
        )
        for row in OUTTURNS.rows(outturns)
    }


def agree_on_current(connection, ids: list[str], model: Model) -> None:
    """The history of a measure marks exactly what is shown as current, and loses nothing."""
    for measure_id in ("a", "b"):
        revisions = queries.revisions(connection, measure_id)
        assert len(revisions) == sum(each.row.key[0] == measure_id for each in model.revisions)
        assert revisions["known_at"].is_monotonic_increasing
        current = {
            (row.measure_id, row.area): ids.index(row.submission_id)
            for row in REVISIONS.rows(revisions[revisions["current"]])
        }
        assert revisions["current"].sum() == len(current)
        shown = model.shown(None)
        assert current == {key: each[2] for key, each in shown.items() if key[0] == measure_id}


def test_the_model_itself_knows_a_restatement_from_a_repeat():
    model = Model()
    row = Row(KEYS[0], 1.0, "", None)
    other = replace(row, outturn=2.0)
    story = (row, row, other)
    kinds = [model.submit(Submit(Provenance.RETURN, (each,), 0), START) for each in story]
    assert kinds == [["new"], ["unchanged"], ["restated"]]
    assert model.shown(None)[KEYS[0]][:2] == (2.0, "")
    assert model.shown(None)[KEYS[0]][-1] == 2
