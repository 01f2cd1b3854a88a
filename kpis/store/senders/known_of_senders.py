"""What the store knows of the senders of returns: their layouts, their answers, their slips."""

from collections.abc import Collection
from datetime import datetime

from kpis.clock import utc_now
from kpis.model import Actor
from kpis.store.database.lake.conflict import begun_again
from kpis.store.database.open_store import OpenStore
from kpis.store.values import MendedFile, MissingFile, SavedAnswer, SavedMapping, actor_of


class Senders(OpenStore):
    """A sender is a post; the case of its name and spaces in it do not matter."""

    def mappings(self, sender: str = "") -> list[SavedMapping]:
        """Mappings of a sender's layouts, or of every sender's for "", the last saved first.

        Of each header only the last one. The case of the sender's name and spaces in it do not
        matter.
        """
        from kpis.store.senders import mappings

        with self._reading() as connection:
            return mappings.mappings(connection, sender)

    def submission_mapping(self, submission_id: str) -> str:
        """The mapping a submission was read with, as saved; "" for none."""
        from kpis.store.senders import mappings

        with self._reading() as connection:
            return mappings.submission_mapping(connection, submission_id)

    @begun_again
    def forget_mapping(
        self, sender: str, mapping: str, *, by: Actor | str, now: datetime | None = None
    ) -> None:
        """Use a mapping no more; that it was there stays on record."""
        from kpis.store.senders import mappings

        with self._writing() as connection:
            mappings.forget(connection, sender, mapping, actor_of(by), now or utc_now())

    def answers(self, sender: str) -> list[SavedAnswer]:
        """What a sender answered before that still holds, the newest first."""
        from kpis.store.senders import answers

        with self._reading() as connection:
            return answers.remembered(connection, sender)

    def answers_of_all(self) -> list[SavedAnswer]:
        """What any sender answered before that still holds, the newest first."""
        from kpis.store.senders import answers

        with self._reading() as connection:
            return answers.remembered(connection, None)

    def submission_answers(self, submission_id: str) -> dict[str, str]:
        """What was answered about the file of a submission, by question."""
        from kpis.store.senders import answers

        with self._reading() as connection:
            return answers.of_submission(connection, submission_id)

    def mended(self, submission_ids: Collection[str]) -> dict[str, MendedFile]:
        """Those of these submissions in whose files cells were typed right, by id."""
        from kpis.store.senders import answers

        with self._reading() as connection:
            return answers.mended(connection, submission_ids)

    def missing_files(self, submission_ids: Collection[str]) -> list[MissingFile]:
        """Files of these submissions that are not there as they were sent; [] where all are."""
        from kpis.store import missing_files

        with self._reading() as connection:
            return missing_files.missing_files(connection, self.path, submission_ids)

    @begun_again
    def note_missing_file(
        self, missing: MissingFile, *, by: Actor, now: datetime | None = None
    ) -> datetime:
        """Put into the audit that a file is missing; returns since when that is known."""
        from kpis.store import missing_files

        with self._writing() as connection:
            return missing_files.note(connection, missing, by, now or utc_now())

    @begun_again
    def forget_answer(
        self, sender: str, question: str, *, by: Actor | str, now: datetime | None = None
    ) -> None:
        """Ask a sender a question again; that it was answered stays on record."""
        from kpis.store.senders import answers

        with self._writing() as connection:
            answers.forget(connection, sender, question, actor_of(by), now or utc_now())
