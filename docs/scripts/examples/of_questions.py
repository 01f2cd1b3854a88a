"""Examples of what is asked, and of what a person sees in a file."""

from typing import Any

from kpis.readers.asked import LEAVE_OUT, TAKE, Choice
from kpis.validation import Issue
from kpis.validation.issues import basis, question, shown

_TAKEN, _LEFT_OUT = (
    Choice(answer=TAKE, label="Take it"),
    Choice(answer=LEAVE_OUT, label="Leave it out"),
)

QUESTIONS: dict[type[Issue], dict[str, Any]] = {
    question.HeaderMeaning: {
        "cell": "G3",
        "found": "Planned outturn",
        "told": "the header 'Planned outturn' says more than outturn. Is this column the "
        "measure's own result, the outturn, or another figure?",
        "choices": (
            Choice(answer=TAKE, label="It is the outturn"),
            Choice(answer=LEAVE_OUT, label="It is another figure"),
        ),
    },
    question.UnitDiffers: {
        "cell": "G3",
        "found": "000s",
        "header": "Outturn (000s)",
        "unit": "% of household waste",
        "choices": (Choice(answer=LEAVE_OUT, label="It is another figure: leave out"),),
    },
    question.TakenAsAnswered: {
        "cell": "G3",
        "found": "Planned outturn",
        "label": "it is the outturn",
    },
    question.LeftOutAsAnswered: {
        "cell": "G3",
        "found": "Planned outturn",
        "label": "it is another figure",
    },
    question.HiddenColumn: {
        "cell": "G3",
        "found": "Outturn",
        "told": "column G is hidden and holds the outturns. Shall what nobody sees be read?",
        "choices": (_TAKEN, _LEFT_OUT),
    },
    question.CutFigure: {
        "found": "1,234",
        "told": (
            "'1' and '234' beside it may be one figure that was cut at its comma. Put such "
            "figures in quotation marks."
        ),
        "choices": (Choice(answer=TAKE, label="They are two cells", stores="1"), _LEFT_OUT),
    },
    question.PeriodsDiffer: {
        "cell": "B14",
        "found": "Q1 2019/20",
        "told": "'Q1 2019/20' is not the period that 'Period end' says, 30/09/2019.",
        "choices": (Choice(answer=TAKE, label="It is of Q1 2019/20"), _LEFT_OUT),
    },
    question.OtherFigure: {
        "cell": "E14",
        "found": "Target",
        "header": "Type",
        "count": 1,
        "choices": (
            Choice(answer=TAKE, label="It is the outturn"),
            Choice(answer=LEAVE_OUT, label="It is another figure: leave out"),
        ),
    },
    shown.ShownOtherwiseThanHeld: {
        "found": "3",
        "shown": "[c]",
        "column": "outturn",
        "choices": (_TAKEN, _LEFT_OUT),
    },
    shown.ShownRounded: {
        "found": "81.4999",
        "shown": "81",
        "column": "outturn",
        "more": 2,
        "choices": (_TAKEN, _LEFT_OUT),
    },
    shown.RaisedDigit: {
        "found": "45¹",
        "without": "45",
        "column": "outturn",
        "choices": (_TAKEN, _LEFT_OUT),
    },
    shown.StruckThrough: {
        "found": "45",
        "outturn": "45",
        "column": "outturn",
        "choices": (_TAKEN, _LEFT_OUT),
    },
    shown.BoundOrSuppressed: {
        "found": "<50",
        "column": "outturn",
        "choices": (_TAKEN, _LEFT_OUT),
    },
    shown.PointOrThousands: {
        "found": "12.345",
        "instead": "12,345",
        "column": "outturn",
        "choices": (_TAKEN, _LEFT_OUT),
    },
    shown.FractionsOrPercentages: {
        "found": "0.239",
        "more": 2,
        "choices": (_TAKEN, _LEFT_OUT),
    },
    basis.OtherBasis: {"cell": "F14", "found": "38", "is_so_far": True, "more": 2},
    basis.BasisDiffers: {
        "cell": "D14",
        "found": "Cumulative",
        "header": "Basis",
        "own": "each period alone",
        "count": 1,
        "choices": (Choice(answer=TAKE, label="They are of each period alone"), _LEFT_OUT),
    },
    basis.QuartersBesideYearSoFar: {
        "cell": "F3",
        "found": "YTD",
        "count": 1,
        "choices": (Choice(answer=TAKE, label="They are of the year so far too"), _LEFT_OUT),
    },
}
