"""Which way a measure goes: its direction of travel and its control chart, joined by a table."""

from enum import StrEnum

from kpis.frames import InsightsRow
from kpis.model import ChartKind, Direction
from kpis.words.control_charts import CONCERN, IMPROVEMENT, USUAL


class Travel(StrEnum):
    """The one direction that a verdict tells."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    IMPROVING_LONG = "improving_long"  # over several periods, not since a year before
    WORSENING_LONG = "worsening_long"
    NO_CLEAR_CHANGE = "no_clear_change"
    UNCLEAR_FOR_A_YEAR = "unclear_for_a_year"  # though clear against the period before
    NOT_TESTED = "not_tested"
    NONE = "none"


class Signal(StrEnum):
    """What the control chart says of its latest point."""

    BETTER = "better"  # on the better side of its average, by more than chance
    WORSE = "worse"
    LATELY_BETTER = "lately_better"  # seven figures or more, each better than the one before
    LATELY_WORSE = "lately_worse"
    UNUSUAL = "unusual"  # more than chance, where neither way is better
    NONE = "none"  # within the usual ups and downs
    NOT_DRAWN = "not_drawn"


class Tone(StrEnum):
    """Whether what is said is good news, for the choice between "and" and "but"."""

    GOOD = "good"
    EVEN = "even"  # of an outlook that may go either way
    BAD = "bad"
    FLAT = "flat"  # neither, or one and the other
    SILENT = "silent"  # nothing is said


_FOLLOWING = (ChartKind.RESIDUAL, ChartKind.SEASONAL_RESIDUAL)
_CLEAR = (Direction.IMPROVING, Direction.WORSENING)
# Where there is no clear direction, what the chart says is told.
_OF_THE_CHART: dict[Signal, tuple[str, Tone]] = {
    Signal.BETTER: ("clearly better than usual", Tone.GOOD),
    Signal.WORSE: ("clearly worse than usual", Tone.BAD),
    Signal.LATELY_BETTER: ("improving lately", Tone.GOOD),
    Signal.LATELY_WORSE: ("getting worse lately", Tone.BAD),
    Signal.UNUSUAL: ("clearly different from usual", Tone.FLAT),
    Signal.NONE: ("within its usual ups and downs", Tone.FLAT),
    Signal.NOT_DRAWN: ("", Tone.SILENT),
}
# Of years: not that it is still moving, which the last of them may say otherwise.
_LONG_BETTER = "better over the longer run"
_LONG_WORSE = "worse over the longer run"

# By direction and then signal: the words, and their tone.
MOTIONS: dict[Travel, dict[Signal, tuple[str, Tone]]] = {
    Travel.IMPROVING: {
        Signal.BETTER: ("improving", Tone.GOOD),
        Signal.WORSE: ("improving, though still clearly worse than usual", Tone.FLAT),
        Signal.LATELY_BETTER: ("improving", Tone.GOOD),
        Signal.LATELY_WORSE: ("better than before, though getting worse lately", Tone.FLAT),
        Signal.UNUSUAL: ("improving", Tone.GOOD),
        Signal.NONE: ("improving", Tone.GOOD),
        Signal.NOT_DRAWN: ("improving", Tone.GOOD),
    },
    Travel.WORSENING: {
        Signal.BETTER: ("getting worse, though still clearly better than usual", Tone.FLAT),
        Signal.WORSE: ("getting worse", Tone.BAD),
        Signal.LATELY_BETTER: ("worse than before, though improving lately", Tone.FLAT),
        Signal.LATELY_WORSE: ("getting worse", Tone.BAD),
        Signal.UNUSUAL: ("getting worse", Tone.BAD),
        Signal.NONE: ("getting worse", Tone.BAD),
        Signal.NOT_DRAWN: ("getting worse", Tone.BAD),
    },
    Travel.IMPROVING_LONG: {
        Signal.BETTER: (_LONG_BETTER, Tone.GOOD),
        Signal.WORSE: (f"{_LONG_BETTER}, though clearly worse than usual", Tone.FLAT),
        Signal.LATELY_BETTER: (_LONG_BETTER, Tone.GOOD),
        Signal.LATELY_WORSE: (f"{_LONG_BETTER}, though getting worse lately", Tone.FLAT),
        Signal.UNUSUAL: (_LONG_BETTER, Tone.GOOD),
        Signal.NONE: (_LONG_BETTER, Tone.GOOD),
        Signal.NOT_DRAWN: (_LONG_BETTER, Tone.GOOD),
    },
    Travel.WORSENING_LONG: {
        Signal.BETTER: (f"{_LONG_WORSE}, though clearly better than usual", Tone.FLAT),
        Signal.WORSE: (_LONG_WORSE, Tone.BAD),
        Signal.LATELY_BETTER: (f"{_LONG_WORSE}, though improving lately", Tone.FLAT),
        Signal.LATELY_WORSE: (_LONG_WORSE, Tone.BAD),
        Signal.UNUSUAL: (_LONG_WORSE, Tone.BAD),
        Signal.NONE: (_LONG_WORSE, Tone.BAD),
        Signal.NOT_DRAWN: (_LONG_WORSE, Tone.BAD),
    },
    Travel.NO_CLEAR_CHANGE: _OF_THE_CHART
    | {
        Signal.NONE: ("no clear change", Tone.FLAT),
        Signal.NOT_DRAWN: ("no clear change", Tone.FLAT),
    },
    Travel.UNCLEAR_FOR_A_YEAR: _OF_THE_CHART
    | {
        Signal.NONE: ("no clear change since a year before", Tone.FLAT),
        Signal.NOT_DRAWN: ("no clear change since a year before", Tone.FLAT),
    },
    Travel.NOT_TESTED: _OF_THE_CHART
    | {Signal.NOT_DRAWN: ("changed, though not tested", Tone.FLAT)},
    Travel.NONE: _OF_THE_CHART,
}


def direction_of(row: InsightsRow) -> Travel:
    """The one direction a verdict tells.

    Against a year earlier where that is clear, else over several periods; against the period
    before only where there is no comparison with a year earlier, or it was not tested. Failing
    those whether nothing is clear, or nothing was tested, in the same order. Many figures have a
    season, so that the quarter before says less than the same quarter of the year before.
    """
    year, long, previous = row.direction_year, row.direction_long, row.direction_previous
    if year in _CLEAR:
        return Travel(year)
    if long in _CLEAR:
        return Travel(f"{long}_long")
    if previous in _CLEAR:
        unclear = year == Direction.NO_CLEAR_CHANGE
        return Travel.UNCLEAR_FOR_A_YEAR if unclear else Travel(previous)
    return Travel(next((way for way in (year, previous, long) if way not in ("", *_CLEAR)), "none"))


def signal_of(row: InsightsRow) -> Signal:
    """What the control chart says; a chart without a figure of this report is not drawn here."""
    if row.variation == USUAL and row.spc_chart in _FOLLOWING:
        return Signal.NOT_DRAWN  # a chart of the steps between figures, where no trend shows
    if row.variation == "":
        return Signal.NOT_DRAWN
    if row.variation == USUAL:
        return Signal.NONE
    lately = "Trend" in row.special_cause
    match row.variation:
        case kind if kind == IMPROVEMENT:
            return Signal.LATELY_BETTER if lately else Signal.BETTER
        case kind if kind == CONCERN:
            return Signal.LATELY_WORSE if lately else Signal.WORSE
        case _:
            return Signal.UNUSUAL


def motion_of(row: InsightsRow) -> tuple[str, Tone]:
    """The words on movement, and their tone; ("", SILENT) where nothing is known of it."""
    return MOTIONS[direction_of(row)][signal_of(row)]
