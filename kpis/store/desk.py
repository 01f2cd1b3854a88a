"""What the performance team asks of a store beside figures: sign-off, releases, remarks, mappings.

Each method opens the store for its own moment, as all of `Store` does, and is there for its
callers' sake only; what it does is told where it is done.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from kpis.clock import utc_now
from kpis.model import Release, RemarkKind, Submission
from kpis.store.access import Access
from kpis.store.values import SavedMapping

if TYPE_CHECKING:
    import pandas as pd


class Desk(Access):
    """Sign-off, releases, remarks and mappings of a `Store`."""

    def approve(
        self, submission_id: str, *, by: str, note: str = "", now: datetime | None = None
    ) -> Submission:
        """Approve a submission, so that its figures may be released.

        Raises UnknownSubmission; StoreError when it was withdrawn, approved before or needs none.
        """
        from kpis.store import signoff

        with self._writing() as connection:
            return signoff.approve(connection, submission_id, by, note, now)

    def approved_outturns(self) -> "pd.DataFrame":
        """OUTTURNS of approved submissions as they stand: what a release would show now.

        Where the figure returned last is not approved, the one before it stands here.
        """
        from kpis.store import queries, signoff

        with self._reading() as connection:
            return queries.outturns(connection, source=signoff.APPROVED)

    def publish(
        self,
        quarter_id: str,
        *,
        by: str,
        note: str = "",
        reported: Iterable[tuple[str, str]] | None = None,
        now: datetime | None = None,
    ) -> Release:
        """Publish the approved figures as they stand, as a release of that quarter.

        reported: measure and period, by id, of what the quarter's report is about; None for every
        figure. Where one of these differs from the previous release of the quarter it is marked
        "r". Raises StoreError when none is approved, or none differs from that release.
        """
        from kpis.store import releases

        with self._writing() as connection:
            return releases.publish(connection, quarter_id, reported, by, note, now)

    def releases(self) -> "pd.DataFrame":
        """RELEASES, newest first."""
        from kpis.store import releases

        with self._reading() as connection:
            return releases.releases(connection)

    def release(self, number: int) -> Release:
        """Raises UnknownRelease, saying which there are, when there is none of that number."""
        from kpis.store import releases

        with self._reading() as connection:
            return releases.release(connection, number)

    def remarks(self, measure_id: str = "") -> "pd.DataFrame":
        """REMARKS that stand, of one measure or of all, in the order of making."""
        from kpis.store import remarks

        with self._reading() as connection:
            return remarks.remarks(connection, measure_id)

    def add_remark(
        self,
        measure_id: str,
        period_id: str,
        kind: RemarkKind,
        text: str,
        *,
        by: str,
        now: datetime | None = None,
    ) -> int:
        """Pin a remark to a period of a measure; returns its number."""
        from kpis.store import remarks

        with self._writing() as connection:
            return remarks.add(
                connection, measure_id, period_id, RemarkKind(kind), text, by, now or utc_now()
            )

    def withdraw_remark(self, number: int, *, by: str, now: datetime | None = None) -> None:
        """Take a remark back. Raises StoreError when none of that number stands."""
        from kpis.store import remarks

        with self._writing() as connection:
            remarks.withdraw(connection, number, by, now or utc_now())

    def mappings(self, sender: str) -> list[str]:
        """Mappings of a sender's layouts as saved, the last first; of each header only the last.

        The case of the sender's name and spaces in it do not matter.
        """
        from kpis.store import mappings

        with self._reading() as connection:
            return [saved.mapping for saved in mappings.mappings(connection, sender)]

    def saved_mappings(self, sender: str) -> list[SavedMapping]:
        """The same with the post that saved each, and when."""
        from kpis.store import mappings

        with self._reading() as connection:
            return mappings.mappings(connection, sender)

    def forget_mapping(
        self, sender: str, mapping: str, *, by: str, now: datetime | None = None
    ) -> None:
        """Use a mapping no more; that it was there stays on record."""
        from kpis.store import mappings

        with self._writing() as connection:
            mappings.forget(connection, sender, mapping, by, now or utc_now())

    def save_mapping(
        self, sender: str, mapping: str, *, by: str, now: datetime | None = None
    ) -> None:
        """Keep a mapping, in the text `kpis.readers.mapping.saved` writes, for a next return."""
        from kpis.store import mappings

        with self._writing() as connection:
            mappings.save(connection, sender, mapping, by, now or utc_now())
