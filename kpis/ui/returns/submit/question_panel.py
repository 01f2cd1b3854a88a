"""What can be read in two ways, each with a button per reading; and what was answered so far.

Nothing in doubt is stored until it is answered. A button says what it takes the file for and,
beneath the question, what each reading would store. An answer can be taken back as easily.
"""

from collections.abc import Sequence

import streamlit as st

from kpis.model import Plan
from kpis.ui.kit.html import Html, element, markdown_text
from kpis.ui.kit.layout import show
from kpis.ui.returns.submit import given
from kpis.ui.returns.submit.issue_table import severity_mark
from kpis.ui.returns.uploads import Waiting
from kpis.validation import CheckedReturn
from kpis.validation.issues.question import MEASURE, Question
from kpis.words.lists import counted

MEASURES_WIDTH = 480  # pixels
SHOWN = 20  # questions at once; answers to these bring the others up


def draw_questions(plan: Plan, file: Waiting, checked: CheckedReturn) -> None:
    """The open questions about a file, then the answered ones; nothing where there is neither."""
    questions = checked.answerable
    if questions:
        _draw_head(questions)
        for number, question in enumerate(questions[:SHOWN]):
            _draw_question(plan, file, number, question)
    if checked.answered:
        _draw_answered(file, checked)


def _draw_head(questions: Sequence[Question]) -> None:
    show(element("h3", "To answer", class_="k-file-head"))
    words = "Each can be read in more than one way. Nothing is stored until you say which is meant."
    if len(questions) == 1:
        words = "It can be read in more than one way. Nothing is stored until you say which."
    if len(questions) > SHOWN:
        words += f" The first {SHOWN} are shown."
    show(element("p", words, class_="k-line"))


def _draw_question(plan: Plan, file: Waiting, number: int, question: Question) -> None:
    with st.container(key=f"question_{number}_{file.key}"):
        show(_asked(question))
        with st.container(horizontal=True, gap="small"):
            for place, choice in enumerate(question.choices):
                st.button(
                    markdown_text(choice.label[:1].upper() + choice.label[1:]),
                    key=f"answer_{number}_{place}_{file.key}",
                    on_click=given.answer,
                    args=(file, question.key, choice.answer),
                )
        if question.open_answers == MEASURE:
            _draw_measures(plan, file, number, question)


def _draw_measures(plan: Plan, file: Waiting, number: int, question: Question) -> None:
    """Any measure of the plan, for whoever finds none of the buttons right."""
    key = f"measure_{number}_{file.key}"
    named = {measure.code: f"{measure.code} {measure.title}" for measure in plan.measures}

    def take() -> None:
        if code := st.session_state[key]:
            given.answer(file, question.key, code)

    st.selectbox(
        f"Or another measure for {markdown_text(question.found)}",
        list(named),
        index=None,
        format_func=named.__getitem__,
        placeholder="Choose a measure of the plan",
        key=key,
        on_change=take,
        width=MEASURES_WIDTH,
    )


def _asked(question: Question) -> Html:
    place = "!".join(part for part in (question.sheet, question.cell) if part)
    stores = [
        element("li", element("strong", f"{choice.label[:1].upper()}{choice.label[1:]}: "), text)
        for choice in question.choices
        if (text := choice.stores)
    ]
    return element(
        "div",
        severity_mark(question.severity),
        element(
            "div",
            element("span", place, class_="k-cell") if place else None,
            element("p", question.sentence[:1].upper(), question.sentence[1:]),
            element("ul", stores) if stores else None,
        ),
        class_="k-question",
    )


def _draw_answered(file: Waiting, checked: CheckedReturn) -> None:
    """Every answer in use, the sender's earlier ones too, each with the way back."""
    here = given.answers_given(file)
    count = len(checked.answered)
    with st.expander(f"{counted(count, 'answer')} in use", key=f"answered_{file.key}"):
        for number, (question, choice) in enumerate(checked.answered.items()):
            _, _, about = question.partition(": ")
            since = "answered here" if question in here else "answered for an earlier file"
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                show(
                    element(
                        "p",
                        element("span", about, class_="k-found"),
                        f" is read as: {choice}",
                        element("span", since, class_="k-sub"),
                        class_="k-line",
                    )
                )
                st.button(
                    "Ask again",
                    key=f"again_{number}_{file.key}",
                    type="tertiary",
                    on_click=given.ask_again,
                    args=(file, question),
                )
