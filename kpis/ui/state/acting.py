"""Who acts on a page, as which post."""

from kpis.model import Actor
from kpis.ui.state import visitor


def acting(post: str = "") -> Actor:
    """post: "" for the first they hold. Raises AccessRefused for one they do not hold."""
    return visitor.actor(post)
