"""The sheets of surveys.toml."""

from kpis.plan import schema
from kpis.plan.filling.of_survey import SURVEYS as SURVEYS_FILE
from kpis.plan_book.sheets.shape import Sheet, Where

SURVEYS = Sheet(
    name="Surveys",
    about="Surveys whose questions are measures: a measure takes from its survey what it leaves "
    "empty.",
    how="One row for each survey. Measures that are its questions name it in their column "
    "Survey, and leave empty what they take from it.",
    where=Where.LIST,
    model=schema.SurveyEntry,
    file=SURVEYS_FILE,
    key="surveys",
)
WAVES = Sheet(
    name="Survey waves",
    about="What is to be said of a wave of a survey, for all its measures.",
    how="One row for a wave of which something is to be said; its period is written as in "
    "2020-02-to-2020-03.",
    where=Where.LIST,
    model=schema.SurveyWaveEntry,
    file=SURVEYS_FILE,
    key="waves",
)
