"""Exponential smoothing against recursions written out by hand, and against other routes."""

import warnings

import numpy as np
import pandas as pd
import pytest

from kpis.analysis.outlook.scale import AS_IT_IS, SQUARE_ROOT
from kpis.analysis.outlook.smoothing import last_value, smoothed

FIGURES = np.array([50.0, 53, 51, 55, 57, 54, 58, 61, 57, 60, 63, 60, 62, 66, 64])


def errors_by_hand(figures, weight, level):
    """One-step errors of simple exponential smoothing, and the level after the last figure."""
    errors = []
    for figure in figures:
        errors.append(figure - level)
        level += weight * errors[-1]
    return errors, level


def first_level(figures):
    """Where the straight line through the first ten figures begins: Hyndman et al., 2.6.1."""
    slope, level = np.polyfit(np.arange(1, 11), figures[:10], 1)
    assert slope
    return level


def test_it_agrees_with_a_recursion_written_by_hand():
    path, seasonal = smoothed(FIGURES, AS_IT_IS, 3, 1)
    start = first_level(FIGURES)
    weights = np.arange(0.3, 0.8001, 0.0005)
    squares = [sum(e**2 for e in errors_by_hand(FIGURES, w, start)[0]) for w in weights]
    weight = weights[int(np.argmin(squares))]
    errors, level = errors_by_hand(FIGURES, weight, start)
    assert not seasonal
    assert path.centres == pytest.approx([level] * 3, rel=1e-3)
    recent = errors[-8:]
    variance = sum(e**2 for e in recent) / 7
    assert path.freedom == 7
    # Hyndman et al., table 6.1: the variance h steps ahead.
    by_hand = [variance * (1 + (h - 1) * weight**2) for h in (1, 2, 3)]
    assert np.diag(path.covariance) == pytest.approx(by_hand, rel=5e-3)


def test_errors_of_coming_periods_go_together_as_simulated_ones_do():
    path, _ = smoothed(FIGURES, AS_IT_IS, 3, 1)
    variance = path.covariance[0, 0]
    weight = path.covariance[0, 1] / variance
    shocks = np.random.default_rng(4).normal(0, np.sqrt(variance), (200_000, 3))
    levels = weight * np.cumsum(shocks, axis=1)
    coming = shocks + np.column_stack([np.zeros(len(shocks)), levels[:, :2]])
    assert np.cov(coming.T) == pytest.approx(path.covariance, rel=0.03, abs=0.03 * variance)


def test_with_a_season_the_variance_is_the_one_statsmodels_works_out():
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    months = np.arange(96)
    season = (9 + months / 6) * np.sin(months * np.pi / 6 + months / 60)  # one that changes
    figures = 60 + season + np.random.default_rng(7).normal(0, 1, 96)
    path, seasonal = smoothed(figures, AS_IT_IS, 14, 12)
    assert seasonal
    options = {"seasonal": "add", "seasonal_periods": 12, "initialization_method": "heuristic"}
    again = ETSModel(
        pd.Series(figures), error="add", bounds={"smoothing_level": (0.1, 0.8)}, **options
    )
    fit = again.fit(disp=False)
    assert fit.smoothing_seasonal > 0.05
    prediction = fit.get_prediction(start=96, end=109)
    assert path.centres == pytest.approx(prediction.predicted_mean.to_numpy())
    shape = prediction.forecast_variance / fit.scale
    assert np.diag(path.covariance) / path.covariance[0, 0] == pytest.approx(shape)


@pytest.mark.parametrize(("years", "seasonal"), [(4, False), (5, True)])
def test_a_season_of_quarters_needs_twenty_figures(years, seasonal):
    noise = np.random.default_rng(3).normal(0, 0.2, 20)
    figures = np.tile([10.0, 14, 9, 20], 5) + noise
    assert smoothed(figures[: 4 * years], SQUARE_ROOT, 2, 4)[1] is seasonal


@pytest.mark.parametrize(("count", "least"), [(35, 0.3), (36, 0.1)])
def test_how_little_a_figure_may_weigh_depends_on_how_many_there_are(count, least):
    figures = 50 + np.tile([1.0, -1.0, 0.4, -0.4], 9)[:count]
    path, _ = smoothed(figures, AS_IT_IS, 2, 1)
    assert path.covariance[0, 1] / path.covariance[0, 0] == pytest.approx(least, abs=1e-3)


def test_what_does_not_settle_is_told_without_a_warning(
    monkeypatch, make_measure, foreseen, ending
):
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    fit = ETSModel.fit
    monkeypatch.setattr(ETSModel, "fit", lambda self, **k: fit(self, **(k | {"maxiter": 0})))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        row = foreseen(make_measure(), ending("2019-20-Q2", FIGURES))
    assert row["outlook_method"] == (
        "the newest value and its usual change, from 15 quarters: "
        "exponential smoothing did not settle"
    )
    assert row["outlook"] == pytest.approx(64)


def test_figures_that_never_change_are_foreseen_no_surer_than_they_are_rounded(
    make_measure, foreseen, ending
):
    row = foreseen(make_measure(), ending("2019-20-Q2", [80.0] * 9))
    assert row["outlook"] == pytest.approx(80)
    assert 79.8 < row["outlook_low"] < 79.97
    assert foreseen(make_measure(), ending("2019-20-Q2", [100.0] * 9))["outlook_low"] < 100
    assert row["outlook_method"].startswith("the newest value")


def test_last_value_goes_on_with_the_spread_of_past_changes():
    path = last_value(FIGURES, AS_IT_IS, 4)
    changes = np.diff(FIGURES)[-8:]
    assert path.centres.tolist() == [64.0] * 4
    assert np.diag(path.covariance) == pytest.approx(np.arange(1, 5) * (changes**2).mean())
    assert path.freedom == 8


def test_a_series_is_fitted_once_and_what_is_kept_of_it_cannot_be_changed():
    figures = np.array([41.0, 43.5, 40.2, 44.1, 42.7, 43.0, 45.2, 44.4, 43.9, 46.0])
    path, seasonal = smoothed(figures, AS_IT_IS, 3, 1)
    again, _ = smoothed(figures.copy(), AS_IT_IS, 3, 1)
    assert again is path
    assert not seasonal
    with pytest.raises(ValueError, match="read-only"):
        path.centres[0] = 0.0
    with pytest.raises(ValueError, match="read-only"):
        path.covariance[0, 0] = 0.0
    other, _ = smoothed(np.append(figures[:-1], 47.0), AS_IT_IS, 3, 1)
    assert other.centres[0] != path.centres[0]
