"""The scripts inside our pages: constants, and the only ones that the server lets a browser run.

No text that anybody typed ever gets into one. `kpis.server.security_headers` names each by its
hash, so a script that is not listed here does not run, wherever it comes from.
"""

from importlib.resources import files

# Follows links between pages without loading the whole dashboard anew. Without it links work as
# links do.
FOLLOW_LINKS = files("kpis.ui.kit").joinpath("links.js").read_text(encoding="utf-8")
# Where the form was, the list of submissions has moved up: brings the receipt into view, and the
# focus with it.
FOCUS_ON_RECEIPT = """
const title = document.querySelector(".k-receipt-title");
title?.focus({ preventScroll: true });
title?.scrollIntoView({ block: "center" });
"""
SCRIPTS = (FOLLOW_LINKS, FOCUS_ON_RECEIPT)


def script_element(script: str) -> str:
    """For `st.html` with `unsafe_allow_javascript`."""
    return f"<script>{script}</script>"
