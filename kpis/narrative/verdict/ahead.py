"""Where a measure is heading, in words: the chance of meeting its aims, or that the year is over.

The chances are those of `kpis.words.chances`, word for word. The minimum expectation is told only
where the target is unlikely: then the question is whether at least that will be met.
"""

from kpis.frames import InsightsRow
from kpis.model import RATED, Basis, Frequency, RagRule, RagStatus
from kpis.narrative.by_rule import lacking
from kpis.narrative.verdict.motion import Tone
from kpis.periods import period_of_id
from kpis.words.aims import asked_note
from kpis.words.chances import LIKELY_FROM, OF_MEETING, UNLIKELY_UP_TO, band_of
from kpis.words.figures import is_known
from kpis.words.ratings import rating_by_target

NO_MINIMUM = -1
YEAR_END_TARGET = "its year-end target"
_LAST_QUARTER = 4
_WITHIN_A_YEAR = (Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR)

# What is added of the minimum expectation, by its own band.
MINIMUM = {
    NO_MINIMUM: "",
    5: " or even the minimum",
    20: " or even the minimum",
    35: " or even the minimum",
    50: ", and perhaps not even the minimum",
    75: ", though likely to meet the minimum",
    90: ", though highly likely to meet the minimum",
    100: ", though almost certain to meet the minimum",
}
# Where the year is over and its figure known, nothing is foreseen: the rating says how it ended.
ENDED = {
    RagStatus.GREEN: ("it met {}", Tone.GOOD),
    RagStatus.AMBER: ("it missed {}", Tone.BAD),
    RagStatus.RED: ("it missed {}", Tone.BAD),
}
# Where nothing is foreseen and the year is not over: what the rating says of the figure.
SHORT_OF = {RagStatus.AMBER: "its target", RagStatus.RED: "the minimum expected"}


def chance_in_words(target: int, minimum: int, when: str) -> tuple[str, Tone]:
    """The words on the chances, and their tone.

    target: a key of OF_MEETING. minimum: a key of MINIMUM. when: which target, "its year-end
    target".
    """
    words = OF_MEETING[target].format(when)
    if target <= UNLIKELY_UP_TO:
        return f"{words}{MINIMUM[minimum]}", Tone.BAD
    return words, Tone.GOOD if target >= LIKELY_FROM else Tone.EVEN


def ahead_of(row: InsightsRow) -> tuple[str, Tone]:
    """The words on what lies ahead, and their tone; ("", SILENT) where nothing is said of it."""
    if is_known(row.outlook):
        if not is_known(row.chance_target):
            return "", Tone.SILENT
        minimum = band_of(row.chance_minimum) if is_known(row.chance_minimum) else NO_MINIMUM
        when = _which_target(row.outlook_period_id, row.outlook_aims_of, "its next target")
        return chance_in_words(band_of(row.chance_target), minimum, when)
    rated = rating_by_target(row.rag, row.variance, row.polarity)
    if rated in RATED and is_known(row.variance) and _ends_its_year(row):
        words, tone = ENDED[RagStatus(rated)]
        return words.format(_which_target(row.period_id, row.aims_of, "its target")), tone
    return "", Tone.SILENT


def short_of(row: InsightsRow) -> str:
    """What a red or amber figure falls short of: the minimum only where there is one."""
    if row.rule != RagRule.MINIMUM_EXPECTATION:
        return lacking(row)
    if row.rag == RagStatus.RED and not (
        is_known(row.minimum_expectation) or is_known(row.minimum_expectation_upper)
    ):
        return SHORT_OF[RagStatus.AMBER]
    return SHORT_OF[RagStatus(row.rag)]


def _ends_its_year(row: InsightsRow) -> bool:
    period = period_of_id(row.period_id)
    if period.frequency in _WITHIN_A_YEAR or row.basis == Basis.YEAR_TO_DATE:
        return period.quarter == _LAST_QUARTER
    return True


def _which_target(period_id: str, aims_of: str, of_others: str) -> str:
    """ "its year-end target", "its 2018/19 target"; of_others: what else than those it may be.

    Targets are those of financial years. One of an academic or calendar year, or of a survey, is
    not named: an academic 2018/19 is held against the target for 2019/20, in which it ends.
    A target of the year in which the figure is reported is named by neither year.
    """
    if asked_note(period_id, aims_of):
        return "the target asked of it"
    period = period_of_id(period_id)
    if period.frequency in _WITHIN_A_YEAR:
        return YEAR_END_TARGET
    if period.frequency is not Frequency.YEAR:
        return of_others
    return f"its {period.label} target"
