"""How the council ranks among others: what is drawn of it, and the words for it."""

from collections.abc import Mapping

import pandas as pd

from kpis.frames import BENCHMARK, BENCHMARK_AREAS, BenchmarkAreaRow, BenchmarkRow
from kpis.model import Measure, Polarity
from kpis.words.figures import difference, is_known, written
from kpis.words.ranks import rank_of, rank_range, standing_words

Strip = tuple[BenchmarkRow, list[BenchmarkAreaRow], list[BenchmarkRow]]
_JUDGED = (Polarity.HIGHER, Polarity.LOWER)


def strips(comparisons: pd.DataFrame, areas: Mapping[str, pd.DataFrame]) -> list[Strip]:
    """What has a strip: a row of BENCHMARK, the other areas' rows, and the wholes marked on it.

    Nothing has that is too old to be told of today.

    A set that is a whole without areas, such as England, is marked on the first strip.
    """
    rows = BENCHMARK.rows(BENCHMARK.check(comparisons))
    with_figure = [row for row in rows if is_known(row.outturn) and not row.old]
    others = {row.comparators: _others(areas.get(row.comparators)) for row in with_figure}
    ranked_or_apart = [row for row in with_figure if row.rank or is_known(row.gap)]
    among = [row for row in ranked_or_apart if others[row.comparators]]
    wholes = [row for row in with_figure if is_known(row.reference)]
    alone = [row for row in wholes if row not in among]
    return [
        (
            row,
            others[row.comparators],
            [*([row] if row in wholes else []), *(alone if first else [])],
        )
        for row, first in zip(among, (True, *(False for _ in among)), strict=False)
    ]


def _others(areas: pd.DataFrame | None) -> list[BenchmarkAreaRow]:
    if areas is None:
        return []
    rows = BENCHMARK_AREAS.rows(BENCHMARK_AREAS.check(areas))
    return [row for row in rows if is_known(row.outturn) and not row.own]


def gap_words(comparison: BenchmarkRow, measure: Measure) -> str:
    """ "10 points worse than London (33%)"; "" without a gap. comparison: of BENCHMARK."""
    if not is_known(comparison.gap):
        return ""
    whole = comparison.reference_area if is_known(comparison.reference) else "the median"
    base = comparison.reference if is_known(comparison.reference) else comparison.median
    beside = f"{whole} ({written(base, measure)})"
    apart = difference(abs(comparison.gap), measure.unit, measure.decimals).lstrip("+")
    if apart == "no difference":
        return f"level with {beside}"
    if measure.polarity in _JUDGED:
        return f"{apart} {'better' if comparison.gap_better else 'worse'} than {beside}"
    return f"{apart} {'above' if comparison.gap > 0 else 'below'} {beside}"


def before_words(comparison: BenchmarkRow, measure: Measure) -> str:
    """The gap of a year before: "5 points worse", "level"; "" without one."""
    gap = comparison.gap_before
    if not is_known(gap):
        return ""
    apart = difference(abs(gap), measure.unit, measure.decimals).lstrip("+")
    if apart == "no difference":
        return "level"
    if measure.polarity in _JUDGED:
        better = (gap > 0) is (measure.polarity is Polarity.HIGHER)
        return f"{apart} {'better' if better else 'worse'}"
    return f"{apart} {'above' if gap > 0 else 'below'}"


def rank_words(comparison: BenchmarkRow) -> str:
    """ "joint 8th of 32"; "" where it is not ranked."""
    if not comparison.rank:
        return ""
    return rank_of(comparison.rank, comparison.areas, comparison.tied)


def chance_words(comparison: BenchmarkRow, measure: Measure) -> str:
    """From which rank to which chance may put the council, and where it stands for certain.

    "27th to 32nd, among the eight lowest"; "not known"; "" where it is not ranked.
    """
    if not comparison.rank:
        return ""
    reach = rank_range(comparison.rank_low, comparison.rank_high) or "not known"
    standing = standing_words(comparison.standing, comparison.areas, measure.polarity)
    return f"{reach}, {standing}" if standing else reach
