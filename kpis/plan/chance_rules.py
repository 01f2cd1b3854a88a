"""What a plan may say of the cases behind a measure's figures, by which they are tested."""

from collections.abc import Iterator

from kpis.model import Unit
from kpis.plan.files import Table
from kpis.plan.measure_rules import KeyFault

_OF_CASES = (Unit.PERCENT, Unit.RATE_PER_1000, Unit.RATE_PER_100000)


def chance_faults(table: Table) -> Iterator[KeyFault]:
    """Numbers of cases that cannot be so, or that nobody can check."""
    for key in ("usual_denominator", "design_effect"):
        yield from without_source(table, key)
    if "design_effect" in table and "sample_size" not in table:
        yield "design_effect", "is for surveys: it needs a sample_size. Remove it, or add that."
    elif "design_effect" in table and table.get("unit") not in (None, Unit.PERCENT):
        yield "design_effect", "is for percentages of those asked. Remove it."
    if "usual_denominator" not in table:
        return
    if table.get("unit") not in (None, *_OF_CASES):
        yield "usual_denominator", "is for percentages and rates, which are of a number. Remove it."
    elif "sample_size" in table:
        yield "usual_denominator", "does not go with sample_size, which says the same. Remove one."
    elif "parts" in table:
        yield "usual_denominator", "cannot be: each part is of a number of its own. Remove it."


def without_source(table: Table, key: str) -> Iterator[KeyFault]:
    """A number without where it is known from, or the other way round."""
    source = f"{key}_source"
    if key in table and not table.get(source, ""):
        yield source, f"is missing. Say where the {key} is known from."
    if source in table and key not in table:
        yield key, f"is missing, though there is a {source}. Add it."
