"""What people type beside a return or an act: posts, names, notes and reasons.

They are kept for good, and shown in lists, logs and terminals; so they must be such as can be.
"""

from kpis.errors import UsageError, require
from kpis.model import Actor
from kpis.words.lists import cut

LONGEST_NAME = 200  # characters of a login, a name and a post
LONGEST_WORDS = 2_000  # characters of a note or a reason; pages take fewer
_BREAKS = str.maketrans("", "", "\n\t")  # of a text of several lines


def require_post(actor: Actor, otherwise: str) -> None:
    """Raise UsageError with the sentence `otherwise` where an actor names no post; as
    `refuse_unreadable` for one that no list could show."""
    require(actor.post, otherwise)
    refuse_unreadable(actor.post, most=LONGEST_NAME)


def refuse_unreadable(*texts: str, most: int = LONGEST_WORDS) -> None:
    """Raise UsageError for a text that is too long, or has characters that cannot be printed."""
    for text in texts:
        if len(text) > most:
            raise UsageError(f"{cut(text, 40)!r} is longer than {most:,} characters.")
        if not text.strip().translate(_BREAKS).isprintable():
            raise UsageError(f"{cut(text, 40)!r} has characters that cannot be printed.")
