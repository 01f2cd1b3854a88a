"""The sheets of plan.toml."""

from kpis.plan import schema
from kpis.plan.files import PLAN
from kpis.plan_book.sheets.shape import Sheet, Where

PLAN_SHEET = Sheet(
    name="Plan",
    about="The plan as a whole, and by which rule figures are coloured where a measure says no "
    "other.",
    how="Type into the column Value. Of Rag rule and Rating: rule only one is filled in.",
    where=Where.KEYS,
    model=schema.PlanFile,
    file=PLAN,
    tables=("agreed", "first_figures", "rating"),
)
PRIORITIES = Sheet(
    name="Priorities",
    about="The priorities of the plan.",
    how="One row for each, numbered from 1 without gaps. Outcomes name their priority by its "
    "number.",
    where=Where.LIST,
    model=schema.PriorityEntry,
    file=PLAN,
    key="priorities",
)
AREAS = Sheet(
    name="Areas",
    about="Other names of an area, which returns use.",
    how="One row for each area; its other names stand one below the other in the cell (Alt+Enter).",
    where=Where.LIST,
    model=schema.AreaNamesEntry,
    file=PLAN,
    key="area_names",
)
AREAS_COMPARED = Sheet(
    name="Areas compared with",
    about="Whom the council is ranked among on published figures. The first is the one that "
    "reports tell of.",
    how="One row for each set; its areas stand one below the other in the cell (Alt+Enter).",
    where=Where.LIST,
    model=schema.ComparatorSetEntry,
    file=PLAN,
    key="comparator_sets",
)
PRINCIPLES = Sheet(
    name="Principles",
    about="How the partnership will achieve its objective.",
    how="One row for each, in the words of the document and in its order.",
    where=Where.LIST,
    model=schema.PassageEntry,
    file=PLAN,
    key="principles",
)
