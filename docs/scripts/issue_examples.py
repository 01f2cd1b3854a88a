"""An example of every kind of issue, as a return might have it: what docs/issues.md shows."""

from datetime import date
from typing import Any

from docs.scripts.said_beside_examples import SAID_BESIDE
from kpis.model import Unit
from kpis.periods import period_of_id
from kpis.readers.asked import LEAVE_OUT, TAKE, Choice
from kpis.validation import Issue
from kpis.validation.issues import (
    activity,
    basis,
    cross_row,
    figure,
    identity,
    period,
    question,
    ratio,
    shown,
    structure,
)

_PLACE = {"sheet": "Q2", "cell": "G14"}
_MEASURE = {"measure": "5.2", "title": "Level of recycling"}
_ACTIVITY = {"measure": "A1.2", "title": "Open a second repair shop"}
_THE_FILE = {"sheet": "", "cell": "", "found": "housing-q2.xlsx"}
_QUARTER = "Q2 2019/20"
_RATIO = {"found": "34", "numerator": "1,204", "denominator": "4,300", "gives": "28%"}
_TWICE = {"found": "23.9", "period": _QUARTER, "first_place": "Q2!G9", "first_found": "23.1"}
_TAKEN, _LEFT_OUT = (
    Choice(answer=TAKE, label="Take it"),
    Choice(answer=LEAVE_OUT, label="Leave it out"),
)
_SERIES = ("2018-19-Q3", "2018-19-Q4", "2019-20-Q1")
_EARLIER = tuple((24.0 + at, period_of_id(each)) for at, each in enumerate(_SERIES))
_THIS_MEASURE = Choice(answer="5.2", label="5.2 Level of recycling", stores="24 for 2019/20 of 5.2")
_NONE_OF_THEM = Choice(answer=LEAVE_OUT, label="None of them: leave its rows out")
_OTHERS = Choice(answer=LEAVE_OUT, label="They are other measures: leave out")
# What an example of each kind is made of, beside its place and its measure.
EXAMPLES: dict[type[Issue], dict[str, Any]] = {
    structure.NoTableFound: _THE_FILE,
    structure.NothingReturned: _THE_FILE,
    structure.TemplateNotFilledIn: _THE_FILE,
    structure.SheetNotRead: {"sheet": "Notes", "cell": "", "reason": "it has no row of headers"},
    structure.TooManyIssues: _THE_FILE | {"most": 20_000},
    structure.FileNote: {"cell": "", "found": "Rows 7 to 9 are hidden, and were read."},
    structure.DuplicateColumn: {"cell": "H3", "found": "Actual", "first_cell": "G3"},
    structure.UnknownColumn: {"cell": "L3", "found": "Comentary", "nearest": "Commentary"},
    structure.OfficialStatistics: {"cell": "M3", "found": "Publisher", "beside": "Licence"},
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
    identity.MeasureNotNamed: {"cell": "A14", "found": "", "measure": "", "title": ""},
    identity.UnknownMeasure: {
        "cell": "A14",
        "found": "SW08",
        "choices": (Choice(answer=LEAVE_OUT, label="Leave its rows out"),),
    },
    identity.WhichMeasure: {
        "cell": "A14",
        "found": "Recyling rate",
        "nearest": ("5.2 Level of recycling",),
        "choices": (_THIS_MEASURE, _NONE_OF_THEM),
    },
    identity.CodeAndTitle: {
        "cell": "B14",
        "found": "Calls answered in time",
        "count": 1,
        "choices": (Choice(answer=TAKE, label="The codes are right"), _OTHERS),
    },
    identity.CodesOfItsOwn: {
        "cell": "A14",
        "found": "KPI-17",
        "count": 1,
        "choices": (Choice(answer=TAKE, label="The titles are right"), _OTHERS),
    },
    identity.CodeAsNumber: {
        "cell": "A14",
        "found": "5.1",
        "measure": "5.1",
        "other": "5.10 Trees planted",
        "choices": (
            Choice(answer="5.1", label="5.1 Clean streets"),
            Choice(answer="5.10", label="5.10 Trees planted"),
        ),
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
    **SAID_BESIDE,
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
    structure.CellsBesideHeader: {
        "cell": "H14",
        "found": "5.2, Q2 2019/20, 1, 234, , , , on time",
        "row": 14,
        "cells": 8,
        "expected": 7,
    },
    identity.MeasureContradiction: {"cell": "A14", "found": "5.2", "other": "5.3 Litter"},
    identity.MeasureHasParts: {"found": "23", "parts": "5.2a or 5.2b"},
    identity.MeasureRetired: {"found": _QUARTER, "last_quarter": "Q4 2018/19"},
    identity.MeasureNotIntroduced: {"found": _QUARTER, "first_quarter": "Q1 2020/21"},
    identity.MeasureSuspended: {"found": _QUARTER, "reason": "the depot is rebuilt"},
    identity.WhichArea: {
        "cell": "C14",
        "found": "LBX",
        "own": "Xtown",
        "nearest": "",
        "count": 1,
        "choices": (
            Choice(answer="own area", label="It is Xtown"),
            Choice(answer=TAKE, label="An area of its own"),
            Choice(answer=LEAVE_OUT, label="Leave its rows out"),
        ),
    },
    identity.RowsOfAPart: {
        "cell": "D14",
        "found": "Mill Lane",
        "header": "Ward",
        "own": "Xtown",
        "count": 1,
        "choices": (
            Choice(answer=TAKE, label="The whole of Xtown"),
            Choice(answer=LEAVE_OUT, label="A part only: leave out"),
        ),
    },
    identity.TitleOfAnotherArea: {
        "cell": "A1",
        "found": "London Borough of Hackney",
        "area": "Hackney",
        "own": "Xtown",
        "is_sheet": False,
        "choices": (
            Choice(answer="Hackney", label="They are of Hackney"),
            Choice(answer=TAKE, label="They are of Xtown"),
            Choice(answer=LEAVE_OUT, label="Leave them out"),
        ),
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
    identity.UnknownArea: {"cell": "C14", "found": "Hackny", "nearest": "Hackney"},
    identity.IncompleteBreakdown: {"cell": "D14", "found": "Sex", "lacks": "category"},
    period.UnknownPeriod: {
        "cell": "B14",
        "found": "second",
        "explanation": "'second' is not a reporting period. Write it as in Q2 2019/20.",
    },
    period.AmbiguousPeriod: {
        "cell": "B14",
        "found": "2019",
        "explanation": "'2019' could be 2019/20 or the calendar year 2019. Write 2019/20 for "
        "the financial year.",
    },
    period.FirstDayOfPeriod: {
        "cell": "B14",
        "found": "01/10/2019",
        "about": "as at",
        "told": "is the first day of Q3 2019/20, and may stand for Q2 2019/20, which ended the day "
        "before",
        "choices": (
            Choice(answer="ended", label="The period that just ended", stores="45 for Q2 2019/20"),
            Choice(answer="begins", label="The period that begins", stores="45 for Q3 2019/20"),
        ),
    },
    period.MonthNumber: {
        "cell": "C14",
        "found": "Month 1 2019/20",
        "about": "month",
        "told": "may be Apr 2019, counted from April as finance does, or Jan 2020",
        "choices": (
            Choice(answer="financial", label="Month 1 is April", stores="45 for Apr 2019"),
            Choice(answer="calendar", label="Month 1 is January", stores="45 for Jan 2020"),
        ),
    },
    period.YearNamedOnce: {
        "cell": "C14",
        "found": "Jan FY 2019",
        "about": "month",
        "told": "may be of 2019/20, of 2018/19 or of the calendar year",
        "choices": (
            Choice(answer="begins", label="Named by its first year", stores="45 for Jan 2020"),
            Choice(answer="ends", label="Named by its last year", stores="45 for Jan 2019"),
        ),
    },
    period.TitleOfAnotherPeriod: {
        "cell": "A1",
        "found": "Return for Q1 2019/20",
        "where": "",
        "period": _QUARTER,
        "choices": (Choice(answer=TAKE, label=f"{_QUARTER} is right"), _LEFT_OUT),
    },
    period.LongerPeriod: {
        "cell": "D3",
        "found": "2018/19",
        "told": "is a financial year, and these figures are returned for a quarter",
        "choices": (
            Choice(
                answer="last", label="They are of Q4 2018/19, its end", stores="24 for Q4 2018/19"
            ),
            Choice(answer=LEAVE_OUT, label="Leave this column out"),
        ),
    },
    period.DayAfterPlan: {
        "cell": "B14",
        "found": "2026-06-30",
        "told": "is of Q1 2026/27, and the plan ends in 2021/22",
        "choices": (
            Choice(answer=TAKE, label="The year is right", stores="45 for Q1 2026/27"),
            Choice(answer=LEAVE_OUT, label="Leave these figures out"),
        ),
    },
    period.WrongFrequencyPeriod: {
        "found": "Aug 2019",
        "is_a": "a month",
        "should_be": "a quarter",
        "example": _QUARTER,
    },
    period.OtherSurveyWave: {"found": "Apr-Jun 2019", "own_wave": "Jan-Mar 2019"},
    period.FuturePeriod: {"found": "Q4 2019/20", "ends_on": date(2020, 3, 31)},
    period.ClosedPeriod: {
        "found": "24.1",
        "quarter": "Q1 2019/20",
        "closed_on": date(2019, 8, 2),
        "before": "23.9%",
        "explained": False,
    },
    period.LateFigures: {"quarter": "Q1 2019/20", "closed_on": date(2019, 8, 2), "count": 3},
    period.ReturnedOnIgnored: {"cell": "M14", "found": "2019-11-08"},
    period.ReturnedOnInvalid: {"cell": "M14", "found": "2031-01-01", "reason": "it is to come"},
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
    activity.UnknownActivity: {"cell": "A14", "found": "A1.22", "nearest": "A1.2"},
    activity.ActivityContradiction: {"found": "A1.2", "other": "A1.3 Close the old shop"},
    activity.ActivityQuarterMissing: {"cell": "A3"},
    activity.ActivityQuarterInvalid: {
        "cell": "B14",
        "found": "2019/20",
        "reason": "it is a year.",
    },
    activity.ActivityStatusMissing: {"advice": "Type one of those the template lists."},
    activity.UnknownActivityStatus: {"found": "fine", "advice": "Type On track if that is meant."},
    activity.PercentDoneInvalid: {"found": "120", "advice": "Type a number from 0 to 100."},
    activity.CompletedBelowAll: {"percent": 80.0},
    activity.AllDoneNotCompleted: {"status": "on track"},
    activity.ActivityDateInvalid: {
        "found": "soon",
        "column": "expected",
        "advice": "Type a day, as in 30/09/2020.",
    },
    activity.ActivityDateAmbiguous: {
        "found": "01/02/20",
        "column": "expected",
        "advice": "Type the year in full.",
    },
    activity.ActivityOverdue: {"found": "31/08/2019", "status": "on track", "quarter": _QUARTER},
    activity.ActivityWithoutComment: {"cell": "G14", "status": "delayed"},
    activity.DuplicateActivity: {
        "found": "On track",
        "quarter": _QUARTER,
        "first_place": "Activities!C9",
    },
    activity.RepeatedActivity: {"quarter": _QUARTER, "first_place": "Activities!C9"},
}


def example(kind: type[Issue]) -> Issue:
    """An issue of this kind, as a return might have it."""
    of = {structure.__name__: {}, activity.__name__: _ACTIVITY}
    sheet = {"sheet": "Activities"} if kind.__module__ == activity.__name__ else {}
    return kind(**(_PLACE | sheet | of.get(kind.__module__, _MEASURE) | EXAMPLES[kind]))
