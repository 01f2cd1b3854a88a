"""A name without the differences that mean nothing.

People retype titles with straight quotes, other capitals and double spaces, and Word makes curly
quotes and long dashes of them.
"""

import unicodedata

_QUOTES_AND_DASHES = str.maketrans(
    {"‘": "'", "’": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"}
)


def folded(text: str) -> str:
    """A name without the differences that mean nothing: case, blanks, kinds of quote and dash."""
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES_AND_DASHES)
    return " ".join(plain.split()).casefold()
