"""Is a figure far from those before it? The arithmetic, over arrays; `rules/series.py` tells.

The rule is the modified z-score: a figure is far when it lies more than 3.5 scales from the
median of the figures before it, the scale being 1.4826 times their median absolute deviation
(Iglewicz and Hoaglin, How to Detect and Handle Outliers, ASQC 1993, chapter 3.3; also NIST/SEMATECH
e-Handbook of Statistical Methods, 1.3.5.17). Median and MAD are not moved by one earlier mistake,
as mean and standard deviation would be.

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

from dataclasses import dataclass

import numpy as np

FAR = 3.5
MAD_TO_SCALE = 1.4826  # makes the MAD of a normal distribution its standard deviation
FEWEST = 4
WINDOW = 8
SEASONS = 4
SLIP_AT_LEAST = 5.0
SLIPS = (10.0, 0.1, 100.0, 0.01, 1000.0, 0.001)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Figures of many series, as arrays of one length.

    series: a number for each series. month: the first month of the period, counted. value: as it
    is compared; typed: as it was returned. whole: it counts whole things. Order within an equal
    series and month is of preference: the first is the figure that counts.
    """

    series: np.ndarray
    month: np.ndarray
    value: np.ndarray
    typed: np.ndarray
    whole: np.ndarray

    @property
    def season(self) -> np.ndarray:
        return self.month % 12


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One element per figure asked about.

    before: positions of the known figures before it, latest first, -1 where there are fewer;
    shape (figures, WINDOW). enough: four or more came before it. far: it is far from them. slip:
    the factor of SLIPS that would bring it back, NaN where none does.
    """

    before: np.ndarray
    enough: np.ndarray
    far: np.ndarray
    slip: np.ndarray


def compare(asked: Figures, known: Figures, floor: "Floor") -> Comparison:
    """Compare figures with the known ones of their series that came before them."""
    before = _window(asked.series, asked.month, known.series, known.month, WINDOW)
    values = _values(known, before)
    middle = _median(values)
    deviation = _median(np.abs(values - middle[:, None]))
    scale = np.maximum(MAD_TO_SCALE * deviation, floor.of(middle, asked.whole))
    enough = (before >= 0).sum(axis=1) >= FEWEST
    reach = FAR * scale
    far = enough & (np.abs(asked.value - middle) > reach)
    at = np.flatnonzero(far)
    seasonal = _median(_same_season(asked, known, at))
    far[at] = ~(np.abs(asked.value[at] - seasonal) <= reach[at])
    slip = _slips(asked, middle, reach, far & _out_of_scale(asked.value, middle))
    return Comparison(before=before, enough=enough, far=far, slip=slip)


@dataclass(frozen=True, kw_only=True)
class Floor:
    """The least scale, one element per figure asked about."""

    percent: np.ndarray
    unit: np.ndarray  # of the last published decimal

    def of(self, median: np.ndarray, count: np.ndarray) -> np.ndarray:
        size = np.abs(median)
        least = np.where(count, np.maximum(np.sqrt(size), size / 10), size / 10)
        return np.maximum(np.where(self.percent, 2.0, least), self.unit)


def _window(
    series: np.ndarray,
    month: np.ndarray,
    known_series: np.ndarray,
    known_month: np.ndarray,
    width: int,
) -> np.ndarray:
    """Positions of the last `width` known figures before each month of each series, latest first.

    Shape (len(series), width), -1 where there are fewer. Of figures of one series and month the
    first given counts.
    """
    order = np.lexsort((known_month, known_series))  # stable
    counts = np.ones(len(order), dtype=bool)
    counts[1:] = (np.diff(known_series[order]) != 0) | (np.diff(known_month[order]) != 0)
    order = order[counts]
    months = int(max(known_month.max(initial=0), month.max(initial=0))) + 1
    place = np.searchsorted(
        known_series[order] * months + known_month[order], series * months + month
    )
    at = place[:, None] - np.arange(1, width + 1)
    before = np.append(order, -1)[np.where(at >= 0, at, len(order))]
    same = np.append(known_series, -1)[before] == series[:, None]
    return np.where(same, before, -1)


def _values(known: Figures, positions: np.ndarray) -> np.ndarray:
    return np.append(known.value, np.nan)[positions]


def _same_season(asked: Figures, known: Figures, at: np.ndarray) -> np.ndarray:
    positions = _window(
        (asked.series * 12 + asked.season)[at],
        asked.month[at],
        known.series * 12 + known.season,
        known.month,
        SEASONS,
    )
    return _values(known, positions)


def _median(values: np.ndarray) -> np.ndarray:
    """The median of each row, leaving out NaN; NaN where nothing is left."""
    ordered = np.sort(values, axis=1)  # NaN last
    count = (~np.isnan(values)).sum(axis=1)
    rows = np.arange(len(values))
    low, high = np.maximum(count - 1, 0) // 2, count // 2
    high = np.minimum(high, values.shape[1] - 1)
    return np.where(count > 0, (ordered[rows, low] + ordered[rows, high]) / 2, np.nan)


def _out_of_scale(value: np.ndarray, middle: np.ndarray) -> np.ndarray:
    size, usual = np.abs(value), np.abs(middle)
    return (value != 0) & ((size >= SLIP_AT_LEAST * usual) | (SLIP_AT_LEAST * size <= usual))


def _slips(
    asked: Figures, middle: np.ndarray, reach: np.ndarray, suspect: np.ndarray
) -> np.ndarray:
    """Of the factors that bring a suspect figure back, the one that brings it nearest."""
    slip = np.full(len(suspect), np.nan)
    at = np.flatnonzero(suspect)
    distance = np.abs(asked.value[at, None] * np.array(SLIPS) - middle[at, None])
    moved = asked.typed[at, None] * np.array(SLIPS)
    broken = asked.whole[at, None] & (np.abs(moved - np.rint(moved)) > 1e-9)
    distance[(distance > reach[at, None]) | broken] = np.inf
    best = distance.argmin(axis=1)
    fits = np.isfinite(distance[np.arange(len(at)), best])
    slip[at[fits]] = np.array(SLIPS)[best[fits]]
    return slip
