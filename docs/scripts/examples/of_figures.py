"""Examples of issues about a figure, its parts and its words."""

from typing import Any

from kpis.model import Unit
from kpis.periods import period_of_id
from kpis.readers.asked import TAKE, Choice
from kpis.validation import Issue
from kpis.validation.issues import cross_row, figure, ratio

_QUARTER = "Q2 2019/20"
_RATIO = {"found": "34", "numerator": "1,204", "denominator": "4,300", "gives": "28%"}
_TWICE = {"found": "23.9", "period": _QUARTER, "first_place": "Q2!G9", "first_found": "23.1"}
_SERIES = ("2018-19-Q3", "2018-19-Q4", "2019-20-Q1")
_EARLIER = tuple((24.0 + at, period_of_id(each)) for at, each in enumerate(_SERIES))

FIGURES: dict[type[Issue], dict[str, Any]] = {
    figure.ErrorCell: {"found": "#DIV/0!", "column": "outturn"},
    figure.FormulaNotCalculated: {"found": "=E14/F14", "column": "outturn"},
    figure.OutturnNotANumber: {"found": "about 23", "advice": "Type the figure alone."},
    figure.OutturnMissing: {"would_be": "23.9%"},
    figure.RowLeftEmpty: {},
    figure.OutOfRange: {"found": "239", "limit": "cannot be above 100%"},
    figure.CountNotWhole: {"found": "23.9"},
    figure.PercentIsFraction: {
        "found": "0.239",
        "taken_as": "0.239%",
        "instead": "23.9",
        "evidence": "the figures before it",
    },
    figure.UnknownMarker: {"found": "[n]", "advice": "Type [x] where there is no figure."},
    figure.MarkerContradiction: {"found": "[r]", "other": "p"},
    figure.MarkerWithFigure: {"marker": "x", "meaning": "not available", "shown_by": "an outturn"},
    ratio.RatioNotANumber: {
        "found": "many",
        "column": "numerator",
        "advice": "Type the figure alone.",
    },
    ratio.RatioNegative: {"found": "-4", "column": "numerator"},
    ratio.DenominatorZero: {"found": "0"},
    ratio.NumeratorAboveDenominator: {"found": "4,300", "denominator": "1,204"},
    ratio.OutturnDisagreesWithParts: _RATIO,
    ratio.OutturnMayDisagreeWithParts: _RATIO,
    cross_row.DuplicateRow: _TWICE,
    cross_row.RepeatedRow: _TWICE,
    cross_row.FarFromSeries: {
        "outturn": 2.6,
        "unit": Unit.PERCENT,
        "decimals": 1,
        "earlier": _EARLIER,
        "would_fit": 26.0,
    },
    cross_row.MissingCommentary: {"cell": "K14", "outturn": "19.2%"},
    cross_row.MissingDue: {
        "cell": "",
        "periods": _QUARTER,
        "quarter": _QUARTER,
        "directorate": "Place",
    },
    cross_row.TextTooLong: {
        "cell": "K14",
        "column": "commentary",
        "length": 9120,
        "longest": 4000,
    },
    cross_row.TextLikeFormula: {"cell": "K14", "found": "=HYPERLINK()", "column": "commentary"},
    cross_row.GarbledText: {
        "cell": "K14",
        "found": "Costs Â£3 â€“ agreed",
        "column": "commentary",
        "choices": (
            Choice(answer="mended", label="Take the mended text", stores="Costs £3 – agreed"),
            Choice(answer=TAKE, label="Take it as typed", stores="Costs Â£3 â€“ agreed"),
        ),
    },
}
