"""What an answer to several things at once hangs on."""

import hashlib
from collections.abc import Iterable

_MOST_SPELT_OUT = 3


def about_several(abouts: Iterable[str]) -> str:
    """The same for the same things, in whatever order and however often they are named."""
    distinct = sorted(set(abouts))
    if len(distinct) <= _MOST_SPELT_OUT:
        return "; ".join(distinct)
    digest = hashlib.sha256("\n".join(distinct).casefold().encode()).hexdigest()[:12]
    return f"{distinct[0]} and {len(distinct) - 1} more ({digest})"
