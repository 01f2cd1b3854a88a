"""What is said of a survey as a whole: how sure its results are, and what moved since the wave
before."""

from collections.abc import Sequence

from kpis.frames import SurveyResultRow
from kpis.model import Direction
from kpis.words.figures import is_known
from kpis.words.lists import counted, listed

METHOD_CHANGED = "Method changed: not compared"
_MOVED = {Direction.IMPROVING: "better", Direction.WORSENING: "worse"}
_MOST_NAMED = 4


def margin_words(near_half: float, near_tenth: float, apart: float) -> str:
    """How sure results are: "A result near 50% may be 3.6 points higher or lower by chance alone".

    All in percentage points: the margin near 50 % and near 10 or 90 %, and by how much two waves
    near 50 % must differ; "" where nobody knows how many answered.
    """
    if not is_known(near_half):
        return ""
    words = (
        f"A result near 50% may be {near_half:.1f} points higher or lower by chance alone, one "
        f"near 10% or 90% {near_tenth:.1f} points."
    )
    if not is_known(apart):
        return words
    return f"{words} Two waves near 50% are told apart from {apart:.1f} points on."


def moved_words(rows: Sequence[SurveyResultRow], tests: int, report: str) -> str:
    """What changed since the wave before by more than chance; "" where no result is known.

    rows: of SURVEY_RESULTS, of one wave. tests: made in the report of the quarter that has the
    wave, of this survey and all else; report: that quarter, in words.
    """
    compared = [row for row in rows if row.direction]
    if not compared:
        return _not_compared(rows)
    clear = [row for row in compared if row.direction_holds]
    alone = [row for row in compared if row.direction in _MOVED and not row.direction_holds]
    sentences = [f"Since {_latest_before(compared)}, {_moved(clear, len(compared))}."]
    if tests > 1:
        sentences.append(f"That allows for the {tests} changes which the report of {report} tests.")
    if alone:
        sentences.append(f"Clear by itself, but not among all of them: {_named(alone)}.")
    return " ".join(sentences)


def _moved(clear: Sequence[SurveyResultRow], compared: int) -> str:
    """ "of 16 results 2 are better by more than chance explains: 3.5 Good health (better)"."""
    if not clear and compared == 1:
        return "the one result did not change by more than chance explains"
    of_all = counted(compared, "result")
    if not clear:
        return f"none of {of_all} changed by more than chance explains"
    counts = [
        f"{count} {'is' if count == 1 else 'are'} {word}"
        for kind, word in _MOVED.items()
        if (count := sum(row.direction == kind for row in clear))
    ]
    return f"of {of_all} {listed(counts)} by more than chance explains: {_named(clear)}"


def _not_compared(rows: Sequence[SurveyResultRow]) -> str:
    broken = [row for row in rows if row.break_reason]
    if not broken:
        return ""
    return (
        f"The results of {broken[0].period_label} do not compare with those of "
        f"{_latest_before(broken)}: {broken[0].break_reason}."
    )


def _latest_before(rows: Sequence[SurveyResultRow]) -> str:
    """The wave before of most questions."""
    labels = [row.before_label for row in rows if row.before_label]
    return max(labels, key=labels.count) if labels else "the wave before"


def _named(rows: Sequence[SurveyResultRow]) -> str:
    names = [
        f"{row.code} {row.short_title or row.title} ({_MOVED[Direction(row.direction)]})"
        for row in rows
    ]
    if len(names) > _MOST_NAMED:
        names = [*names[:_MOST_NAMED], f"{len(names) - _MOST_NAMED} more"]
    return listed(names)


def people_words(low: float, high: float, interviews: float) -> str:
    """How many answered: "1,104 interviews", "1,049 to 1,154 with each question"; "" unknown."""
    if is_known(interviews):
        return f"{interviews:,.0f} interviews"
    if not is_known(low):
        return ""
    if low == high:
        return f"{low:,.0f} people answered each question"
    return f"{low:,.0f} to {high:,.0f} people answered each question"
