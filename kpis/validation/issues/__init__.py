"""Every kind of issue: one class each, by the place where it is found.

`ISSUE_KINDS` lists them for documentation: `code`, `severity` and `description()` of each. A code
may have two classes, for the same mistake can be certain (an error) or only likely (a warning).
"""

from kpis.validation.issues import company, figure, identity, period, ratio, structure
from kpis.validation.issues.base import Issue

ISSUE_KINDS: tuple[type[Issue], ...] = (
    structure.NoTableFound,
    structure.NothingReturned,
    structure.SheetNotRead,
    structure.FileNote,
    structure.DuplicateColumn,
    structure.UnknownColumn,
    identity.UnknownMeasure,
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
    company.DuplicateRow,
    company.RepeatedRow,
    company.FarFromSeries,
    company.MissingCommentary,
    company.MissingDue,
    company.TextTooLong,
    company.TextLikeFormula,
)
