"""One measure's outlook: by which method, from which figures, or why there is none.

What is needed, and below it nothing is foreseen:

- eight comparable figures without a gap, for a series;
- three full past years that compare, for a total of the year so far;
- a newest comparable figure no more than a year back (two, for a yearly measure), and no series
  break between it and the figure to come.
"""

from dataclasses import dataclass

import numpy as np

from kpis.analysis.figures.averages import weights
from kpis.analysis.figures.like_for_like import breaks_between, marks_within, mixed
from kpis.analysis.figures.states import as_sentence
from kpis.analysis.outlook.chain import Chain, chain
from kpis.analysis.outlook.due import WITHIN_A_YEAR, Due, due
from kpis.analysis.outlook.foreseen import Foreseen, Path
from kpis.analysis.outlook.known_figures import KnownFigures
from kpis.analysis.outlook.scale import scale_for
from kpis.analysis.outlook.smoothing import last_value, smoothed
from kpis.analysis.outlook.totals_to_date import (
    YEARS_NEEDED,
    PastYears,
    change_of_rate,
    rest_of_year,
)
from kpis.model import Basis, Frequency, Measure, Provenance, QuarterValue, SeriesBreak, Unit
from kpis.periods import MONTHS_IN, ReportingPeriod, through
from kpis.plan.aims_asked import aim_of

FIGURES_NEEDED = 8
YEARS_BACK = 2  # how old the newest figure of a yearly measure may be, in periods
NOT_ADDED_UP = (Unit.PERCENT, Unit.AVERAGE, Unit.INDEX)
PLURALS = {
    Frequency.MONTH: "months",
    Frequency.QUARTER: "quarters",
    Frequency.HALF_YEAR: "half-years",
    Frequency.YEAR: "years",
    Frequency.ACADEMIC_YEAR: "academic years",
    Frequency.CALENDAR_YEAR: "calendar years",
    Frequency.SURVEY_WAVE: "survey waves",
}

Steps = tuple[tuple[ReportingPeriod, Foreseen], ...]


@dataclass(frozen=True, slots=True)
class Prospect:
    """What is foreseen of a measure, and the way there; or why nothing is."""

    period: ReportingPeriod | None = None
    final: Foreseen | None = None
    steps: Steps = ()  # the measure's own coming periods, in order
    method: str = ""
    reason: str = ""
    illustrative: bool = False


def prospect_of(measure: Measure, quarter: ReportingPeriod, figures: KnownFigures) -> Prospect:
    """The outlook of a measure seen from a quarter's report. figures: those reported by then."""
    to_come = due(measure, quarter, figures)
    if to_come.reason:
        return Prospect(reason=to_come.reason)
    if measure.basis is Basis.YEAR_TO_DATE:
        return _of_a_total(measure, to_come, figures)
    return _of_a_series(measure, to_come, chain(measure, figures))


def _of_a_series(measure: Measure, to_come: Due, series: Chain) -> Prospect:
    if series.count < FIGURES_NEEDED:
        return Prospect(reason=_too_few(series.count, "comparable figure", FIGURES_NEEDED))
    newest, last = series.periods[-1], to_come.periods[-1]
    if breaks := breaks_between(measure, newest, last):
        return Prospect(reason=_does_not_compare(last, breaks[0]))
    ahead = list(through(newest.shift(1), last))
    season = _periods_in_a_year(measure)
    if len(ahead) > (season if season > 1 else YEARS_BACK):
        return Prospect(reason=f"The newest comparable figure, of {newest.label}, is too old.")
    months_known = series.figures[len(series.figures) - max(len(to_come.periods) - len(ahead), 0) :]
    if any(np.isnan(months_known)):
        return Prospect(reason=f"A month of {to_come.period.label} is not comparable.")
    path, method = _foreseen(measure, series, len(ahead), season)
    unit = 10.0**-measure.decimals
    steps = tuple(
        (period, path.step(number).no_surer_than(unit)) for number, period in enumerate(ahead)
    )
    final = steps[-1][1]
    if len(to_come.periods) > 1 and measure.quarter_value is not QuarterValue.LAST:
        shares = np.ones(len(to_come.periods))
        if measure.quarter_value is QuarterValue.MEAN:
            shares = weights(measure, to_come.periods)
            shares = shares / shares.sum()
        final = path.together(np.array(months_known), shares).no_surer_than(unit)
    return Prospect(to_come.period, final, steps, method, illustrative=series.illustrative)


def _foreseen(measure: Measure, series: Chain, steps: int, season: int) -> tuple[Path, str]:
    figures = np.array(series.figures)
    scale = scale_for(measure.unit, figures[~np.isnan(figures)])
    of_figures = f"{series.count} {PLURALS[measure.frequency]}"
    if _stays_as_it_was(measure):
        return last_value(figures, scale, steps), (
            f"last year's value and its usual change, from {of_figures}"
        )
    try:
        path, seasonal = smoothed(figures, scale, steps, season)
    except ArithmeticError:
        return last_value(figures, scale, steps), (
            f"the newest value and its usual change, from {of_figures}: exponential smoothing "
            "did not settle"
        )
    with_season = " with a yearly season" if seasonal else ""
    return path, f"exponential smoothing of {of_figures}{with_season}"


def _stays_as_it_was(measure: Measure) -> bool:
    """Yearly percentages of everything there is, no survey, as the back-test showed."""
    return (
        measure.unit is Unit.PERCENT
        and measure.frequency not in (*WITHIN_A_YEAR, Frequency.SURVEY_WAVE)
        and not measure.sample_size
    )


def _of_a_total(measure: Measure, to_come: Due, figures: KnownFigures) -> Prospect:
    last = to_come.periods[-1]
    usable = {
        period: figure
        for period, figure in figures.items()
        if not np.isnan(figure.outturn) and not marks_within(measure, period)
    }
    this_year = [period for period in usable if period.year_start == last.year_start]
    if not this_year:
        return Prospect(reason=f"No comparable figure of {last.financial_year} is known yet.")
    newest = max(this_year)
    if breaks := breaks_between(measure, newest, last):
        return Prospect(reason=_does_not_compare(last, breaks[0]))
    steps: list[tuple[ReportingPeriod, Foreseen]] = []
    for period in through(newest.shift(1), last):
        years = _past_years(measure, usable, newest, period)
        if len(years) < YEARS_NEEDED:
            return Prospect(reason=_too_few(len(years), "full past year", YEARS_NEEDED))
        past = PastYears(*np.array([[usable[p].outturn for p in pair] for pair in years]).T)
        foreseen, by_profile = _total(measure, newest, period, usable[newest].outturn, past)
        steps.append((period, foreseen.no_surer_than(10.0**-measure.decimals)))
    rests_on = {usable[period].provenance for pair in years for period in pair}
    rests_on.add(usable[newest].provenance)
    source = "profile of the target, checked against" if by_profile else "pattern of"
    return Prospect(
        to_come.period,
        steps[-1][1],
        tuple(steps),
        f"{source} {len(years)} past years",
        illustrative=Provenance.ILLUSTRATIVE.value in rests_on,
    )


def _total(
    measure: Measure,
    newest: ReportingPeriod,
    period: ReportingPeriod,
    so_far: float,
    past: PastYears,
) -> tuple[Foreseen, bool]:
    adds_up = measure.unit not in NOT_ADDED_UP and min(so_far, past.by_now.min()) >= 0
    if not adds_up:
        return change_of_rate(past, so_far), False
    share = _expected_share(measure, newest, period)
    return rest_of_year(past, so_far, share, counted=measure.unit is Unit.COUNT)


def _expected_share(
    measure: Measure, newest: ReportingPeriod, period: ReportingPeriod
) -> float | None:
    """Which share of the total at `period` the profile of the target expects at `newest`."""
    aim = aim_of(measure, period)
    by_quarter = measure.frequency is not Frequency.MONTH and not measure.arrears
    if aim is None or not aim.target_profile or not by_quarter:
        return None
    by_now, later = (aim.target_profile[p.quarter - 1] for p in (newest, period))
    return by_now / later if later > 0 else None


def _past_years(
    measure: Measure, usable: KnownFigures, newest: ReportingPeriod, period: ReportingPeriod
) -> list[tuple[ReportingPeriod, ReportingPeriod]]:
    """The same two periods of each past year that compares, oldest first."""
    kinds = {usable[newest].provenance}
    years: list[tuple[ReportingPeriod, ReportingPeriod]] = []
    by_now, later = newest.year_before(), period.year_before()
    first = min(usable)
    while by_now >= first and not breaks_between(measure, by_now, newest):
        if by_now in usable and later in usable:
            of_year = {usable[by_now].provenance, usable[later].provenance}
            if mixed(kinds | of_year):
                break
            kinds |= of_year
            years.append((by_now, later))
        by_now, later = by_now.year_before(), later.year_before()
    return years[::-1]


def _periods_in_a_year(measure: Measure) -> int:
    if measure.frequency in WITHIN_A_YEAR:
        return 12 // MONTHS_IN[measure.frequency]
    return 1


def _does_not_compare(period: ReportingPeriod, broken: SeriesBreak) -> str:
    return f"{period.label} does not compare with figures before: {as_sentence(broken.reason)}"


def _too_few(count: int, noun: str, needed: int) -> str:
    so_far = f"{count or 'No'} {noun}{'' if count == 1 else 's'} so far"
    return f"{so_far}; {needed} are needed."
