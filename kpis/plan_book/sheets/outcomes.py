"""The sheets of outcomes.toml, themes.toml and activities.toml."""

from kpis.plan import schema
from kpis.plan.files import ACTIVITIES as ACTIVITIES_FILE
from kpis.plan.files import OUTCOMES as OUTCOMES_FILE
from kpis.plan.files import THEMES as THEMES_FILE
from kpis.plan_book.sheets.shape import Sheet, Where

OUTCOMES = Sheet(
    name="Outcomes",
    about="The outcomes, and the priority each belongs to.",
    how="One row for each, numbered from 1 without gaps. A number that changes is changed on the "
    "sheets Measures and Activities too.",
    where=Where.LIST,
    model=schema.OutcomeEntry,
    file=OUTCOMES_FILE,
    key="outcomes",
)
THEMES = Sheet(
    name="Themes and boards",
    about="The themes of the partnership's plan, and the board that delivers each.",
    how="One row for each. An id stays for good: it stands in addresses and beside measures.",
    where=Where.LIST,
    model=schema.ThemeEntry,
    file=THEMES_FILE,
    key="themes",
)
ACTIVITIES = Sheet(
    name="Activities",
    about="What the council said it would do, by outcome.",
    how="One row for each, numbered within its outcome from 1 without gaps. What is deleted here "
    "is no longer in the plan; that it is done is told in returns.",
    where=Where.LIST,
    model=schema.ActivityEntry,
    file=ACTIVITIES_FILE,
    key="activities",
)
