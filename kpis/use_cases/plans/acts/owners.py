"""Give measures, activities and outcomes to another post, directorate, service or team."""

from collections.abc import Iterator
from typing import ClassVar

from kpis.model.record import Record
from kpis.plan.faults import Location
from kpis.plan.files import ACTIVITIES, OUTCOMES, Table
from kpis.regardless import regardless_of_case
from kpis.use_cases.plans.acts.aims import NOT_THERE
from kpis.use_cases.plans.acts.draft import Draft

OF_MEASURE = ("owner", "directorate", "service", "team")
_OF_OUTCOME = ("director",)


class ChangeOwner(Record):
    """Whose one measure is. said: keys of OF_MEASURE; "" for a service or team takes it away."""

    agrees: ClassVar[bool] = False
    measure_id: str
    owner: str
    directorate: str
    service: str = ""
    team: str = ""

    @property
    def words(self) -> str:
        return f"give {self.measure_id} to {self.owner}"

    def change(self, draft: Draft) -> None:
        held = draft.find(self.measure_id)
        if held is None or held.path:
            draft.fault("measure_id", NOT_THERE)
            return
        for key in OF_MEASURE:
            draft.put(held.table, {key: getattr(self, key).strip()})
            draft.came_from(key, held.file, (key,))


class RenamePost(Record):
    """A post that is called otherwise now, or gives all it has to another: its measures, its
    activities, and the outcomes it is director of."""

    agrees: ClassVar[bool] = False
    post: str
    to: str

    @property
    def words(self) -> str:
        return f"give all of {self.post} to {self.to}"

    def change(self, draft: Draft) -> None:
        if not self.to.strip():
            draft.fault("to", "Say which post it is now.")
            return
        found = False
        for file, path, table, key in _holders(draft):
            if regardless_of_case(str(table.get(key, ""))) == regardless_of_case(self.post):
                table[key] = self.to.strip()
                draft.came_from("to", file, (*path, key))
                found = True
        if not found:
            draft.fault("post", "Nothing in the plan is this post's.")


def _holders(draft: Draft) -> Iterator[tuple[str, Location, Table, str]]:
    for file, table in draft.measures():
        yield file, (), table, "owner"
    for place, entry in enumerate(draft.tables[ACTIVITIES].get("activities", ())):
        yield ACTIVITIES, ("activities", place), entry, "owner"
    for place, entry in enumerate(draft.tables[OUTCOMES].get("outcomes", ())):
        for key in _OF_OUTCOME:
            yield OUTCOMES, ("outcomes", place), entry, key
