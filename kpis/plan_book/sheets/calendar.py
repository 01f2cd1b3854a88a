"""The sheets of calendar.toml."""

from kpis.plan import schema
from kpis.plan.files import CALENDAR
from kpis.plan_book.sheets.shape import Sheet, Where, lead

CALENDAR_RULE = Sheet(
    name="Calendar rule",
    about="The dates of a quarter that has none of its own: days after it ends, moved on to a "
    "working day.",
    how="Type numbers of days into the column Value, or leave all empty where every quarter has "
    "dates of its own.",
    where=Where.KEYS,
    model=schema.RuleEntry,
    file=CALENDAR,
    key="rule",
)
QUARTERS = Sheet(
    name="Calendar",
    about="The dates of single quarters, where they are not as the rule says.",
    how="One row for each quarter, written as 2019-20-Q2; a date that is left empty is as the rule "
    "says.",
    where=Where.NAMED,
    model=schema.QuarterEntry,
    file=CALENDAR,
    key="quarters",
    lead=(lead("Quarter", "the quarter, as in 2019-20-Q2"),),
)
