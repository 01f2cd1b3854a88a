"""The verdict on one measure in a quarter's report."""

from kpis.frames import InsightsRow
from kpis.model import AGAINST_OTHERS, RATED, Frequency, RagStatus
from kpis.narrative.by_rule import standing
from kpis.narrative.running_text import period_words
from kpis.narrative.verdict.ahead import ahead_of, short_of
from kpis.narrative.verdict.joined import LAST, joined
from kpis.narrative.verdict.motion import Tone, motion_of
from kpis.periods import period_of_id
from kpis.words.aims import PROPOSED
from kpis.words.figures import is_known

NOTHING = ("", Tone.SILENT)


def verdict(row: InsightsRow) -> str:
    """One or two short sentences, the rating or the reason for having none first; never "".

    row: a named tuple of INSIGHTS. Movement is told of a figure of this report only: what the
    control chart says of an earlier one was news in an earlier report.
    """
    status = RagStatus(row.rag)
    motion = motion_of(row) if is_known(row.outturn) else NOTHING
    short = short_of(row) if status in RATED and status is not RagStatus.GREEN else ""
    on = standing(row) if status is RagStatus.GREEN else ""
    return joined(status, motion, ahead_of(row), short, _last(row), on, _unrated(row))


def _unrated(row: InsightsRow) -> str:
    """Why a figure has no rating that would be held against another figure, or whose target is
    not agreed; "" for any other."""
    is_told = row.rule in AGAINST_OTHERS or PROPOSED in row.rag_reason
    if not is_told or row.rag not in (RagStatus.NO_TARGET, RagStatus.NOT_COMPARABLE):
        return ""
    return f"No rating: {row.rag_reason[:1].lower()}{row.rag_reason[1:]}."


def _last(row: InsightsRow) -> str:
    """How the latest figure known was rated, where this report has none."""
    if is_known(row.outturn) or row.rag == RagStatus.SEE_PARTS or not row.latest_period_id:
        return ""
    words = LAST.get(row.latest_rag, "")
    return words.format(_when(row.latest_period_id))


def _when(period_id: str) -> str:
    survey = period_of_id(period_id).frequency is Frequency.SURVEY_WAVE
    return f"{'in' if survey else 'for'} {period_words(period_id)}"
