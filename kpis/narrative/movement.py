"""Whether a measure is moving: both directions of travel, and signal told from noise.

"Better" and "worse" are said only where the direction is improving or worsening. Where a
change is within chance the sentence says "not clearly different", with both figures to look at;
where it cannot be tested, what the figure was before and that this is so.
The control chart then says whether the latest figure is anything but usual variation. Where two
of these point different ways, as they may, the second begins with "even so" or "but".
"""

from dataclasses import dataclass

from kpis.frames import InsightsRow
from kpis.model import Basis, Direction, Frequency, Polarity
from kpis.narrative.claim import Claim, ClaimKind, Clause, sentences
from kpis.narrative.running_text import period_noun, shown
from kpis.narrative.signal import (
    CONTRARY,
    DIRECTIONS,
    is_opposed,
    is_special,
    signal,
)
from kpis.periods import period_of_id
from kpis.rounding import round_figure
from kpis.words.figures import is_known
from kpis.words.lists import listed

_LONG_TREND: dict[str, str] = {
    Direction.IMPROVING: "over the longer run it has improved",
    Direction.WORSENING: "over the longer run it has worsened",
}
# Where the control chart has said as much.
_DIRECTION_OF_SIGNAL = {
    "special_cause_improvement": Direction.IMPROVING,
    "special_cause_concern": Direction.WORSENING,
}
_BOTH_WAYS = ("direction_previous", "direction_year")
_RESTS_ON = (
    "outturn",
    "period_id",
    "previous_period_id",
    "year_period_id",
    "basis",
    "polarity",
    "decimals",
    "unit",
)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """One direction in words: "better than" "the quarter before" (81.2%)."""

    kind: str  # better | worse | same | unclear | untested
    before: str
    outturn: str
    illustrative: bool  # one of the two figures
    columns: tuple[str, ...]


def movement(row: InsightsRow) -> tuple[Claim, ...]:
    """The sentences on directions and variation; () where neither is known."""
    travelled, untested, varied = _travel(row), _untested(row), signal(row)
    if travelled and varied and _clear(row) and (not is_special(row) or is_opposed(row)):
        varied[0] = Clause(f"even so, {varied[0].text}", (*varied[0].columns, *_BOTH_WAYS))
    told = [clause for clause in (travelled, untested) if clause]
    clauses = [*told, *_illustrative(row), *varied, *_long_trend(row)]
    return sentences(ClaimKind.MOVEMENT, row, clauses)


def _clear(row: InsightsRow) -> set[str]:
    """Which ways the short directions clearly go."""
    ways = {Direction.IMPROVING.value, Direction.WORSENING.value}
    return {row.direction_previous, row.direction_year} & ways


def _long_trend(row: InsightsRow) -> list[Clause]:
    """The slope of the last comparable periods, where its test finds one that says more."""
    words = _LONG_TREND.get(row.direction_long)
    if not words or row.direction_long == _DIRECTION_OF_SIGNAL.get(row.variation):
        return []
    contrary = row.direction_long == CONTRARY.get(row.variation)
    but = "but " if contrary or _clear(row) - {row.direction_long} else ""
    return [Clause(f"{but}{words}", (*DIRECTIONS, "variation"))]


def _travel(row: InsightsRow) -> Clause | None:
    if not is_known(row.outturn) or not row.period_id:
        return None
    if row.polarity == Polarity.NEUTRAL:
        return _figures_before(row)
    comparisons = [one for one in _comparisons(row) if one.kind != "untested"]
    if not comparisons:
        return None
    words = f"it is {_comparisons_in_words(comparisons)}"
    return _of_comparisons(words, comparisons)


def _untested(row: InsightsRow) -> Clause | None:
    """What the figure was before, where it differs and no test can say whether by chance."""
    if not is_known(row.outturn) or not row.period_id:
        return None
    comparisons = [one for one in _comparisons(row) if one.kind == "untested"]
    if not comparisons:
        return None
    before = listed([f"{one.outturn} in {one.before}" for one in comparisons])
    changes = "a change" if len(comparisons) == 1 else "changes"
    return _of_comparisons(f"it was {before}, {changes} that cannot be tested", comparisons)


def _illustrative(row: InsightsRow) -> list[Clause]:
    """That an illustrative figure is held against another, where one is."""
    if not is_known(row.outturn) or not row.period_id or row.polarity == Polarity.NEUTRAL:
        return []
    comparisons = [one for one in _comparisons(row) if one.illustrative]
    if not comparisons:
        return []
    return [_of_comparisons("one of the figures compared is illustrative", comparisons)]


def _of_comparisons(words: str, comparisons: list[_Comparison]) -> Clause:
    columns = dict.fromkeys(name for comparison in comparisons for name in comparison.columns)
    return Clause(words, tuple(columns))


def _comparisons(row: InsightsRow) -> list[_Comparison]:
    comparisons: list[_Comparison] = []
    for earlier in ("previous", "year"):
        direction = getattr(row, f"direction_{earlier}")
        repeated = (
            earlier == "year" and comparisons and row.year_period_id == row.previous_period_id
        )
        if not direction or repeated:
            continue
        before = getattr(row, f"{earlier}_outturn")
        comparisons.append(
            _Comparison(
                _kind(row, direction, before),
                _before(row, earlier),
                shown(row, before),
                "illustrative" in getattr(row, f"direction_{earlier}_reason"),
                (
                    *_RESTS_ON,
                    f"direction_{earlier}",
                    f"direction_{earlier}_reason",
                    f"{earlier}_outturn",
                ),
            )
        )
    return comparisons


def _kind(row: InsightsRow, direction: str, before: float) -> str:
    match Direction(direction):
        case Direction.IMPROVING:
            return "better"
        case Direction.WORSENING:
            return "worse"
        case Direction.NOT_TESTED:
            return "untested"
        case _:
            same = round_figure(row.outturn, row.decimals) == round_figure(before, row.decimals)
            return "same" if same else "unclear"


def _before(row: InsightsRow, earlier: str) -> str:
    period = period_of_id(row.period_id)
    noun = period_noun(period)
    if earlier == "previous":
        return f"the {noun} before"
    if row.basis == Basis.YEAR_TO_DATE and period.quarter < 4:
        return "the same point a year earlier"
    if noun == "year" or row.basis == Basis.YEAR_TO_DATE:
        return "the year before"
    if period.frequency is Frequency.SURVEY_WAVE:
        return "the survey a year earlier"
    return f"the same {noun} a year earlier"


def _comparisons_in_words(comparisons: list[_Comparison]) -> str:
    """ "better than the quarter before (81.2%) but worse than the same quarter a year earlier"."""
    if len(comparisons) == 1:
        return _comparison_in_words(comparisons[0])
    first, second = comparisons
    if first.kind == second.kind:
        nearer, further = (f"{each.before} ({each.outturn})" for each in comparisons)
        match first.kind:
            case "unclear":
                return f"not clearly different from either {nearer} or {further}"
            case "same":
                return f"unchanged from both {first.before} and {second.before}"
            case kind:
                return f"{kind} than both {nearer} and {further}"
    joined = "and" if {first.kind, second.kind} == {"same", "unclear"} else "but"
    return f"{_comparison_in_words(first)} {joined} {_comparison_in_words(second)}"


def _comparison_in_words(comparison: _Comparison) -> str:
    match comparison.kind:
        case "same":
            return f"unchanged from {comparison.before}"
        case "unclear":
            return f"not clearly different from {comparison.before} ({comparison.outturn})"
        case kind:
            return f"{kind} than {comparison.before} ({comparison.outturn})"


def _figures_before(row: InsightsRow) -> Clause | None:
    """Where neither more nor less is better: the figures alone, without a judgement."""
    comparable = ["previous", "year"]
    if row.previous_period_id == row.year_period_id:
        comparable = ["previous"]
    figures = [
        (f"{shown(row, value)} in {_before(row, earlier)}", f"{earlier}_outturn")
        for earlier in comparable
        if is_known(value := getattr(row, f"{earlier}_outturn"))
    ]
    if not figures:
        return None
    words, columns = zip(*figures, strict=True)
    return Clause(f"it was {listed(words)}", (*_RESTS_ON, *columns))
