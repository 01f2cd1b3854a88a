"""The figures of each measure that may be compared as a series, in their order.

A line through figures that do not compare is worse than none. So totals to date are taken apart
into each period's own amount, figures that mix two definitions or are marked as comparable with
nothing are left out, and what remains is numbered by chapters: a new one begins at every break.
"""

import numpy as np

from kpis.analysis.figures.columns import Columns, take
from kpis.analysis.figures.like_for_like import break_between, is_regular
from kpis.analysis.figures.measures import measure_columns
from kpis.analysis.figures.own_figures import Figures
from kpis.analysis.figures.per_plan import per_plan
from kpis.analysis.figures.quarters import LATER_THAN_ANY
from kpis.analysis.figures.rollup import MONTHS_IN_A_QUARTER
from kpis.model import Basis, Frequency, Measure, Plan, Provenance, Unit
from kpis.periods import MONTHS_IN, MONTHS_IN_A_YEAR, period_of_id

_ADD_UP = [unit.value for unit in (Unit.COUNT, Unit.POUNDS, Unit.DAYS, Unit.TONNES)]
LEFT_OUT = -1  # in place of a chapter
_READ = ("measure", "quarter", "period_id", "frequency", "outturn", "provenance")


def adds_up(units: np.ndarray) -> np.ndarray:
    """Whether totals in these units are the sums of their parts, as counts are and shares not."""
    return np.isin(units.astype("U"), _ADD_UP)


def comparable_figures(plan: Plan, figures: Figures) -> Columns:
    """The plan's own figures that compare, by measure and time; a row of no measure (-1) first.

    figures: of the whole plan; the months of monthly measures are quarters there.
    Returns key (measure and quarter as one number, rising), measure (position in the plan),
    quarter (number of that in which the period ends), period_id, amount (the figure, or of a
    total to date the period's own amount), illustrative and published (bool: whether a figure
    behind the amount is), chapter (how many breaks lie before it) and row (where the figure stands
    in `figures`; -1 is the blank one). Left out: periods without a
    figure or not of the measure's own kind, those a break falls into, those marked as not
    comparable, and own amounts that cannot be known: of shares, or where the total before is
    missing or does not compare.
    """
    rows = {name: figures.columns[name] for name in _READ}
    key = rows["measure"] * LATER_THAN_ANY + rows["quarter"]
    order = np.argsort(key, kind="stable")
    order = order[rows["measure"][order] >= 0]
    rows = take(rows | {"key": key, "row": np.arange(len(key))}, order)
    table = measure_columns(plan)
    frequency = table["frequency"][rows["measure"]]
    # The figures of a monthly measure are its quarters here.
    kinds = np.where(frequency == Frequency.MONTH.value, Frequency.QUARTER.value, frequency)
    rows["chapter"] = chapters_of(plan, rows, kinds)
    rows = take(rows, rows["chapter"] != LEFT_OUT)
    lengths = np.maximum(months_in_periods(plan), MONTHS_IN_A_QUARTER)
    rows |= own_amounts(plan, rows, rows["quarter"] * MONTHS_IN_A_QUARTER, lengths)
    shares_to_date = (table["basis"] == Basis.YEAR_TO_DATE.value) & ~adds_up(table["unit"])
    usable = np.flatnonzero(~np.isnan(rows["amount"]) & ~shares_to_date[rows["measure"]])
    blanks = {"period_id": "", "amount": np.nan, "illustrative": False, "published": False}
    return {
        name: np.concatenate(
            [np.array([blanks.get(name, -1)], rows[name].dtype), rows[name][usable]]
        )
        for name in ("key", "measure", "quarter", "chapter", "row", *blanks)
    }


def chapters_of(plan: Plan, figures: Columns, kinds: np.ndarray) -> np.ndarray:
    """How many breaks of its measure lie before each figure, or LEFT_OUT.

    figures: measure (rising), period_id and frequency. kinds: the frequency each is to have.
    """
    chapters = np.where(figures["frequency"] == kinds, 0, LEFT_OUT)
    starts = np.searchsorted(figures["measure"], np.arange(len(plan.measures) + 1))
    for place, measure in enumerate(plan.measures):
        waves = measure.frequency is Frequency.SURVEY_WAVE
        if waves or measure.breaks or measure.not_comparable:
            for row in range(starts[place], starts[place + 1]):
                if chapters[row] != LEFT_OUT:
                    chapters[row] = _chapter(measure, figures["period_id"][row])
    return chapters


def _chapter(measure: Measure, period_id: str) -> int:
    period = period_of_id(period_id)
    if not (measure.frequency is Frequency.MONTH or is_regular(measure, period)):
        return LEFT_OUT
    if break_between(measure, period, period):
        return LEFT_OUT
    return sum(period_of_id(broken.period).start <= period.start for broken in measure.breaks)


def own_amounts(plan: Plan, figures: Columns, ends: np.ndarray, lengths: np.ndarray) -> Columns:
    """amount, illustrative and published of figures, with totals to date made into own amounts.

    figures: figures that compare, by measure and time: measure, chapter, outturn and provenance.
    ends: the last months of their periods, counted so that a financial year ends with a whole
    dozen. lengths: of a measure's periods, in months, by its position in the plan. The amount is
    NaN where the total before is missing, of another chapter, or one of the two is illustrative
    and the other published.
    """
    length = lengths[figures["measure"]]
    to_date = (measure_columns(plan)["basis"] == Basis.YEAR_TO_DATE.value)[figures["measure"]]
    less = to_date & (ends % MONTHS_IN_A_YEAR != length)  # its year's first is its own amount
    before = np.maximum(np.arange(len(ends)) - 1, 0)
    illustrative, published = (
        kind | (less & kind[before])
        for kind in (
            figures["provenance"] == Provenance.ILLUSTRATIVE.value,
            figures["provenance"] == Provenance.PUBLISHED.value,
        )
    )
    can_be_taken_off = (ends - ends[before] == length) & ~(illustrative & published)
    for name in ("measure", "chapter"):
        can_be_taken_off &= figures[name] == figures[name][before]
    amount = np.where(can_be_taken_off, figures["outturn"] - figures["outturn"][before], np.nan)
    return {
        "amount": np.where(less, amount, figures["outturn"]),
        "illustrative": illustrative,
        "published": published,
    }


@per_plan
def months_in_periods(plan: Plan) -> np.ndarray:
    """How many months the periods of each measure have; 12 for those of yearly surveys."""
    return np.array([MONTHS_IN.get(m.frequency, MONTHS_IN_A_YEAR) for m in plan.measures])
