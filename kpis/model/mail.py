"""Who gets mails of releases, and what became of each mail."""

from datetime import datetime
from enum import StrEnum

from kpis.model.record import Record


class MailEncryption(StrEnum):
    """How the way to the mail server is kept from who listens."""

    STARTTLS = "starttls"  # begun in the open, encrypted before anything is said
    TLS = "tls"  # from the first byte on
    NONE = "none"  # to a server on this machine alone


class MailAbout(StrEnum):
    """What somebody wants mails about."""

    EVERYTHING = "everything"
    OUTCOME = "outcome"  # one of the plan's
    DIRECTORATE = "directorate"  # the measures of one
    CORRECTIONS = "corrections"  # releases that correct another, alone


class MailState(StrEnum):
    """What has become of a mail."""

    WAITING = "waiting"  # for its first try, or for the next after one that failed
    TRYING = "trying"  # on its way just now, or whoever sent it died over it
    SENT = "sent"  # a server took it
    WRITTEN = "written"  # into the folder of mails, for no server is named
    GIVEN_UP = "given up"  # refused for good, or tried too often
    STOPPED = "stopped"  # its subscription ended, or its release was withdrawn, before it went


class Subscription(Record):
    """A post that gets a mail at an address whenever a release is published, until it ends.

    of_what: the number of an outcome, the name of a directorate; "" else. address: "" once no
    subscription of it stands. person: who subscribed for themselves, as the store numbers people;
    "" where somebody did it for them, or nobody signs in.
    """

    number: int
    post: str
    address: str
    about: MailAbout
    of_what: str
    person: str
    subscribed_at: datetime  # UTC
    subscribed_by: str  # a post
    ended_at: datetime | None = None  # UTC
    ended_by: str = ""  # a post

    @property
    def stands(self) -> bool:
        return self.ended_at is None


class Mail(Record):
    """A mail of one release, or of its withdrawal, for one subscription: never a second of both.

    withdrawal: it tells that the release was withdrawn, to whom a mail of it had gone. tries: how
    often it was sent on its way. noted_at: when its state was noted last. due_at: when it is tried
    next, None for at once or never. why: what went wrong last, in a sentence.
    """

    number: int
    subscription: Subscription
    release: int
    quarter_id: str
    queued_at: datetime  # UTC
    state: MailState
    withdrawal: bool = False
    tries: int = 0
    noted_at: datetime | None = None  # UTC
    due_at: datetime | None = None  # UTC
    why: str = ""
