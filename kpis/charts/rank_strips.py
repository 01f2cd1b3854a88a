"""How the council stands among others: what is drawn of it, and the words for it."""

from collections.abc import Mapping

import pandas as pd

from kpis.charts.lines import Row
from kpis.frame_rows import rows_of
from kpis.frames import BENCHMARK, BENCHMARK_AREAS
from kpis.model import Measure, Polarity
from kpis.words.figures import difference, is_known, written

Strip = tuple[Row, list[Row], list[Row]]
QUARTILES = {1: "best quarter", 2: "better half", 3: "weaker half", 4: "weakest quarter"}
_JUDGED = (Polarity.HIGHER, Polarity.LOWER)


def strips(standings: pd.DataFrame, areas: Mapping[str, pd.DataFrame]) -> list[Strip]:
    """What has a strip: a row of BENCHMARK, the other areas' rows, and the wholes marked on it.

    A set that is a whole without areas, such as England, is marked on the first strip.
    """
    known = [row for row in rows_of(BENCHMARK.check(standings)) if is_known(row.outturn)]
    others = {row.comparators: _others(areas.get(row.comparators)) for row in known}
    compared = [row for row in known if row.rank or is_known(row.gap)]
    among = [row for row in compared if others[row.comparators]]
    wholes = [row for row in known if is_known(row.reference)]
    alone = [row for row in wholes if row not in among]
    return [
        (
            row,
            others[row.comparators],
            [*([row] if row in wholes else []), *(alone if first else [])],
        )
        for row, first in zip(among, (True, *(False for _ in among)), strict=False)
    ]


def _others(areas: pd.DataFrame | None) -> list[Row]:
    if areas is None:
        return []
    found = rows_of(BENCHMARK_AREAS.check(areas))
    return [row for row in found if is_known(row.outturn) and not row.own]


def gap_words(standing: Row, measure: Measure) -> str:
    """ "10 points worse than London (33%)"; "" without a gap. standing: of BENCHMARK."""
    if not is_known(standing.gap):
        return ""
    whole = standing.reference_area if is_known(standing.reference) else "the median"
    base = standing.reference if is_known(standing.reference) else standing.median
    beside = f"{whole} ({written(base, measure)})"
    apart = difference(abs(standing.gap), measure.unit, measure.decimals).lstrip("+")
    if apart == "no difference":
        return f"level with {beside}"
    if measure.polarity in _JUDGED:
        return f"{apart} {'better' if standing.gap_better else 'worse'} than {beside}"
    return f"{apart} {'above' if standing.gap > 0 else 'below'} {beside}"


def before_words(standing: Row, measure: Measure) -> str:
    """The gap of a year before: "5 points worse", "level"; "" without one."""
    gap = standing.gap_before
    if not is_known(gap):
        return ""
    apart = difference(abs(gap), measure.unit, measure.decimals).lstrip("+")
    if apart == "no difference":
        return "level"
    if measure.polarity in _JUDGED:
        better = (gap > 0) is (measure.polarity is Polarity.HIGHER)
        return f"{apart} {'better' if better else 'worse'}"
    return f"{apart} {'above' if gap > 0 else 'below'}"


def rank_words(standing: Row) -> str:
    """ "30 of 32, weakest quarter"; "" where it is not ranked."""
    if not standing.rank:
        return ""
    quarter = QUARTILES.get(standing.quartile, "")
    return f"{standing.rank} of {standing.areas}{f', {quarter}' if quarter else ''}"
