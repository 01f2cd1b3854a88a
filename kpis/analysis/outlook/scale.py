"""Scales on which figures vary evenly, so that no interval leaves the figures that can be.

A percentage cannot pass 0 or 100 and a count cannot fall below 0; near such a bound figures vary
less, and no longer evenly up and down. So smoothing and spreads are worked out on a scale where
they do, and what comes out is put back: percentages as the arcsine of the square root of the
proportion, counts, rates and amounts as the square root, scores as they are.

Source: M. S. Bartlett, "The Use of Transformations", Biometrics 3 (1947), pp. 39-52: the two
scales on which the variance of a proportion and of a Poisson count hardly depends on its level.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kpis.model import Unit


@dataclass(frozen=True, slots=True)
class Scale:
    """`to` and `back` rise, elementwise; `back` takes any number, `to` what lies in the bounds."""

    to: Callable[[np.ndarray], np.ndarray]
    back: Callable[[np.ndarray], np.ndarray]
    low: float = -math.inf
    high: float = math.inf

    def place(self, figure: float) -> float:
        """Where a figure lies on the scale; infinitely far off when it is at a bound or past it."""
        if figure <= self.low:
            return -math.inf
        if figure >= self.high:
            return math.inf
        return float(self.to(np.array(figure)))

    def figure(self, place: float) -> float:
        return float(self.back(np.array(place)))

    def holds(self, figures: np.ndarray) -> bool:
        return bool((figures >= self.low).all() and (figures <= self.high).all())


AS_IT_IS = Scale(to=lambda figures: figures, back=lambda places: places)
SQUARE_ROOT = Scale(to=np.sqrt, back=lambda places: np.maximum(places, 0.0) ** 2, low=0.0)
ARCSINE = Scale(
    to=lambda figures: np.arcsin(np.sqrt(figures / 100)),
    back=lambda places: 100 * np.sin(np.clip(places, 0.0, np.pi / 2)) ** 2,
    low=0.0,
    high=100.0,
)


def scale_for(unit: Unit, figures: np.ndarray) -> Scale:
    """The scale of a unit; figures as they are where they lie outside its bounds after all."""
    if unit is Unit.INDEX:
        return AS_IT_IS
    scale = ARCSINE if unit is Unit.PERCENT else SQUARE_ROOT
    return scale if scale.holds(figures) else AS_IT_IS


def beyond(so_far: float) -> Scale:
    """The scale of a total of which so much is known: what is to come is a square root."""
    return Scale(
        to=lambda totals: np.sqrt(totals - so_far),
        back=lambda places: so_far + np.maximum(places, 0.0) ** 2,
        low=so_far,
    )
