"""Every failure that ends an action, as a tree, with the exit code the command line gives it.

Problems *in data* are values (`kpis.validation.issues`): a return with ten mistakes gives ten
of them and raises nothing. The exceptions here are for what stops an action altogether. Each
carries a sentence for the person who meets it; none is ever shown as a traceback.

    KpisError                 1   base: catch this to show `str(error)` and go on
    ├── UsageError            2   the command was asked for something that does not exist
    ├── PlanError            10   the plan's files are faulty (all faults listed)
    ├── PeriodError          11   a reporting period could not be understood
    │   └── AmbiguousPeriod       it could be two periods; the message says how to write either
    ├── UnreadableReturn     12   the file cannot be read at all: not a workbook, locked, too large
    │   └── MappingError          what was said of its columns is damaged or does not fit the file
    ├── ReturnRefused        13   the return has errors, so nothing of it was stored
    ├── StoreError           14   the store is missing, damaged or of a later version
    │   ├── StoreBusy        15   another process is writing and did not finish in time
    │   ├── StoreGone             there was one, and it is not there now; none is made instead
    │   ├── UnknownSubmission 16  no submission has that id
    │   ├── UnknownRelease    17  no release has that number
    │   │   └── NothingPublished  there is none yet, and whoever asks may see releases alone
    │   ├── NotReadyToPublish 18  the quarter has a fault, or a warning that nobody accepted
    │   ├── NotAllowed        19  what is stored does not allow it: withdrawn or approved before
    │   │   └── AccessRefused 20  no role of whoever asks allows it; the audit has it
    │   ├── AuditBroken       21  an entry of the audit was changed, or is missing
    │   ├── BackupError       25  a backup is none, is damaged or could not be written or restored
    │   ├── StoreNotWhole     26  what a store holds is not as it was stored
    │   ├── JournalBroken     27  an entry of the journal or a kept file was changed, or is missing
    │   └── StoresDiffer      28  a store is not what its journal makes of it
    ├── SettingsError        22   a file that says how people sign in or mails go cannot be used
    ├── ExportError          23   a document cannot be made with what it was given, as a logo
    ├── MailNotSent          24   a mail did not go; it is tried again, unless it was a test
    └── FrameError           70   a frame broke its contract: a fault of ours, never of the data
        └── ControlChartError     points or options that no control chart can be made of
"""

from collections.abc import Sequence


class KpisError(Exception):
    """Base of every error meant to be read by a person; `exit_code` is for the command line."""

    exit_code = 1


class UsageError(KpisError):
    exit_code = 2


class PlanError(KpisError):
    """The plan cannot be used. `faults` holds one sentence per fault, with file and key."""

    exit_code = 10

    def __init__(self, message: str, faults: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.faults = tuple(faults)


class PeriodError(KpisError):
    exit_code = 11


class AmbiguousPeriod(PeriodError):
    """The text could be two periods, so none is guessed."""


class UnreadableReturn(KpisError):
    """The bytes are no return we can open. The message is one sentence that says what to do."""

    exit_code = 12


class MappingError(UnreadableReturn):
    """A mapping cannot be used: it is damaged, contradicts itself or is of another layout."""


class ReturnRefused(KpisError):
    exit_code = 13


class StoreError(KpisError):
    exit_code = 14


class StoreBusy(StoreError):
    exit_code = 15


class StoreGone(StoreError):
    """There was a store, and it is not there now. It may come back: a share is not mounted."""


class UnknownSubmission(StoreError):
    exit_code = 16


class UnknownRelease(StoreError):
    exit_code = 17


class NothingPublished(UnknownRelease):
    pass


class NotReadyToPublish(StoreError):
    """Nothing was published: something blocks it, or a warning was not accepted."""

    exit_code = 18


class NotAllowed(StoreError):
    """What is stored does not allow what was asked, or it was done already. Nothing was changed."""

    exit_code = 19


class AccessRefused(NotAllowed):
    """No role of whoever asks allows what they asked for."""

    exit_code = 20


class AuditBroken(StoreError):
    """The audit is not whole. The message names what is wrong with it."""

    exit_code = 21


class BackupError(StoreError):
    """A file is no backup or a damaged one, one cannot be written, or its place is taken."""

    exit_code = 25


class StoreNotWhole(StoreError):
    """A file is missing, a row is gone or changed. What it is was told; nothing was changed."""

    exit_code = 26


class JournalBroken(StoreError):
    """A store cannot be made again: an entry of its journal, or a file it kept, is missing or is
    not as it was written. The message says which."""

    exit_code = 27


class StoresDiffer(StoreError):
    """A store that was made again holds something else than the one it is made of."""

    exit_code = 28


class SettingsError(KpisError):
    """How people sign in, or mails go, cannot be used as it is written. The message names file and
    lines."""

    exit_code = 22


class ExportError(KpisError):
    """A document cannot be made: its template lacks a layout, its logo is no picture. The message
    says what to give instead."""

    exit_code = 23


class MailNotSent(KpisError):
    """A mail server did not take a mail. The message says why."""

    exit_code = 24


class FrameError(KpisError):
    exit_code = 70


class ControlChartError(FrameError, ValueError):
    """A date comes twice in a series, limits are fixed after too few points, and the like."""


def require(text: str, otherwise: str) -> None:
    """Raise UsageError with the sentence `otherwise` where a person gave no text."""
    if not text.strip():
        raise UsageError(otherwise)
