"""A line through a few figures and its test once more, by statsmodels and the printed formulas."""

import numpy as np
from statsmodels.regression.linear_model import GLS, OLS

CORRELATIONS = (0.5, 0.65, 0.8, 0.95)


def steady_line(points, step, *, stock=False):
    """(slope a year, p-value) of points, (quarter, figure) each, whose periods are `step` apart."""
    quarters, figures = (np.array(values, dtype=float) for values in zip(*points, strict=True))
    figures = figures - figures[0]
    plain = np.column_stack([np.ones(len(points)), quarters / 4])
    design = plain
    if step < 4:
        parts = sorted({quarter % 4 for quarter in quarters})
        seasons = [(quarters % 4 == part) * 1.0 for part in parts[1:]]
        with_seasons = np.column_stack([plain, *seasons])
        if np.abs(OLS(figures, plain).fit().resid).max() < 1e-9:
            pass
        elif np.abs(OLS(figures, with_seasons).fit().resid).max() < 1e-9:
            design = with_seasons
        elif seasons and len(points) > with_seasons.shape[1]:
            _, chance, _ = (
                OLS(figures, with_seasons).fit().compare_f_test(OLS(figures, plain).fit())
            )
            design = with_seasons if chance < 0.05 else plain
    if np.abs(OLS(figures, design).fit().resid).max() < 1e-9:
        slope = OLS(figures, design).fit().params[1]  # a line that leaves nothing
        return slope, 0.0 if abs(slope) > 1e-9 else 1.0
    fits = []
    for correlation in CORRELATIONS:
        if stock and correlation < 0.8:
            continue
        variances = correlation ** (np.abs(quarters[:, None] - quarters[None, :]) / step)
        fit = GLS(figures, design, sigma=variances).fit()
        squares = design.T @ np.linalg.inv(variances) @ design
        left = float(fit.resid @ np.linalg.inv(variances) @ fit.resid)
        likelihood = -0.5 * (
            np.linalg.slogdet(variances)[1]
            + np.linalg.slogdet(squares)[1]
            + fit.df_resid * np.log(max(left, np.finfo(float).tiny))
        )
        fits.append((likelihood, fit.params[1], fit.pvalues[1]))
    _, slope, chance = max(fits, key=lambda fit: fit[0])
    return slope, chance
