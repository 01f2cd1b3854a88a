"""Where a measure stands: its figure against what was asked, or why there is nothing to rate."""

from datetime import date

from kpis.frames import InsightsRow
from kpis.model import (
    AGAINST_OTHERS,
    RATED,
    Basis,
    Frequency,
    Marker,
    Polarity,
    Provenance,
    RagStatus,
)
from kpis.narrative.by_rule import by_its_rule, in_spite_of_target
from kpis.narrative.claim import Claim, ClaimKind, Clause, sentences
from kpis.narrative.running_text import (
    adjectives,
    apart,
    bounds,
    period_words,
    shown_with_unit,
    with_article,
)
from kpis.periods import period_of_id
from kpis.rounding import round_figure
from kpis.words.aims import asked_note
from kpis.words.days import day_in_words
from kpis.words.figures import is_known

_FIGURE = ("outturn", "period_id", "marker", "provenance", "unit", "decimals", "unit_label")
_AIMS = (
    "target",
    "target_upper",
    "target_illustrative",
    "aims_of",
    "polarity",
    "variance",
    "rag",
)
_MINIMUM = ("minimum_expectation", "minimum_expectation_upper")
_WITHOUT = {
    Marker.CONFIDENTIAL.value: "is withheld to protect confidentiality",
    Marker.NOT_AVAILABLE.value: "is not available",
    Marker.NOT_APPLICABLE.value: "does not apply",
}
_LATEST = (
    "latest_period_id",
    "latest_outturn",
    "latest_marker",
    "latest_provenance",
    "latest_rag",
)
_WITHHELD = {
    Marker.CONFIDENTIAL.value: "it is withheld to protect confidentiality",
    Marker.NOT_AVAILABLE.value: "it is not available",
    Marker.NOT_APPLICABLE.value: "it does not apply",
}


def level(row: InsightsRow) -> tuple[Claim, ...]:
    """The sentences on where a measure stands; every measure has one, rated or not."""
    return sentences(ClaimKind.LEVEL, row, _clauses(row))


def _clauses(row: InsightsRow) -> list[Clause]:
    if row.rag in RATED:
        return _rated(row)
    match RagStatus(row.rag):
        case RagStatus.SEE_PARTS:
            parts = row.rag_reason.rpartition(": ")[2]
            words = f"it is not rated itself, but through its parts ({parts})"
            return [Clause(words, ("rag", "rag_reason"))]
        case RagStatus.DATA_ONLY:
            return [
                _figure(row),
                Clause("it is not rated, for there is no target", ("rag",)),
            ]
        case RagStatus.NOT_COMPARABLE if row.rule in AGAINST_OTHERS:
            words = f"it is not rated: {_lowered(row.rag_reason)}"
            return [_figure(row), Clause(words, ("rag", "rag_reason"))]
        case RagStatus.NO_TARGET:
            words = f"it is not rated, for {_lowered(row.rag_reason)}"
            return [_figure(row), Clause(words, ("rag", "rag_reason"))]
        case RagStatus.NOT_COMPARABLE:
            words = "it is not rated, for it is no longer counted as its target was"
            return [_figure(row), Clause(words, ("rag",))]
        case RagStatus.NOT_AVAILABLE:
            why = _WITHHELD.get(row.marker[:1], "none could be given")
            words = f"the return for {period_words(row.period_id)} came without a figure: {why}"
            missing = Clause(words, ("rag", "period_id", "marker"))
        case RagStatus.SUSPENDED:
            missing = Clause("no figures are collected for now, so there is no rating", ("rag",))
        case RagStatus.NOT_DUE:
            nothing = f"nothing is due this quarter: {_lowered(row.rag_reason)}"
            return [*_latest(row), Clause(nothing, ("rag", "rag_reason"))]
        case state:
            missing = _not_returned(row, late=state is RagStatus.LATE)
    return [missing, *_latest(row)]


def _rated(row: InsightsRow) -> list[Clause]:
    """The figure beside its target; where that is missed, beside the minimum expectation too."""
    figure = _figure(row)
    if not is_known(row.target) and not is_known(row.target_upper):
        return by_its_rule(row, figure)
    target = _adjective(row, "target")
    if row.polarity == Polarity.RANGE:
        asked, against = _against_a_range(row, target)
    else:
        asked, against = _against_a_bound(row, target)
    columns = (*figure.columns, *_AIMS, *_MINIMUM)
    texts = [f"{figure.text}, rated {row.rag}", f"that {asked}"]
    texts += [f"it {against}"] if against else []
    return [*(Clause(text, columns) for text in texts), *in_spite_of_target(row)]


def _against_a_bound(row: InsightsRow, target: str) -> tuple[str, str]:
    written = bounds(row, row.target, row.target_upper)
    if row.variance == 0:
        asked = f"meets {target} of {written} exactly"
    else:
        side = "above" if row.variance > 0 else "below"
        asked = f"is {apart(row, row.variance)} {side} {target} of {written}"
    if row.basis == Basis.YEAR_TO_DATE and period_of_id(row.period_id).quarter < 4:
        asked += " for that point in the year"
    asked += _whose(row)
    if row.polarity == Polarity.LOWER and row.variance:
        asked += " (lower is better)"
    if row.rag == RagStatus.GREEN or not is_known(row.minimum_expectation):
        return asked, ""
    minimum = bounds(row, row.minimum_expectation, row.minimum_expectation_upper)
    beyond = round_figure(row.outturn, row.decimals) - round_figure(
        row.minimum_expectation, row.decimals
    )
    if row.polarity == Polarity.LOWER:
        beyond = -beyond
    if beyond == 0:
        return asked, f"meets the minimum expectation of {minimum} exactly"
    if beyond > 0:
        return asked, f"meets the minimum expectation of {minimum}"
    return asked, f"is also worse than the minimum expectation of {minimum}"


def _against_a_range(row: InsightsRow, target: str) -> tuple[str, str]:
    written = f"{target} range of {bounds(row, row.target, row.target_upper)}{_whose(row)}"
    if row.variance == 0:
        return f"is within {written}", ""
    side = "above" if row.variance > 0 else "below"
    asked = f"is {apart(row, row.variance)} {side} {written}"
    minimum = bounds(row, row.minimum_expectation, row.minimum_expectation_upper)
    if not minimum:
        return asked, ""
    how = "is within" if row.rag == RagStatus.AMBER else "is also outside"
    return asked, f"{how} the minimum expectation of {minimum}"


def _whose(row: InsightsRow) -> str:
    """Which figures the target is asked of, where that is not those of the figure's own year."""
    note = asked_note(row.period_id, row.aims_of)
    return f", {note}" if note else ""


def _adjective(row: InsightsRow, noun: str) -> str:
    return with_article(f"illustrative {noun}") if row.target_illustrative else f"the {noun}"


def _figure(row: InsightsRow) -> Clause:
    """ "the figure for Q2 2019/20 is 74.3%", "the total by the end of Q2 2019/20 is 412 jobs"."""
    written = shown_with_unit(row, row.outturn)
    adjective = adjectives(row.marker, row.provenance)
    words = f"the {adjective}{_noun(row.basis, row.period_id)} is {written}"
    return Clause(words, (*_FIGURE, "basis"))


def _noun(basis: str, period_id: str) -> str:
    period = period_of_id(period_id)
    if basis != Basis.YEAR_TO_DATE:
        way = "from" if period.frequency is Frequency.SURVEY_WAVE else "for"
        return f"figure {way} {period_words(period_id)}"
    if period.quarter == 4:
        return f"total for the whole of {period.financial_year}"
    return f"total by the end of {period.label}"


def _not_returned(row: InsightsRow, *, late: bool) -> Clause:
    due: date = row.due_on.date()
    day = day_in_words(due)
    period = period_words(row.period_id)
    words = (
        f"the figure for {period} is late: it was due by {day}"
        if late
        else f"the figure for {period} has not been returned yet and is due by {day}"
    )
    return Clause(words, ("rag", "period_id", "due_on"))


def _lowered(text: str) -> str:
    return f"{text[0].lower()}{text[1:]}"


def _latest(row: InsightsRow) -> list[Clause]:
    """The latest figure known, and that a later period has none, where that has been said.

    Of an illustrative figure only that it is the latest shown: a published "not available" takes
    the place of an illustrative one, so there may be a later one, which is never shown.
    """
    if not row.latest_period_id:
        return [Clause("no figure is known so far", ("latest_period_id",))]
    adjective = adjectives(row.latest_marker, row.latest_provenance)
    written = shown_with_unit(row, row.latest_outturn)
    noun = _noun(row.basis, row.latest_period_id)
    if row.latest_provenance == Provenance.ILLUSTRATIVE:
        what, _, of_when = noun.partition(" ")
        noun = f"{what} shown, {of_when},"
    words = f"the latest {adjective}{noun} is {written}"
    if row.latest_rag in RATED:
        words += f", rated {row.latest_rag}"
    latest = Clause(words, (*_LATEST, "basis", "unit", "decimals", "unit_label"))
    if not row.without_period_id or row.without_period_id == row.period_id:
        return [latest]
    without = f"the figure for {period_words(row.without_period_id)} {_WITHOUT[row.without_marker]}"
    return [latest, Clause(without, ("without_period_id", "without_marker", "period_id"))]
