"""Ids of submissions: short enough to say on the telephone, in the order of their days.

`S-20261121-k7m2`: the day, then a letter and a figure in turn, without the letters that are
taken for a figure (i, l, o). Drawn at random rather than counted, so that ids of a store and of
a copy of it that went its own way are not mistaken for each other.
"""

import secrets
from collections.abc import Callable
from datetime import datetime
from itertools import count

_LETTERS = "abcdefghjkmnpqrstuvwxyz"
_FIGURES = "0123456789"
_TRIES = 20  # at one length, before the id grows


def new_id(now: datetime, is_taken: Callable[[str], bool]) -> str:
    """An id nobody has; is_taken is asked within the transaction that will use it."""
    lengths = (2 + attempt // _TRIES for attempt in count())
    candidates = (f"S-{now:%Y%m%d}-{_tail(pairs)}" for pairs in lengths)
    return next(candidate for candidate in candidates if not is_taken(candidate))


def _tail(pairs: int) -> str:
    return "".join(secrets.choice(_LETTERS) + secrets.choice(_FIGURES) for _ in range(pairs))
