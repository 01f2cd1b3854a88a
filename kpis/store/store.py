"""The store as the rest of the program knows it: a path, and what may be asked of it.

A `Store` holds no connection, so it may be made anywhere, kept for ever and shared between
threads; every method opens the file for its own moment (`connect.py` says why). The database is
imported inside the methods: much of the command line never needs it.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from threading import Thread
from typing import TYPE_CHECKING

from kpis.clock import utc_now
from kpis.errors import KpisError
from kpis.lake_address import is_lake
from kpis.model import Act, Actor, Provenance, Submission, SubmissionState
from kpis.store.access.known_of_people import People
from kpis.store.database.lake.conflict import begun_again
from kpis.store.mails.known_of_mails import Mails
from kpis.store.releasing.known_of_preparations import Preparations
from kpis.store.releasing.known_of_releases import Releases
from kpis.store.senders.known_of_senders import Senders
from kpis.store.values import (
    ALL_FIGURES,
    LISTED,
    Incoming,
    Preview,
    Stored,
    WantedFigures,
    actor_of,
)
from kpis.store.verifying.known_of_wholeness import Wholeness

if TYPE_CHECKING:
    import duckdb
    import pandas as pd


class Store(Senders, People, Releases, Preparations, Mails, Wholeness):
    """Figures returned, by whom, and the files they came in. Append-only.

    Every method but `exists`, `version` and `prepare` raises StoreError when there is no usable
    store at the path, and StoreBusy when it is in use for longer than `timeout` seconds. A store
    made by an earlier version of the program is brought up to date by whichever method comes
    first: whoever updates the program need not think of it. Frames are those of `kpis.frames`;
    times are UTC without a zone, and `now` is the clock's where it is not given. `by` is who does
    it: whether they may is asked in `kpis.use_cases`.
    """

    def outturns(
        self,
        as_at: datetime | None = None,
        release: int | None = None,
        *,
        of: WantedFigures = ALL_FIGURES,
    ) -> "pd.DataFrame":
        """OUTTURNS as they stand, as they stood at a time, or as a release shows them.

        of: which of them; a store may hold a thousand times what one plan is about. No rows when
        there are none. Raises UnknownRelease; ValueError for a time and a release.
        """
        from kpis.store import outturns_cache, queries
        from kpis.store.releasing import releases

        if as_at is not None and release is not None:
            raise ValueError("Figures stand as at a time or in a release, not both.")

        if release is not None:
            return self._kept(
                ("outturns", release, of),
                lambda connection: releases.outturns(connection, release, of),
            )

        def read() -> "pd.DataFrame":
            with self._reading() as connection:
                return queries.outturns(connection, as_at, wanted=of)

        if as_at is not None:
            return read()
        return outturns_cache.outturns(self.path, self.version(), of, read)

    def areas(self, *, groups: bool = True) -> "pd.DataFrame":
        """AREAS that have a figure that stands. groups: also those with figures by group alone."""
        from kpis.store import queries

        return self._kept(
            ("areas", groups), lambda connection: queries.areas(connection, groups=groups)
        )

    def read_ahead(self, of: WantedFigures = ALL_FIGURES) -> None:
        """Begin to read the figures that stand, and return at once: who asks for them next waits.

        For a command that has much to import before it asks. A store that cannot be read is told
        of to whoever asks.
        """
        from kpis.store import queries  # noqa: F401 here, for threads should not import at once

        def read() -> None:
            with suppress(KpisError):
                self.outturns(of=of)

        Thread(target=read).start()

    def activities(
        self, as_at: datetime | None = None, release: int | None = None
    ) -> "pd.DataFrame":
        """ACTIVITIES as they stand, stood at a time, or as a release shows; none → no rows."""
        from kpis.store import activities
        from kpis.store.releasing import release_contents, releases

        def ask(connection: "duckdb.DuckDBPyConnection") -> "pd.DataFrame":
            if release is not None:
                made = releases.release(connection, release)
                return release_contents.activities(connection, made)
            return activities.activities(connection, as_at)

        return self._kept(("activities", as_at, release), ask)

    def revisions(self, measure_id: str, release: int | None = None) -> "pd.DataFrame":
        """REVISIONS of one measure or part, oldest first, also withdrawn ones.

        release: only what it knew, and what of that it shows. Raises UnknownRelease.
        """
        from kpis.store import queries
        from kpis.store.releasing import release_contents, releases

        with self._reading() as connection:
            if release is not None:
                made = releases.release(connection, release)
                return release_contents.revisions(connection, made, measure_id)
            return queries.revisions(connection, measure_id)

    def figures_returned(self, measure_id: str) -> "pd.DataFrame":
        """FIGURES_RETURNED of one measure or part, also of withdrawn submissions; latest first."""
        from kpis.store import queries

        with self._reading() as connection:
            return queries.figures_returned(connection, measure_id)

    def figures_by_group(self) -> "pd.DataFrame":
        """FIGURES_BY_GROUP of every submission, also of withdrawn ones."""
        from kpis.store import queries

        return self._kept(("figures_by_group",), queries.figures_by_group)

    def figure_history(
        self,
        measure_id: str,
        period_id: str,
        area: str,
        breakdown: str = "",
        category: str = "",
    ) -> "pd.DataFrame":
        """REVISIONS of one figure, oldest first, also withdrawn ones: who changed it, and where."""
        from kpis.frames import OUTTURN_KEY
        from kpis.store import queries

        key = (measure_id, period_id, area, breakdown, category)
        with self._reading() as connection:
            return queries.figure_history(connection, dict(zip(OUTTURN_KEY, key, strict=True)))

    def submissions(self) -> "pd.DataFrame":
        """SUBMISSIONS, newest first."""
        from kpis.store import submissions

        return self._kept(("submissions",), submissions.submissions)

    def trouble(self) -> str:
        """A sentence where the store, or its folder of files, is gone; "" where both are there.

        Asks the file system, and the store only where that folder is not there. Raises StoreError.
        """
        from kpis.store import files
        from kpis.store.database import faults

        if self.is_gone():
            return str(faults.gone(self.path))
        if is_lake(self.path):
            return ""  # a bucket has no folders, and a lake's is there with its tables
        folder = files.folder_of(self.path)
        if folder.is_dir() or not self.exists() or not self.has_submissions():
            return ""
        return (
            f"The folder of submitted files, {folder}, is not there. Figures are unharmed; the "
            "files they came in are missing. Put the folder back from the latest backup."
        )

    def submission(self, submission_id: str) -> Submission:
        """Raises UnknownSubmission, with the nearest ids, when there is none of that id."""
        from kpis.store import submissions

        with self._reading() as connection:
            return submissions.submission(connection, submission_id)

    def find_submissions(
        self,
        text: str = "",
        *,
        state: str = "",
        measure_ids: Collection[str] | None = None,
        limit: int | None = LISTED,
        offset: int = 0,
    ) -> "pd.DataFrame":
        """SUBMISSIONS, newest first, in whose file name, post, note, id or SHA-256 each word is.

        state: of model.SubmissionState, only those; "" for all. measure_ids: only those that
        brought a figure of one of these; None for all. At most `limit` of them (None: all), after
        the first `offset`.
        """
        from kpis.store import submissions

        only = SubmissionState(state) if state else None
        ids = None if measure_ids is None else tuple(measure_ids)

        def ask(connection: "duckdb.DuckDBPyConnection") -> "pd.DataFrame":
            return submissions.submissions(
                connection, text, only, measure_ids=ids, limit=limit, offset=offset
            )

        return self._kept(("find_submissions", text, only, ids, limit, offset), ask)

    def provenances_of(self, sha256: str) -> frozenset[Provenance]:
        """As what that very file was ever stored, also where it is withdrawn; empty if never."""
        from kpis.store import submissions

        with self._reading() as connection:
            return submissions.provenances_of(connection, sha256)

    def has_submissions(self) -> bool:
        """Whether anything was ever submitted, withdrawn or not."""
        from kpis.store import submissions

        with self._reading() as connection:
            return submissions.has_submissions(connection)

    def file(self, sha256: str) -> bytes:
        """The submitted file, byte for byte. Raises StoreError when it is missing or altered."""
        from kpis.store import files

        return files.fetch(self.path, sha256)

    def preview(
        self,
        rows: "pd.DataFrame",
        *,
        file_name: str,
        sha256: str,
        provenance: Provenance,
        activities: "pd.DataFrame | None" = None,
        in_part: bool = False,
        now: datetime | None = None,
    ) -> Preview:
        """What storing a return would change: all that is asked of a check, in one opening.

        activities: ACTIVITY_ROWS; None for a return without any. in_part: whether the file may
        hold series that were not read from it.
        """
        from kpis.frames import ACTIVITY_CHANGES
        from kpis.store import changes, queries
        from kpis.store.activities import compare_activities
        from kpis.store.no_longer_present import no_longer_present

        with self._reading() as connection:
            moment = queries.moment(connection, now)
            return Preview(
                changes=changes.compare(connection, rows, provenance, moment),
                activity_changes=ACTIVITY_CHANGES.empty()
                if activities is None
                else compare_activities(connection, activities, provenance),
                repeated=changes.find_repeated(connection, activities, sha256, provenance),
                no_longer_present=no_longer_present(
                    connection, rows, file_name, sha256, in_part=in_part
                ),
            )

    @begun_again
    def submit(self, incoming: Incoming) -> Stored:
        """Store RETURN_ROWS and the file they came in, whole or not at all; say what that changed.

        The very file of a submission that stands, of the same provenance, is not stored again
        with the same figures: that submission is returned. A file that was mended is kept as it
        was sent, too. One that was kept before, and was not there as it had been, is put back.
        """
        from kpis.store import files, missing_files, queries, write

        self._require()  # before a file is kept beside a store that is not there
        contents = [incoming.content, *filter(None, [incoming.original])]
        faults = files.not_as_kept(self.path, contents)
        sha256, *original = map(self._keep, contents)
        with self._writing() as connection:
            moment = queries.moment(connection, incoming.now)
            by = actor_of(incoming.by)
            put_back = missing_files.note_put_back(connection, faults, by, moment)
            stored = write.submit(connection, incoming, sha256, "".join(original))
            return replace(stored, put_back=put_back)

    def submit_first(
        self, batch: Sequence[Incoming], now: datetime | None = None, *, anew: bool = False
    ) -> list[Stored]:
        """Make the store with these returns in it, or fill one nothing was ever submitted to.

        All of them or none, and no store before they are in it: whoever finds one finds it
        full. Returns nothing, and stores nothing, when another process was first. Raises
        StoreGone where there was one and it is gone, unless it is to be made `anew`.
        """
        from kpis.store import submissions, write
        from kpis.store.database import schema

        addresses = [self._keep(incoming.content) for incoming in batch]
        stored: list[Stored] = []

        def fill(connection: "duckdb.DuckDBPyConnection") -> None:
            if not submissions.has_submissions(connection):
                for incoming, sha256 in zip(batch, addresses, strict=True):
                    stored.append(write.submit(connection, incoming, sha256))

        schema.prepare(self.path, now or utc_now(), self.timeout, fill, anew=anew)
        if not stored:
            with self._writing() as connection:
                fill(connection)
        return stored

    @begun_again
    def withdraw(
        self, submission_id: str, *, by: Actor | str, why: str, now: datetime | None = None
    ) -> Submission:
        """Take a submission back, keeping it.

        Raises UnknownSubmission; NotAllowed when it was withdrawn before.
        """
        from kpis.store import write

        with self._writing() as connection:
            return write.withdraw(connection, submission_id, actor_of(by), why, now or utc_now())

    @contextmanager
    def plan_changed(
        self,
        act: Act,
        what: str,
        changes: Sequence[str],
        *,
        by: Actor | str,
        now: datetime | None = None,
    ) -> Iterator[None]:
        """Put into the audit that a plan is changed, where the block that writes it ends well.

        what: what is done, "retire recycling"; changes: a line for each thing that changes.
        """
        from kpis.store import audit

        particulars = {"what": what, "changes": list(changes)}
        with self._writing() as connection:
            moment = now or utc_now()
            audit.note(connection, moment, actor_of(by), act.value, particulars=particulars)
            yield

    @begun_again
    def approve(
        self, submission_id: str, *, by: Actor | str, note: str = "", now: datetime | None = None
    ) -> Submission:
        """Approve a submission, so that its figures may be released.

        Raises UnknownSubmission; NotAllowed when it was withdrawn, approved before or needs none.
        """
        from kpis.store import signoff

        with self._writing() as connection:
            return signoff.approve(connection, submission_id, actor_of(by), note, now)

    def submitted_figures(self, submission_id: str) -> "pd.DataFrame":
        """SUBMITTED_FIGURES of a submission. Raises UnknownSubmission."""
        from kpis.store import signoff

        with self._reading() as connection:
            return signoff.submitted_figures(connection, submission_id)

    def submitted_of(self, submission_ids: Collection[str]) -> dict[str, tuple[set[str], set[str]]]:
        """By submission, of which measures (ids) and activities (codes) it brought something."""
        from kpis.store import signoff

        with self._reading() as connection:
            return signoff.submitted_of(connection, submission_ids)

    def _keep(self, content: bytes) -> str:
        from kpis.store import files

        return files.keep(self.path, content)
