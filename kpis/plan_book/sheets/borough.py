"""The sheets of borough.toml."""

from kpis.plan import schema
from kpis.plan.files import BOROUGH
from kpis.plan_book.sheets.shape import Sheet, Where

BOROUGH_SHEETS = (
    Sheet(
        name="Topics",
        about="What facts of the borough are sorted by, in the order of the page.",
        where=Where.LIST,
        model=schema.TopicEntry,
        file=BOROUGH,
        key="topics",
    ),
    Sheet(
        name="Facts",
        about="What the plan says of the borough, in its own words: no opinion, no quotation.",
        where=Where.LIST,
        model=schema.FactEntry,
        file=BOROUGH,
        key="facts",
    ),
    Sheet(
        name="Key challenges",
        about="The key challenges that the plan names.",
        where=Where.LIST,
        model=schema.PassageEntry,
        file=BOROUGH,
        key="challenges",
    ),
    Sheet(
        name="What we deliver",
        about="What the plan says that the council delivers.",
        where=Where.LIST,
        model=schema.PassageEntry,
        file=BOROUGH,
        key="delivers",
    ),
    Sheet(
        name="Spending",
        about="What the council spends, by outcome and year.",
        where=Where.LIST,
        model=schema.SpendingEntry,
        file=BOROUGH,
        key="spending",
    ),
    Sheet(
        name="How to get involved",
        about="How to get involved, and how to get the plan in another form.",
        where=Where.LIST,
        model=schema.ContactEntry,
        file=BOROUGH,
        key="contacts",
    ),
    Sheet(
        name="Left to be added",
        about="What the plan itself has not filled yet.",
        where=Where.KEYS,
        model=schema.BoroughFile,
        file=BOROUGH,
    ),
)
