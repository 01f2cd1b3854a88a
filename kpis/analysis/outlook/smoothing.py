"""Series that come figure by figure: exponential smoothing, or last year's value.

Exponential smoothing with additive errors, ETS(A,N,N), and with a season of a year, ETS(A,N,A),
where at least three full years are known and the corrected Akaike criterion prefers it; fitted by
statsmodels. Source: R. J. Hyndman, A. B. Koehler, J. K. Ord and R. D. Snyder, "Forecasting with
Exponential Smoothing" (2008), tables 2.2 and 6.1 for the recursions and the variances.

What is not the textbook's was chosen by the back-test (tests/benchmarks/backtest.py):

- the smoothing weight stays between 0.3 and 0.8: freely estimated from ten figures or thirty it
  is so uncertain that forecasts were worse;
- no trend, not even a damped one: it helped no kind of series and made intervals too narrow;
- the spread is that of recent errors, because services change, with Student's t;
- yearly percentages that are no survey are best foreseen by last year's value.
"""

from typing import Any

import numpy as np

from kpis.analysis.outlook.foreseen import Path
from kpis.analysis.outlook.scale import Scale

LEAST_WEIGHT, MOST_WEIGHT = 0.3, 0.8
RECENT_FIGURES = 12  # errors the spread is taken from; or those of three years, if more
YEARS_FOR_A_SEASON = 3


def smoothed(figures: np.ndarray, scale: Scale, steps: int, season: int) -> tuple[Path, bool]:
    """Exponential smoothing of figures on their scale, and whether a season is in it.

    season: periods in a year, 1 where there is no season. Raises ArithmeticError when no fit
    settles.
    """
    places = _bridged(scale.to(figures))
    fits = [_fit(places, 1)]
    if season > 1 and len(places) >= YEARS_FOR_A_SEASON * season:
        fits.append(_fit(places, season))
    settled = [fit for fit in fits if fit is not None]
    if not settled:
        raise ArithmeticError("Exponential smoothing did not settle.")
    best = min(settled, key=lambda fit: fit.aicc)
    seasonal = best.seasonal_periods > 1
    weight = float(best.smoothing_level)
    carried = np.full(steps, weight)
    if seasonal:
        carried[season - 1 :: season] += float(best.smoothing_seasonal)
    spread, freedom = _spread(np.asarray(best.resid), len(best.params), season)
    centres = np.asarray(best.forecast(steps))
    return Path(centres, spread**2 * _covariance(carried), freedom, scale), seasonal


def last_value(figures: np.ndarray, scale: Scale, steps: int) -> Path:
    """The newest figure goes on; its spread is that of past changes, and grows with time."""
    places = _bridged(scale.to(figures))
    spread, freedom = _spread(np.diff(places), 0, 1)
    return Path(np.full(steps, places[-1]), spread**2 * _covariance(np.ones(steps)), freedom, scale)


def _fit(places: np.ndarray, season: int) -> Any:
    """A fit of statsmodels, None where it did not settle."""
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    if np.ptp(places) == 0:
        return None
    seasonal = {"seasonal": "add", "seasonal_periods": season} if season > 1 else {}
    model = ETSModel(
        places, error="add", bounds={"smoothing_level": (LEAST_WEIGHT, MOST_WEIGHT)}, **seasonal
    )
    try:
        with np.errstate(all="ignore"):
            fit = model.fit(disp=False, warn_convergence=False)
    except (ArithmeticError, ValueError, np.linalg.LinAlgError):
        return None
    found = np.append(fit.params, fit.aicc)
    return fit if fit.mle_retvals["converged"] and np.isfinite(found).all() else None


def _covariance(carried: np.ndarray) -> np.ndarray:
    """How the errors of coming periods go together, for a one-step error of spread 1.

    carried: which share of an error lasts one period on, two periods on and so forth.
    """
    steps = len(carried)
    lasting = np.concatenate([[1.0], carried])
    lower = np.array(
        [[lasting[i - j] if i >= j else 0.0 for j in range(steps)] for i in range(steps)]
    )
    return lower @ lower.T


def _spread(errors: np.ndarray, parameters: int, season: int) -> tuple[float, float]:
    """The standard deviation of recent one-step errors, and its degrees of freedom."""
    recent = errors[-max(RECENT_FIGURES, YEARS_FOR_A_SEASON * season) :]
    freedom = max(min(len(errors) - parameters, len(recent) - (parameters > 0)), 1)
    return float(np.sqrt((recent**2).sum() / freedom)), float(freedom)


def _bridged(places: np.ndarray) -> np.ndarray:
    """Periods that were stepped over, put on a line between their neighbours."""
    known = np.flatnonzero(~np.isnan(places))
    return np.interp(np.arange(len(places)), known, places[known])
