"""Somebody chooses hostile files on the page, and nobody else notices."""

import statistics
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests import hostile_files
from tests.serving import choose_files
from tests.visits import Visit, visit

pytestmark = [pytest.mark.browser, pytest.mark.walk]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
QUARTERS = ("2018-19-Q4", "2019-20-Q1", "2019-20-Q2")


class Reader(threading.Thread):
    """Somebody who looks at one page after the other meanwhile."""

    def __init__(self, other: Visit) -> None:
        super().__init__(daemon=True)
        self.seconds: list[float] = []
        self._other, self._ended = other, threading.Event()

    def run(self) -> None:
        while not self._ended.wait(0.1):
            self.seconds.append(rerun(self._other, len(self.seconds)))

    def end(self) -> list[float]:
        self._ended.set()
        self.join(60)
        return self.seconds


def rerun(other: Visit, number: int) -> float:
    return other.rerun(query=f"period={QUARTERS[number % 3]}")


@pytest.fixture
def other(dashboard) -> Iterator[Visit]:
    with visit(dashboard.address) as opened:
        yield opened


def chosen(make: Callable[[], bytes], number: int = 0) -> FilePayload:
    return {"name": f"{make.__name__}_{number}.xlsx", "mimeType": XLSX, "buffer": make()}


def meanwhile(page: Page, other: Visit, files: list[FilePayload]) -> tuple[list[float], float]:
    """Seconds of each rerun of another visit while the files are checked, and of it all."""
    reader = Reader(other)
    reader.start()
    begun = time.monotonic()
    choose_files(page, files)
    for file in files:
        expect(page.get_by_role("heading", name=file["name"]).first).to_be_visible(timeout=120_000)
    seconds = time.monotonic() - begun
    return reader.end(), seconds


REFUSED = [make for make, sentence in hostile_files.FILES.items() if sentence]


def test_hostile_files_are_answered_and_another_reader_does_not_notice(open_page, other):
    page = open_page("submit")
    for number in range(3):
        rerun(other, number)
    files = [chosen(make) for make in REFUSED]
    during, seconds = meanwhile(page, other, files)
    for make in REFUSED:
        expect(page.get_by_text(hostile_files.FILES[make]).first).to_be_visible()
    assert len(during) > len(files)  # who waited for each file would get one page for each
    assert max(during) < seconds / 2


@pytest.mark.soak
def test_another_reader_does_not_notice_twenty_of_the_dearest(open_page, other):
    page = open_page("submit")
    quiet = [rerun(other, number) for number in range(40)][5:]
    makes = (*hostile_files.FILES, *hostile_files.FILES)
    files = [chosen(make, number) for number, make in enumerate(makes)]
    during, seconds = meanwhile(page, other, files)
    print("quiet", statistics.median(quiet), "during", statistics.median(during), max(during))
    assert seconds < 5 * len(files)
    assert statistics.median(during) < 4 * statistics.median(quiet) + 0.25
