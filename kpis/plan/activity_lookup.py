"""Find the activity a return means: by code, by exact title, or by code and title in one cell.

A commitment of the partnership is found as an activity is, by "P1".

Services write "A1.2", "1.2", "A1.2 Develop action plans" or the title alone; case, blanks and
kinds of quote and dash are passed over as for measures (`lookup.py`). Nothing else is guessed.
"""

import re

from kpis.model import Activity, Plan
from kpis.plan.names.folding import folded
from kpis.plan.names.nearest import LONGEST_COMPARED, NEAR_ENOUGH

_CODE_FIRST = re.compile(r"(a?\s?\d{1,2}\.\d{1,2}|p\s?\d{1,2}(?![.-]?\d))(?:$|[\s:,.\-]+)")


class ActivityLookup:
    """Of one plan."""

    def __init__(self, plan: Plan) -> None:
        self._activities: dict[str, Activity] = {}
        for activity in plan.tracked:
            code = folded(activity.code)
            for name in (folded(activity.title), code.removeprefix("a"), code):
                self._activities[name] = activity

    def find(self, text: str) -> Activity | None:
        folded_text = folded(text)
        if activity := self._activities.get(folded_text):
            return activity
        if code := _CODE_FIRST.match(folded_text):
            return self._activities.get(code[1].replace(" ", ""))
        return None

    def nearest(self, text: str) -> str:
        """Code and title of the activity that may have been meant, "" when none is near.

        Titles are long and people write how they begin, so that much of each is compared.
        """
        from difflib import get_close_matches

        if len(text) > LONGEST_COMPARED:
            return ""
        folded_text = folded(text)
        names = {name[: len(folded_text)]: activity for name, activity in self._activities.items()}
        near = get_close_matches(folded_text, names, n=1, cutoff=NEAR_ENOUGH)
        if not near:
            return ""
        activity = names[near[0]]
        return f"{activity.code} {activity.title}"
