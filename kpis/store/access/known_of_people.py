"""What the store knows of people: who they are, their roles, what they did and were refused."""

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING

from kpis.clock import utc_now
from kpis.model import About, Act, Actor, Assignment, Holding
from kpis.store.chain import AuditEntry, FaultFound
from kpis.store.database.lake.conflict import begun_again
from kpis.store.database.open_store import OpenStore
from kpis.store.values import ALL_ACTS, AuditExtent, TriedWithoutRole, WantedActs

if TYPE_CHECKING:
    import pandas as pd


class People(OpenStore):
    """A person is known by what they sign in with, whatever its case."""

    def audit(
        self, wanted: WantedActs = ALL_ACTS, *, limit: int | None = None, offset: int = 0
    ) -> "pd.DataFrame":
        """AUDIT, newest first: at most `limit` acts of those looked for, after `offset`."""
        from kpis.store.access import wanted_acts

        with self._reading() as connection:
            return wanted_acts.acts(connection, wanted, limit, offset)

    def audit_extent(self, wanted: WantedActs = ALL_ACTS) -> AuditExtent:
        """How many acts there are of those looked for, and of what posts and acts there are any."""
        from kpis.store.access import wanted_acts

        with self._reading() as connection:
            return wanted_acts.extent(connection, wanted)

    def audit_entries(self, after: int = 0) -> list[AuditEntry]:
        """Every entry of the audit after one by its number, as it is hashed, in its order."""
        from kpis.store import audit

        with self._reading() as connection:
            return list(audit.entries(connection, after))

    def audit_faults(self) -> list[FaultFound]:
        """What is wrong with the audit; [] where it is whole."""
        from kpis.store.access import whole

        with self._reading() as connection:
            return list(whole.faults(connection))

    def tried_without_role(
        self, since: datetime | None = None, without: Collection[str] = ()
    ) -> list[TriedWithoutRole]:
        """What was refused to people the store does not know, or to these by id; the last first.

        since: None for ever. 50 at most.
        """
        from kpis.store.access import wanted_acts

        with self._reading() as connection:
            return wanted_acts.tried_without_role(connection, since, without)

    @begun_again
    def refuse(
        self,
        act: Act,
        about: About,
        *,
        by: Actor,
        counted: int = 0,
        now: datetime | None = None,
    ) -> None:
        """Write down that somebody asked for what they may not do.

        counted: how many times somebody did since the last such entry, without one of their own.
        """
        from kpis.store import audit

        with self._writing() as connection:
            audit.note(
                connection,
                now or utc_now(),
                by,
                act.value,
                submission_id=about.submission_id,
                particulars={"about": about.words} | ({"counted": counted} if counted else {}),
                refused=True,
            )

    def assignments(self, login: str = "") -> list[Assignment]:
        """Every role that was ever given, or of one person, in the order of giving."""
        from kpis.store.access import assignments

        with self._reading() as connection:
            return assignments.assignments(connection, login)

    @begun_again
    def give_access(
        self,
        login: str,
        holding: Holding,
        *,
        name: str = "",
        starts_on: date | None = None,
        ends_on: date | None = None,
        why: str = "",
        by: Actor,
        now: datetime | None = None,
    ) -> Assignment:
        """Give a person a role. Raises NotAllowed where they have just that, for the same days."""
        from kpis.store.access import assignments

        with self._writing() as connection:
            return assignments.give(
                connection, login, name, holding, starts_on, ends_on, why, by, now or utc_now()
            )

    @begun_again
    def take_access(
        self, number: int, *, why: str, by: Actor, now: datetime | None = None
    ) -> Assignment:
        """Take a role away. Raises NotAllowed where none of that number stands."""
        from kpis.store.access import assignments

        with self._writing() as connection:
            return assignments.take(connection, number, why, by, now or utc_now())

    @begun_again
    def person(self, login: str, name: str, *, by: Actor, now: datetime | None = None) -> str:
        """The id of a person; one the store has not met is noted, and a new name of one it has."""
        from kpis.store.access import people

        with self._reading() as connection:
            if person := people.known_by(connection, login, name):
                return person
        with self._writing() as connection:
            return people.known(connection, login, name, by, now or utc_now())

    def submitter(self, submission_id: str) -> str:
        """The id of the person who submitted; "" where nobody knows."""
        from kpis.store.access import people

        with self._reading() as connection:
            return people.submitter(connection, submission_id)

    @begun_again
    def erase_name(self, login: str, *, by: Actor, now: datetime | None = None) -> str:
        """Put a person's last post in the place of their name; returns it.

        The roles they still have are taken first, and what they subscribed to themselves ends, with
        its addresses. Raises UsageError where nobody signs in so.
        """
        from kpis.store.access import assignments, people
        from kpis.store.mails import subscriptions

        now = now or utc_now()
        with self._writing() as connection:
            for each in assignments.assignments(connection, login):
                if each.taken_at is None:
                    assignments.take(connection, each.number, "The name was erased.", by, now)
            subscriptions.end_of_person(connection, people.known_by(connection, login, ""), by, now)
            return people.erase(connection, login, by, now)
