"""Each time a page is drawn has an id, which its faults are told with and the log has."""

import logging
import re

import pytest
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.testing.v1 import AppTest

from kpis.answering import answering
from kpis.server import counts
from kpis.server.watching import reruns
from kpis.server.watching.reruns import Reruns, watch_all


@pytest.fixture(autouse=True)
def watched(monkeypatch):
    """Every run in this process; the level of the log as it was."""
    monkeypatch.setattr(ScriptRunner, "start", ScriptRunner.start)
    monkeypatch.setenv("KPIS_LOG_REQUESTS", "yes")
    before = reruns.log.level
    watch_all(Reruns(lambda _visit: "a name that a browser was given"))
    yield
    reruns.log.setLevel(before)


def page():
    import streamlit as st

    from kpis.answering import answering, note_page
    from kpis.ui.kit.messages import user_errors

    with user_errors():
        note_page("measure")
        if st.button("Fail"):
            raise ValueError("disk on fire")
        st.text(answering().id)


def test_each_run_has_an_id_and_a_line(caplog):
    at = AppTest.from_function(page, default_timeout=300).run()
    first = at.text[0].value
    second = at.run().text[0].value
    assert re.fullmatch("[0-9a-f]{8}", first)
    assert first != second
    lines = [each for each in caplog.records if each.name == reruns.log.name]
    assert [each.fields["page"] for each in lines] == ["measure", "measure"]
    assert all(each.fields["ms"] >= 0 for each in lines)
    assert answering() is None


def test_who_meets_a_fault_is_told_the_id_that_the_log_has(caplog):
    at = AppTest.from_function(page, default_timeout=300).run()
    (error,) = at.button[0].click().run().error
    (number,) = re.findall(r"Say ([0-9a-f]{8}) to whoever looks after the server", error.value)
    assert f"Fault {number}: a page could not be shown" in caplog.text


def test_a_slow_page_is_told_also_where_the_others_are_not(caplog, monkeypatch):
    reruns.log.setLevel(logging.NOTSET)
    monkeypatch.setattr(reruns, "perf_counter", iter([0.0, 0.49, 1.0, 1.75]).__next__)
    AppTest.from_function(page, default_timeout=300).run()
    assert not [each for each in caplog.records if each.name == reruns.log.name]
    AppTest.from_function(page, default_timeout=300).run()
    assert "WARNING" in caplog.text
    assert "The page measure was drawn in 750 ms." in caplog.text


def test_runs_are_counted_by_page():
    def times():
        return counts.REGISTRY.get_sample_value("kpis_rerun_seconds_count", {"page": "measure"})

    before = times() or 0
    AppTest.from_function(page, default_timeout=300).run()
    assert times() == before + 1
