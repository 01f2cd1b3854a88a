"""Subscriptions and mails in words."""

from kpis.model import MailAbout, MailState

STATES = {
    MailState.WAITING: "waits to be sent",
    MailState.TRYING: "is being sent",
    MailState.SENT: "sent",
    MailState.WRITTEN: "written as a file",
    MailState.GIVEN_UP: "given up",
    MailState.STOPPED: "stopped before it went",
}


def mail_about(about: str, of_what: str = "") -> str:
    """ "everything", "outcome 5", "directorate Place", "corrections alone"; what it is about."""
    match MailAbout(about):
        case MailAbout.OUTCOME:
            return f"outcome {of_what}"
        case MailAbout.DIRECTORATE:
            return f"directorate {of_what}"
        case MailAbout.CORRECTIONS:
            return "corrections alone"
        case _:
            return "everything"
