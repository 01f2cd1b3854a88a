"""Process limits as they are shown: none where no figure of the unit can be.

Limits are worked out from how far neighbouring points lie apart, which knows nothing of units, so
that a count of homes may have a lower limit below 0. As NHS England's Making Data Count does, a
chart shows such a limit at 0, and one of a percentage above 100 at 100. Only what is drawn and
told of a chart: MEASURE_SPC keeps the limits as worked out, and no point changes its kind by it,
for no point can lie between the two.
"""

import pandas as pd

from kpis.model import MAY_BE_BELOW_ZERO, Measure, Unit

_WHOLE = 100.0


def with_possible_limits(spc: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The same MEASURE_SPC with `lpl` and `upl` moved to where figures can be.

    Money and scores may be below 0. Where figures lie beyond a bound after all it bounds nothing.
    """
    values = spc["value"]
    bounded = measure.unit not in MAY_BE_BELOW_ZERO and not (values < 0).any()
    full = measure.unit is Unit.PERCENT and not (values > _WHOLE).any()
    low, high = 0.0 if bounded else None, _WHOLE if full else None
    clipped = spc[["lpl", "upl"]].clip(lower=low, upper=high)
    return spc.assign(lpl=clipped["lpl"], upl=clipped["upl"])
