"""What the store knows of mails: who gets them, and what became of each."""

from datetime import datetime

from kpis.clock import utc_now
from kpis.model import Actor, Mail, MailAbout, MailState, Subscription
from kpis.store.database.lake.conflict import begun_again
from kpis.store.database.open_store import OpenStore


class Mails(OpenStore):
    """A mail is one release for one subscription, and goes once."""

    def subscriptions(self) -> list[Subscription]:
        """All there ever were, in the order of subscribing."""
        from kpis.store.mails import subscriptions

        with self._reading() as connection:
            return subscriptions.subscriptions(connection)

    def own_subscriptions(self, person: str) -> list[Subscription]:
        """What a person subscribed to themselves, in the order of subscribing; [] for ""."""
        from kpis.store.mails import subscriptions

        with self._reading() as connection:
            return subscriptions.subscriptions(connection, person) if person else []

    @begun_again
    def subscribe(
        self,
        post: str,
        address: str,
        about: MailAbout,
        of_what: str = "",
        *,
        person: str = "",
        by: Actor,
        now: datetime | None = None,
    ) -> Subscription:
        """Send a post a mail of every release from now on. Raises NotAllowed where it has that.

        person: the id of whoever subscribes for themselves.
        """
        from kpis.store.mails import subscriptions

        with self._writing() as connection:
            return subscriptions.subscribe(
                connection, post, address, about, of_what, person, by, now or utc_now()
            )

    @begun_again
    def unsubscribe(self, number: int, *, by: Actor, now: datetime | None = None) -> Subscription:
        """End a subscription; with the last of its address that goes too.

        Raises NotAllowed where none of that number stands.
        """
        from kpis.store.mails import subscriptions

        with self._writing() as connection:
            return subscriptions.end(connection, number, by, now or utc_now())

    def mails(self, limit: int | None = None) -> list[Mail]:
        """Every mail there is or was, the newest first, `limit` of them at most."""
        from kpis.store.mails import queue

        with self._reading() as connection:
            return queue.mails(connection, limit)

    def has_mails_due(self, now: datetime | None = None) -> bool:
        """Whether somebody has to send mails. Asks without waiting for whoever writes."""
        from kpis.store.mails import queue

        with self._reading() as connection:
            return queue.is_anything_due(connection, now or utc_now())

    @begun_again
    def take_mails(
        self, most: int, *, at_once: datetime | None = None, now: datetime | None = None
    ) -> list[Mail]:
        """Mails that are due, taken to be sent by whoever asks and by nobody else meanwhile.

        at_once: whatever was not sent and of which nothing was noted since then, also what waits
        for its next try and what was given up.
        """
        from kpis.store.mails import queue

        now = now or utc_now()
        with self._writing() as connection:
            queue.catch_up(connection, now)
            return queue.take(connection, most, now, at_once=at_once)

    @begun_again
    def note_mail(
        self,
        number: int,
        state: MailState,
        *,
        due_at: datetime | None = None,
        why: str = "",
        now: datetime | None = None,
    ) -> None:
        """Note what became of a mail. Raises NotAllowed for one that was sent before."""
        from kpis.store.mails import queue

        with self._writing() as connection:
            queue.note(connection, number, state, now or utc_now(), due_at=due_at, why=why)
