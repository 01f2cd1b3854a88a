"""The waves of a survey: when each was, how many answered, and where its method changed."""

from collections.abc import Sequence

from kpis.frames import SurveyWaveRow
from kpis.narrative.survey import people_words
from kpis.periods import period_of_id
from kpis.ui.kit.html import Child, Html, element
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.words.figures import is_known
from kpis.words.report.shown import NONE

COLUMNS = {
    "Reported in": None,
    "Results": "k-figure",
    "How many answered": None,
    "Margin near 50%": "k-figure",
    "To be known of it": None,
}


def waves_table(waves: Sequence[SurveyWaveRow]) -> Html:
    """A row for each wave, newest first. waves: of SURVEY_WAVES."""
    head = row(column("Wave"), [column(name, class_=class_) for name, class_ in COLUMNS.items()])
    caption = "The waves reported by the quarter shown, newest first."
    return table(caption, head, [_line(each) for each in waves], class_="k-measures")


def break_notes(waves: Sequence[SurveyWaveRow]) -> Html | None:
    """From which waves on results do not compare with those before; None where all do."""
    broken = [each for each in waves if each.break_reason]
    if not broken:
        return None
    notes = [
        element(
            "p",
            element("strong", f"From {each.period_label} on the method is another. "),
            each.break_reason,
            class_="k-note",
        )
        for each in broken
    ]
    return element("div", notes)


def _line(wave: SurveyWaveRow) -> Html:
    values: dict[str, Child] = {
        "Reported in": period_of_id(wave.quarter_id).label,
        "Results": f"{wave.returned} of {wave.due}" if wave.due else str(wave.returned),
        "How many answered": _people(wave),
        "Margin near 50%": f"±{wave.margin:.1f} points" if is_known(wave.margin) else NONE,
        "To be known of it": _known(wave),
    }
    return row(
        row_header(wave.period_label),
        [cell(value, class_=COLUMNS[key], label=key) for key, value in values.items()],
    )


def _people(wave: SurveyWaveRow) -> str:
    known = people_words(wave.people_low, wave.people_high, wave.interviews)
    if not known and is_known(wave.people):
        return f"about {wave.people:,.0f}, as usual"
    return known or NONE


def _known(wave: SurveyWaveRow) -> Child:
    told = (
        [f"Does not compare with earlier waves. {wave.break_reason}"] if wave.break_reason else []
    )
    return " ".join([*told, wave.note]).strip() or NONE
