"""Which answers a sender's file is read with: page and command line settle it by the same rules.

What is said of the very file comes first; then what the same sender answered for an earlier one,
where an answer to that kind of question lasts. An empty answer asks again.
"""

import json
from collections.abc import Collection, Mapping, Set

from kpis.errors import UsageError
from kpis.model import About, Act, Actor, Belonging
from kpis.readers.asked import key_of
from kpis.store import SavedAnswer, Store
from kpis.use_cases.allow import allow
from kpis.validation import CheckedReturn
from kpis.validation.issues import lasts
from kpis.validation.issues.question import MEASURE, Question

_FORM = '{"answers": {"header-meaning: planned outturn": "leave out"}}'


def answers_for(
    store: Store, post: str, given: Mapping[str, str] | None = None, *, actor: Actor
) -> dict[str, str]:
    """The answers to read a file of a post with, by question.

    post: "" where nobody's earlier answers are wanted. given: of this file. Raises AccessRefused,
    StoreError and StoreBusy.
    """
    allow(store, actor, Act.CHECK)
    earlier = (
        {} if not post.strip() else {each.question: each.answer for each in store.answers(post)}
    )
    return {
        question: answer for question, answer in (earlier | dict(given or {})).items() if answer
    }


def forget_answers(
    store: Store, post: str, questions: Collection[str], *, actor: Actor
) -> list[str]:
    """Ask a post these questions, by key, again from the next file on. Returns their keys.

    Nothing is forgotten where one of them was never answered: raises UsageError, AccessRefused,
    StoreError and StoreBusy.
    """
    asked = ", ".join(questions)
    belongs = (Belonging(posts=frozenset({post})),)
    allow(store, actor, Act.FORGET_ANSWER, About(words=f"{asked} of {post}", belongs=belongs))
    kept = {each.question for each in store.answers(post)}
    keys = [key_of(*_parted(question)) for question in questions]
    for key in keys:
        if key not in kept:
            raise UsageError(f"No answer to {key!r} is kept for {post}.")
    for key in keys:
        store.forget_answer(post, key, by=actor)
    return keys


def kept_answers(store: Store, *, actor: Actor) -> list[SavedAnswer]:
    """What is kept of every post for its next files, the newest first.

    Raises AccessRefused, StoreError and StoreBusy.
    """
    allow(store, actor, Act.CHECK)
    return store.answers_of_all()


def lasting_of(checked: CheckedReturn) -> Set[str]:
    """The questions, by key, whose answers hold for the sender's next file too."""
    return {key for key in checked.answered if lasts(key.partition(":")[0])}


def read_answers(text: str) -> dict[str, str]:
    """The answers in a file of answers, by question. Raises UsageError that says what is wrong."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"The file of answers is not JSON. It looks like {_FORM}.") from error
    answers = document.get("answers", document) if isinstance(document, dict) else None
    if not isinstance(answers, dict):
        raise UsageError(f"The file of answers has no answers. It looks like {_FORM}.")
    for question, answer in answers.items():
        if not isinstance(answer, str):
            raise UsageError(f"The answer to {question!r} is no text. It looks like {_FORM}.")
    return dict(_answer(question, answer) for question, answer in answers.items())


def answer_in(text: str) -> tuple[str, str]:
    """Question and answer of "header-meaning: planned outturn=leave out". Raises UsageError."""
    question, equals, answer = text.rpartition("=")
    if not equals:
        raise UsageError(
            f"{text!r} answers nothing: write the question, an equals sign and the answer, as in "
            "'header-meaning: planned outturn=leave out'."
        )
    return _answer(question, answer)


def refuse_other_answers(checked: CheckedReturn, given: Mapping[str, str]) -> None:
    """Raises UsageError for an answer that is none of the choices of an open question."""
    for question in checked.questions:
        if answer := given.get(question.key):
            raise UsageError(f"{answer!r} is no answer to {question.key!r}. {choices_of(question)}")


def choices_of(question: Question) -> str:
    """ "Answer 5.2 (it is Level of recycling) or leave out (leave its rows out)."."""
    named = [f"{each.answer!r} ({each.label})" for each in question.choices]
    more = " or the code of any other measure" if question.open_answers == MEASURE else ""
    return f"Answer {' or '.join(named)}{more}."


def _answer(question: str, answer: str) -> tuple[str, str]:
    return key_of(*_parted(question)), answer.strip()


def _parted(question: str) -> tuple[str, str]:
    """Code and what it is about, of a question as a person writes it."""
    code, _, about = question.partition(":")
    return code.strip().casefold(), about
