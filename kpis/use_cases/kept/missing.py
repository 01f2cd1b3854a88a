"""Which kept files are missing, since when that is known, and what is to be done."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace

from kpis.errors import StoreError
from kpis.model import the_program
from kpis.store import MissingFile
from kpis.use_cases.seen_store import SeenStore
from kpis.words.days import uk_time

NOTICES = the_program("kpis")


def missing_files(store: SeenStore, submission_ids: Collection[str]) -> list[MissingFile]:
    """Files of these submissions that are gone or altered; the first time goes into the audit.

    It is told all the same where it cannot be written down. Whoever only looks, at a backup for
    instance, asks the store itself. Raises AccessRefused, StoreError and StoreBusy.
    """
    return [
        each if each.known_since else _noted(store, each)
        for each in store.missing_files(submission_ids)
    ]


def missing_in_words(missing: MissingFile) -> str:
    """Which file it is, since when that is known, and what to do, in sentences."""
    which = "The file as it was sent" if missing.as_sent else "The file"
    what = "is not as it was" if missing.altered else "is missing"
    since = f" This is known since {uk_time(missing.known_since)}." if missing.known_since else ""
    return (
        f"{which} {missing.file_name} of {missing.submission_id} {what} in the store's folder of "
        f"files.{since} Its figures are unharmed. Whoever runs the dashboard can put it back from "
        f"a backup, as {missing.address}."
    )


def _noted(store: SeenStore, missing: MissingFile) -> MissingFile:
    with suppress(StoreError):
        return replace(missing, known_since=store.note_missing_file(missing, by=NOTICES))
    return missing
