"""Add an activity."""

from typing import ClassVar

from kpis.model.record import Record
from kpis.plan.files import ACTIVITIES
from kpis.use_cases.plans.acts.draft import Draft


class AddActivity(Record):
    """Something more that the council says it will do, last of its outcome."""

    agrees: ClassVar[bool] = False
    outcome: int
    title: str
    also_supports: tuple[int, ...] = ()
    directorate: str = ""
    owner: str = ""

    @property
    def words(self) -> str:
        return f"add the activity {self.title}"

    def change(self, draft: Draft) -> None:
        activities = draft.tables[ACTIVITIES].setdefault("activities", [])
        same = [each["number"] for each in activities if each["outcome"] == self.outcome]
        entry = {
            "outcome": self.outcome,
            "number": max(same, default=0) + 1,
            "title": self.title.strip(),
        }
        draft.put(
            entry,
            {
                "also_supports": list(self.also_supports),
                "directorate": self.directorate.strip(),
                "owner": self.owner.strip(),
            },
        )
        after = [place for place, each in enumerate(activities) if each["outcome"] <= self.outcome]
        place = after[-1] + 1 if after else 0
        activities.insert(place, entry)
        for key in ("outcome", "title", "also_supports", "directorate", "owner"):
            draft.came_from(key, ACTIVITIES, ("activities", place, key))
