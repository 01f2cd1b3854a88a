"""What people type as a figure, understood or refused; nothing is ever guessed.

A figure that could mean two things ("1.234,5", "nil", "23%" for a count) is refused with what
to type instead: a wrong figure on a public page costs more than one more question to a service.

    understood   23.4  1,234  23%  £3.1m  (12), £(12) and −5  [p] 23.4  23 days, if in days
    no figure    [c]  [x]  [z]  and "<5", which is how services write a suppressed count
    asked about  "<50", or "<5" for what is no count; 45¹, whose raised digit may be a note
    refused      n/a  TBC  -  nil  1e5  1.234,5  12..3  twelve  23 hours  a date  #DIV/0!

The figure is the decimal that stood in the cell, scaled by powers of ten in decimal, so that
0.234 in a percent-formatted cell is 23.4 and not 23.400000000000002.
"""

import math
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from kpis.model import Marker, Unit
from kpis.readers.raw import CellKind
from kpis.validation.own_unit import without_its_unit
from kpis.words.lists import listed


class Problem(StrEnum):
    """Why a cell gave no figure."""

    NOT_A_NUMBER = "not a number"
    ERROR_CELL = "error cell"
    NOT_CALCULATED = "not calculated"
    UNKNOWN_MARKER = "unknown marker"


class InDoubt(StrEnum):
    """What a cell was understood as may be asked about, though it gave a figure or a marker."""

    RAISED = "raised"  # a digit above or below the line was taken for a footnote's
    BOUND = "bound"  # "<50" was taken for a suppressed figure


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRead:
    """A cell understood: a figure, a marker, both or neither; or the problem with it.

    value: in the expected unit, percent as percent points; NaN where there is none.
    marker: letter of model.Marker or "". advice: what to type instead, a sentence, where there
    is a problem. percent_sign: the cell said itself that it is a percentage. in_doubt: what is to
    be asked before it is taken, None for nothing.
    """

    value: float = math.nan
    marker: str = ""
    problem: Problem | None = None
    advice: str = ""
    percent_sign: bool = False
    in_doubt: InDoubt | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedFigure:
    """The figure a cell is expected to hold, which settles the signs it may have.

    percent, money: a % or £ sign may stand in it. scale: "3.1m" will do without a £ sign.
    outturn: it is a measure's figure, not one of the two it comes from. count: it counts things,
    so that a small one may be suppressed. unit, unit_label: of the words that may follow it.
    """

    percent: bool
    money: bool
    scale: bool
    outturn: bool = True
    count: bool = True
    unit: Unit | None = None
    unit_label: str = ""


NUMERATOR_OR_DENOMINATOR = ExpectedFigure(percent=False, money=True, scale=False, outturn=False)


def outturn_in(unit: Unit | None, unit_label: str = "") -> ExpectedFigure:
    """What the outturn of a measure of that unit may have; None where the measure is unknown."""
    money = unit in (Unit.POUNDS, None)
    return ExpectedFigure(
        percent=unit in (Unit.PERCENT, None),
        money=money,
        scale=money,
        count=unit in (Unit.COUNT, None),
        unit=unit,
        unit_label=unit_label,
    )


# Beyond this a float no longer holds every whole number, so the cell could not be kept exactly.
TOO_LARGE = 1e15

# Characters. A longer text is no figure with a sign or two, and is not looked at.
_LONGEST = 500

_MARKER = re.compile(r"\[\s*([^\[\]]*?)\s*\]")
_SUPPRESSED = re.compile(
    r"(?:<|≤|(?:less|fewer) than|under|below)\s*(?P<bound>[0-9]{1,9}(?:\.[0-9]+)?)\s*%?",
    re.IGNORECASE,
)
# Counts below 5 or below 10 are what publishers of official statistics suppress.
_LARGEST_SUPPRESSED = 10
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"
_NOTE_MARK = re.compile(rf"(?P<figure>.*[^{_RAISED}\s,])\s*[{_RAISED}]+(?:[\s,]*[{_RAISED}]+)*")
_FIGURE = re.compile(
    r"(?P<before>£\s?)?(?P<bracket>\()?(?P<sign>[-+])?(?P<pounds>£\s?)?(?P<sign_after>[-+])?"
    r"(?P<whole>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+)?(?P<fraction>\.[0-9]+)?"
    r"\s?(?P<scale>k|m|bn|thousand|million|billion)?"
    r"\s?(?P<percent>%|per ?cent)?(?P<end>\))?(?P<after>\s?%)?",
    re.IGNORECASE,
)
_PLACES = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
_ERRORS = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!)", re.IGNORECASE)
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
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_MINUSES = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2011": "-"})

_GIVE_A_COUNT = "Type the count alone, or leave the cell empty."
_GIVE_A_FIGURE = "Type the figure alone, or [x] where there is none, and say why in the commentary."
_NO_FIGURE = (
    "Type [x] if the figure is not available or [z] if it does not apply, "
    "and say why in the commentary."
)
_LATER = "Leave the cell empty and return the figure when it is known, or type [x] for none."
_ZERO = "Type 0 if that is the figure."
_ZERO_OR_NONE = "Type 0 if that is the figure, or [x] if none is available."
_IF_SUPPRESSED = "Type [c] alone if the figure is suppressed, else the figure."
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
    "c": _IF_SUPPRESSED,
    "*": _IF_SUPPRESSED,
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
    | dict.fromkeys(("**", "***", "s", "supp", "suppressed", "confidential"), _IF_SUPPRESSED)
)
_ALONE = "Type the number alone: words and signs belong in the commentary."
_IN_FULL = "Write the number in full, without an E."
_COMMA = (
    "A comma only divides thousands, as in 1,234. Type a point before the decimals, as in 23.4."
)
_EITHER = (
    "Elsewhere in the file a comma stands before the decimals, so it could be "
    "{whole} or {decimal}. Type {whole} for the one and {decimal}0 for the other."
)
_NO_PERCENT = "The figure asked for is not a percentage: type it without a % sign."
_NO_POUNDS = "The figure asked for is not an amount of money: type it without a £ sign."
_NO_SCALE = "Type the number in full, as in 1,200."
_TOO_LARGE = "It is larger than any figure can be. Type it again."
_A_DATE = "Excel took what was typed for a date. Format the cell as a number and type it again."
_RECALCULATE = "Replace the formula by its result: copy the cell and paste it as a value."
_MEND_FORMULA = "Mend the formula, or type the figure in its place."


def describe_markers() -> str:
    """ "[p], [r], [c], [x] or [z]"."""
    return listed([f"[{marker.value}]" for marker in Marker], "or")


def read_figure(text: str, kind: str, expected: ExpectedFigure) -> FigureRead:
    """Understand one cell as a figure. text, kind: of the cell, as `kpis.readers.raw` has them.

    Returns an empty FigureRead for an empty cell.
    """
    match kind:
        case CellKind.ERROR:
            return FigureRead(problem=Problem.ERROR_CELL, advice=_MEND_FORMULA)
        case CellKind.NO_VALUE:
            return FigureRead(problem=Problem.NOT_CALCULATED, advice=_RECALCULATE)
        case CellKind.DATE | CellKind.MONTH:
            return _refused(_A_DATE)
        case CellKind.EITHER:
            digits = re.findall("[0-9]+", text)
            return _refused(_EITHER.format(whole="".join(digits), decimal=",".join(digits)))
        case CellKind.BOOLEAN:
            return _refused(_GIVE_A_FIGURE if expected.outturn else _GIVE_A_COUNT)
        case CellKind.NUMBER:
            return _bounded(float(text))
        case CellKind.PERCENT:
            if not expected.percent:
                return _refused(_NO_PERCENT)
            return _bounded(_scaled(text, 2), percent_sign=True)
    return _read_text(_SPACES.sub(" ", text).strip(), expected)


def _read_text(text: str, expected: ExpectedFigure) -> FigureRead:
    if not text:
        return FigureRead()
    if len(text) > _LONGEST:
        return _refused(_GIVE_A_FIGURE if expected.outturn else _GIVE_A_COUNT)
    if _ERRORS.fullmatch(text):
        return FigureRead(problem=Problem.ERROR_CELL, advice=_MEND_FORMULA)
    if text.startswith("="):
        return FigureRead(problem=Problem.NOT_CALCULATED, advice=_RECALCULATE)
    markers = _MARKER.findall(text)
    if markers:
        marker = read_marker(markers[0]) if len(markers) == 1 else ""
        if not marker:
            return FigureRead(
                problem=Problem.UNKNOWN_MARKER, advice=f"Use one of {describe_markers()}."
            )
        rest = _read_text(_SPACES.sub(" ", _MARKER.sub(" ", text)).strip(), expected)
        if rest.marker not in ("", marker):  # "[p] <5"
            return _refused(_IF_SUPPRESSED)
        return replace(rest, marker=marker)
    if suppressed := _SUPPRESSED.fullmatch(text):
        return _below(suppressed["bound"], text, expected)
    if noted := _NOTE_MARK.fullmatch(text):
        figure = _read_text(noted["figure"], expected)
        return figure if figure.problem else replace(figure, in_doubt=InDoubt.RAISED)
    match = _FIGURE.fullmatch(text.translate(_MINUSES))
    if match and (match["whole"] or match["fraction"]):
        return _read_number(match, text, expected)
    if bare := without_its_unit(text, expected.unit, expected.unit_label):
        return _read_text(bare, replace(expected, unit=None))
    return _refused(_advice(text, expected))


def _below(bound: str, text: str, expected: ExpectedFigure) -> FigureRead:
    """ "<5": a suppressed figure, in doubt where a count as small would not be suppressed."""
    if "%" in text and not expected.percent:
        return _refused(_IF_SUPPRESSED)
    small = expected.count and "%" not in text and float(bound) <= _LARGEST_SUPPRESSED
    return FigureRead(marker=Marker.CONFIDENTIAL.value, in_doubt=None if small else InDoubt.BOUND)


def _read_number(match: re.Match[str], text: str, expected: ExpectedFigure) -> FigureRead:
    signs = [sign for sign in (match["sign"], match["sign_after"]) if sign]
    pounds = bool(match["before"]) + bool(match["pounds"])
    percent = bool(match["percent"]) + bool(match["after"])
    if len(signs) + bool(match["bracket"]) > 1 or bool(match["bracket"]) != bool(match["end"]):
        return _refused(_advice(text, expected))
    if percent and not expected.percent:
        return _refused(_without(_NO_PERCENT, match))
    if pounds and not expected.money:
        return _refused(_without(_NO_POUNDS, match))
    if max(pounds, percent) > 1 or (percent and (pounds or match["scale"])):
        return _refused(_ALONE)
    if match["scale"] and not (pounds or expected.scale):
        return _refused(_NO_SCALE)
    digits = (match["whole"] or "0").replace(",", "").replace(" ", "")
    below_zero = bool(match["bracket"]) or "-" in signs
    value = _scaled(
        digits + (match["fraction"] or ""), _PLACES.get((match["scale"] or "").lower(), 0)
    )
    return _bounded(-value if below_zero else value, percent_sign=bool(percent))


def _without(advice: str, match: re.Match[str]) -> str:
    """The advice to leave a sign out, and what its brackets say, where it has those too."""
    return f"{advice} Its brackets say that it is below 0." if match["bracket"] else advice


def _scaled(decimal: str, places: int) -> float:
    """The decimal times 10 ** places, exactly as if it had been written so.

    A number beyond all that a computer holds is read from a workbook as "inf", and stays so.
    """
    if decimal.endswith("inf"):
        return float(decimal)
    mantissa, _, exponent = decimal.lower().partition("e")
    return float(f"{mantissa}e{int(exponent or 0) + places}")


def _bounded(value: float, *, percent_sign: bool = False) -> FigureRead:
    if not abs(value) < TOO_LARGE:
        return _refused(_TOO_LARGE)
    return FigureRead(value=value + 0.0, percent_sign=percent_sign)


def _refused(advice: str) -> FigureRead:
    return FigureRead(problem=Problem.NOT_A_NUMBER, advice=advice)


def _advice(text: str, expected: ExpectedFigure) -> str:
    if unseen := _unseen(text):
        return unseen
    if _DASH.fullmatch(text):
        return _DASHED if expected.outturn else _DASHED_COUNT
    word = text.lower()
    sign = re.sub("##+", "#", word.strip(_AROUND_A_SIGN))
    advice = _ADVICE_BY_WORD.get(word) or _ADVICE_BY_SIGN.get(sign) or _ADVICE_BY_WORD.get(sign)
    if advice:
        return advice if expected.outturn or advice is _ZERO else _GIVE_A_COUNT
    if text.startswith("<"):
        return _IF_SUPPRESSED
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
        return _ALONE
    return _GIVE_A_FIGURE if expected.outturn else _GIVE_A_COUNT


def _unseen(text: str) -> str:
    """What is said of a figure that would be one without what nobody sees; "" for any other."""
    seen = (sign for sign in text if unicodedata.category(sign) not in ("Cf", "Cc", "Co"))
    shown = "".join(seen).strip()
    match = _FIGURE.fullmatch(shown.translate(_MINUSES))
    if shown == text or not match or not (match["whole"] or match["fraction"]):
        return ""
    if "\u00ad" in text:
        return _SOFT_HYPHEN
    where = "before" if text[0] != shown[0] else "after" if text[-1] != shown[-1] else "in"
    return f"An invisible character stands {where} {shown}. Clear the cell and type it again."


_MARKER_WORDS = {
    "provisional": Marker.PROVISIONAL,
    "revised": Marker.REVISED,
    "confidential": Marker.CONFIDENTIAL,
    "suppressed": Marker.CONFIDENTIAL,
    "not available": Marker.NOT_AVAILABLE,
    "not applicable": Marker.NOT_APPLICABLE,
}


def read_marker(text: str) -> str:
    """The letter of a marker typed as "[p]", "p", "(P)" or "provisional"; "" for any other text."""
    bare = _SPACES.sub(" ", text).strip(" []()").lower()
    if bare in _MARKER_WORDS:
        return _MARKER_WORDS[bare].value
    return bare if bare in set(Marker) else ""


def as_shown(text: str, kind: str) -> str:
    """What a person sees in the cell: "23%" for 0.23 formatted as a percentage, "Jul-19" for a
    date that is shown so, else the text."""
    if kind == CellKind.MONTH:
        return f"{date.fromisoformat(text[:10]):%b-%y}"
    if kind != CellKind.PERCENT:
        return text
    return f"{plainly(_scaled(text, 2))}%"


def plainly(value: float) -> str:
    """A figure with the decimals it has and no others: "23", "23.45"."""
    return f"{value:.12f}".rstrip("0").rstrip(".")


def grouped(value: float) -> str:
    """The same with its thousands apart: "1,234.5"."""
    return f"{value:,.12f}".rstrip("0").rstrip(".")
