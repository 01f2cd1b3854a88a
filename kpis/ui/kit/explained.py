"""A word of the field with its meaning at hand: shown on pointing at it, on tapping, on focus.

The meaning is on the page and tied to the word, so a screen reader tells it with the word.
"""

from kpis.ui.kit.html import Html, element
from kpis.words.field import MEANINGS


def explained(words: str) -> Html:
    """The words, as a page uses them, with the meaning that `kpis.words.field` has for them.

    Once on a page, where they are first met. Raises KeyError for what is not explained there.
    """
    place = f"k-word-{words.lower().replace(' ', '-')}"
    meaning = MEANINGS[words.lower()]
    return element(
        "span",
        words,
        element("span", f"{words}: {meaning}.", class_="k-word-meaning", role="tooltip", id=place),
        class_="k-word",
        tabindex=0,
        aria_describedby=place,
    )
