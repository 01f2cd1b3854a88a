"""Why a measure is not ranked, and what keeps figures from being like for like, in sentences."""

from datetime import date

from kpis.analysis.benchmark.ranks import FEWEST_AREAS
from kpis.analysis.figures.states import as_sentence
from kpis.model import COMPARABLE_UNITS, ComparatorSet, Measure, Nearness, Plan, Polarity
from kpis.periods import ReportingPeriod, reporting_quarter

OLD_AFTER_YEARS = 3  # from the period's end: older figures rank nobody in a report of today
_LATEST_AFTER = 4  # quarters that a period may have been reported before the report, unsaid


def why_not_ranked(
    plan: Plan,
    measure: Measure,
    comparator_set: ComparatorSet,
    period: ReportingPeriod | None,
    *,
    areas: int,
    old: bool,
    judged: bool,
    has_reference: bool,
) -> str:
    """A sentence; "" when the council is ranked, or held against the figure of a whole.

    period: the one compared, None when nothing of the council is published. areas: with a
    figure. old: see `is_old`. judged: whether a figure can be better than another.
    has_reference: whether the set's reference has a figure.
    """
    if period is None:
        return f"No comparable figure for {plan.area} is published."
    if measure.unit not in COMPARABLE_UNITS:
        return "The figure grows with the size of an area, so areas are not compared by it."
    if old:
        return f"The figures of {period.label} are too old to compare areas by today."
    if not comparator_set.areas:
        missing = f"No figure for {comparator_set.reference} is published for {period.label}."
        return "" if has_reference else missing
    if measure.polarity is Polarity.NEUTRAL:
        return "Neither more nor less of this is better, so areas are not ranked by it."
    if not judged:
        return "No range is set to judge by, so areas are not ranked."
    if areas < FEWEST_AREAS:
        have = "Only one area has" if areas == 1 else f"Only {areas} areas have"
        return f"{have} a figure for {period.label}; {FEWEST_AREAS} are needed to rank them."
    return ""


def note_on(measure: Measure) -> str:
    """What keeps the published figures from being those of the measure; "" when nothing does."""
    if measure.published is None or measure.published.nearness is not Nearness.NEAR:
        return ""
    return f"A near measure is compared: {as_sentence(measure.published.note)}"


def coverage(
    measure: Measure,
    comparator_set: ComparatorSet,
    period: ReportingPeriod | None,
    areas: int,
    quarter: ReportingPeriod,
) -> str:
    """How many areas lack a figure, and that nothing later can be compared; "" when neither.

    areas: of the set and the council, with a figure. quarter: that of the report.
    """
    if period is None:
        return ""
    sentences = []
    missing = len(comparator_set.areas) + 1 - areas
    if missing:
        of = f"{missing} of the {len(comparator_set.areas) + 1} areas"
        sentences.append(f"{of} {'has' if missing == 1 else 'have'} no figure for {period.label}.")
    if reporting_quarter(period, measure.arrears).shift(_LATEST_AFTER) <= quarter:
        sentences.append(f"The figures of {period.label} are the latest that can be compared.")
    return " ".join(sentences)


def is_old(period: ReportingPeriod | None, quarter: ReportingPeriod) -> bool:
    """Whether a period ended more than OLD_AFTER_YEARS years before a report's quarter did."""
    return period is not None and period.end < _years_before(quarter.end, OLD_AFTER_YEARS)


def years_old(period: ReportingPeriod | None, quarter: ReportingPeriod) -> int:
    """Whole years from the end of a period to that of a report's quarter; 0 without a period."""
    if period is None:
        return 0
    years = quarter.end.year - period.end.year
    return max(years - (period.end > _years_before(quarter.end, years)), 0)


def _years_before(day: date, years: int) -> date:
    """The same day so many years earlier. Quarters end on no 29 February."""
    return day.replace(year=day.year - years)
