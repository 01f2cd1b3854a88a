"""Nobody fills the log by asking again and again for what cannot be."""

import logging

from kpis.server import log_lines
from kpis.server.log_lines import Counted


def test_what_comes_again_and_again_is_counted_and_all_else_is_written(monkeypatch):
    now = 0.0
    monkeypatch.setattr("kpis.often.monotonic", lambda: now)
    monkeypatch.setattr(log_lines, "A_MINUTE", 2)
    written: list[str] = []

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(record.getMessage())

    log = logging.Logger("web server")
    log.addFilter(Counted())
    log.addHandler(Handler())
    for number in range(5):
        log.warning("Invalid request %d.", number)
    log.warning("Something else.")
    assert written == ["Invalid request 0.", "Invalid request 1.", "Something else."]
    now = 60.0
    log.warning("Invalid request %d.", 5)
    assert written[3:] == ["Invalid request 5. (and 3 more like it before)"]
    log.warning("Invalid request %d.", 6)
    assert written[4:] == ["Invalid request 6."]
