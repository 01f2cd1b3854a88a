"""The codes by which statistics know an area."""

import re

from kpis.model import Plan

# Of the Government Statistical Service: a letter for the country, two figures for the kind of area,
# six for the area itself.
_GSS = re.compile(r"[A-Z]\d{8}")


def gss_of(plan: Plan, area: str) -> str:
    """The code of an area, "E09000012", of what the plan says it is also called; "" for none."""
    for names in plan.area_names:
        if names.name == area:
            return next((each for each in names.also if _GSS.fullmatch(each)), "")
    return ""
