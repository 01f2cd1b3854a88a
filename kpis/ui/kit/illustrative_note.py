"""The note above figures of which some are made up."""

from collections.abc import Sequence

from kpis.ui.kit.html import Child, Html, element
from kpis.words.illustrative import MADE_UP, Share, illustrative_words


def illustrative_note(
    shares: Sequence[Share],
    *further: Child,
    where: str = "shown here",
    what: str = "illustrative",
) -> Html | None:
    """How much is illustrative, and what that means. None where nothing is.

    shares, where and what: as `illustrative_words` takes them. further: said after it.
    """
    words = illustrative_words(shares, where, what)
    if not words:
        return None
    strong = element("strong", f"{words[0].upper()}{words[1:]}")
    return element("p", strong, f", {MADE_UP}.", *further, class_="k-note")
