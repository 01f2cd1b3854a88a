"""Where a measure stands by a rule that is about more than its target: what is said of it then."""

from kpis.frames import InsightsRow
from kpis.model import Polarity, RagRule, RagStatus
from kpis.narrative.claim import Clause
from kpis.narrative.running_text import apart, shown
from kpis.rounding import round_figure
from kpis.words.figures import is_known
from kpis.words.ratings import held_against, is_target_met, limit_words

_REFERENCE = ("rule", "reference", "reference_of", "outturn", "polarity", "rag")
_LIMITS = (
    "green_limit",
    "green_limit_upper",
    "amber_limit",
    "amber_limit_upper",
    "outturn",
    "polarity",
    "rag",
    "decimals",
    "unit",
)
_LOWER_IS_BETTER = " (lower is better)"
# How a green figure stands that misses its target.
NEAR_TARGET, WITHIN_LIMIT = "Near its target", "Within its limit for green"


def by_its_rule(row: InsightsRow, figure: Clause) -> list[Clause]:
    """The figure beside what it was held against, where that is no target.

    figure: what the figure is, in words.
    """
    columns = (*figure.columns, *_REFERENCE)
    told = [Clause(f"{figure.text}, rated {row.rag}", columns)]
    if not held_against(row, row):
        return [*told, *_beyond_limit(row)]
    if row.rule == RagRule.RANK:
        return [*told, Clause(f"that is {held_against(row, row)}", columns)]
    lower = _LOWER_IS_BETTER if row.polarity == Polarity.LOWER else ""
    step = _step(row)
    if step == 0:
        return [*told, Clause(f"that is level with {_other(row)}", columns)]
    side = "above" if step > 0 else "below"
    return [*told, Clause(f"that is {apart(row, step)} {side} {_other(row)}{lower}", columns)]


def in_spite_of_target(row: InsightsRow) -> list[Clause]:
    """Why a figure is green that misses its target, or not green that meets it; else []."""
    met = is_target_met(row.variance, row.polarity)
    if _is_raised(row):
        words = f"it counts as {row.rag}, for it is better than {held_against(row, row)}"
        return [Clause(words, (*_REFERENCE, *_LIMITS))]
    if met == (row.rag == RagStatus.GREEN):
        return []
    return _beyond_limit(row)


def standing(row: InsightsRow) -> str:
    """A green figure in two or three words, as after "Green."."""
    if is_known(row.variance) and is_target_met(row.variance, row.polarity):
        return "On target"
    if _is_raised(row):
        return f"Better than {_other(row)}"
    if is_known(row.variance):
        by_tolerance = row.rule == RagRule.TOLERANCE
        return NEAR_TARGET if by_tolerance else WITHIN_LIMIT
    if not held_against(row, row):
        return WITHIN_LIMIT
    if row.rule == RagRule.RANK:
        return f"{held_against(row, row)[:1].upper()}{held_against(row, row)[1:]}"
    better = -_step(row) if row.polarity == Polarity.LOWER else _step(row)
    way = "Better than" if better > 0 else "Level with" if better == 0 else "Near"
    return f"{way} {_other(row)}"


def lacking(row: InsightsRow) -> str:
    """What a red or amber figure falls short of, where its rule is not about target or minimum."""
    if is_known(row.variance):
        met = is_target_met(row.variance, row.polarity)
        return "its limit for green" if met else "its target"
    if row.rule == RagRule.RANK or not held_against(row, row):
        return "what its rule asks"
    better = -_step(row) if row.polarity == Polarity.LOWER else _step(row)
    return _other(row) if better < 0 else "what its rule asks"


def _beyond_limit(row: InsightsRow) -> list[Clause]:
    """From where on a figure is green or amber, beside one for which that matters."""
    green = limit_words(row, row.green_limit, row.green_limit_upper)
    amber = limit_words(row, row.amber_limit, row.amber_limit_upper)
    if not green:
        return []
    words = f"green is {green}"
    if amber != green and row.rag != RagStatus.GREEN:
        words += f", and amber {amber}"
    return [Clause(words, _LIMITS)]


def _is_raised(row: InsightsRow) -> bool:
    """Whether it has its colour because it improved: by its limits alone it would be worse."""
    if row.rule in (RagRule.BASELINE, RagRule.RANK) or not held_against(row, row):
        return False
    limits = {
        RagStatus.GREEN: (row.green_limit, row.green_limit_upper),
        RagStatus.AMBER: (row.amber_limit, row.amber_limit_upper),
    }.get(RagStatus(row.rag))
    if limits is None:
        return False
    figure = round_figure(row.outturn, row.decimals)
    return figure > limits[0] if row.polarity == Polarity.LOWER else figure < limits[0]


def _step(row: InsightsRow) -> float:
    """How much higher than what it was held against, as both are shown."""
    return round_figure(row.outturn, row.decimals) - round_figure(row.reference, row.decimals)


def _other(row: InsightsRow) -> str:
    """ "England (55.1%)", "its figure for Q1 2018/19 (21.0%)", "the baseline (20.0%)"."""
    figure = shown(row, row.reference)
    whose = row.reference_of
    earlier = row.rule not in (RagRule.COMPARATOR, RagRule.BASELINE)
    return f"{'its figure for ' if earlier else ''}{whose} ({figure})"
