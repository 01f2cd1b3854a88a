"""Whether a measure is moving: both directions of travel, and signal told from noise.

"Better" and "worse" are said only where the direction is improving or worsening. Where a
change is within chance the sentence says "not clearly different", with both figures to look at.
The control chart then says whether the latest figure is anything but usual variation.
"""

from dataclasses import dataclass

from kpis.analysis.narrative.claim import Claim, ClaimKind, Clause, Row, sentence
from kpis.analysis.narrative.signal import is_special, signal
from kpis.analysis.narrative.words import period_noun, shown
from kpis.formatting import is_known, listed
from kpis.model import Basis, Direction, Frequency, Polarity
from kpis.periods import period_of_id
from kpis.rounding import round_figure

_LONG_TREND: dict[str, str] = {
    Direction.IMPROVING: "over the longer run it is improving steadily",
    Direction.WORSENING: "over the longer run it is worsening steadily",
}
# Where the control chart has said as much.
_SAID_ALREADY = {
    "special_cause_improvement": Direction.IMPROVING,
    "special_cause_concern": Direction.WORSENING,
}
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

    kind: str  # better | worse | same | unclear
    before: str
    outturn: str
    columns: tuple[str, ...]


def movement(row: Row) -> Claim | None:
    """The sentence on directions and variation; None where neither can be told."""
    travelled, varied, trend = _travel(row), signal(row), _long_trend(row)
    if travelled is None or varied is None:
        said = [clause for clause in (travelled, varied, trend) if clause]
        return sentence(ClaimKind.MOVEMENT, row, said) if said else None
    text = f"{travelled.text}; {varied.text}"
    if not is_special(row):
        moved = {row.direction_previous, row.direction_year} & {
            Direction.IMPROVING.value,
            Direction.WORSENING.value,
        }
        # "It is better than …, though within the usual variation"
        joint, usual = "though" if moved else "and", varied.text.removeprefix("it is ")
        text = f"{travelled.text}, {joint} {usual}"
    if trend:
        text = f"{text}; {trend.text}"
    clauses = [travelled, varied, *([trend] if trend else [])]
    return sentence(ClaimKind.MOVEMENT, row, clauses, text)


def _long_trend(row: Row) -> Clause | None:
    """The slope of the last comparable periods, where its test finds one that says more."""
    if row.direction_long == _SAID_ALREADY.get(row.variation):
        return None
    words = _LONG_TREND.get(row.direction_long)
    return Clause(words, ("direction_long",)) if words else None


def _travel(row: Row) -> Clause | None:
    if not is_known(row.outturn) or not row.period_id:
        return None
    if row.polarity == Polarity.NEUTRAL:
        return _figures_before(row)
    found = _comparisons(row)
    if not found:
        return None
    columns = tuple(dict.fromkeys(name for one in found for name in one.columns))
    words = _said(found)
    if any(
        "illustrative" in getattr(row, f"direction_{which}_reason")
        for which in ("previous", "year")
        if getattr(row, f"direction_{which}")
    ):
        words += " (one of the figures compared is illustrative)"
    return Clause(f"it is {words}", columns)


def _comparisons(row: Row) -> list[_Comparison]:
    found: list[_Comparison] = []
    for which in ("previous", "year"):
        direction = getattr(row, f"direction_{which}")
        repeated = which == "year" and found and row.year_period_id == row.previous_period_id
        if not direction or repeated:
            continue
        before = getattr(row, f"{which}_outturn")
        found.append(
            _Comparison(
                _kind(row, direction, before),
                _before(row, which),
                shown(row, before),
                (
                    *_RESTS_ON,
                    f"direction_{which}",
                    f"direction_{which}_reason",
                    f"{which}_outturn",
                ),
            )
        )
    return found


def _kind(row: Row, direction: str, before: float) -> str:
    match Direction(direction):
        case Direction.IMPROVING:
            return "better"
        case Direction.WORSENING:
            return "worse"
        case _:
            same = round_figure(row.outturn, row.decimals) == round_figure(before, row.decimals)
            return "same" if same else "unclear"


def _before(row: Row, which: str) -> str:
    period = period_of_id(row.period_id)
    noun = period_noun(period)
    if which == "previous":
        return f"the {noun} before"
    if row.basis == Basis.YEAR_TO_DATE and period.quarter < 4:
        return "the same point a year earlier"
    if noun == "year" or row.basis == Basis.YEAR_TO_DATE:
        return "the year before"
    if period.frequency is Frequency.SURVEY_WAVE:
        return "the survey a year earlier"
    return f"the same {noun} a year earlier"


def _said(found: list[_Comparison]) -> str:
    """ "better than the quarter before (81.2%) but worse than the same quarter a year earlier"."""
    if len(found) == 1:
        return _one(found[0])
    first, second = found
    if first.kind == second.kind:
        one, other = (f"{each.before} ({each.outturn})" for each in found)
        match first.kind:
            case "unclear":
                return f"not clearly different from either {one} or {other}"
            case "same":
                return f"equal to both {first.before} and {second.before}"
            case kind:
                return f"{kind} than both {one} and {other}"
    joined = "and" if {first.kind, second.kind} == {"same", "unclear"} else "but"
    return f"{_one(first)} {joined} {_one(second)}"


def _one(one: _Comparison) -> str:
    match one.kind:
        case "same":
            return f"equal to {one.before}"
        case "unclear":
            return f"not clearly different from {one.before} ({one.outturn})"
        case kind:
            return f"{kind} than {one.before} ({one.outturn})"


def _figures_before(row: Row) -> Clause | None:
    """Where neither more nor less is better: the figures alone, without a judgement."""
    which_before = ["previous", "year"]
    if row.previous_period_id == row.year_period_id:
        which_before = ["previous"]
    known = [
        (f"{shown(row, value)} in {_before(row, which)}", f"{which}_outturn")
        for which in which_before
        if is_known(value := getattr(row, f"{which}_outturn"))
    ]
    if not known:
        return None
    words, columns = zip(*known, strict=True)
    return Clause(f"it was {listed(words)}", (*_RESTS_ON, *columns))
