"""Tells at the end of a run which tests failed at first and were made once more, and with what.

A test that passes at its second try does not fail the run, but chance is at work in it, or in the
program: whoever reads this mends it before it fails twice.
"""

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    failed = terminalreporter.stats.get("rerun", [])
    if not failed:
        return
    terminalreporter.section("failed at the first try, and made once more")
    for report in failed:
        terminalreporter.line(f"{report.nodeid} ({report.when})")
        for line in str(report.longrepr).splitlines():
            terminalreporter.line(f"    {line}")
