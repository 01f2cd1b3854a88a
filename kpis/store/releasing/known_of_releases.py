"""What the store knows of releases, and of the annotations that they show."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from kpis.clock import utc_now
from kpis.model import Actor, AnnotationKind, Release
from kpis.store.database.lake.conflict import begun_again
from kpis.store.database.open_store import OpenStore
from kpis.store.values import ALL_FIGURES, WantedFigures, actor_of

if TYPE_CHECKING:
    import duckdb
    import pandas as pd


class Releases(OpenStore):
    """A release is known by its number, and shows for ever what it was made of."""

    @begun_again
    def publish(
        self,
        quarter_id: str,
        *,
        by: Actor | str,
        note: str = "",
        reason: str = "",
        reported: Iterable[tuple[str, str]] | None = None,
        until: Mapping[str, datetime] | None = None,
        plan: str = "",
        now: datetime | None = None,
    ) -> Release:
        """Publish what is approved of periods up to a quarter, as a release of it.

        reported: measure and period, by id, of what the quarter's report is about, to be marked "r"
        where its previous release differs; None for every figure. until: by measure, the end of
        the last period it may hold; other measures are left out; None for the quarter's end.
        plan: its text. reason: why it corrects the release before it. Raises NotAllowed when
        nothing of the report is approved, or its previous release shows just this.
        """
        from kpis.store.releasing import releases

        with self._writing() as connection:
            return releases.publish(
                connection, quarter_id, reported, until, plan, actor_of(by), note, reason, now
            )

    @begun_again
    def withdraw_release(
        self, number: int, *, by: Actor | str, why: str, now: datetime | None = None
    ) -> Release:
        """Take a release back, keeping it under its number. why: for readers.

        Raises UnknownRelease; NotAllowed when it was withdrawn before.
        """
        from kpis.store.releasing import releases

        with self._writing() as connection:
            return releases.withdraw(connection, number, why, actor_of(by), now)

    def releases(self) -> "pd.DataFrame":
        """RELEASES, newest first."""
        from kpis.store.releasing import releases

        return self._kept(("releases",), releases.releases)

    def release(self, number: int) -> Release:
        """Raises UnknownRelease, saying which there are, when there is none of that number.

        Here and wherever else a release is named by its number, one below nought is that of a
        release that is approved for a time: `ScheduledRelease.release_number`.
        """
        from kpis.store.releasing import releases

        with self._reading() as connection:
            return releases.release(connection, number)

    def release_plan(self, number: int) -> str:
        """The text of the plan kept with a release; "" where none is. Raises UnknownRelease."""
        from kpis.store.releasing import release_contents, releases

        with self._reading() as connection:
            return release_contents.plan(connection, releases.release(connection, number))

    def annotations(self, measure_id: str = "", release: int | None = None) -> "pd.DataFrame":
        """ANNOTATIONS that stand, of one measure or of all, in the order of making.

        release: those it shows, of all measures. Raises UnknownRelease.
        """
        from kpis.store import annotations
        from kpis.store.releasing import release_contents, releases

        def ask(connection: "duckdb.DuckDBPyConnection") -> "pd.DataFrame":
            if release is not None:
                made = releases.release(connection, release)
                return release_contents.annotations(connection, made)
            return annotations.annotations(connection, measure_id)

        return self._kept(("annotations", measure_id, release), ask)

    @begun_again
    def add_annotation(
        self,
        measure_id: str,
        period_id: str,
        kind: AnnotationKind,
        text: str,
        *,
        by: Actor | str,
        now: datetime | None = None,
    ) -> int:
        """Pin an annotation to a period of a measure; returns its number."""
        from kpis.store import annotations

        with self._writing() as connection:
            return annotations.add(
                connection,
                measure_id,
                period_id,
                AnnotationKind(kind),
                text,
                actor_of(by),
                now or utc_now(),
            )

    @begun_again
    def withdraw_annotation(
        self, number: int, *, by: Actor | str, now: datetime | None = None
    ) -> None:
        """Take an annotation back. Raises NotAllowed when none of that number stands."""
        from kpis.store import annotations

        with self._writing() as connection:
            annotations.withdraw(connection, number, actor_of(by), now or utc_now())

    def approved_outturns(self, *, of: WantedFigures = ALL_FIGURES) -> "pd.DataFrame":
        """OUTTURNS of approved submissions as they stand: what a release would show now.

        of: which of them.
        Where the figure returned last is not approved, the one before it stands here.
        """
        from kpis.store import queries, signoff

        with self._reading() as connection:
            return queries.outturns(connection, source=signoff.approved(), wanted=of)

    def approved_activities(self, quarter_id: str) -> "pd.DataFrame":
        """ACTIVITIES of approved submissions, of quarters up to this one: for a release of it."""
        from kpis.store.releasing import release_contents

        with self._reading() as connection:
            return release_contents.approved_activities(connection, quarter_id)
