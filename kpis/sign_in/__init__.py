"""Who somebody is that comes by the network: as a provider of identities or a proxy says it.

`settings` reads one file, and is the only place that says how it is written. `claims` makes of what
a provider says an identity and roles. `sessions` ends them in time. `ways_in` says which way there
is at all. Nothing here knows Streamlit, a web server or the store.
"""
