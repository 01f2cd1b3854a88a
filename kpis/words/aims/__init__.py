"""Words about aims: whose year they are of, what is proposed, and what was changed."""

from kpis.words.aims.asked import (
    PROPOSED,
    REPORTING_YEAR_NOTE,
    aims_of_note,
    aims_of_notes,
    asked_note,
    proposed_words,
)

__all__ = [
    "PROPOSED",
    "REPORTING_YEAR_NOTE",
    "aims_of_note",
    "aims_of_notes",
    "asked_note",
    "proposed_words",
]
