"""Whose something of the plan is: what a reader narrows a list to."""

from collections.abc import Iterable
from typing import TypeVar

from kpis.model.plan import Activity, Measure
from kpis.model.record import Record

Owned = TypeVar("Owned", bound=Measure | Activity)


class Whose(Record):
    """A directorate, a service, a team, a post that owns something; "" where it is not asked.

    All that is asked must hold. Where nothing is, everything is meant. An activity has a
    directorate and an owner alone, so none is of a service or a team.
    """

    directorate: str = ""
    service: str = ""
    team: str = ""
    owner: str = ""

    @property
    def said(self) -> dict[str, str]:
        """What is asked, by name, the widest first; {} for everything."""
        return {name: value for name, value in vars(self).items() if value}

    @property
    def words(self) -> str:
        """ "Head of Waste, Bins, Street Care, Place": the narrowest first; "" for everything."""
        named = (self.owner, self.team, self.service, self.directorate)
        return ", ".join(filter(None, named))

    @property
    def name(self) -> str:
        """ "Head of Waste": the narrowest of what is asked; "" for everything."""
        return self.owner or self.team or self.service or self.directorate

    def holds(self, thing: Measure | Activity) -> bool:
        """Whether a measure or an activity of the plan is theirs."""
        return all(getattr(thing, name, "") == value for name, value in self.said.items())

    def of(self, things: Iterable[Owned]) -> tuple[Owned, ...]:
        """Those that are theirs, in their order; all of them where nothing is asked."""
        return tuple(each for each in things if self.holds(each))


EVERYBODY = Whose()
