"""Faults of ours: recorded with a number that whoever met one can quote."""

import logging
import secrets

_LOG = logging.getLogger(__name__)


def record_fault(error: BaseException, what: str) -> str:
    """Put it into the log with all there is to know, and give its number there.

    what: what was tried, in a few words of ours.
    """
    number = f"{secrets.randbelow(10_000):04}-{secrets.randbelow(10_000):04}"
    _LOG.error("Fault %s: %s", number, what, exc_info=error)
    return number
