"""How a reader is told which year's target a figure is held against, where it is not its own."""

from collections.abc import Iterable

from kpis.model import AimsOf, Frequency, Measure
from kpis.periods import financial_year, period_of_id
from kpis.words.lists import listed

REPORTING_YEAR_NOTE = "The target is the one for figures reported in the year."
PROPOSED = "proposed, not agreed"  # an aim that rates nothing
# Years that are not financial ones, as targets are.
OTHER_YEARS = {Frequency.ACADEMIC_YEAR: "an academic", Frequency.CALENDAR_YEAR: "a calendar"}


def asked_note(period_id: str, aims_of: str) -> str:
    """ "asked of figures reported in 2019/20"; "" where the aim is that of the figure's own year.

    period_id: the figure's own period; aims_of: id of the financial year whose aim it is. "" for
    either is nothing to tell.
    """
    if not period_id or not aims_of:
        return ""
    own = financial_year(period_of_id(period_id).year_start).id
    if aims_of == own:
        return ""
    return f"asked of figures reported in {period_of_id(aims_of).label}"


def proposed_words(aims_of: str) -> str:
    """ "The target for 2020/21 is proposed, not agreed". aims_of: id of the financial year."""
    return f"The target for {period_of_id(aims_of).label} is {PROPOSED}"


def aims_of_note(measure: Measure) -> str:
    """A sentence beside all targets of a measure; "" where they are of the figures' own years."""
    if measure.aims_of is AimsOf.REPORTING_YEAR:
        return REPORTING_YEAR_NOTE
    if year := OTHER_YEARS.get(measure.frequency):
        return f"Targets are for financial years: {year} year has that of the one it ends in."
    return ""


def aims_of_notes(measures: Iterable[Measure]) -> str:
    """The same beneath a table of several, led by their codes; "" where none needs it."""
    codes: dict[str, list[str]] = {}
    for measure in measures:
        codes.setdefault(aims_of_note(measure), []).append(measure.code)
    return " ".join(f"{listed(of_note)}: {note}" for note, of_note in codes.items() if note)
