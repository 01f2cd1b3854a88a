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
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from kpis.model import Marker
from kpis.readers.raw import CellKind
from kpis.validation.figure_text.advice import (
    A_DATE,
    ALONE,
    BEYOND_ALL,
    EITHER,
    GIVE_A_COUNT,
    GIVE_A_FIGURE,
    IF_SUPPRESSED,
    MEND_FORMULA,
    NO_PERCENT,
    NO_POUNDS,
    NO_SCALE,
    RECALCULATE,
    advice_on,
)
from kpis.validation.figure_text.expected import (
    FIGURE,
    MINUSES,
    SPACES,
    ExpectedFigure,
)
from kpis.validation.figure_text.markers import describe_markers, read_marker
from kpis.validation.own_unit import without_its_unit


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
_PLACES = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
_ERRORS = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!)", re.IGNORECASE)


def read_figure(text: str, kind: str, expected: ExpectedFigure) -> FigureRead:
    """Understand one cell as a figure. text, kind: of the cell, as `kpis.readers.raw` has them.

    Returns an empty FigureRead for an empty cell.
    """
    match kind:
        case CellKind.ERROR:
            return FigureRead(problem=Problem.ERROR_CELL, advice=MEND_FORMULA)
        case CellKind.NO_VALUE:
            return FigureRead(problem=Problem.NOT_CALCULATED, advice=RECALCULATE)
        case CellKind.DATE | CellKind.MONTH:
            return _refused(A_DATE)
        case CellKind.EITHER:
            digits = re.findall("[0-9]+", text)
            return _refused(EITHER.format(whole="".join(digits), decimal=",".join(digits)))
        case CellKind.BOOLEAN:
            return _refused(GIVE_A_FIGURE if expected.outturn else GIVE_A_COUNT)
        case CellKind.NUMBER:
            return _bounded(float(text))
        case CellKind.PERCENT:
            if not expected.percent:
                return _refused(NO_PERCENT)
            return _bounded(_scaled(text, 2), percent_sign=True)
    return _read_text(SPACES.sub(" ", text).strip(), expected)


def _read_text(text: str, expected: ExpectedFigure) -> FigureRead:
    if not text:
        return FigureRead()
    if len(text) > _LONGEST:
        return _refused(GIVE_A_FIGURE if expected.outturn else GIVE_A_COUNT)
    if _ERRORS.fullmatch(text):
        return FigureRead(problem=Problem.ERROR_CELL, advice=MEND_FORMULA)
    if text.startswith("="):
        return FigureRead(problem=Problem.NOT_CALCULATED, advice=RECALCULATE)
    markers = _MARKER.findall(text)
    if markers:
        marker = read_marker(markers[0]) if len(markers) == 1 else ""
        if not marker:
            return FigureRead(
                problem=Problem.UNKNOWN_MARKER, advice=f"Use one of {describe_markers()}."
            )
        rest = _read_text(SPACES.sub(" ", _MARKER.sub(" ", text)).strip(), expected)
        if rest.marker not in ("", marker):  # "[p] <5"
            return _refused(IF_SUPPRESSED)
        return replace(rest, marker=marker)
    if suppressed := _SUPPRESSED.fullmatch(text):
        return _below(suppressed["bound"], text, expected)
    if noted := _NOTE_MARK.fullmatch(text):
        figure = _read_text(noted["figure"], expected)
        return figure if figure.problem else replace(figure, in_doubt=InDoubt.RAISED)
    match = FIGURE.fullmatch(text.translate(MINUSES))
    if match and (match["whole"] or match["fraction"]):
        return _read_number(match, text, expected)
    if bare := without_its_unit(text, expected.unit, expected.unit_label):
        return _read_text(bare, replace(expected, unit=None))
    return _refused(advice_on(text, expected))


def _below(bound: str, text: str, expected: ExpectedFigure) -> FigureRead:
    """ "<5": a suppressed figure, in doubt where a count as small would not be suppressed."""
    if "%" in text and not expected.percent:
        return _refused(IF_SUPPRESSED)
    small = expected.count and "%" not in text and float(bound) <= _LARGEST_SUPPRESSED
    return FigureRead(marker=Marker.CONFIDENTIAL.value, in_doubt=None if small else InDoubt.BOUND)


def _read_number(match: re.Match[str], text: str, expected: ExpectedFigure) -> FigureRead:
    signs = [sign for sign in (match["sign"], match["sign_after"]) if sign]
    pounds = bool(match["before"]) + bool(match["pounds"])
    percent = bool(match["percent"]) + bool(match["after"])
    if len(signs) + bool(match["bracket"]) > 1 or bool(match["bracket"]) != bool(match["end"]):
        return _refused(advice_on(text, expected))
    if percent and not expected.percent:
        return _refused(_without(NO_PERCENT, match))
    if pounds and not expected.money:
        return _refused(_without(NO_POUNDS, match))
    if max(pounds, percent) > 1 or (percent and (pounds or match["scale"])):
        return _refused(ALONE)
    if match["scale"] and not (pounds or expected.scale):
        return _refused(NO_SCALE)
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
        return _refused(BEYOND_ALL)
    return FigureRead(value=value + 0.0, percent_sign=percent_sign)


def _refused(advice: str) -> FigureRead:
    return FigureRead(problem=Problem.NOT_A_NUMBER, advice=advice)


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
