"""Faults of ours: recorded under an id that whoever met one can quote."""

import logging

from kpis.answering import answering, new_id

_LOG = logging.getLogger(__name__)


def record_fault(error: BaseException, what: str) -> str:
    """Put it into the log with all there is to know, and give its id there.

    what: what was tried, in a few words of ours. The id is that of what is being answered.
    """
    now = answering()
    number = now.id if now else new_id()
    _LOG.error("Fault %s: %s", number, what, exc_info=error)
    return number


def to_quote(number: str) -> str:
    """The sentence by which whoever met a fault can have it found."""
    return f"Say {number} to whoever looks after the server."
