"""What a measure's numerator and denominator come to, in the unit of its outturn."""

from math import nan

from kpis.model import Measure, Unit

_SCALE = {Unit.PERCENT: 100.0, Unit.RATE_PER_1000: 1_000.0, Unit.RATE_PER_100000: 100_000.0}


def scale_of(measure: Measure) -> float:
    """How many times numerator ÷ denominator the outturn is; NaN where it is no such ratio.

    An average or days per employee is a plain ratio only where the measure's own file names a
    numerator and a denominator.
    """
    if measure.unit in (Unit.AVERAGE, Unit.DAYS) and measure.numerator and measure.denominator:
        return 1.0
    return _SCALE.get(measure.unit, nan)
