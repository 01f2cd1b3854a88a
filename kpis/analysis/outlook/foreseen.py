"""What is known of a figure to come: a middle and a spread, from which all else is read.

Intervals and chances come from one distribution, so they cannot contradict each other: a target
at the lower end of the 80 % interval is met with a chance of 90 %, in every table.

The distribution is Student's t on the figure's scale (`scale.py`), because its spread is itself
estimated from few past errors. Source: R. J. Hyndman and G. Athanasopoulos, "Forecasting:
Principles and Practice", 3rd ed. (2021), section 5.5, with t in place of the normal quantile.
"""

from dataclasses import dataclass, replace

import numpy as np

from kpis.analysis.figures.rollup import MONTHS_IN_A_QUARTER
from kpis.analysis.outlook.scale import AS_IT_IS, Scale

NUDGE = 1e-3  # a step on a scale, small beside any spread


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A figure to come. centre and spread are on its scale; freedom: degrees of freedom."""

    centre: float
    spread: float
    freedom: float
    scale: Scale

    def at(self, chance: float) -> float:
        """The figure that lies above the coming one with this chance: 0.5 is the middle."""
        from scipy.special import stdtrit

        return self.scale.figure(self.centre + float(stdtrit(self.freedom, chance)) * self.spread)

    def no_surer_than(self, unit: float) -> "Foreseen":
        """The same, with no less spread than rounding to `unit` leaves in every figure."""
        figure = self.scale.figure(self.centre)
        ends = np.array([self.scale.place(figure - unit / 2), self.scale.place(figure + unit / 2)])
        hidden = 2 * float(np.abs(ends[np.isfinite(ends)] - self.centre).max(initial=0.0))
        return replace(self, spread=max(self.spread, hidden / np.sqrt(12)))

    def chance_below(self, figure: float) -> float:
        from scipy.special import stdtr

        place = self.scale.place(figure)
        return float(stdtr(self.freedom, (place - self.centre) / self.spread))


@dataclass(frozen=True, slots=True)
class Path:
    """Figures of the coming periods, in order: centres, and how their errors go together."""

    centres: np.ndarray
    covariance: np.ndarray
    freedom: float
    scale: Scale

    def step(self, number: int) -> Foreseen:
        spread = float(np.sqrt(self.covariance[number, number]))
        return Foreseen(float(self.centres[number]), spread, self.freedom, self.scale)

    def together(self, so_far: np.ndarray, shares: np.ndarray) -> Foreseen:
        """The sum, or the mean, of figures known and all of the coming ones that make it whole.

        so_far: those of the three months of a quarter that are known already. shares: by how
        much each of the three enters, 1 in a sum. The spread of a sum follows from how steeply
        figures rise with their places (the delta method).
        """
        known = len(so_far)
        count = MONTHS_IN_A_QUARTER - known
        places = self.centres[-count:]
        slopes = _steepness(self.scale, places) * shares[known:]
        variance = float(slopes @ self.covariance[-count:, -count:] @ slopes)
        coming = self.scale.back(places)
        figure = np.array((so_far * shares[:known]).sum() + (coming * shares[known:]).sum())
        scale = self.scale if self.scale.holds(figure) else AS_IT_IS
        place = scale.to(figure)
        spread = np.sqrt(variance) / _steepness(scale, place)
        return Foreseen(float(place), float(spread), self.freedom, scale)


def _steepness(scale: Scale, places: np.ndarray) -> np.ndarray:
    """How fast figures rise with their places; never quite 0, as it is at a bound."""
    slopes: np.ndarray = (scale.back(places + NUDGE) - scale.back(places - NUDGE)) / (2 * NUDGE)
    return np.maximum(slopes, NUDGE)
