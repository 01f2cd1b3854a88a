"""Two who write the same at once, on a line that takes its time: nothing twice, nothing lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kpis.store.database.connect import opened
from tests.lake import lakes
from tests.lake.slow_line import slow_line
from tests.lake.two_writers import TABLES

ROOT = Path(__file__).parents[2]
FAR_ROUNDS = int(os.environ.get("KPIS_TEST_FAR_ROUNDS", "25"))


def write_beside_each_other(lake, rounds: int, *, in_turn: bool) -> int:
    """How often one of two processes had to begin again."""
    with opened(lake.path, writing=True) as connection:
        connection.execute(TABLES)
    command = [sys.executable, "-m", "tests.lake.two_writers", str(rounds)]
    command.append("yes" if in_turn else "no")
    two = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(2)]
    said = [each.communicate()[0] for each in two]
    assert [each.returncode for each in two] == [0, 0]
    return sum(map(int, said))


def assert_nothing_twice_and_nothing_lost(lake, rounds: int) -> None:
    lakes.close(lake.path)
    with opened(lake.path, writing=False) as connection:
        added = connection.execute("SELECT key FROM added ORDER BY key").fetchall()
        assert [key for (key,) in added] == list(range(rounds))
        assert connection.execute("FROM counted").fetchall() == [(2 * rounds,)]
        merged = connection.execute("SELECT key, n FROM merged ORDER BY key").fetchall()
        assert merged == [(key, 2) for key in range(rounds)]


@pytest.fixture
def far_lake(lake, postgres, monkeypatch):
    """The same lake for whoever begins now, 50 ms there and back from its Postgres."""
    lakes.close(lake.path)
    with slow_line(postgres.port, 0.05) as port:
        address = os.environ["KPIS_STORE"].replace(f"port={postgres.port}", f"port={port}")
        monkeypatch.setenv("KPIS_STORE", address)
        yield lake


@pytest.mark.parametrize("in_turn", [True, False])
def test_two_who_write_the_same_write_it_once(lake, in_turn):
    again = write_beside_each_other(lake, 5, in_turn=in_turn)
    assert not (in_turn and again)
    assert_nothing_twice_and_nothing_lost(lake, 5)


@pytest.mark.soak
@pytest.mark.parametrize("in_turn", [True, False])
def test_two_who_write_the_same_a_thousand_times_write_it_once(lake, in_turn):
    again = write_beside_each_other(lake, 1000, in_turn=in_turn)
    print(f"1000 rounds of two writers, in turn: {in_turn}, begun again: {again}")
    assert in_turn or again
    assert_nothing_twice_and_nothing_lost(lake, 1000)


@pytest.mark.soak
@pytest.mark.parametrize("in_turn", [True, False])
def test_two_who_write_the_same_from_afar_write_it_once(far_lake, in_turn):
    """A transaction goes there and back some 80 times, so 1,000 rounds take hours."""
    again = write_beside_each_other(far_lake, FAR_ROUNDS, in_turn=in_turn)
    print(f"{FAR_ROUNDS} rounds of two writers from afar, in turn: {in_turn}, begun again: {again}")
    assert in_turn or again
    assert_nothing_twice_and_nothing_lost(far_lake, FAR_ROUNDS)
