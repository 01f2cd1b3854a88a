"""What four releases published, as open data, made once."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from kpis.exports.open_data.files import open_data_files
from kpis.model import local_administrator
from kpis.plan.chain.chain import Chain, load_chain
from kpis.reports.open_data.whole import OpenData
from kpis.store import Store
from kpis.use_cases.publishing.open_data import open_data_of
from tests.four_releases import FIRST_DAY
from tests.whole import WHOLE


@dataclass(frozen=True)
class Published:
    """The store, its plans, the open data and their files."""

    store: Store
    chain: Chain
    data: OpenData
    files: dict[str, bytes]


@pytest.fixture(scope="session")
def published(four_releases: Path) -> Published:
    store, chain = Store(four_releases), load_chain(WHOLE)
    data = open_data_of(store, chain, FIRST_DAY, actor=local_administrator(""))
    return Published(store, chain, data, open_data_files(data))
