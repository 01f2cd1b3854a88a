"""What everybody should know who looks at a page of a store that is gone, or lacks its files."""

import streamlit as st

from kpis.default_paths import store_path
from kpis.errors import KpisError
from kpis.model import Act
from kpis.store import Store
from kpis.ui.kit.html import markdown_text
from kpis.ui.kit.sentence import without_folders
from kpis.ui.state import visitor

READ_LAST = "The figures shown are those that were read last."


def say_what_is_gone() -> None:
    """Above a page, while it is so: the next click after it is back shows nothing of it.

    That submitted files are gone is for those who may read returns.
    """
    store = Store(store_path(), timeout=visitor.AT_ONCE)
    try:
        trouble = store.trouble()
    except KpisError:
        return  # the page itself tells what is wrong with the store
    if not trouble:
        return
    if store.is_gone():
        st.error(markdown_text(f"{without_folders(trouble)} {READ_LAST}"))
    elif visitor.looks().may_some(Act.READ_RETURNS):
        st.warning(markdown_text(without_folders(trouble)))
