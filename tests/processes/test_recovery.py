"""A process that stays, as a server does, works again as soon as its disk does."""

import platform
import sys

import pytest

from tests.processes.acts import ACTS

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in ("x86_64", "aarch64"),
    reason="fails calls as Linux can",
)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("full", "so nothing of this was kept. The disk is full: make room and try again."),
        ("faulty", "its disk reports a fault. Look whether this was kept before you try again."),
    ],
)
def test_after_a_fault_of_the_disk_the_same_process_reads_and_writes_again(
    start, store, fault, told
):
    """Also another store that was being read at that moment."""
    ACTS["approve"].before(store.path.parent)
    said = start("recover", store, fault).finish()
    assert told in said[0]
    assert said[1:] == ["1", "Head", "S-", "1"]
