"""What each control chart says as a whole: how the series varies, and what its target may expect.

Both are read from the latest group alone. Variation is the type of the latest point. Assurance
asks whether the limits leave the target within reach by chance: beyond them, the target will be
missed or met consistently; between them, now one and now the other ("inconsistent").
"""

import numpy as np
import pandas as pd

from kpis.analysis.spc.charts import xmr
from kpis.analysis.spc.options import read_options
from kpis.analysis.spc.rules import FEWEST_POINTS, RuleSet, rule_set
from kpis.frames import XMR, XMR_SUMMARY

CONSISTENT_PASS = "consistent_pass"  # noqa: S105 a target passed, no password
CONSISTENT_FAIL = "consistent_fail"
INCONSISTENT = "inconsistent"


def xmr_summary(
    points: pd.DataFrame, options: pd.DataFrame | None = None, rules: str = RuleSet.NHSR
) -> pd.DataFrame:
    """XMR_SUMMARY: one row per series, in the order of first appearance.

    points: either points as `xmr` takes them, or the XMR it made of them with the same options
        and rules, which is then not made again. A series without any value has a row, with 0
        points, only in the first case.
    Assurance: "" without a target and where the direction is neutral. With "nhsr" a target on a
        limit is "inconsistent", and so is every target where there are no limits. With
        "making_data_count" a target on a limit counts as beyond it (unless both limits are on
        it), and without limits there is none ("").
    Raises ControlChartError as `xmr` does.
    """
    named_rules = rule_set(rules)
    charted = (
        points if set(XMR.columns) <= set(points.columns) else xmr(points, options, named_rules)
    )
    XMR.check(charted)
    series, names = pd.factorize(pd.concat([points["series"].astype("str"), charted["series"]]))
    series, names = series[len(points) :], pd.Index(names)
    options_by_series = read_options(options, names)
    last = np.full(len(names), -1)
    last[series] = np.arange(len(series))
    latest = charted.take(last[last >= 0]).set_axis(np.flatnonzero(last >= 0))
    sizes = _sizes(series, charted["rebase_group"].to_numpy())

    def by_series(name: str) -> pd.Series:
        return latest[name].reindex(range(len(names)))

    summary = pd.DataFrame(
        {
            "series": names,
            "points": np.bincount(series[sizes["of_last_group"]], minlength=len(names)),
            "variation_type": by_series("point_type"),
            "special_cause_type": by_series("special_cause_type"),
            **{name: by_series(name) for name in ("mean", "lpl", "upl")},
            "short_group_warning": np.isin(np.arange(len(names)), series[sizes["of_short_group"]]),
        }
    )
    summary["assurance_type"] = assurance(
        summary["lpl"].to_numpy(),
        summary["upl"].to_numpy(),
        options_by_series.target,
        options_by_series.direction,
        named_rules,
        options_by_series.target_given & (last >= 0),
    )
    return XMR_SUMMARY.conform(summary)


def _sizes(series: np.ndarray, group: np.ndarray) -> dict[str, np.ndarray]:
    """Of each point, whether its group is the last of the series, and whether it is short."""
    starts = np.flatnonzero(np.diff(series, prepend=-1) | np.diff(group, prepend=-1))
    lengths = np.diff(starts, append=len(series))
    last = np.append(np.diff(series[starts]) != 0, True)[: len(starts)]
    return {
        "of_last_group": np.repeat(last, lengths),
        "of_short_group": np.repeat(lengths < FEWEST_POINTS, lengths),
    }


def assurance(
    lpl: np.ndarray,
    upl: np.ndarray,
    target: np.ndarray,
    way: np.ndarray,
    rules: RuleSet,
    has_target: np.ndarray | None = None,
) -> np.ndarray:
    """What each target may expect, as `xmr_summary` says; "" where there is none.

    way: 1 when an increase is an improvement, -1 a decrease, 0 neither. has_target: where there is
        a target, also where its figure is missing; None = wherever there is a figure.
    """
    has_target = ~np.isnan(target) if has_target is None else has_target
    if rules is RuleSet.MAKING_DATA_COUNT:
        has_target = has_target & ~np.isnan(target) & ~np.isnan(lpl) & ~np.isnan(upl)
        above, below = target >= upl, target <= lpl
        above, below = above & ~below, below & ~above
    else:
        above, below = target > upl, target < lpl
    fails = np.where(way > 0, above, below)
    passes = np.where(way > 0, below, above)
    types = np.select([fails, passes], [CONSISTENT_FAIL, CONSISTENT_PASS], INCONSISTENT)
    return np.where(has_target & (way != 0), types, "")
