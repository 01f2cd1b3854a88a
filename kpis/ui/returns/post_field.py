"""What both forms share: the field for the post that acts, and how the acting button is marked.

Posts are recorded, never persons.
"""

import streamlit as st

from kpis.ui.returns import desk

# Begins the keys of buttons that store something; the style sheet makes them stand out by it.
# Streamlit's own primary buttons have white text, which a dark page's light blue cannot carry.
MAIN_ACTION = "main_action_"
POST_MISSING = "Say which post you act for, for instance Performance Officer."


def post_field(key: str) -> str:
    """The field, filled with the post given before in this visit. Returns what stands in it."""
    if not st.session_state.get(key):
        st.session_state[key] = desk.post()
    return st.text_input(
        "Your post",
        key=key,
        max_chars=120,
        autocomplete="organization-title",
        help="A post, not a name: for instance Performance Officer.",
    )
