"""Series that come figure by figure: exponential smoothing, or last year's value.

Exponential smoothing with additive errors, ETS(A,N,N), and with a season of a year, ETS(A,N,A),
where enough years are known and Akaike's corrected criterion prefers it; fitted by statsmodels.
Source: R. J. Hyndman, A. B. Koehler, J. K. Ord and R. D. Snyder, "Forecasting with Exponential
Smoothing" (2008), tables 2.2 and 6.1 for the recursions and the variances, section 2.6.1 for the
first level and seasons.

What is not the textbook's was chosen by the back-test (tests/benchmarks/backtest.py):

- the smoothing weight stays between 0.3 and 0.8: freely estimated from ten figures or thirty it
  is so uncertain that forecasts were worse; three dozen figures and more may bring it to 0.1;
- no trend, not even a damped one: it made intervals too narrow and helped no kind of series;
- a season needs three full years and twenty figures: with fewer it was often one of chance;
- the spread is that of the last eight errors, or of three years' where those are more, because
  services change; with Student's t, because eight errors tell little of it;
- yearly percentages that are no survey are best foreseen by last year's value.
"""

from functools import lru_cache
from typing import Any

import numpy as np

from kpis.analysis.outlook.foreseen import Path
from kpis.analysis.outlook.scale import Scale

LEAST_WEIGHT, MOST_WEIGHT = 0.3, 0.8
LONG, LEAST_WEIGHT_WHERE_LONG = 36, 0.1
YEARS_FOR_A_SEASON, FIGURES_FOR_A_SEASON = 3, 20
FIGURES_FOR_A_START = 10  # the textbook's first level needs ten; below, it is estimated as well
FITS_KEPT = 2_000  # some forty reports of a plan; a fit's outcome is a few hundred bytes
RECENT_FIGURES, RECENT_YEARS = 8, 3  # errors the spread is taken from: the longer of the two


def smoothed(figures: np.ndarray, scale: Scale, steps: int, season: int) -> tuple[Path, bool]:
    """Exponential smoothing of figures on their scale, and whether a season is in it.

    figures: oldest first, NaN for a period that was stepped over. season: periods in a year, 1
    where there is no season. Raises ArithmeticError when no fit settles.
    """
    return _smoothed(np.asarray(figures, float).tobytes(), scale, steps, season)


@lru_cache(maxsize=FITS_KEPT)
def _smoothed(figures: bytes, scale: Scale, steps: int, season: int) -> tuple[Path, bool]:
    """The same of figures as bytes. What is given back is shared: nobody changes it.

    Most series are as they were when another return has come, or another release is looked at,
    and fitting them is most of what an outlook costs.
    """
    places = _bridged(scale.to(np.frombuffer(figures)))
    fits = [_fit(places, 1)]
    if 1 < season <= len(places) / YEARS_FOR_A_SEASON and len(places) >= FIGURES_FOR_A_SEASON:
        fits.append(_fit(places, season))
    settled = [fit for fit in fits if fit is not None]
    if not settled:
        raise ArithmeticError("Exponential smoothing did not settle.")
    best = min(settled, key=lambda fit: fit.aicc)
    seasonal = best.seasonal_periods > 1
    carried = np.full(steps, float(best.smoothing_level))
    if seasonal:
        carried[season - 1 :: season] += float(best.smoothing_seasonal)
    estimated = 1 + season if seasonal else 2
    spread, freedom = _spread(np.asarray(best.resid), estimated, season)
    centres = np.asarray(best.forecast(steps))
    path = Path(centres, spread**2 * _covariance(carried), freedom, scale)
    path.centres.flags.writeable = path.covariance.flags.writeable = False
    return path, seasonal


def last_value(figures: np.ndarray, scale: Scale, steps: int) -> Path:
    """The newest figure goes on; its spread is that of past changes, and grows with time."""
    places = _bridged(scale.to(figures))
    spread, freedom = _spread(np.diff(places), 0, 1)
    centres = np.full(steps, places[-1])
    return Path(centres, spread**2 * _covariance(np.ones(steps)), freedom, scale)


def _fit(places: np.ndarray, season: int) -> Any:
    """A fit of statsmodels; None where it did not settle, or the figures never change.

    It is told not to warn: that it did not settle is asked for here, and said in the method.
    """
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    if np.ptp(places) == 0:
        return None
    seasonal = {"seasonal": "add", "seasonal_periods": season} if season > 1 else {}
    start = "heuristic" if len(places) >= FIGURES_FOR_A_START else "estimated"
    least = LEAST_WEIGHT if len(places) < LONG else LEAST_WEIGHT_WHERE_LONG
    weight = {"smoothing_level": (least, MOST_WEIGHT)}
    try:
        with np.errstate(all="ignore"):
            model = ETSModel(
                places, error="add", initialization_method=start, bounds=weight, **seasonal
            )
            fit = model.fit(disp=False, warn_convergence=False)
    except (ArithmeticError, ValueError, np.linalg.LinAlgError):
        return None
    estimates = np.append(fit.params, fit.aicc)
    return fit if fit.mle_retvals["converged"] and np.isfinite(estimates).all() else None


def _covariance(carried: np.ndarray) -> np.ndarray:
    """How the errors of coming periods go together, for a one-step error of spread 1.

    carried: which share of an error lasts one period on, two periods on and so forth.
    """
    lasting = np.concatenate([[1.0], carried])
    after = np.subtract.outer(np.arange(len(carried)), np.arange(len(carried)))
    lower = np.where(after >= 0, lasting[after], 0.0)
    covariance: np.ndarray = lower @ lower.T
    return covariance


def _spread(errors: np.ndarray, estimated: int, season: int) -> tuple[float, float]:
    """The standard deviation of recent one-step errors, and its degrees of freedom.

    estimated: how many numbers were, from the same figures.
    """
    recent = errors[-max(RECENT_FIGURES, RECENT_YEARS * season) :]
    freedom = max(min(len(errors) - estimated, len(recent) - (estimated > 0)), 1)
    return float(np.sqrt((recent**2).sum() / freedom)), float(freedom)


def _bridged(places: np.ndarray) -> np.ndarray:
    """Periods that were stepped over, put on a line between their neighbours."""
    present = np.flatnonzero(~np.isnan(places))
    return np.interp(np.arange(len(places)), present, places[present])
