"""The sheets of surveys.toml."""

from kpis.plan import schema
from kpis.plan.filling.of_survey import SURVEYS as SURVEYS_FILE
from kpis.plan_book.sheets.shape import Sheet, Where

SURVEYS = Sheet(
    name="Surveys",
    about="Surveys whose questions are measures: a measure takes from its survey what it leaves "
    "empty.",
    where=Where.LIST,
    model=schema.SurveyEntry,
    file=SURVEYS_FILE,
    key="surveys",
)
WAVES = Sheet(
    name="Survey waves",
    about="What is to be said of a wave of a survey, for all its measures.",
    where=Where.LIST,
    model=schema.SurveyWaveEntry,
    file=SURVEYS_FILE,
    key="waves",
)
