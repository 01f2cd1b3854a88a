"""Which pages somebody gets: the others are not in their menu, and say why when they are asked for.

What a page shows and does is asked for again where it is read and written. Here it is only said
early, before anything is drawn.
"""

from kpis.errors import AccessRefused, KpisError
from kpis.model import Act
from kpis.ui.state import visitor
from kpis.words.access import refusal

# Address of a page → what who opens it must be allowed to do with anything at all; the others
# show everybody what they may see.
NEEDS = {
    "submit": Act.CHECK,
    "progress": Act.READ_RETURNS,
    "quality": Act.READ_RETURNS,
    "history": Act.READ_RETURNS,
    "roles": Act.READ_ACCESS,
    "audit": Act.READ_AUDIT,
}


def is_for_visitor(address: str) -> bool:
    """Whether a page stands in the menu of whoever looks. Where that is not known, it does."""
    try:
        return address not in NEEDS or visitor.looks().may_some(NEEDS[address])
    except KpisError:
        return True


def require_page(address: str) -> None:
    """Raise AccessRefused for a page that is not for whoever looks."""
    if address not in NEEDS:
        return
    looks = visitor.looks()
    if not looks.may_some(NEEDS[address]):
        raise AccessRefused(refusal(looks, NEEDS[address]).removesuffix(" Nothing was done."))
