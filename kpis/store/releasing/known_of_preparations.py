"""What the store knows of releases before they are published."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from kpis.model import Actor, Preparation, Release, ReviewComment, ScheduledRelease
from kpis.store.database.lake.conflict import begun_again
from kpis.store.database.open_store import OpenStore
from kpis.store.values import Scheduling, actor_of


class Preparations(OpenStore):
    """Of a quarter one release is in preparation at a time, and known by the quarter.

    Every change raises NotAllowed where the state of it does not allow that.
    """

    def in_preparation(self, quarter_id: str = "") -> tuple[Preparation, ...]:
        """Every release in preparation, by quarter; of one quarter alone where it is named."""
        from kpis.store.releasing import preparations

        with self._reading() as connection:
            return preparations.in_preparation(connection, quarter_id)

    @begun_again
    def begin_preparation(
        self, quarter_id: str, *, by: Actor | str, now: datetime | None = None
    ) -> Preparation:
        """Begin to prepare a release of a quarter, as a draft."""
        from kpis.store.releasing import preparations

        with self._writing() as connection:
            return preparations.begin(connection, quarter_id, actor_of(by), now)

    @begun_again
    def put_forward(
        self, quarter_id: str, *, by: Actor | str, now: datetime | None = None
    ) -> Preparation:
        """Say that a draft is ready for review."""
        from kpis.store.releasing import preparations

        with self._writing() as connection:
            return preparations.put_forward(connection, quarter_id, actor_of(by), now)

    @begun_again
    def send_back(
        self, quarter_id: str, *, by: Actor | str, why: str, now: datetime | None = None
    ) -> Preparation:
        """Make what is ready, or approved for a time, a draft again."""
        from kpis.store.releasing import preparations

        with self._writing() as connection:
            return preparations.send_back(connection, quarter_id, why, actor_of(by), now)

    @begun_again
    def comment_on_release(
        self, quarter_id: str, text: str, *, by: Actor | str, now: datetime | None = None
    ) -> ReviewComment:
        """Say something of a release in preparation, to be resolved before it is approved."""
        from kpis.store.releasing import preparations

        with self._writing() as connection:
            return preparations.comment(connection, quarter_id, text, actor_of(by), now)

    @begun_again
    def resolve_comment(
        self, quarter_id: str, number: int, *, by: Actor | str, now: datetime | None = None
    ) -> ReviewComment:
        """Say that what a comment asks for is done."""
        from kpis.store.releasing import preparations

        with self._writing() as connection:
            return preparations.resolve(connection, quarter_id, number, actor_of(by), now)

    @begun_again
    def schedule(
        self,
        quarter_id: str,
        asked: Scheduling,
        *,
        by: Actor | str,
        reported: Iterable[tuple[str, str]] | None = None,
        until: Mapping[str, datetime] | None = None,
        plan: str = "",
        now: datetime | None = None,
    ) -> ScheduledRelease:
        """Freeze what `publish` would publish now, to be published at a time.

        It is in no list of releases until then. Otherwise as `publish`.
        """
        from kpis.store.releasing import scheduling

        with self._writing() as connection:
            return scheduling.schedule(
                connection, quarter_id, reported, until, plan, actor_of(by), asked, now
            )

    def scheduled(self) -> tuple[ScheduledRelease, ...]:
        """Every release that is approved for a time, the one that is due first at the head."""
        from kpis.store.releasing import scheduled

        with self._reading() as connection:
            return scheduled.waiting(connection)

    @begun_again
    def publish_due(self, *, by: Actor | str, now: datetime | None = None) -> tuple[Release, ...]:
        """Publish every release whose time has come, once, whoever tries; () where none has."""
        from kpis.store.releasing import scheduling

        with self._writing() as connection:
            return scheduling.publish_due(connection, actor_of(by), now)
