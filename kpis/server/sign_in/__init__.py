"""Sign-in on the way between a browser and Streamlit, which signs people in with `st.login`.

`provider` tells Streamlit what it needs, and has it keep little. `signing_in` guards its three
addresses. `cookies` makes what it gives to browsers safe, and reads it for the gate before files.
`proxies` believes headers from nobody but the proxies that are named.
"""
