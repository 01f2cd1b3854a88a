"""The sheets of plan.toml."""

from kpis.plan import schema
from kpis.plan.files import PLAN
from kpis.plan_book.sheets.shape import Sheet, Where

PLAN_SHEET = Sheet(
    name="Plan",
    about="The plan as a whole, and by which rule figures are coloured where a measure says no "
    "other.",
    where=Where.KEYS,
    model=schema.PlanFile,
    file=PLAN,
    tables=("agreed", "first_figures", "rating"),
)
PRIORITIES = Sheet(
    name="Priorities",
    about="The priorities of the plan.",
    where=Where.LIST,
    model=schema.PriorityEntry,
    file=PLAN,
    key="priorities",
)
AREAS = Sheet(
    name="Areas",
    about="Other names of an area, which returns use.",
    where=Where.LIST,
    model=schema.AreaNamesEntry,
    file=PLAN,
    key="area_names",
)
AREAS_COMPARED = Sheet(
    name="Areas compared with",
    about="Whom the council is ranked among on published figures. The first is the one that "
    "reports tell of.",
    where=Where.LIST,
    model=schema.ComparatorSetEntry,
    file=PLAN,
    key="comparator_sets",
)
PRINCIPLES = Sheet(
    name="Principles",
    about="How the partnership will achieve its objective.",
    where=Where.LIST,
    model=schema.PassageEntry,
    file=PLAN,
    key="principles",
)
