"""The field for the post that acts, and how the buttons that store something are marked.

Posts are recorded, never persons. One post is given once in a visit and offered wherever
another action asks for it.
"""

import streamlit as st

from kpis.ui.state import visitor

# Begins the keys of buttons that store something; the style sheet makes them stand out by it.
# Streamlit's own primary buttons have white text, which a dark page's light blue cannot carry.
MAIN_ACTION = "main_action_"
_POST = "officer_post"
POST_MISSING = "Say which post you act for, for instance Performance Officer."


def post() -> str:
    """The post the officer gave last in this visit, "" before the first time."""
    remembered: str = st.session_state.get(_POST, "")
    return remembered


def remember_post(name: str) -> None:
    st.session_state[_POST] = name.strip()


def post_field(key: str) -> str:
    """The field, filled with the post given before in this visit. Returns what stands in it.

    Whoever is signed in chooses from the posts they hold.
    """
    held = visitor.posts()
    if held:
        if st.session_state.get(key) not in held:
            st.session_state[key] = post() if post() in held else held[0]
        return st.selectbox("Your post", held, key=key, help="A post that you hold today.")
    if not st.session_state.get(key):
        st.session_state[key] = post()
    return st.text_input(
        "Your post",
        key=key,
        max_chars=120,
        autocomplete="organization-title",
        help="A post, not a name: for instance Performance Officer.",
    )


def post_for_page() -> None:
    """The field at the head of a page where all that is done is done for one post."""
    if st.session_state.get("desk_post") is None:
        st.session_state["desk_post"] = post()
    remember_post(post_field("desk_post"))
