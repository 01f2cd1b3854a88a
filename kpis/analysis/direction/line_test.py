"""Whether a line through a few figures in a row is steady, or what chance draws by itself.

Figures of one measure follow each other: a good quarter is more often followed by another good
one. The t-test of a least-squares slope takes them as independent, and so would call 18 of 100
series steady, of 8 figures that follow each other at 0.5, in which nothing changes. And where
figures have a season, its rise and fall hides a slope from that test altogether.

So the line is fitted by generalised least squares, with errors that follow each other as ρ to the
power of how many periods lie between them (a first-order autoregression). ρ is the likeliest of
0.5, 0.65, 0.8 and 0.95 by restricted maximum likelihood: never less than 0.5, since a dozen
figures cannot show that they are independent; and never less than 0.8 for a state of the same
cases. The slope b is steady where

    |b| > t(0.975; n − k) · s √((X′V⁻¹X)⁻¹)

with k the number of coefficients: two, and one more for each season but the first where figures
come more than once a year and an F-test at 5 % finds a season beside the line. With ρ as it is
supposed this is exact; with a lower one it errs towards "no clear change".

Sources: Prais and Winsten 1954, Cowles Commission Discussion Paper 383 (weighing by the
autocorrelation); Harville 1977, JASA 72, 320-338 (restricted likelihood); Hamed and Rao 1998,
Journal of Hydrology 204, 182-196, on what autocorrelation does to tests of trend. Chosen by
simulation, `tests/benchmarks/false_alarms.py`, among these, least squares, and Mann-Kendall tests
with and without seasons, which either cry wolf as often or, of 8 figures, cannot find anything.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

CORRELATIONS = (0.5, 0.65, 0.8, 0.95)
OF_A_STOCK = 0.8  # the least, where figures are mostly of the same cases
QUARTERS_IN_A_YEAR = 4
_LEVEL = 0.05
_SLOPE = 1  # its place among the coefficients
_LAST_BITS = 1e-24  # of the figures, squared: what a line that leaves nothing leaves all the same
_NEAR_NOTHING = np.finfo(float).tiny


@dataclass(frozen=True)
class _Fit:
    """How figures at these times make a slope, whatever they are."""

    slope: np.ndarray  # figures → slope a year
    left: np.ndarray  # n × n: figures → what the line leaves, weighed and squared
    variance: float  # of the slope, for errors of variance 1
    free: int  # degrees of freedom
    volume: float  # what the restricted likelihood does not owe to the figures


def steady_lines(
    quarters: np.ndarray,
    figures: np.ndarray,
    used: np.ndarray,
    step: np.ndarray,
    stock: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """The slope (a year) of each row's line, and whether it differs from none at 95 %.

    quarters: rows × figures, whole numbers of quarters before or after any moment. figures: NaN
    or anything where not `used`. step: of each row, quarters from one period to the next. stock:
    of each row, whether its figures are a state of the same cases. Slope 0 and not steady of
    fewer than three figures.
    """
    slope = np.zeros(len(figures))
    steady = np.zeros(len(figures), dtype=bool)
    patterns, which = np.unique(
        np.column_stack([np.where(used, quarters, 0), used, step, stock]).astype("int64"),
        axis=0,
        return_inverse=True,
    )
    for place, pattern in enumerate(patterns):
        rows = np.flatnonzero(which.ravel() == place)
        columns = np.flatnonzero(used[rows[0]])
        if len(columns) < 3:
            continue
        own = figures[np.ix_(rows, columns)]
        at = tuple(quarters[rows[0], columns].tolist())
        # Less one of themselves: figures that are all alike leave nothing, not a last bit.
        slope[rows], steady[rows] = _lines(
            at, int(pattern[-2]), bool(pattern[-1]), own - own[:, :1]
        )
    return slope, steady


def _lines(
    at: tuple[int, ...], step: int, stock: bool, figures: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    slope, steady = _likeliest(at, step, stock, False, figures)
    if step < QUARTERS_IN_A_YEAR and (season := _has_season(at, step, figures)).any():
        with_season = _likeliest(at, step, stock, True, figures[season])
        slope[season], steady[season] = with_season
    return slope, steady


def _likeliest(
    at: tuple[int, ...], step: int, stock: bool, seasons: bool, figures: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    fits = [
        _fit(at, step, seasons, correlation)
        for correlation in CORRELATIONS
        if not stock or correlation >= OF_A_STOCK
    ]
    left = np.array([np.einsum("ri,ij,rj->r", figures, fit.left, figures) for fit in fits])
    left = np.maximum(left, _LAST_BITS * (figures**2).sum(axis=1) + _NEAR_NOTHING)
    free = fits[0].free
    likelihood = np.array([[fit.volume] for fit in fits]) - free / 2 * np.log(left)
    best = likelihood.argmax(axis=0), np.arange(len(figures))
    slope = np.array([figures @ fit.slope for fit in fits])[best]
    error = np.sqrt(left * np.array([[fit.variance] for fit in fits]) / free)[best]
    return slope, np.abs(slope) > _student(free) * error


def _has_season(at: tuple[int, ...], step: int, figures: np.ndarray) -> np.ndarray:
    """Whether what comes in one part of the year differs from the rest, by the F-test."""
    design, plain = _design(at, True), _fit(at, step, False, 0.0)
    seasons = design.shape[1] - 2
    if np.linalg.matrix_rank(design) < design.shape[1] or len(at) - design.shape[1] < 1:
        return np.full(len(figures), False)
    fitted = _fit(at, step, True, 0.0)
    without, within = (
        np.maximum(np.einsum("ri,ij,rj->r", figures, fit.left, figures), 0.0)
        for fit in (plain, fitted)
    )
    explained = (without - within) / seasons
    return explained * fitted.free > _fisher(seasons, fitted.free) * within + _NEAR_NOTHING


def _design(at: tuple[int, ...], seasons: bool) -> np.ndarray:
    """A constant, the years, and for each part of the year but the first whether it is that."""
    quarters = np.array(at)
    columns = [np.ones(len(at)), (quarters - quarters.mean()) / QUARTERS_IN_A_YEAR]
    if seasons:
        part = quarters % QUARTERS_IN_A_YEAR
        columns += [(part == each).astype(float) for each in np.unique(part)[1:]]
    return np.column_stack(columns)


@lru_cache(maxsize=512)
def _fit(at: tuple[int, ...], step: int, seasons: bool, correlation: float) -> _Fit:
    design = _design(at, seasons)
    apart = np.abs(np.subtract.outer(np.array(at), np.array(at))) / step
    weight = np.linalg.inv(np.linalg.cholesky(np.power(correlation, apart)))
    weighed = weight @ design
    squares = weighed.T @ weighed
    coefficients = np.linalg.solve(squares, weighed.T) @ weight
    rest = weight - weighed @ coefficients
    volumes = 2 * np.log(np.diag(weight)).sum() - np.linalg.slogdet(squares)[1]
    return _Fit(
        slope=coefficients[_SLOPE],
        left=rest.T @ rest,
        variance=float(np.linalg.inv(squares)[_SLOPE, _SLOPE]),
        free=len(at) - design.shape[1],
        volume=float(volumes) / 2,
    )


@lru_cache(maxsize=64)
def _student(free: int) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(free, 1 - _LEVEL / 2))


@lru_cache(maxsize=64)
def _fisher(seasons: int, free: int) -> float:
    from scipy.special import fdtri

    return float(fdtri(seasons, free, 1 - _LEVEL))
