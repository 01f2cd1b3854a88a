"""How much of what is shown is made up, in one phrase wherever it is said."""

from collections.abc import Sequence
from dataclasses import dataclass

from kpis.words.lists import listed

MADE_UP = "made up to show how the dashboard works"


@dataclass(frozen=True, slots=True)
class Share:
    """Some of a number of things: 19 of 26 figures."""

    some: int
    whole: int
    noun: str
    plural: str = ""  # of the noun, where that is not its noun with an s


def illustrative_words(shares: Sequence[Share], where: str = "", what: str = "illustrative") -> str:
    """ "all targets and 19 of the 26 figures are illustrative"; "" where nothing is.

    shares: how many are, of each kind. where: "shown here", which of them are meant; what: said of
    them, "about illustrative figures".
    """
    told = [share for share in shares if share.some]
    if not told:
        return ""
    verb = "is" if [share.some for share in told] == [1] else "are"
    subject = listed([_some_of(share) for share in told])
    return " ".join(filter(None, (subject, where, verb, what)))


def illustrative_basis(*, figures: bool) -> str:
    """What is made up behind an outlook that rests on something made up.

    figures: whether they are; the page says of the target by itself that it is.
    """
    return "illustrative figures" if figures else "an illustrative target"


def _some_of(share: Share) -> str:
    """ "the figure", "both figures", "all figures", "19 of the 26 figures"."""
    several = share.plural or f"{share.noun}s"
    if share.whole == 1:
        return f"the {share.noun}"
    if share.some == share.whole:
        return f"{'both' if share.whole == 2 else 'all'} {several}"
    return f"{share.some:,} of the {share.whole:,} {several}"
