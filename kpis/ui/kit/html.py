"""What pages are written with: elements as `kpis.markup` makes them, and text for Markdown.

`st.html` sanitises once more in the browser.
"""

import re

from kpis.markup.elements import Child as Child
from kpis.markup.elements import Html as Html
from kpis.markup.elements import element as element
from kpis.markup.elements import isolated
from kpis.markup.elements import join as join
from kpis.markup.elements import plain_text as plain_text
from kpis.markup.elements import term_list as term_list


def markdown_text(text: str) -> str:
    """Text for Streamlit's Markdown (titles, messages) that is to be shown just as it is.

    What looks like an address would become a live link, escaped or not. A mark that is not seen
    (U+2060) keeps it apart, so that no address bar and no file name puts a link into our words.
    """
    text = isolated(text)
    escaped = "".join(f"\\{sign}" if sign in _MARKDOWN_SIGNS else sign for sign in text)
    return _BEGINS_A_LINK.sub("\\g<0>\u2060", escaped)


_BEGINS_A_LINK = re.compile(r"https?\\:(?=//)|www(?=\.)|@", re.IGNORECASE)
_MARKDOWN_SIGNS = frozenset("\\`*_{}[]<>#$~|:")
