"""Examples of issues about what a figure is of: its measure, its area, its period."""

from datetime import date
from typing import Any

from kpis.readers.asked import LEAVE_OUT, TAKE, Choice
from kpis.validation import Issue
from kpis.validation.issues import identity, period

_QUARTER = "Q2 2019/20"
_TAKEN, _LEFT_OUT = (
    Choice(answer=TAKE, label="Take it"),
    Choice(answer=LEAVE_OUT, label="Leave it out"),
)
_THIS_MEASURE = Choice(answer="5.2", label="5.2 Level of recycling", stores="24 for 2019/20 of 5.2")
_NONE_OF_THEM = Choice(answer=LEAVE_OUT, label="None of them: leave its rows out")
_OTHERS = Choice(answer=LEAVE_OUT, label="They are other measures: leave out")

KEYS: dict[type[Issue], dict[str, Any]] = {
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
    identity.MeasureContradiction: {"cell": "A14", "found": "5.2", "other": "5.3 Litter"},
    identity.MeasureHasParts: {"found": "23", "parts": "5.2a or 5.2b"},
    identity.MeasureRetired: {"found": _QUARTER, "last_quarter": "Q4 2018/19"},
    identity.MeasureNotIntroduced: {"found": _QUARTER, "first_quarter": "Q1 2020/21"},
    identity.MeasureSuspended: {"found": _QUARTER, "reason": "the depot is rebuilt"},
    identity.MeasureOfAnotherPlan: {
        "cell": "A14",
        "found": "Dog fouling",
        "named": "5.4 Dog fouling",
        "its_plan": "Strategic Plan 2019-22",
        "plan": "Strategic Plan 2020-23",
        "told": "It is no measure of the plan from 2020/21 on: nobody counts it any more.",
    },
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
}
