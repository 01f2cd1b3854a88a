"""How a sentence says that it is of one directorate, service, team or post alone."""

from kpis.model import Whose


def told_of(whose: Whose, sentence: str) -> str:
    """ "Place: of 12 measures rated, 5 met the target."; the sentence itself where it is of all.

    sentence: one that begins with a word that is written small within a sentence.
    """
    if not whose.said or not sentence:
        return sentence
    return f"{whose.name}: {sentence[0].lower()}{sentence[1:]}"
