"""Which pages somebody gets: the others are not in their menu, and say why when they are asked for.

What a page shows and does is asked for again where it is read and written. Here it is only said
early, before anything is drawn, and written down like every act that is refused.
"""

from collections.abc import Iterable

import streamlit as st

from kpis.errors import AccessRefused, KpisError
from kpis.model import Act
from kpis.ui.kit.pages import PAGES
from kpis.ui.state import seen, visitor
from kpis.words.access import refusal

# Address of a page → what who opens it must be allowed to do with anything at all; the others
# show everybody what they may see.
NEEDS = {
    "change_plan": Act.AGREE_PLAN,
    "submit": Act.CHECK,
    "progress": Act.READ_RETURNS,
    "quality": Act.READ_RETURNS,
    "history": Act.READ_RETURNS,
    "mails": Act.SUBSCRIBE,
    "roles": Act.READ_ACCESS,
    "audit": Act.READ_AUDIT,
}

_REFUSED = "page_refused"  # address of the page that this visit was refused last


def is_for_visitor(address: str) -> bool:
    """Whether a page stands in the menu of whoever looks. Where that is not known, it does."""
    return address not in NEEDS or address in pages_for_visitor([address])


def pages_for_visitor(addresses: Iterable[str]) -> frozenset[str]:
    """Those of some pages that stand in the menu of whoever looks, who is asked for once.

    All of them where that is not known.
    """
    try:
        acts = visitor.looks()
    except KpisError:
        return frozenset(addresses)
    return frozenset(each for each in addresses if each not in NEEDS or acts.may_some(NEEDS[each]))


def write_down_page(address: str) -> None:
    """Put into the audit that a page was asked for by somebody it is not for.

    Once for each time they come to it, however often it is drawn. Whoever is asked to sign in
    again, since their session is over, was not refused anything.
    """
    if is_for_visitor(address):
        st.session_state.pop(_REFUSED, None)
        return
    if st.session_state.get(_REFUSED) == address or visitor.visitor().over is not None:
        return
    st.session_state[_REFUSED] = address
    titles = {each: title for pages in PAGES.values() for _, title, each in pages}
    seen.write_down(NEEDS[address], f"the page {titles[address]}")


def require_page(address: str) -> None:
    """Raise AccessRefused for a page that is not for whoever looks."""
    if address not in NEEDS:
        return
    looks = visitor.looks()
    if not looks.may_some(NEEDS[address]):
        raise AccessRefused(refusal(looks, NEEDS[address]).removesuffix(" Nothing was done."))
