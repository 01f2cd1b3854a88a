"""Tells at the end of a whole run which files of tests took most of the processor's time.

Not how long they took by the clock, which on a shared machine says how busy it was. What a browser
or a server took counts for the test at which it ended.
"""

from collections import Counter
from collections.abc import Generator
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import Any

import pytest

TOLD = 10
A_WHOLE_RUN = 200  # files; whoever runs some tests wants to read of those

_taken = 0.0


def processor_seconds() -> float:
    """Of this process and of those it started that have ended."""
    own, others = getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    """Write on each report what was taken since the one before: it goes with it to who tells."""
    global _taken
    report = yield
    now = processor_seconds()
    report.processor_seconds, _taken = now - _taken if _taken else 0.0, now
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    taken: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                file = report.nodeid.partition("::")[0]
                taken[file] += round(1000 * getattr(report, "processor_seconds", 0.0))
    if len(taken) < A_WHOLE_RUN:
        return
    terminalreporter.section(f"{taken.total() / 1000:.0f} s of the processor, most of it in")
    for file, milliseconds in taken.most_common(TOLD):
        terminalreporter.line(f"{milliseconds / 1000:6.1f} s  {file}")
