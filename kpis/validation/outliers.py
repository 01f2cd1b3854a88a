"""Is a figure far from those before it? The arithmetic, over arrays; `rules/series.py` tells.

The rule is the modified z-score of `kpis.statistics`: a figure is far when it lies more than 3.5
scales from the median of the figures before it.

What is added to it, because returns are short, seasonal and often flat:

- The last eight comparable figures count, and at least four are needed: the same measure, area,
  breakdown and category, before this period, with no break of the series between.
- The scale has a floor, for four figures may agree by chance: two points of a percentage; of a
  count the square root of the median (the spread of a Poisson count); of anything else and of a
  large count a tenth of it; and never less than one unit of the last published decimal.
- Year-to-date figures are compared by what they come to for each period of the year so far.
- A figure near those of the same season in earlier years is not far, whatever lies between.
- A decimal point may have slipped where the figure is at least five times the median, or at most a
  fifth of it, and a move by one to three places brings it within reach; a count stays whole.
"""

from collections.abc import Iterator

import numpy as np

from kpis.model.record import Record
from kpis.statistics import FAR, centre_and_scale_of_rows, is_far, median_of_rows

FEWEST = 4
WINDOW = 8
SEASONS = 4
SLIP_AT_LEAST = 5.0
SLIPS = np.array([10.0, 0.1, 100.0, 0.01, 1000.0, 0.001])
# Figures compared at once: their windows stay within the fast memory of a processor.
_AT_ONCE = 32_768


class Figures(Record):
    """Figures of many series, as arrays of one length.

    series: a number for each series. month: the first month of the period, counted. value: as it
    is compared. Order within an equal series and month is of preference: the first is the figure
    that counts.
    """

    series: np.ndarray
    month: np.ndarray
    value: np.ndarray

    def at(self, positions: np.ndarray | slice) -> "Figures":
        return Figures(
            series=self.series[positions], month=self.month[positions], value=self.value[positions]
        )

    def by_season(self) -> "Figures":
        """The same with each month of the year a series of its own."""
        return Figures(
            series=self.series * 12 + self.month % 12, month=self.month, value=self.value
        )


class Nature(Record):
    """What the floor of the scale and a slipped point depend on, one element per figure asked.

    percent: it is a percentage. whole: it counts whole things. unit: of its last published
    decimal. typed: the figure as it was returned, where `value` is what it comes to.
    """

    percent: np.ndarray
    whole: np.ndarray
    unit: np.ndarray
    typed: np.ndarray

    def at(self, positions: np.ndarray | slice) -> "Nature":
        return Nature(
            percent=self.percent[positions],
            whole=self.whole[positions],
            unit=self.unit[positions],
            typed=self.typed[positions],
        )


class Comparison(Record):
    """One element per figure asked about.

    enough: four or more figures came before it. far: it is far from them. slip: the factor of
    SLIPS that would bring it back, NaN where none does.
    """

    enough: np.ndarray
    far: np.ndarray
    slip: np.ndarray


class Series:
    """The known figures of many series, in order."""

    def __init__(self, known_figures: Figures) -> None:
        self._known = known_figures
        self._months = int(known_figures.month.max(initial=0)) + 1
        keys = known_figures.series * self._months + known_figures.month
        order = np.argsort(keys, kind="stable")
        counts = np.ones(len(order), dtype=bool)
        counts[1:] = np.diff(keys[order]) != 0
        self._order = order[counts]
        self._keys = keys[self._order]

    def before(self, figures: Figures, width: int = WINDOW) -> np.ndarray:
        """Positions of the last `width` known figures before each of these, latest first.

        Shape (figures, width), -1 where there are fewer. Of figures of one series and month the
        first known counts.
        """
        month = np.minimum(figures.month, self._months)
        place = np.searchsorted(self._keys, figures.series * self._months + month)
        at = place[:, None] - np.arange(1, width + 1)
        position = np.append(self._order, -1)[np.where(at >= 0, at, len(self._order))]
        same = np.append(self._known.series, -1)[position] == figures.series[:, None]
        return np.where(same, position, -1)

    def values(self, positions: np.ndarray) -> np.ndarray:
        """The known figures at these positions, NaN for -1."""
        return np.append(self._known.value, np.nan)[positions]


def compare(figures: Figures, known_figures: Figures, nature: Nature) -> Comparison:
    """Compare figures with the known ones of their series that came before them."""
    count = len(figures.value)
    enough, far = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    middle, reach = np.full(count, np.nan), np.full(count, np.nan)
    series = Series(known_figures)
    for part in _parts(count):
        values = series.values(series.before(figures.at(part)))
        middle[part], scale = _middle_and_scale(values, nature.at(part))
        reach[part] = FAR * scale
        enough[part] = (~np.isnan(values)).sum(axis=1) >= FEWEST
        far[part] = enough[part] & is_far(figures.value[part], middle[part], scale)
    at = np.flatnonzero(far)
    near_season = np.abs(figures.value[at] - _seasonal(figures.at(at), known_figures)) <= reach[at]
    at = at[~near_season]
    far[:] = False
    far[at] = True
    slip = np.full(count, np.nan)
    slip[at] = _slips(figures.value[at], middle[at], reach[at], nature.at(at))
    return Comparison(enough=enough, far=far, slip=slip)


def _parts(count: int) -> Iterator[slice]:
    for start in range(0, count, _AT_ONCE):
        yield slice(start, start + _AT_ONCE)


def _middle_and_scale(values: np.ndarray, nature: Nature) -> tuple[np.ndarray, np.ndarray]:
    middle, scale = centre_and_scale_of_rows(values)
    size = np.abs(middle)
    floor = np.where(nature.whole, np.maximum(np.sqrt(size), size / 10), size / 10)
    floor = np.maximum(np.where(nature.percent, 2.0, floor), nature.unit)
    return middle, np.maximum(scale, floor)


def _seasonal(figures: Figures, known_figures: Figures) -> np.ndarray:
    """The median of each series in the same season of earlier years; NaN where there is none."""
    by_season = known_figures.at(
        np.flatnonzero(np.isin(known_figures.series, figures.series))
    ).by_season()
    series = Series(by_season)
    return median_of_rows(series.values(series.before(figures.by_season(), SEASONS)))


def _slips(value: np.ndarray, middle: np.ndarray, reach: np.ndarray, nature: Nature) -> np.ndarray:
    """Of the factors that bring a far figure back, the one that brings it nearest; else NaN."""
    size, usual = np.abs(value), np.abs(middle)
    suspect = (size >= SLIP_AT_LEAST * usual) | (SLIP_AT_LEAST * size <= usual)
    moved = nature.typed[:, None] * SLIPS
    broken = nature.whole[:, None] & (np.abs(moved - np.rint(moved)) > 1e-9)
    distance = np.abs(value[:, None] * SLIPS - middle[:, None])
    fits = (distance <= reach[:, None]) & ~broken & (suspect & (value != 0))[:, None]
    best = np.where(fits, distance, np.inf).argmin(axis=1)
    return np.where(fits.any(axis=1), SLIPS[best], np.nan)
