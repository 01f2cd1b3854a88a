"""Questions that were answered, in words: what each is about, and what the answer makes of it."""

import re

from kpis.model import Plan
from kpis.readers.asked import LEAVE_OUT, TAKE

_ID = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b")  # one of a single word may be meant as a word


def about(question: str) -> str:
    """What a question, by its key, is about."""
    return question.partition(": ")[2]


def about_in_words(plan: Plan, question: str) -> str:
    """The same with measures as people know them, where the key has their ids: "11.2 Staff"."""
    named = {each.id: f"{each.code} {each.short_title or each.title}" for each in plan.measures}
    return _ID.sub(lambda found: named.get(found[0], found[0]), about(question))


def as_answered(plan: Plan, answer: str) -> str:
    """ "is read as 11.2 Staff sickness", "is left out", "is taken as it is"."""
    if answer == LEAVE_OUT:
        return "is left out"
    if answer == TAKE:
        return "is taken as it is"
    titles = {each.code: f"{each.code} {each.short_title or each.title}" for each in plan.measures}
    return f"is read as {titles.get(answer, answer)}"
