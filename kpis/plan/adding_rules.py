"""What a plan may say of adding up: periods to a year, and parts beside their whole.

Nothing in a unit tells whether it may: pupils at a quarter's end and households helped in a
quarter are counts both, and only the second of two quarters add up. So the plan says it.
"""

from collections.abc import Iterator

from kpis.model import Basis, Frequency, QuarterValue, Unit
from kpis.plan.faults import fault
from kpis.plan.files import PlanFiles, Table
from kpis.plan.measure_references import id_of_file
from kpis.plan.measure_rules import KeyFault

ADDED = (Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR)
AMOUNTS = (Unit.COUNT, Unit.POUNDS, Unit.TONNES)
SAME_AS_WHOLE = ("unit", "frequency", "basis", "arrears")


def adding_faults(table: Table) -> Iterator[KeyFault]:
    """Why the figures of several periods of a measure cannot add up although it says so."""
    if table.get("adds_up") is not True:
        return
    unit, quarter_value = table.get("unit"), table.get("quarter_value")
    if table.get("frequency") not in (None, *ADDED):
        yield "adds_up", "is for months, quarters and half-years: the rest are years. Remove it."
    elif table.get("rolling_months"):
        yield "adds_up", "cannot be: each figure already covers more than its own period."
    elif unit == Unit.PERCENT and table.get("numerator", "") == "":
        yield "adds_up", "needs a numerator and a denominator: shares themselves do not add up."
    elif unit not in (None, Unit.PERCENT, Unit.AVERAGE, *AMOUNTS):
        yield "adds_up", "is for counts, amounts, averages a day and shares of counts. Remove it."
    elif unit == Unit.AVERAGE and table.get("basis") == Basis.YEAR_TO_DATE:
        yield "adds_up", "cannot be: an average for the year to date holds earlier days already."
    elif quarter_value == QuarterValue.LAST:
        yield "adds_up", "does not go with quarter_value last, the state at the quarter's end."


def whole_faults(files: PlanFiles) -> Iterator[str]:
    """Wholes that are no measure of the plan, or that parts cannot be held against."""
    measures = {id_of_file(file): table for file, table in files.measures()}
    for file, table in files.measures():
        whole = table.get("whole")
        if whole is None:
            continue
        if "parts" not in table:
            yield fault(file, "whole", "is for a measure with parts, which are some of a whole.")
        elif whole not in measures:
            yield fault(file, "whole", f'"{whole}" is no measure of this plan.')
        elif whole == id_of_file(file) or "parts" in measures[whole]:
            yield fault(file, "whole", f'"{whole}" has parts and so no figures of its own.')
        else:
            for key in SAME_AS_WHOLE:
                own, theirs = table.get(key, 0), measures[whole].get(key, 0)
                if None not in (own, theirs) and own != theirs:
                    yield fault(file, "whole", f"has another {key}: {theirs}, not {own}.")
