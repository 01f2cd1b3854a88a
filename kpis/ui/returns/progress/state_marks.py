"""The state of a return in word, shape and sign, so that it is read in black and white too."""

from kpis.model import ReturnState
from kpis.ui.kit.html import Html, element
from kpis.words.statuses import RETURN_STATE_WORDS

_SIGNS = {
    ReturnState.RETURNED: "✓",
    ReturnState.PROVISIONAL: "p",
    ReturnState.LATE: "!",
    ReturnState.AWAITED: "…",
}


def state_mark(state: ReturnState) -> Html:
    """The mark alone; its word is to stand beside it."""
    sign = element("span", _SIGNS[state], class_="k-mark-sign", aria_hidden="true")
    return element(
        "span", sign, class_=f"k-mark k-mark-{state.value}", title=RETURN_STATE_WORDS[state]
    )


def state_badge(state: ReturnState) -> Html:
    """Mark and word."""
    word = element("span", RETURN_STATE_WORDS[state], class_="k-badge-word")
    return element("span", state_mark(state), word, class_=f"k-badge k-badge-{state.value}")
