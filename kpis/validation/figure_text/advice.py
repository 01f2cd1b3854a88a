"""What to type instead of a text that is no figure, chosen by what was found in the cell."""

import re
import unicodedata

from kpis.validation.figure_text.expected import FIGURE, MINUSES, ExpectedFigure
from kpis.validation.figure_text.markers import read_marker

_SCIENTIFIC = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?e[-+]?[0-9]+", re.IGNORECASE)
_WITH_COMMA = re.compile(r"[-+£(]*[0-9][0-9.,]*,[0-9.,]*[0-9][)%]?")
_ONE_NUMBER = re.compile(r"[^0-9]*[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?[^0-9]*")
_MARKED_IN_WORDS = re.compile(
    r"(?P<figure>[-+£]*[0-9][0-9.,]* ?%?) ?"
    r"(?:\((?P<letter>[pr])\)|\(?(?P<word>provisional|revised)\)?)",
    re.IGNORECASE,
)
_DASH = re.compile("[£% ]*[-\u2010-\u2015\u2212]+[£% ]*")
_BRACKETED = re.compile(r"[^0-9()]*[()][^0-9()]*[0-9][0-9,. ]*[^0-9()]*\)?|[^()]*[0-9][^0-9()]*\)")

# "1-4", "55% to 57%"; "5 or fewer", "under 5".
_RANGE = re.compile(r"[0-9][0-9.,]* ?%? ?(?:[-\u2010-\u2015]|to) ?[0-9][0-9.,]* ?%?", re.IGNORECASE)
_AT_MOST = re.compile(
    r"[0-9]+ ?(?:or|and) (?:fewer|less|under|below)|(?:up to|under|below|no more than) [0-9]+",
    re.IGNORECASE,
)
_DIVISION = re.compile(r"[0-9][0-9,]* ?(?:/|÷|of|out of) ?[0-9][0-9,]*", re.IGNORECASE)

GIVE_A_COUNT = "Type the count alone, or leave the cell empty."
GIVE_A_FIGURE = "Type the figure alone, or [x] where there is none, and say why in the commentary."
_NO_FIGURE = (
    "Type [x] if the figure is not available or [z] if it does not apply, "
    "and say why in the commentary."
)
_LATER = "Leave the cell empty and return the figure when it is known, or type [x] for none."
_ZERO = "Type 0 if that is the figure."
_ZERO_OR_NONE = "Type 0 if that is the figure, or [x] if none is available."
IF_SUPPRESSED = "Type [c] alone if the figure is suppressed, else the figure."
_IF_ZERO = "A dash may stand for nought or for no figure. Type 0 if the figure is nought, "
_DASHED = (
    f"{_IF_ZERO}[x] if it is not available or [z] if it does not apply, and say why in the "
    "commentary."
)
_DASHED_COUNT = f"{_IF_ZERO}or leave the cell empty."
_IF_NOT_AVAILABLE = "Type [x] alone if the figure is not available, and say why in the commentary."
_IF_NOT_APPLICABLE = "Type [z] alone if no figure can apply, and say why in the commentary."
_IF_LOW = (
    "It often stands for a figure that rounds to 0, elsewhere [low]. Type the figure itself, or "
    "[c] alone if it is suppressed."
)
_IF_MARKED = "Type the figure, and [{0}] beside it if it is {1}, as in 23.4 [{0}]."
_ONE_OF_A_RANGE = "Type the figure itself, or [c] alone if it is suppressed."
_WORKED_OUT = (
    "Work the division out and type the result, and the two numbers as its numerator and "
    "denominator."
)
_TOO_NARROW = "A column that is too narrow shows it so: widen it, and save the file again."
_ADVICE_BY_SIGN = {
    "x": _IF_NOT_AVAILABLE,
    ":": _IF_NOT_AVAILABLE,
    "..": _IF_NOT_AVAILABLE,
    "z": _IF_NOT_APPLICABLE,
    "~": _IF_LOW,
    "low": _IF_LOW,
    "p": _IF_MARKED.format("p", "provisional"),
    "r": _IF_MARKED.format("r", "revised"),
    "c": IF_SUPPRESSED,
    "*": IF_SUPPRESSED,
    "#": _TOO_NARROW,
}
_AROUND_A_SIGN = " ()[]{}'\"\u2018\u2019\u201c\u201d"
_BRACKETS = (
    "Brackets around a number say that it is below 0, and here they do not fit. Type a minus "
    "before it, as in -1,234, or the number alone."
)
_SOFT_HYPHEN = (
    "A soft hyphen stands in it, which some programs show as a minus and others not at all. Clear "
    "the cell and type the figure again."
)
_ADVICE_BY_WORD = (
    dict.fromkeys(("nil", "zero"), _ZERO)
    | dict.fromkeys(("none", "null"), _ZERO_OR_NONE)
    | dict.fromkeys(("n/a", "na", "n.a.", "not applicable", "not available"), _NO_FIGURE)
    | dict.fromkeys(("...", ".", "?", "unknown", "no data"), _NO_FIGURE)
    | dict.fromkeys(("tbc", "tba", "tbd", "to follow", "to be confirmed", "pending"), _LATER)
    | dict.fromkeys(("not yet available", "not yet known", "awaited", "awaiting data"), _LATER)
    | dict.fromkeys(("data not yet available", "not due", "not yet due", "nya"), _LATER)
    | dict.fromkeys(("**", "***", "s", "supp", "suppressed", "confidential"), IF_SUPPRESSED)
)
ALONE = "Type the number alone: words and signs belong in the commentary."
_IN_FULL = "Write the number in full, without an E."
_COMMA = (
    "A comma only divides thousands, as in 1,234. Type a point before the decimals, as in 23.4."
)
EITHER = (
    "Elsewhere in the file a comma stands before the decimals, so it could be "
    "{whole} or {decimal}. Type {whole} for the one and {decimal}0 for the other."
)
NO_PERCENT = "The figure asked for is not a percentage: type it without a % sign."
NO_POUNDS = "The figure asked for is not an amount of money: type it without a £ sign."
NO_SCALE = "Type the number in full, as in 1,200."
BEYOND_ALL = "It is larger than any figure can be. Type it again."
A_DATE = "Excel took what was typed for a date. Format the cell as a number and type it again."
RECALCULATE = "Replace the formula by its result: copy the cell and paste it as a value."
MEND_FORMULA = "Mend the formula, or type the figure in its place."


def advice_on(text: str, expected: ExpectedFigure) -> str:
    """What to type instead of a text that is no figure, a sentence."""
    if unseen := _unseen(text):
        return unseen
    if _DASH.fullmatch(text):
        return _DASHED if expected.outturn else _DASHED_COUNT
    word = text.lower()
    sign = re.sub("##+", "#", word.strip(_AROUND_A_SIGN))
    advice = _ADVICE_BY_WORD.get(word) or _ADVICE_BY_SIGN.get(sign) or _ADVICE_BY_WORD.get(sign)
    if advice:
        return advice if expected.outturn or advice is _ZERO else GIVE_A_COUNT
    if text.startswith("<") or _AT_MOST.fullmatch(text):
        return IF_SUPPRESSED if expected.outturn else GIVE_A_COUNT
    if expected.outturn and _RANGE.fullmatch(text):
        return _ONE_OF_A_RANGE
    if expected.outturn and _DIVISION.fullmatch(text):
        return _WORKED_OUT
    if _SCIENTIFIC.fullmatch(text):
        return _IN_FULL
    if _BRACKETED.fullmatch(text) and not any(map(str.isalpha, text)):
        return _BRACKETS
    if _WITH_COMMA.fullmatch(text):
        return _COMMA
    if marked := _MARKED_IN_WORDS.fullmatch(text):
        return (
            f"Type {marked['figure'].strip()} [{read_marker(marked['word'] or marked['letter'])}]."
        )
    if _ONE_NUMBER.fullmatch(text):
        return ALONE
    return GIVE_A_FIGURE if expected.outturn else GIVE_A_COUNT


def _unseen(text: str) -> str:
    """What is said of a figure that would be one without what nobody sees; "" for any other."""
    seen = (sign for sign in text if unicodedata.category(sign) not in ("Cf", "Cc", "Co"))
    shown = "".join(seen).strip()
    match = FIGURE.fullmatch(shown.translate(MINUSES))
    if shown == text or not match or not (match["whole"] or match["fraction"]):
        return ""
    if "\u00ad" in text:
        return _SOFT_HYPHEN
    where = "before" if text[0] != shown[0] else "after" if text[-1] != shown[-1] else "in"
    return f"An invisible character stands {where} {shown}. Clear the cell and type it again."
