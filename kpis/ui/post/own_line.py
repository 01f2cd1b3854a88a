"""The line that says that a page shows only what is one's own, and whose that is."""

from kpis.model import Act
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import show
from kpis.ui.state import visitor
from kpis.words.access import whose


def say_whose(what: str, act: Act = Act.READ_RETURNS) -> bool:
    """ "You see the returns of your post: Head of Parks."; nothing for who sees all of them.

    Returns whether it was said.
    """
    of = whose(visitor.looks(), act)
    if of:
        show(element("p", f"You see {what} of {of}.", class_="k-line"))
    return bool(of)
