"""The one rounding, used for the figure shown and for the rating beside it.

Halves go away from zero, as people expect of a printed table (0.5 → 1, -0.5 → -1), and the
decimal figure that was typed is what is rounded: 0.285 to two decimals is 0.29 although the
nearest binary number to it lies just below. pandas and numpy round halves to even.
"""

from typing import TypeVar

import numpy as np
import pandas as pd

Figures = TypeVar("Figures", pd.Series, np.ndarray)

# Binary noise of a typed decimal is below one part in 10^15; a real difference that small
# cannot be typed into a return. The nudge lies between the two, and is capped because floats
# beyond 10^12 have no such decimals to mend.
_NUDGE = 4e-15
_LARGEST_NUDGE = 1e-4


def round_half_up(values: Figures, decimals: pd.Series | np.ndarray | int) -> Figures:
    """Round figures to their published decimals, element by element.

    values: float, any unit, NaN where there is none. decimals: int per element, or one for all.
    Returns the same type and index as `values`, NaN where it was NaN.
    """
    scale = np.power(10.0, np.asarray(decimals, dtype="float64"))
    figures = np.asarray(values, dtype="float64")
    scaled = np.abs(figures) * scale
    nudge = np.minimum(scaled * _NUDGE, _LARGEST_NUDGE)
    rounded = np.copysign(np.floor(scaled + nudge + 0.5) / scale, figures) + 0.0
    if isinstance(values, pd.Series):
        return pd.Series(rounded, index=values.index, name=values.name)
    return rounded


def round_figure(value: float, decimals: int) -> float:
    """Round one figure as `round_half_up` does."""
    return float(round_half_up(np.array([value]), decimals)[0])
