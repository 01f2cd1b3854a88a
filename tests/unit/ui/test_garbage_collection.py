"""A rerun does not look through every object there is: docs/decisions/0024."""

import gc
import tomllib
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from streamlit import config
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner, ScriptRunnerEvent

ROOT = Path(__file__).parents[3]
OPTION = "runner.postScriptGC"


@pytest.fixture
def full_collections() -> Iterator[list[int]]:
    """Grows by one with each that is asked for; Python makes none by itself meanwhile."""
    found: list[int] = []

    def note(phase: str, about: dict[str, int]) -> None:
        if phase == "stop" and about["generation"] == 2:
            found.append(about["collected"])

    gc.callbacks.append(note)
    gc.disable()
    yield found
    gc.enable()
    gc.callbacks.remove(note)


@pytest.fixture
def end_of_rerun() -> Iterator[object]:
    """end_of_rerun(option): what Streamlit does when a script has run to its end."""
    before = config.get_option(OPTION)

    def call(*, collects: bool) -> None:
        config.set_option(OPTION, collects)
        ended = ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS
        run = MagicMock(has_script_started=False)
        ScriptRunner._on_script_finished(MagicMock(), run, ended, False, MagicMock())

    yield call
    config.set_option(OPTION, before)


def test_the_dashboard_asks_for_no_collection_after_a_rerun():
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert settings["runner"]["postScriptGC"] is False


def test_streamlit_obeys(end_of_rerun, full_collections):
    end_of_rerun(collects=False)
    assert full_collections == []
    end_of_rerun(collects=True)
    assert len(full_collections) == 1
