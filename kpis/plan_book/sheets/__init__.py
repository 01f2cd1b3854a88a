"""Which table of which file stands on which sheet of a plan's workbook, in their order there."""

from kpis.plan_book.sheets.borough import BOROUGH_SHEETS
from kpis.plan_book.sheets.calendar import CALENDAR_RULE, QUARTERS
from kpis.plan_book.sheets.crosswalk import CROSSWALK
from kpis.plan_book.sheets.measures import MEASURE_SHEETS
from kpis.plan_book.sheets.outcomes import ACTIVITIES, OUTCOMES, THEMES
from kpis.plan_book.sheets.partnership import MEETINGS, PARTNERSHIP_SHEETS
from kpis.plan_book.sheets.plan_file import (
    AREAS,
    AREAS_COMPARED,
    PLAN_SHEET,
    PRINCIPLES,
    PRIORITIES,
)
from kpis.plan_book.sheets.publication import PUBLICATION_SHEET
from kpis.plan_book.sheets.rows import EVERY_YEAR, Entry, entries, file_of
from kpis.plan_book.sheets.shape import Beside, Column, Names, Sheet, Where
from kpis.plan_book.sheets.surveys import SURVEYS, WAVES

GUIDE, STATE = "Guide", "State of the files"
# What a row belongs to stands on a sheet before its own.
SHEETS = (
    PLAN_SHEET,
    PRIORITIES,
    OUTCOMES,
    THEMES,
    *MEASURE_SHEETS,
    SURVEYS,
    WAVES,
    ACTIVITIES,
    *PARTNERSHIP_SHEETS,
    CALENDAR_RULE,
    QUARTERS,
    MEETINGS,
    AREAS,
    AREAS_COMPARED,
    PRINCIPLES,
    *BOROUGH_SHEETS,
    PUBLICATION_SHEET,
    CROSSWALK,
)

__all__ = [
    "EVERY_YEAR",
    "GUIDE",
    "SHEETS",
    "STATE",
    "Beside",
    "Column",
    "Entry",
    "Names",
    "Sheet",
    "Where",
    "entries",
    "file_of",
]
