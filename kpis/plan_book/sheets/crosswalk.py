"""The sheet of crosswalk.toml."""

from kpis.plan import schema
from kpis.plan.files import CROSSWALK as CROSSWALK_FILE
from kpis.plan_book.sheets.shape import Sheet, Where

CROSSWALK = Sheet(
    name="From the plan before",
    about="What became of measures of the plan before: those that are not in this one, and those "
    "that are new. A measure that goes on under its id needs no row.",
    how="One row for each measure that is dropped, added, split, merged or replaced, or goes on "
    "otherwise; ids stand one below the other in the cell (Alt+Enter).",
    where=Where.LIST,
    model=schema.ChangeEntry,
    file=CROSSWALK_FILE,
    key="changes",
)
