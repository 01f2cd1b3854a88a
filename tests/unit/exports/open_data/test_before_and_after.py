"""Open data before a release that is approved for a time, and after one that was withdrawn."""

import shutil
from collections.abc import Mapping
from datetime import datetime, timedelta

import pandas as pd
import pytest

from kpis.exports.open_data.files import open_data_files
from kpis.model import ReleaseStanding, ReleaseWarning, local_administrator
from kpis.periods import period_of_id
from kpis.plan.chain.chain import load_chain
from kpis.store import Store
from kpis.store.releasing.listed import releases_in
from kpis.use_cases.due import publish_due
from kpis.use_cases.publishing.open_data import open_data_of
from kpis.use_cases.publishing.preparing import begin_release, put_release_forward
from kpis.use_cases.publishing.scheduling import schedule_release, withdraw_release
from tests.four_releases import HEAD, UNRELEASED
from tests.whole import WHOLE

QUARTER = period_of_id("2024-25-Q4")
APPROVED, DUE = datetime(2025, 6, 1, 9), datetime(2025, 6, 3, 9, 30)
ADMINISTRATOR = local_administrator("")
CHAIN = load_chain(WHOLE)


@pytest.fixture(scope="module")
def store(four_releases, tmp_path_factory) -> Store:
    """One with a fifth release that is due in two days."""
    path = tmp_path_factory.mktemp("due") / "kpis.duckdb"
    shutil.copy(four_releases, path)
    store = Store(path)
    plan = CHAIN.in_force(QUARTER)
    begin_release(store, plan, QUARTER, actor=HEAD, now=APPROVED)
    put_release_forward(store, QUARTER, actor=HEAD, now=APPROVED)
    schedule_release(
        *(store, plan, QUARTER),
        actor=HEAD,
        due_at=DUE,
        accepted=set(ReleaseWarning),
        early_readers=["Mayor of Saltmarsh"],
        now=APPROVED,
    )
    return store


def held(frames: Mapping[str, pd.DataFrame]) -> bool:
    return bool((frames["figures"]["outturn"] == UNRELEASED).any())


def test_a_release_is_given_out_from_its_time_on_and_is_no_more_the_latest_once_withdrawn(store):
    assert publish_due(store, now=DUE - timedelta(seconds=1)) == ()
    assert [each.number for each in releases_in(store.releases())] == [4, 3, 2, 1]  # all it reads
    (made,) = publish_due(store, now=DUE)
    withdraw_release(store, made.number, actor=HEAD, why="Two streets were mixed up.", now=DUE)
    data = open_data_of(store, CHAIN, DUE, actor=ADMINISTRATOR)
    assert [held(each.tables) for each in data.data_sets] == [False] * 4 + [True]
    assert data.standings[5].kind is ReleaseStanding.WITHDRAWN
    assert data.latest.release.number == 4
    assert "homes_visited" in data.newest_with()
    assert {each.release.number for each in data.newest_with().values()} == {1, 4}
    files = open_data_files(data)
    assert files["data/latest/figures.csv"] == files["data/releases/4/figures.csv"]
    listed = files["data/releases.csv"].decode()
    assert "withdrawn,4" not in listed  # of another quarter: nothing stands in its place
    assert "Two streets were mixed up." in listed
    assert "Mayor of Saltmarsh" in listed
    about = files["data/releases/5/datapackage.json"].decode()
    assert '"status": "withdrawn"' in about
    assert "Withdrawn on 3 June 2025: Two streets were mixed up." in about
    assert str(data.versions[4].version) < str(data.versions[5].version)
