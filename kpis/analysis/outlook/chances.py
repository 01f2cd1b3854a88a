"""The chance that a figure to come meets its target, and its minimum expectation.

The same comparison as in the ratings (`figures/rag.py`): figures and aims after rounding to the
measure's decimals, a figure exactly at the aim meeting it. So a figure meets a target of 95 from
94.95 on, where one decimal is shown.
"""

import math

from kpis.analysis.outlook.foreseen import Foreseen
from kpis.model import Measure, Polarity
from kpis.rounding import round_figure


def chance(measure: Measure, foreseen: Foreseen, aim: float, upper: float) -> float:
    """The chance of meeting an aim, 0 to 1; NaN where none is set or neither way is better.

    upper: the upper bound, for Polarity.RANGE; a bound that is NaN does not bind.
    """
    if measure.polarity is Polarity.NEUTRAL:
        return math.nan
    low = math.nan if measure.polarity is Polarity.LOWER else aim
    high = aim if measure.polarity is Polarity.LOWER else math.nan
    if measure.polarity is Polarity.RANGE:
        high = upper
    if math.isnan(low) and math.isnan(high):
        return math.nan
    half = 10.0**-measure.decimals / 2
    too_low = 0.0 if math.isnan(low) else foreseen.chance_below(_shown(measure, low) - half)
    not_too_high = 1.0 if math.isnan(high) else foreseen.chance_below(_shown(measure, high) + half)
    return max(not_too_high - too_low, 0.0)


def _shown(measure: Measure, figure: float) -> float:
    return round_figure(figure, measure.decimals)
