"""The sheets of borough.toml."""

from kpis.plan import schema
from kpis.plan.files import BOROUGH
from kpis.plan_book.sheets.shape import Sheet, Where

BOROUGH_SHEETS = (
    Sheet(
        name="Topics",
        about="What facts of the borough are sorted by, in the order of the page.",
        how="One row for each, in the order of the page; ids of its measures stand one below the "
        "other in the cell (Alt+Enter).",
        where=Where.LIST,
        model=schema.TopicEntry,
        file=BOROUGH,
        key="topics",
    ),
    Sheet(
        name="Facts",
        about="What the plan says of the borough, in its own words: no opinion, no quotation.",
        how="One row for each sentence, under the title of its topic, with its year and source. "
        "An old fact stays until the plan says another.",
        where=Where.LIST,
        model=schema.FactEntry,
        file=BOROUGH,
        key="facts",
    ),
    Sheet(
        name="Key challenges",
        about="The key challenges that the plan names.",
        how="One row for each, in the words of the plan and in its order.",
        where=Where.LIST,
        model=schema.PassageEntry,
        file=BOROUGH,
        key="challenges",
    ),
    Sheet(
        name="What we deliver",
        about="What the plan says that the council delivers.",
        how="One row for each, in the words of the plan and in its order.",
        where=Where.LIST,
        model=schema.PassageEntry,
        file=BOROUGH,
        key="delivers",
    ),
    Sheet(
        name="Spending",
        about="What the council spends, by outcome and year.",
        how="One row for each outcome, year and kind of spending.",
        where=Where.LIST,
        model=schema.SpendingEntry,
        file=BOROUGH,
        key="spending",
    ),
    Sheet(
        name="How to get involved",
        about="How to get involved, and how to get the plan in another form.",
        how="One row for each; links stand one below the other in the cell (Alt+Enter).",
        where=Where.LIST,
        model=schema.ContactEntry,
        file=BOROUGH,
        key="contacts",
    ),
    Sheet(
        name="Left to be added",
        about="What the plan itself has not filled yet.",
        how="Type the headings one below the other into the column Value, as the plan has them.",
        where=Where.KEYS,
        model=schema.BoroughFile,
        file=BOROUGH,
    ),
)
