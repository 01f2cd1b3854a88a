"""The sheets of outcomes.toml, themes.toml and activities.toml."""

from kpis.plan import schema
from kpis.plan.files import ACTIVITIES as ACTIVITIES_FILE
from kpis.plan.files import OUTCOMES as OUTCOMES_FILE
from kpis.plan.files import THEMES as THEMES_FILE
from kpis.plan_book.sheets.shape import Sheet, Where

OUTCOMES = Sheet(
    name="Outcomes",
    about="The outcomes, and the priority each belongs to.",
    where=Where.LIST,
    model=schema.OutcomeEntry,
    file=OUTCOMES_FILE,
    key="outcomes",
)
THEMES = Sheet(
    name="Themes and boards",
    about="The themes of the partnership's plan, and the board that delivers each.",
    where=Where.LIST,
    model=schema.ThemeEntry,
    file=THEMES_FILE,
    key="themes",
)
ACTIVITIES = Sheet(
    name="Activities",
    about="What the council said it would do, by outcome.",
    where=Where.LIST,
    model=schema.ActivityEntry,
    file=ACTIVITIES_FILE,
    key="activities",
)
