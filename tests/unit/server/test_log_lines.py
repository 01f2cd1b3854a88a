"""Nobody fills the log by asking again and again for what cannot be."""

import json
import logging
import os
import re
import subprocess
import sys

import pytest

from kpis.answering import Answering, begin, end
from kpis.server import log_lines
from kpis.server.log_lines import LONGEST, LONGEST_TRACE, AsJson, AsText, Counted


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


def record(message, *arguments, **more):
    made = logging.LogRecord("kpis.server", logging.WARNING, "", 0, message, arguments, None)
    made.__dict__.update(more)
    return made


def test_a_line_is_a_document_that_says_what_was_being_answered():
    begin(Answering("3f2a91c4", visit="0a1b2c3d", page="submit", post="Head", person="7"))
    try:
        line = json.loads(AsJson().format(record("%s is\nlate", "It", fields={"ms": 12})))
    finally:
        end()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line.pop("time"))
    assert line == {
        "level": "warning",
        "logger": "kpis.server",
        "message": "It is\nlate",
        "request": "3f2a91c4",
        "visit": "0a1b2c3d",
        "page": "submit",
        "post": "Head",
        "person": "7",
        "ms": 12,
    }


def test_a_document_is_one_line_and_no_longer_than_a_log_bears():
    try:
        raise ValueError("x" * 100_000)
    except ValueError:
        told = record("y" * 100_000, exc_info=sys.exc_info())
    line = AsJson().format(told)
    assert "\n" not in line
    assert len(line) < LONGEST + LONGEST_TRACE + 1_000
    assert "request" not in json.loads(line)


def test_no_line_has_an_address_of_a_person():
    told = record("Refused: <jane.o'neil+x@council.gov.example>")
    for form in (AsJson(), AsText()):
        assert "jane" not in form.format(told)
        assert "council" not in form.format(told)


def test_a_line_for_people_has_the_id_of_what_is_answered():
    begin(Answering("3f2a91c4"))
    try:
        assert "WARNING kpis.server [3f2a91c4]: late" in AsText().format(record("late"))
    finally:
        end()
    assert "WARNING kpis.server: late" in AsText().format(record("late"))


@pytest.mark.parametrize("form", ["json", ""])
def test_what_streamlit_python_and_threads_say_of_themselves_is_one_log_with_ours(form):
    """In a process of its own: what it changes lasts for the process."""
    code = """if True:
        import threading, warnings
        from streamlit.logger import get_logger
        from kpis.server.log_lines import begin_log
        before = get_logger("streamlit.before")
        begin_log()
        before.warning("one")
        get_logger("streamlit.after").warning("two")
        warnings.warn("three")
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start(); thread.join()
        """
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"KPIS_LOG": form, "PYTHONWARNINGS": "default"},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stderr.splitlines()
    if form:
        read = [json.loads(each) for each in lines]
        assert [each["logger"] for each in read] == [
            *("streamlit.before", "streamlit.after", "py.warnings", "kpis.server")
        ]
        assert "ZeroDivisionError" in str(read[-1]["fault"])
    else:
        assert "WARNING streamlit.before: one" in lines[0]
        assert "WARNING streamlit.after: two" in lines[1]
