"""The figures shown, worked out a second time in pandas from everything that was submitted."""

import shutil
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from kpis.frames import OUTTURN_KEY
from kpis.model import Provenance
from kpis.store import Incoming, Store

START = datetime(2019, 10, 1)
SUBMISSIONS = 12
ROWS = 400


@pytest.fixture(scope="module")
def story(figures):
    """What was submitted: one row per revision, with everything about its submission."""
    random = np.random.default_rng(20191001)
    parts = []
    for number in range(SUBMISSIONS):
        provenance = list(Provenance)[number % 3]
        rows = figures(
            *(
                {
                    "measure_id": f"measure_{random.integers(12)}",
                    "period_id": f"2019-20-Q{random.integers(1, 5)}",
                    "area": f"Borough {random.integers(4)}",
                    "category": random.choice(["", "Women"]),
                    "outturn": random.choice([np.nan, 1.0, 2.0, 3.5]),
                    "marker": random.choice(["", "p"]),
                    "returned_on": START - timedelta(days=int(random.integers(30)))
                    if random.random() < 0.5
                    else pd.NaT,
                }
                for _ in range(ROWS)
            )
        )
        if provenance is Provenance.RETURN:
            rows = rows.drop_duplicates(OUTTURN_KEY).reset_index(drop=True)
        parts.append((provenance, START + timedelta(days=number), rows))
    return parts


@pytest.fixture(scope="module")
def submitted_story(story, empty_store, tmp_path_factory):
    """A store it was submitted to, three of it withdrawn, and the whole story as one frame."""
    store = Store(shutil.copy(empty_store, tmp_path_factory.mktemp("told") / "kpis.duckdb"))
    frames = []
    for number, (provenance, now, rows) in enumerate(story):
        made = store.submit(
            Incoming(
                rows=rows,
                file_name=f"{number}.csv",
                content=f"{number}".encode(),
                provenance=provenance,
                by="Officer",
                now=now,
            )
        ).submission
        withdrawn_at: Any = now + timedelta(days=4, hours=1) if number % 4 == 1 else pd.NaT
        if number % 4 == 1:
            at: Any = withdrawn_at  # a time here, which the types of pandas cannot tell
            store.withdraw(made.id, by="Officer", why="Wrong", now=at)
        history = provenance is not Provenance.RETURN
        known_at = rows["returned_on"].fillna(now) if history else now
        frames.append(
            rows.assign(
                submission_id=made.id,
                provenance=provenance.value,
                not_illustrative=provenance is not Provenance.ILLUSTRATIVE,
                recorded_at=now,
                withdrawn_at=withdrawn_at,
                known_at=known_at,
            )
        )
    everything = pd.concat(frames, ignore_index=True)
    return store, everything.assign(number=np.arange(len(everything)))


def dated_then(revisions: pd.DataFrame, as_at: datetime) -> pd.DataFrame:
    """The first official figure of a key takes over the date of the illustrative one, if stored
    without an earlier one of its own and not known at that time."""
    standing = revisions[revisions["withdrawn_at"].isna()]
    dates = standing[standing["provenance"] == "illustrative"].groupby(OUTTURN_KEY)["known_at"]
    official = standing[standing["provenance"] == "published"].sort_values(["known_at", "number"])
    first = official.drop_duplicates(OUTTURN_KEY)[[*OUTTURN_KEY, "number"]]
    taken_over = first.merge(dates.min().rename("taken_over").reset_index(), on=OUTTURN_KEY)
    dated = revisions.merge(taken_over[["number", "taken_over"]], on="number", how="left")
    late = (dated["known_at"] > as_at) & dated["taken_over"].notna()
    return dated.assign(known_at=dated["known_at"].where(~late, dated["taken_over"]))


def recomputed(revisions: pd.DataFrame, as_at: datetime | None) -> pd.DataFrame:
    if as_at is None:
        counts = revisions["withdrawn_at"].isna()
    else:
        revisions = dated_then(revisions, as_at)
        stood = (revisions["withdrawn_at"] > as_at) & (revisions["recorded_at"] <= as_at)
        counts = (revisions["known_at"] <= as_at) & (revisions["withdrawn_at"].isna() | stood)
    counting = revisions[counts].sort_values(["not_illustrative", "known_at", "number"])
    history = counting.groupby([*OUTTURN_KEY, "not_illustrative"], sort=False)
    figure = counting["outturn"].fillna(-1)
    before = figure.groupby([counting[name] for name in [*OUTTURN_KEY, "not_illustrative"]]).shift()
    marker = history["marker"].shift()
    counting["revisions"] = (
        ((figure != before) | (counting["marker"] != marker))
        .groupby([counting[name] for name in [*OUTTURN_KEY, "not_illustrative"]])
        .cumsum()
    )
    counting["first_known_at"] = history["known_at"].transform("min")
    return counting.drop_duplicates(OUTTURN_KEY, keep="last").sort_values("number")


@pytest.mark.parametrize(
    "as_at",
    [
        None,
        *(START + timedelta(days=days) for days in (-40, -10, 0, 3, 5, 9.1, 12, 100)),
    ],
)
def test_the_figures_shown_agree_with_a_second_computation(submitted_story, as_at):
    store, everything = submitted_story
    outturns, expected = store.outturns(as_at), recomputed(everything, as_at)
    assert len(outturns) == len(expected)
    if as_at is None:
        assert len(outturns) > 300
        assert outturns["revisions"].max() > 5
    compared = [
        *OUTTURN_KEY,
        "outturn",
        "marker",
        "submission_id",
        "known_at",
        "first_known_at",
        "revisions",
    ]
    pd.testing.assert_frame_equal(
        outturns[compared],
        expected[compared].reset_index(drop=True),
        check_dtype=False,
    )
