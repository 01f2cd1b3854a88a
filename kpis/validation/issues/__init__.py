"""Every kind of issue: one class each, by the place where it is found.

`ISSUE_KINDS` lists them for documentation: `code`, `severity` and `description()` of each. A code
may have two classes, for the same mistake can be certain (an error) or only likely (a warning).
"""

from kpis.validation.issues import (
    activity,
    cross_row,
    figure,
    identity,
    period,
    question,
    ratio,
    structure,
)
from kpis.validation.issues.base import Issue
from kpis.validation.issues.question import Question

ISSUE_KINDS: tuple[type[Issue], ...] = (
    structure.NoTableFound,
    structure.NothingReturned,
    structure.TemplateNotFilledIn,
    structure.SheetNotRead,
    structure.TooManyIssues,
    structure.FileNote,
    structure.DuplicateColumn,
    structure.UnknownColumn,
    structure.OfficialStatistics,
    structure.CellsBesideHeader,
    question.HeaderMeaning,
    question.TakenAsAnswered,
    question.LeftOutAsAnswered,
    identity.MeasureNotNamed,
    identity.UnknownMeasure,
    identity.WhichMeasure,
    identity.CodeAndTitle,
    identity.CodesOfItsOwn,
    identity.CodeAsNumber,
    identity.MeasureContradiction,
    identity.MeasureHasParts,
    identity.MeasureRetired,
    identity.MeasureNotIntroduced,
    identity.MeasureSuspended,
    identity.UnknownArea,
    identity.IncompleteBreakdown,
    period.UnknownPeriod,
    period.AmbiguousPeriod,
    period.WrongFrequencyPeriod,
    period.OtherSurveyWave,
    period.FuturePeriod,
    period.ClosedPeriod,
    period.LateFigures,
    period.ReturnedOnIgnored,
    period.ReturnedOnInvalid,
    figure.ErrorCell,
    figure.FormulaNotCalculated,
    figure.OutturnNotANumber,
    figure.OutturnMissing,
    figure.RowLeftEmpty,
    figure.OutOfRange,
    figure.CountNotWhole,
    figure.PercentAsFraction,
    figure.PercentIsFraction,
    figure.UnknownMarker,
    figure.MarkerContradiction,
    figure.MarkerWithFigure,
    ratio.RatioNotANumber,
    ratio.RatioNegative,
    ratio.DenominatorZero,
    ratio.NumeratorAboveDenominator,
    ratio.OutturnDisagreesWithParts,
    ratio.OutturnMayDisagreeWithParts,
    cross_row.DuplicateRow,
    cross_row.RepeatedRow,
    cross_row.FarFromSeries,
    cross_row.MissingCommentary,
    cross_row.MissingDue,
    cross_row.TextTooLong,
    cross_row.TextLikeFormula,
    activity.UnknownActivity,
    activity.ActivityContradiction,
    activity.ActivityQuarterMissing,
    activity.ActivityQuarterInvalid,
    activity.ActivityStatusMissing,
    activity.UnknownActivityStatus,
    activity.PercentDoneInvalid,
    activity.CompletedBelowAll,
    activity.AllDoneNotCompleted,
    activity.ActivityDateInvalid,
    activity.ActivityDateAmbiguous,
    activity.ActivityOverdue,
    activity.ActivityWithoutComment,
    activity.DuplicateActivity,
    activity.RepeatedActivity,
)


def lasts(code: str) -> bool:
    """Whether an answer to questions of that code holds for the sender's next file too."""
    return any(
        kind.lasting for kind in ISSUE_KINDS if issubclass(kind, Question) and kind.code == code
    )
