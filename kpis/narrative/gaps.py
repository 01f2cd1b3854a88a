"""The gap between groups in sentences: no more than its interval and its test support."""

from kpis.frames import InequalityRow
from kpis.model import Direction, Measure
from kpis.periods import period_of_id
from kpis.words.figures import difference, is_known, written
from kpis.words.lists import counted

_WITHHELD = "not shown, and may lie outside"
_MOVES = {
    Direction.IMPROVING: "It is narrower than in {before}.",
    Direction.WORSENING: "It is wider than in {before}.",
}


def gap_sentences(row: InequalityRow, measure: Measure) -> list[str]:
    """What one row of INEQUALITY says, the finding first."""
    ends = (
        f"{written(row.best_outturn, measure)} ({row.best}) and "
        f"{written(row.worst_outturn, measure)} ({row.worst})"
    )
    where = f"in {row.period_label}"
    if not is_known(row.gap_low):
        sentences = [
            f"The best and the worst group shown had {ends} {where}. How far that may be "
            "chance is not known."
        ]
    elif row.gap_low <= 0:
        sentences = [
            f"The best and the worst of {row.groups} groups shown had {ends} {where}. Groups of "
            "this size may lie as far apart by chance."
        ]
    else:
        low, high = (_apart(value, measure) for value in (row.gap_low, row.gap_high))
        sentences = [
            f"The gap between the best and the worst of {row.groups} groups shown was "
            f"{_apart(row.gap, measure)} {where}.",
            f"They had {ends}.",
            f"Allowing for chance it lies between {low} and {high}.",
            *_moved(row),
        ]
    if row.withheld:
        verb = "is" if row.withheld == 1 else "are"
        sentences.append(f"{counted(row.withheld, 'group').capitalize()} {verb} {_WITHHELD}.")
    return sentences


def _moved(row: InequalityRow) -> list[str]:
    """Against a year before; nothing where no gap was known then, for that is no news."""
    before = period_of_id(row.period_id).year_before().label
    if row.gap_direction in _MOVES:
        return [_MOVES[Direction(row.gap_direction)].format(before=before)]
    if row.gap_direction == Direction.NOT_TESTED:
        return []  # what is not known of the gap before is no news of this one
    if row.gap_direction:
        return [f"No clear change since {before} ({row.gap_direction_reason})."]
    if row.gap_direction_reason.startswith("Not comparable"):
        return [f"{row.gap_direction_reason}."]
    return []


def _apart(value: float, measure: Measure) -> str:
    return difference(value, measure.unit, measure.decimals).lstrip("+")
