"""What was answered in this visit about a file that waits.

It holds for a mended file of that name too. What the sender answered for an earlier file is added
by `kpis.use_cases.answers`; an empty answer here asks such a question again.
"""

from collections.abc import Mapping

import streamlit as st

from kpis.ui.returns.uploads import Waiting

_GIVEN = "submit_answers_given"


def answer(file: Waiting, question: str, choice: str) -> None:
    """Read files of that name so, for this visit. question: its key."""
    _given().setdefault(file.name, {})[question] = choice


def ask_again(file: Waiting, question: str) -> None:
    """As if the question had never been answered, for this visit."""
    answer(file, question, "")


def answers_given(file: Waiting) -> Mapping[str, str]:
    """The answers given in this visit, by question."""
    return dict(_given().get(file.name, {}))


def _given() -> dict[str, dict[str, str]]:
    given: dict[str, dict[str, str]] = st.session_state.setdefault(_GIVEN, {})
    return given
