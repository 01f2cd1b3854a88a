"""Other accounts of the machine read nothing of what a store writes."""

import os
import stat
import subprocess
import sys
import threading

import pytest

from kpis.store.database.private import open_to_others, private
from tests.serving import PLAN, ROOT

pytestmark = pytest.mark.skipif(os.name != "posix", reason="who may read a file is not said there")
RETURN = "Measure,Period,Outturn\nrecycling,2019/20,27.4\n"


@pytest.fixture(autouse=True)
def _as_most_accounts_have_it():
    before = os.umask(0o022)
    yield
    assert os.umask(before) == 0o022  # and so it is again after whatever was written


def test_a_store_and_all_beside_it_are_for_their_owner_alone(tmp_path, kpis):
    folder = tmp_path / "house" / "store"
    sent = tmp_path / "recycling.csv"
    sent.write_text(RETURN, encoding="utf-8")
    store = folder / "kpis.duckdb"
    done = kpis("submit", str(sent), "--by", "Head of Waste", "--new", "--store", str(store))
    assert done.returncode == 0, done.stderr
    made = [folder, *folder.rglob("*")]
    assert {"kpis.duckdb", "kpis.duckdb.queue", "kpis.files"} <= {each.name for each in made}
    assert [each for each in made if stat.S_IMODE(each.stat().st_mode) & 0o077] == []
    assert stat.S_IMODE(sent.stat().st_mode) == 0o644


@pytest.fixture
def kpis():
    """The command line in a process of its own, as somebody with the usual umask runs it."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "kpis", *arguments, "--plan", str(PLAN)]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    return run


def test_several_who_write_at_once_leave_the_process_as_it_was(tmp_path):
    first_is_in, second_is_in = threading.Event(), threading.Event()

    def first() -> None:
        with private():
            first_is_in.set()
            second_is_in.wait(60)

    writing = threading.Thread(target=first)
    writing.start()
    first_is_in.wait(60)
    with private():
        second_is_in.set()
        writing.join(60)
        (tmp_path / "by the second").touch()
    (tmp_path / "afterwards").touch()
    assert stat.S_IMODE((tmp_path / "by the second").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "afterwards").stat().st_mode) == 0o644


def test_what_others_may_read_is_told_unless_they_do_not_get_there(tmp_path):
    store, files = tmp_path / "kpis.duckdb", tmp_path / "kpis.files"
    tmp_path.chmod(0o755)
    assert open_to_others(store) == []
    store.touch(0o600)
    files.mkdir(0o700)
    assert open_to_others(store) == []
    store.chmod(0o604)
    files.chmod(0o750)
    assert open_to_others(store) == [store, files]
    tmp_path.chmod(0o700)
    assert open_to_others(store) == []
