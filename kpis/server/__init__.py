"""The dashboard's server: what stands between a browser and Streamlit.

`start` runs it in a process of its own. `application` says in which order a request meets the
other modules, each of which has one thing to look after. What is taken from the inside of
Streamlit, whose version is pinned, stands in `dashboard` and `handed_out` alone.
"""
