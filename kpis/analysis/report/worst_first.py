"""The rows of a report in the order in which a board should look at them.

Red, then amber, then green, then what is not rated; among those of one colour the one that is
furthest from green by what was asked of it. A measure with parts stands where its worst part
would, before its parts.
"""

import math
from collections.abc import Sequence

from kpis.frames import PerformanceRow
from kpis.model import RATED, Polarity, RagStatus
from kpis.words.statuses import UNRATED

_ORDER = {status.value: place for place, status in enumerate((*reversed(RATED), *UNRATED))}
_Key = tuple[int, float]


def worst_first(rows: Sequence[PerformanceRow]) -> tuple[PerformanceRow, ...]:
    """rows: of PERFORMANCE, of one quarter, in plan order, which rows alike keep."""
    wholes = {row.measure_id for row in rows if row.rag == RagStatus.SEE_PARTS}
    parts: dict[str, list[PerformanceRow]] = {whole: [] for whole in wholes}
    blocks: list[list[PerformanceRow]] = []
    for row in rows:
        if row.part_of in parts:
            parts[row.part_of].append(row)
        else:
            blocks.append([row])
    for block in blocks:
        block += sorted(parts.get(block[0].measure_id, ()), key=_key)
    blocks.sort(key=_of_block)
    return tuple(row for block in blocks for row in block)


def shortfall(row: PerformanceRow) -> float:
    """How far the latest figure is from green, as a share of what is green; below 0 for better.

    NaN where there is no figure or nothing it falls short of: unrated, or rated by rank.
    """
    limit, upper, outturn = row.latest_green_limit, row.latest_green_limit_upper, row.latest_outturn
    if math.isnan(outturn) or math.isnan(limit) or not limit:
        return math.nan
    if row.polarity == Polarity.LOWER:
        return (outturn - limit) / abs(limit)
    if row.polarity == Polarity.RANGE and not math.isnan(upper):
        return max((limit - outturn) / abs(limit), (outturn - upper) / abs(upper or limit))
    return (limit - outturn) / abs(limit)


def _key(row: PerformanceRow) -> _Key:
    off = shortfall(row)
    return _ORDER.get(row.latest_rag, len(_ORDER)), math.inf if math.isnan(off) else -off


def _of_block(block: Sequence[PerformanceRow]) -> _Key:
    """Of a measure with parts the least key of these; else its own."""
    return min(map(_key, block[1:] or block))
