"""RAG marks, badges and directions as HTML: always a word, a shape and a colour together.

The shape and the letter are drawn by the style sheet and hidden from screen readers, which get
the word. So nothing is lost in black and white, to colour-blind readers or when read aloud.
"""

from kpis.markup.elements import Html, element
from kpis.model import Direction, RagStatus
from kpis.words.statuses import (
    DIRECTION_SIGNS,
    DIRECTION_WORDS,
    STATUS_SIGNS,
    STATUS_WORDS,
)


def hidden(text: str) -> Html:
    """Text for screen readers only."""
    return element("span", text, class_="k-hidden")


def mark(rag: str, *, spoken: bool = True, carried: bool = False) -> Html:
    """The small mark of a status. `spoken` is off where its word stands beside it anyway.

    carried: the rating is of an earlier quarter and stands until a newer figure is in: an outline.
    """
    status = RagStatus(rag)
    name = f"{STATUS_WORDS[status]}, last measured earlier" if carried else STATUS_WORDS[status]
    sign = element("span", STATUS_SIGNS[status], class_="k-mark-sign", aria_hidden="true")
    classes = f"k-mark k-mark-{status.value}" + (" k-mark-carried" if carried else "")
    return element("span", sign, hidden(name) if spoken else None, class_=classes, title=name)


def badge(rag: str, *, carried: bool = False) -> Html:
    """Mark and word."""
    status = RagStatus(rag)
    return element(
        "span",
        mark(rag, spoken=False, carried=carried),
        element("span", STATUS_WORDS[status], class_="k-badge-word"),
        class_=f"k-badge k-badge-{status.value}",
    )


def direction(value: str, reason: str) -> Html:
    """A direction of travel in sign and word, "–" where it is blank; the reason on pointing."""
    if not value:
        return element(
            "span",
            element("span", "–", aria_hidden="true"),
            hidden(reason or "no comparison"),
            class_="k-direction k-direction-blank",
            title=reason or None,
        )
    travel = Direction(value)
    return element(
        "span",
        element("span", DIRECTION_SIGNS[travel], class_="k-direction-sign", aria_hidden="true"),
        " ",
        element("span", DIRECTION_WORDS[travel]),
        class_=f"k-direction k-direction-{travel.value}",
        title=reason or None,
    )
