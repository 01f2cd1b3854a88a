"""What one may not read, and what is no text or no time, is told in a sentence with its code."""

import sys

import pytest

from kpis.cli.returned_files import contents_of
from kpis.errors import UnreadableReturn
from tests.rights import without_rights

RETURN = "measure,period,outturn,commentary\n1.3,Q1 2018/19,43,Steady\n"
NO_RIGHTS = pytest.mark.skipif(sys.platform == "win32", reason="there files have other rights")
NO_TEXT = "P\udcff"


@pytest.fixture
def closed(tmp_path):
    """A folder with a return in it, which nobody may enter in the tests."""
    folder = tmp_path / "closed"
    folder.mkdir()
    (folder / "q1.csv").write_text(RETURN)
    return folder


@NO_RIGHTS
def test_a_file_that_one_may_not_read_is_unreadable(closed):
    with (
        without_rights(closed, 0o000),
        pytest.raises(UnreadableReturn, match=r"q1\.csv cannot be read: Permission denied\. Have"),
    ):
        next(contents_of([closed / "q1.csv"]))


@NO_RIGHTS
@pytest.mark.parametrize("folder", [".", "plan"])
@pytest.mark.parametrize("command", [("check-plan",), ("template", "--period", "2019-20-Q2")])
def test_a_plan_that_one_may_not_read_is_told(kpis, closed, tmp_path, command, folder):
    named = (*command, "-o", tmp_path / "x.xlsx") if command[0] == "template" else command
    with without_rights(closed, 0o000):
        told = kpis(*named, "--plan", closed / folder)
    assert told.code == 10
    assert "It cannot be opened: Permission denied." in told.out + told.err


@NO_RIGHTS
@pytest.mark.parametrize(
    ("command", "code"),
    [(("status",), 14), (("withdraw", "S-1", "--by", "P", "--why", "W"), 14), (("serve",), 22)],
)
def test_a_store_in_a_folder_that_one_may_not_enter_is_told(kpis, store, closed, command, code):
    kpis(*command[:-1] if command == ("serve",) else command)
    with without_rights(closed, 0o000):
        told = kpis(*command, store=closed / "kpis.duckdb")
    assert told.code == code
    assert "could not be opened: this user may" in told.err or "cannot be opened" in told.err


@pytest.mark.parametrize(
    "command",
    [
        ("submit", "{file}", "--by", NO_TEXT),
        ("approve", "S-1", "--by", NO_TEXT),
        ("check", NO_TEXT),
        ("status", "--outcome", NO_TEXT),
    ],
)
def test_what_is_no_text_is_told_and_shown_as_far_as_it_goes(kpis, closed, command):
    told = kpis(*(each.format(file=closed / "q1.csv") for each in command))
    assert (told.code, told.out) == (2, "")
    assert "'P\ufffd' is no text in UTF-8. Type it anew" in told.err


@pytest.mark.parametrize("time", ["9999-12-31T23:59-14:00", "0001-01-01T00:00+14:00"])
@pytest.mark.parametrize(
    "command",
    [
        ("status", "--as-at"),
        ("audit", "--since"),
        ("release", "--period", "2019-20-Q1", "--by", "P", "--at"),
    ],
)
def test_a_time_that_is_none_in_utc_is_told(kpis, command, time):
    told = kpis(*command, time)
    assert (told.code, told.out) == (2, "")
    assert f"{time!r} is no time in UTC: the years are 1 to 9999." in told.err
