"""What can be read in two ways, each with a button per reading; and what was answered so far.

Nothing in doubt is stored until it is answered. A button says what it takes the file for and,
beneath the question, what each reading would store. An answer can be taken back as easily.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256

import streamlit as st

from kpis.errors import KpisError
from kpis.model import Plan
from kpis.readers.asked import LEAVE_OUT
from kpis.ui.kit.html import Html, element, markdown_text
from kpis.ui.kit.layout import show
from kpis.ui.kit.sentence import sentence_of
from kpis.ui.post.field import post
from kpis.ui.returns.submit import given
from kpis.ui.returns.submit.answer_words import about, about_in_words, as_answered
from kpis.ui.returns.submit.issue_table import severity_mark
from kpis.ui.returns.uploads import Waiting
from kpis.ui.state.acting import acting
from kpis.use_cases.answers import answers_for, forget_answers
from kpis.use_cases.seen_store import SeenStore
from kpis.validation import CheckedReturn
from kpis.validation.issues.question import MEASURE, Question, TakenAsAnswered
from kpis.words.lists import counted

MEASURES_WIDTH = 320  # pixels
SHOWN = 20  # questions at once; answers to these bring the others up


def draw_questions(
    plan: Plan, store: SeenStore, file: Waiting, checked: CheckedReturn
) -> Sequence[Question]:
    """The open questions about a file, then the answered ones; nothing where there is neither.

    Returns the questions that are asked now: they need not be told of once more.
    """
    questions = checked.answerable
    asked = questions[:SHOWN]
    if questions:
        _draw_head(questions)
    for question in asked:
        _draw_question(plan, file, question)
    if checked.answered:
        _draw_answered(plan, store, file, checked)
    return asked


def _draw_head(questions: Sequence[Question]) -> None:
    show(element("h3", "To answer", class_="k-file-head"))
    words = "Each can be read in more than one way. Nothing is stored until you say which is meant."
    if len(questions) == 1:
        words = "It can be read in more than one way. Nothing is stored until you say which."
    if len(questions) > SHOWN:
        words += f" The first {SHOWN} are shown."
    show(element("p", words, class_="k-line"))


def _draw_question(plan: Plan, file: Waiting, question: Question) -> None:
    # Known by its question and not by its place: a click that comes while the page is drawn anew
    # must never answer the question that has moved up in the meantime.
    known_as = f"{sha256(question.key.encode()).hexdigest()[:12]}_{file.key}"
    with st.container(key=f"question_{known_as}"):
        show(_asked(question))
        with st.container(horizontal=True, gap="small"):
            for place, choice in enumerate(question.choices):
                st.button(
                    markdown_text(choice.label[:1].upper() + choice.label[1:]),
                    key=f"answer_{place}_{known_as}",
                    on_click=given.answer,
                    args=(file, question.key, choice.answer),
                )
            if question.open_answers == MEASURE:
                _draw_measures(plan, file, question, f"measure_{known_as}")


def _draw_measures(plan: Plan, file: Waiting, question: Question, key: str) -> None:
    """Any measure of the plan, for whoever finds none of the buttons right."""
    which = "Another" if len(question.choices) > 1 else "Choose a"
    named = {measure.code: f"{measure.code} {measure.title}" for measure in plan.measures}

    def take() -> None:
        if code := st.session_state[key]:
            given.answer(file, question.key, code)

    st.selectbox(
        f"{which} measure for {markdown_text(question.found)}",
        list(named),
        index=None,
        format_func=named.__getitem__,
        placeholder=f"{which} measure of the plan",
        label_visibility="collapsed",
        key=key,
        on_change=take,
        width=MEASURES_WIDTH,
    )


def _asked(question: Question) -> Html:
    place = "!".join(part for part in (question.sheet, question.cell) if part)
    stores = [
        element(
            "li", element("strong", f"{choice.label[:1].upper()}{choice.label[1:]}"), f": {text}"
        )
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


def _draw_answered(plan: Plan, store: SeenStore, file: Waiting, checked: CheckedReturn) -> None:
    """Every answer in use, the sender's earlier ones too, each with the way back."""
    earlier = set(_kept(store)) - set(given.answers_given(file))
    count = len(checked.answered)
    with st.expander(f"{counted(count, 'answer')} in use", key=f"answered_{file.key}"):
        for number, (question, answer) in enumerate(checked.answered.items()):
            known_as = f"{number}_{file.key}"
            with st.container(
                horizontal=True,
                vertical_alignment="center",
                gap="small",
                key=f"answered_{known_as}",
            ):
                show(_answered(plan, checked, question, answer, question in earlier))
                _draw_ways_back(plan, store, file, question, question in earlier, known_as)


def _answered(
    plan: Plan, checked: CheckedReturn, question: str, answer: str, is_earlier: bool
) -> Html:
    since = "answered for an earlier file" if is_earlier else "answered here"
    return element(
        "p",
        element("span", about_in_words(plan, question), class_="k-found"),
        f" {_as_answered(plan, checked, question, answer)}",
        element("span", since, class_="k-sub"),
        class_="k-line",
    )


def _draw_ways_back(
    plan: Plan, store: SeenStore, file: Waiting, question: str, is_earlier: bool, known_as: str
) -> None:
    """Ask again for this file; of an answer that is kept for the post, for its next files too."""
    named = markdown_text(about_in_words(plan, question))
    st.button(
        "Ask again",
        key=f"ask_again_{known_as}",
        help=f"Takes back the answer about {named}",
        type="tertiary",
        on_click=given.ask_again,
        args=(file, question),
    )
    if is_earlier:
        st.button(
            "Forget it",
            key=f"unkeep_{known_as}",
            help=f"Your next files are asked about {named} again too.",
            type="tertiary",
            on_click=_forget,
            args=(store, question),
        )


def _kept(store: SeenStore) -> Mapping[str, str]:
    """The answers kept for the post given on the page; none where the store is busy."""
    try:
        return answers_for(store, post(), actor=store.actor)
    except KpisError:
        return {}


def _forget(store: SeenStore, question: str) -> None:
    try:
        forget_answers(store, post(), [question], actor=acting(post()))
    except KpisError as error:
        st.error(markdown_text(sentence_of(error)))


def _as_answered(plan: Plan, checked: CheckedReturn, question: str, answer: str) -> str:
    """In the words of the button where the check tells of the answer, else in its own."""
    for issue in checked.warnings if answer != LEAVE_OUT else ():
        if isinstance(issue, TakenAsAnswered) and issue.found.casefold() == about(question):
            return f"is read as answered: {issue.label}"
    return as_answered(plan, answer)
